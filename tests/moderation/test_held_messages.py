"""An answer that waits, for a file or for its case: it is our turn, so the member's clock waits with it."""

from datetime import timedelta

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.effects import ReadConversation
from bot.moderation.model import Reply, Status
from tests.moderation.builders import DAY, MIA, RULES, Play, asked, awaited, closed, look_for_answer, picture


def hold(play: Play, name: str = "m1") -> None:
    """A message of the member has to wait."""
    play.do(c.HoldMessage(Reply((name,), (picture("", name),))))


def deadline(play: Play) -> timedelta:
    """How far the deadline is from now."""
    assert play.case.clock
    return play.case.clock.deadline - play.now


def test_no_reminder_meanwhile() -> None:
    """While a message waits, no reminder goes out and no silence counts."""
    play = awaited().wait(6 * DAY)
    hold(play)
    assert play.due() == play.now + RULES.unsorted_within
    assert play.wait(2 * DAY).tick().events == ()


def test_counts_after_three_days() -> None:
    """Unanswered for the policy's days, it counts as a reply; all that waited does."""
    play = awaited()
    hold(play)
    play.wait(DAY)
    hold(play, "m2")
    play.wait(2 * DAY).tick()
    assert play.is_(Status.REPLY_IN_REVIEW)
    assert play.case.replies[-1].messages == ("m1", "m2")
    assert [each.letter for each in play.case.replies[-1].media] == ["B", "C"]
    assert len(play.case.rounds) == 2


def test_released() -> None:
    """What turns out to be no answer to this case gives back the time that it waited."""
    play = awaited()
    before = deadline(play)
    hold(play)
    play.wait(2 * DAY).do(c.ReleaseMessage("m1"))
    assert deadline(play) == before
    assert play.due() == play.now + RULES.reminders[0]


def test_two_released() -> None:
    """Of several, the clock waits from the first held to the last released, whichever goes first."""
    for first, second in (("m1", "m2"), ("m2", "m1")):
        play = awaited()
        before = deadline(play)
        hold(play)
        play.wait(DAY)
        hold(play, "m2")
        play.wait(DAY).do(c.ReleaseMessage(first))
        play.wait(DAY / 2).do(c.ReleaseMessage(second))
        assert deadline(play) == before
        assert play.happened(e.MessageReleased)[-1].deadline == play.now + before


def test_release_of_nothing() -> None:
    """Releasing what is not held, or where nobody is awaited, changes nothing."""
    play = awaited()
    hold(play)
    assert play.do(c.ReleaseMessage("m9")).events == ()
    assert asked().do(c.ReleaseMessage("m1")).events == ()


def test_held_only_while_awaited() -> None:
    """Where the member is not awaited no clock has to wait."""
    play = asked()
    hold(play)
    assert play.happened(e.MessageHeld) == []
    assert play.case.clock is None


def test_found_by_the_last_look() -> None:
    """A message that the last look finds and that must wait stops silence: what the look brings back is too old."""
    play = awaited().wait(13 * DAY)
    play.tick()
    play.wait(2 * DAY).tick()
    assert play.wanted(ReadConversation) == [ReadConversation(1, MIA)]
    hold(play)
    look_for_answer(play)
    assert play.is_(Status.AWAITING_MEMBER)
    play.do(c.ReleaseMessage("m1"))
    play.tick()
    assert len(play.wanted(ReadConversation)) == 2


def test_answer_comes_first() -> None:
    """While another message waits, for a file perhaps, an answer is given some minutes more and then judged."""
    play = awaited()
    hold(play)
    play.answers("m2")
    assert play.due() == play.now - RULES.settle + RULES.settle_at_most
    play.wait(RULES.settle_at_most - RULES.settle).tick()
    play.sees_nothing_new()
    assert play.is_(Status.REPLY_IN_REVIEW)
    assert play.case.replies[-1].messages == ("m2",)


def test_may_repair_an_unlisted_work() -> None:
    """No clock runs there, and yet what waits for the policy's days counts as the repair, all of it at once."""
    play = closed()
    hold(play)
    assert play.due() == play.now + RULES.unsorted_within
    play.wait(DAY)
    hold(play, "m2")
    assert play.tick().events == ()
    play.wait(2 * DAY).tick()
    assert play.is_(Status.REPLY_IN_REVIEW)
    assert play.case.replies[-1].messages == ("m1", "m2")
    assert play.case.waiting == ()


def test_repairs_another_work() -> None:
    """What turns out to be about another case repairs nothing here, and opens no vote."""
    play = closed()
    before = play.due()
    hold(play)
    play.do(c.ReleaseMessage("m9"))
    assert [each.reply.messages for each in play.case.waiting] == [("m1",)]
    play.do(c.ReleaseMessage("m1"))
    assert (play.case.waiting, play.due()) == ((), before)


def test_listed_again_meanwhile() -> None:
    """A work that is listed again wants no repair, whatever waits."""
    play = closed().wait(RULES.unlist_for - DAY)
    hold(play)
    play.wait(DAY).tick()
    assert not play.case.unlisted
    play.wait(RULES.unsorted_within).tick()
    assert play.is_(Status.CLOSED)
