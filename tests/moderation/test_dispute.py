"""'Not mine': the clock stops until moderators have named the owner."""

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.effects import LookAtListing, ShowCard
from bot.moderation.model import Reply, Status
from tests.moderation.builders import ANN, BEN, MIA, OTTO, RULES, again, asked, awaited, disputed, failed, replied


def test_stops_the_clock() -> None:
    """The member is thanked, the case waits for a name, and no time runs against anybody."""
    play = disputed(awaited())
    assert play.happened(e.OwnerDisputed) == [e.OwnerDisputed("m-not-mine")]
    assert play.is_(Status.NOTICE_DUE)
    assert (play.case.owner, play.case.clock, play.due()) == (None, None, None)
    assert play.heard_by_member() == ["say.member_not_mine"]
    assert play.effects[-1] == ShowCard(1, 1)


def test_forgets_the_wrong_one() -> None:
    """Whoever it was not hears no more of the case, however it ends."""
    play = disputed(awaited())
    play.withdraw()
    assert play.heard_by_member() == ["say.member_not_mine"]


def test_right_one_has_a_full_window() -> None:
    """Whom moderators name instead gets the same question, and all the time there is."""
    play = disputed(awaited()).wait(RULES.answer_within * 2)
    play.name_owner(ANN, OTTO)
    play.name_owner(BEN, OTTO)
    assert play.notices() == [(MIA, 1), (OTTO, 1)]
    play.deliver()
    assert play.case.clock
    assert play.case.clock.deadline == play.now + RULES.answer_within


def test_right_one_is_asked_afresh() -> None:
    """After a second question too: about the listing, with nothing in it of what the wrong one answered."""
    play = disputed(again().deliver())
    play.name_owner(ANN, OTTO)
    play.name_owner(BEN, OTTO)
    assert play.notices()[-1] == (OTTO, 1)
    assert play.case.finding == ("o1-ann",)


def test_by_a_member_who_was_lost() -> None:
    """Whoever could not be reached since, and writes it, is heard as well; 'removed' is looked at."""
    play = disputed(failed(awaited()))
    assert play.is_(Status.NOTICE_DUE)
    assert play.case.owner is None
    play = failed(awaited())
    assert play.do(c.ClaimRemoved("m1")).effects == (LookAtListing(1, "m1"),)
    assert play.is_(Status.AWAITING_MEMBER)


def test_only_while_awaited() -> None:
    """Before a notice is delivered 'not mine' is no dispute; after an answer it belongs to that, for people to read."""
    assert asked().do(c.Dispute("m1")).events == ()
    play = replied()
    assert play.do(c.Dispute("m2")).events == (e.ReplyJoined(Reply(("m2",))),)
