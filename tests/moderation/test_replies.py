"""What the member answers with, and what moderators make of it."""

from collections.abc import Callable

import pytest

from bot.moderation import events as e
from bot.moderation.effects import LookAtListing, ShowCard
from bot.moderation.model import Choice, Ending, Reply, RoundKind, Status
from bot.moderation.replies import letter
from tests.moderation.builders import (
    ANN,
    BEN,
    DAN,
    DAY,
    EVE,
    MIA,
    RULES,
    Play,
    again,
    asked,
    awaited,
    opened,
    picture,
    refused,
    repaired,
    replied,
    vote,
)


def test_opens_a_round() -> None:
    """An answer stops the clock and puts a question of its own to moderators, with a card of its own."""
    play = awaited()
    decision = play.answers("m1", picture("", "d2"), picture("", "d3"))
    assert play.is_(Status.REPLY_IN_REVIEW)
    assert play.case.clock is None
    assert (play.case.round.number, play.case.round.kind) == (2, RoundKind.REPLY)
    assert play.case.round.deadline == play.now + RULES.decide_within
    assert decision.effects == (LookAtListing(1), ShowCard(1, 1), ShowCard(1, 2))
    assert [each.letter for each in play.case.replies[0].media] == ["B", "C"]


def test_accepted() -> None:
    """'Accept' resolves the case, and the member hears it."""
    play = replied()
    play.react(ANN, Choice.ACCEPT)
    play.finish()
    assert (play.case.status, play.case.ending) == (Status.RESOLVED, Ending.ACCEPTED)
    assert play.heard_by_member() == ["say.member_accepted"]


def test_asked_again() -> None:
    """'Ask again' sends the second notice, with the new finding."""
    play = again()
    assert play.is_(Status.NOTICE_DUE)
    assert play.notices()[-1] == (MIA, 2)
    assert play.case.finding == ("o2-ann",)


def test_all_that_was_noticed() -> None:
    """What was asked at first stays with what was asked next, and with why an answer was refused: all of it counts."""
    play = again().deliver()
    play.answers("m2")
    vote(play, Choice.REFUSE, (ANN, BEN))
    play.observe(BEN)
    assert play.finish().case.grounds == play.case.noticed == ("o1-ann", "o2-ann", "o3-ben")
    assert play.case.finding == ("o3-ben",)


def test_a_refused_repair_changes_no_reasons() -> None:
    """What was decided rests on what was known then; moderators who judge the next repair read all."""
    play = repaired()
    before = play.case.grounds
    vote(play, Choice.REFUSE, (ANN, BEN))
    play.observe(BEN)
    assert play.finish().is_(Status.CLOSED)
    assert play.case.grounds == before == ("o1-ann", "o2-ann")
    assert play.case.noticed == (*before, "o4-ben")


def test_no_third_question() -> None:
    """After two questions 'ask again' is not offered: who chooses it all the same makes no tie, and asks nothing."""
    play = again().deliver()
    play.answers("m2")
    assert [each.offers for each in play.case.rounds[1:]] == [(), (Choice.ACCEPT, Choice.REFUSE)]
    vote(play, Choice.REFUSE, (ANN, BEN))
    vote(play, Choice.AGAIN, (DAN, EVE))
    play.observe(BEN)
    play.finish()
    assert play.is_(Status.ACTION_IN_REVIEW)
    assert len(play.notices()) == 2
    assert play.heard_by_member() == ["say.member_not_accepted"]
    assert [each.letter for each in play.case.media] == ["A"]


def test_refused() -> None:
    """'Refuse' leaves it to moderators what follows; the member hears that it was not accepted."""
    play = refused()
    assert play.is_(Status.ACTION_IN_REVIEW)
    assert play.happened(e.ActionNeeded)
    assert play.heard_by_member() == ["say.member_not_accepted"]
    assert play.case.round.deadline == play.now + 7 * DAY


def test_tie_of_concerns_asks_again() -> None:
    """A tie between 'ask again' and 'refuse' asks again."""
    play = replied()
    vote(play, Choice.AGAIN, (ANN, BEN))
    vote(play, Choice.REFUSE, (DAN, EVE))
    play.observe(ANN)
    assert play.finish().notices()[-1] == (MIA, 2)


def test_during_the_vote_on_what_follows() -> None:
    """What the member says then joins the card with all that came before, and the ballots on it stand."""
    play = refused()
    play.react(ANN, Choice.NONE)
    decision = play.adds("m2", picture("", "d2"))
    assert decision.events == (e.ReplyJoined(Reply(("m2",), (picture("B", "d2"),))),)
    assert decision.effects == (ShowCard(1, 3),)
    assert play.case.replies == (Reply(("m1", "m2"), (picture("B", "d2"),)),)
    play.react(BEN, Choice.NONE)
    assert play.finish().case.ending is Ending.NOTHING_FOLLOWS


@pytest.mark.parametrize("somewhere", [opened, asked, again])
def test_not_awaited(somewhere: Callable[[], Play]) -> None:
    """What comes where no answer is awaited opens no round."""
    assert somewhere().answers("m9").events == ()


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (701, "ZZ"), (702, "AAA")])
def test_letters(index: int, name: str) -> None:
    """Media are lettered as a spreadsheet's columns are, without an end."""
    assert letter(index) == name
