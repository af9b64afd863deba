"""An answer over several messages is one: it is gathered until nothing more comes, and not for ever."""

from datetime import timedelta

from hypothesis import given, seed
from hypothesis import strategies as st

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.effects import LookAtListing, ShowCard, TellMember
from bot.moderation.model import Choice, Reply, Status
from tests.moderation.builders import ANN, BEN, DAY, MIA, RULES, asked, awaited, failed, picture, vote
from tests.moderation.chance import SEED, say_seed, search

MINUTE = timedelta(minutes=1)


def test_one_answer() -> None:
    """Words, an image and a link that follow each other open one card, once nothing more has come for a while."""
    play = awaited()
    assert play.adds("m1").effects == ()
    play.wait(MINUTE).adds("m2", picture("", "d2"))
    play.wait(MINUTE).adds("m3", link=True)
    assert play.due() == play.now + RULES.settle
    assert play.wait(MINUTE).tick().events == ()
    assert play.wait(MINUTE).tick().effects == (LookAtListing(1),)
    assert play.sees_nothing_new().effects == (ShowCard(1, 1), ShowCard(1, 2))
    assert play.is_(Status.REPLY_IN_REVIEW)
    [reply] = play.case.replies
    assert reply.messages == ("m1", "m2", "m3")
    assert [each.letter for each in reply.media] == ["B"]
    assert reply.link


def test_not_for_ever() -> None:
    """Whoever writes on and on is judged by what came until then, and the rest joins the card."""
    play = awaited()
    began = play.now
    for name in range(1, 9):
        play.adds(f"m{name}")
        play.wait(RULES.settle - timedelta(seconds=1)).tick()
        play.sees_nothing_new()
    assert play.is_(Status.REPLY_IN_REVIEW)
    assert play.happened(e.RoundOpened)[-1].at <= began + RULES.settle_at_most + RULES.settle
    assert len(play.case.rounds) == 2
    assert play.case.replies[0].messages == tuple(f"m{name}" for name in range(1, 9))


def test_clock_waits() -> None:
    """While an answer is gathered no reminder goes out and no silence counts, in the very last minute too."""
    play = awaited()
    while play.case.clock and play.case.clock.reminded < len(RULES.reminders):
        play.now = play.due() or play.now
        play.tick()
    assert play.case.clock
    play.now = play.case.clock.deadline - timedelta(seconds=1)
    play.adds("m1")
    assert play.wait(MINUTE).tick().events == ()
    play.wait(MINUTE).tick()
    play.sees_nothing_new()
    assert play.is_(Status.REPLY_IN_REVIEW)


def test_ends_the_last_look() -> None:
    """An answer that comes during the last look stops silence, though it is not whole yet."""
    play = awaited().wait(13 * DAY)
    play.tick()
    play.wait(2 * DAY).tick()
    play.adds("m1")
    play.do(c.FinishConversationLook(MIA))
    play.see(c.Sight.SAME)
    assert play.is_(Status.AWAITING_MEMBER)
    play.wait(RULES.settle).tick()
    play.sees_nothing_new()
    assert play.is_(Status.REPLY_IN_REVIEW)


def test_a_changed_listing_is_whole() -> None:
    """What is seen on the platform needs no waiting, and brings what was gathered with it."""
    play = awaited()
    play.adds("m1")
    play.see(c.Sight.CHANGED, "shot-2")
    assert play.is_(Status.REPLY_IN_REVIEW)
    [reply] = play.case.replies
    assert (reply.messages, reply.changed) == (("m1",), "shot-2")


def test_by_hand_is_whole() -> None:
    """So is an answer that a moderator puts on record, also of a member who had been lost."""
    for play in (awaited(), failed(awaited()), failed(asked())):
        play.do(c.HandIn(ANN, moderator=True, reply=Reply(("m1",))))
        assert play.is_(Status.REPLY_IN_REVIEW)


def test_who_leaves_has_answered() -> None:
    """Whoever answers and leaves before the answer is whole has answered: it is judged, and nobody is sought."""
    play = awaited()
    play.adds("m1")
    decision = failed(play).events[-2:]
    assert [type(each) for each in decision] == [e.Replied, e.RoundOpened]
    assert play.is_(Status.REPLY_IN_REVIEW)


def test_resolved_meanwhile() -> None:
    """'Removed' while an answer is gathered is looked at, and what is gone resolves."""
    play = awaited()
    play.adds("m1")
    play.do(c.ClaimRemoved("m2"))
    play.see(c.Sight.GONE, claim="m2")
    assert play.is_(Status.RESOLVED)
    assert [told.say.key for told in play.wanted(TellMember)] == ["say.member_removed"]


def test_a_second_answer_is_gathered_too() -> None:
    """After the second question the same holds, and letters go on."""
    play = awaited()
    play.answers("m1", picture("", "d2"))
    vote(play, Choice.AGAIN, (ANN, BEN))
    play.observe(ANN)
    play.finish().deliver()
    play.adds("m2", picture("", "d3"))
    assert play.is_(Status.AWAITING_MEMBER)
    play.wait(RULES.settle).tick()
    play.sees_nothing_new()
    assert [each.letter for each in play.case.replies[1].media] == ["C"]


@seed(SEED)
@search(150)
@given(st.lists(st.integers(0, 200), min_size=1, max_size=12))
def test_whatever_the_pauses(seconds: list[int]) -> None:
    """However somebody writes: all of it is judged, in its order, on one card, which opens in time and never early."""
    say_seed()
    play = awaited()
    first = play.now
    names = tuple(f"m{number}" for number in range(len(seconds)))
    for name, pause in zip(names, seconds, strict=True):
        play.adds(name)
        ends = play.now + timedelta(seconds=pause)
        while (due := play.due()) and due <= ends and play.is_(Status.AWAITING_MEMBER):
            play.now = due
            play.tick()
            play.sees_nothing_new()
        play.now = ends
    ends = play.now + RULES.settle
    play.now = min(play.due() or ends, ends)
    play.tick()
    play.sees_nothing_new()
    assert play.case.replies[0].messages == names
    [opened] = play.happened(e.RoundOpened)[1:]
    assert RULES.settle <= opened.at - first <= RULES.settle_at_most
