"""When the member writes, whatever it is, the listing is looked at as well: it may say more than the words."""

from datetime import timedelta

import pytest

from bot.moderation import commands as c
from bot.moderation.effects import LookAtListing
from bot.moderation.model import Choice, Ending, Status
from tests.moderation.builders import ANN, BEN, RULES, Play, asked, awaited, joint_case, vote

MINUTE = timedelta(minutes=1)


def written(play: Play) -> Play:
    """Mia wrote something, it is taken to be whole, and the look at the listing has not come back."""
    play.adds("m1")
    play.wait(RULES.settle).tick()
    assert play.is_(Status.AWAITING_MEMBER)
    assert play.due() is None
    return play


def joint() -> Play:
    """Mia was asked about two listings in one case."""
    play = joint_case(2)
    vote(play, Choice.ASK, (ANN, BEN))
    play.observe(ANN)
    return play.finish().deliver()


def look(play: Play, *sights: c.Sight) -> None:
    """A look at several listings comes back."""
    play.do(c.SeeListings(tuple(map(c.Seen, play.case.listings, sights))))


def test_one_look_an_answer() -> None:
    """However many messages an answer has: they are looked after once, when nothing more has come."""
    play = awaited()
    for name in ("m1", "m2", "m3"):
        play.adds(name)
        play.wait(MINUTE)
    assert play.wanted(LookAtListing) == []
    play.wait(MINUTE).tick()
    assert play.wanted(LookAtListing) == [LookAtListing(1)]


def test_removed() -> None:
    """Two looks that find it gone resolve the case as removed, and nobody has had to judge the words."""
    play = written(awaited())
    play.see(c.Sight.GONE)
    assert play.is_(Status.AWAITING_MEMBER)
    play.see(c.Sight.GONE)
    assert play.case.ending is Ending.REMOVED
    assert play.heard_by_member() == ["say.member_removed"]
    assert len(play.case.rounds) == 1


def test_removed_and_missed_before() -> None:
    """Where a look on schedule had missed it, one more is enough."""
    play = awaited()
    play.see(c.Sight.GONE)
    written(play).see(c.Sight.GONE)
    assert play.case.ending is Ending.REMOVED


@pytest.mark.parametrize("sight", [c.Sight.SAME, c.Sight.UNREACHABLE, c.Sight.NOWHERE])
def test_missed_once(sight: c.Sight) -> None:
    """Where the second look does not find it gone, that was a passing fault: the answer is judged."""
    play = written(awaited())
    play.see(c.Sight.GONE)
    play.see(sight)
    assert play.is_(Status.REPLY_IN_REVIEW)
    assert play.case.replies[0].messages == ("m1",)


def test_changed() -> None:
    """What changed and what was written are one answer."""
    play = written(awaited())
    play.see(c.Sight.CHANGED, "shot-2")
    [reply] = play.case.replies
    assert (reply.messages, reply.changed) == (("m1",), "shot-2")


def test_changed_before() -> None:
    """A change that was known before the notice holds no answer up."""
    play = asked()
    play.see(c.Sight.CHANGED, "shot-2")
    written(play.deliver()).see(c.Sight.CHANGED, "shot-2")
    [reply] = play.case.replies
    assert (reply.messages, reply.changed) == (("m1",), None)


@pytest.mark.parametrize("sight", [c.Sight.SAME, c.Sight.UNREACHABLE, c.Sight.NOWHERE])
def test_nothing_to_see(sight: c.Sight) -> None:
    """Where it is as it was, or cannot be seen, the answer is judged by itself."""
    play = written(awaited())
    play.see(sight)
    assert play.is_(Status.REPLY_IN_REVIEW)


def test_more_is_written_meanwhile() -> None:
    """What comes during the look belongs to the answer, which is looked after once more."""
    play = written(awaited())
    play.adds("m2")
    play.see(c.Sight.SAME)
    assert play.is_(Status.AWAITING_MEMBER)
    play.wait(RULES.settle).tick()
    assert play.wanted(LookAtListing) == [LookAtListing(1)] * 2
    play.see(c.Sight.SAME)
    assert play.case.replies[0].messages == ("m1", "m2")


def test_removed_is_written_meanwhile() -> None:
    """'Removed' that comes during the look is answered, and what was written before it is judged."""
    play = written(awaited())
    play.do(c.ClaimRemoved("m2"))
    play.see(c.Sight.SAME, claim="m2")
    assert play.heard_by_member() == ["say.member_still_there"]
    play.see(c.Sight.SAME)
    assert play.case.replies[0].messages == ("m1",)


def test_after_the_last_look_began() -> None:
    """An answer that comes during the last look is no silence, whatever of that comes back later."""
    play = awaited().wait(RULES.answer_within)
    while not (play.case.clock and play.case.clock.looking):
        play.now = play.due() or play.now
        play.tick()
    written(play)
    play.do(c.FinishConversationLook())
    play.see(c.Sight.SAME)
    assert play.is_(Status.REPLY_IN_REVIEW)


@pytest.mark.parametrize(
    "sights",
    [
        (c.Sight.SAME, c.Sight.SAME),
        (c.Sight.SAME, c.Sight.UNREACHABLE),
        (c.Sight.NOWHERE, c.Sight.NOWHERE),
    ],
)
def test_several_with_nothing_to_see(sights: tuple[c.Sight, c.Sight]) -> None:
    """In a joint case too the answer is judged by itself where no listing says more."""
    play = written(joint())
    look(play, *sights)
    assert play.is_(Status.REPLY_IN_REVIEW)


@pytest.mark.parametrize(
    "second",
    [
        (c.Sight.GONE, c.Sight.SAME),
        (c.Sight.SAME, c.Sight.SAME),
        (c.Sight.UNREACHABLE, c.Sight.SAME),
        (c.Sight.GONE, c.Sight.GONE),
    ],
)
def test_one_of_several_is_gone(second: tuple[c.Sight, c.Sight]) -> None:
    """One that is missed for the first time is looked for again, before moderators judge words and removal as one."""
    play = written(joint())
    look(play, c.Sight.GONE, c.Sight.SAME)
    assert play.is_(Status.AWAITING_MEMBER)
    look(play, *second)
    assert play.is_(Status.REPLY_IN_REVIEW)
    assert play.case.replies[0].messages == ("m1",)


def test_all_of_several_are_gone() -> None:
    """With all of them gone nothing is left to judge."""
    play = written(joint())
    for _ in range(2):
        look(play, c.Sight.GONE, c.Sight.GONE)
    assert play.case.ending is Ending.REMOVED
