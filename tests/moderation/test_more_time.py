"""The member asks for more time, and gets it once."""

from dataclasses import replace

import pytest

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.model import Choice, Reply, Status
from tests.moderation.builders import (
    ANN,
    BEN,
    DAY,
    OPEN_STATES,
    RULES,
    Play,
    awaited,
    closed,
    look_for_answer,
    silent,
    vote,
)


def said(play: Play) -> str:
    """What the member is answered."""
    assert play.answer
    return play.answer.key


def deadline(play: Play) -> float:
    """In how many days silence would count."""
    assert play.case.clock
    return (play.case.clock.deadline - play.now) / DAY


def test_once() -> None:
    """Fourteen days more, the new deadline is named; the second time nothing moves, and that is said."""
    play = awaited()
    assert play.do(c.MoreTime()).events
    assert said(play) == "say.more_time_given"
    assert play.answer
    assert play.case.clock
    assert play.answer.times == {"deadline": play.case.clock.deadline}
    assert deadline(play) == 28
    assert play.do(c.MoreTime()).events == ()
    assert said(play) == "say.more_time_before"
    assert deadline(play) == 28


def test_reminders_move_along() -> None:
    """The first reminder comes fourteen days later; one that was the last comes again before the new deadline."""
    play = awaited()
    play.do(c.MoreTime())
    assert play.due() == play.now + 21 * DAY
    late = awaited().wait(12 * DAY)
    late.tick()
    late.do(c.MoreTime())
    assert late.due() == late.now + 14 * DAY
    late.wait(14 * DAY).tick()
    assert [each.number for each in late.happened(e.ReminderDue)] == [2, 2]


def test_without_reminders() -> None:
    """A policy without reminders gives more time as well."""
    play = awaited(replace(RULES, reminders=()))
    play.do(c.MoreTime())
    assert play.due() == play.now + 28 * DAY


def test_in_the_last_moment() -> None:
    """Asked for while the bot takes its last look, it stops that look: there is a whole window more, from now."""
    play = awaited()
    while not (play.case.clock and play.case.clock.looking):
        play.now = play.due() or play.now
        play.tick()
    play.wait(DAY).do(c.MoreTime())
    assert deadline(play) == 14
    look_for_answer(play)
    assert play.is_(Status.AWAITING_MEMBER)


@pytest.mark.parametrize("state", [name for name in OPEN_STATES if name != "awaiting member"])
def test_where_no_time_runs(state: str) -> None:
    """There is nothing to extend, nothing happens, and the member is told so."""
    play = OPEN_STATES[state]()
    late = state == "action in review, silence"
    assert play.do(c.MoreTime()).events == ()
    assert said(play) == ("say.more_time_late" if late else "say.more_time_needless")


def test_after_the_time() -> None:
    """Asked for too late, nothing moves, but the member hears that an answer counts; one that is judged is the last."""
    play = silent()
    assert play.do(c.MoreTime()).events == ()
    assert said(play) == "say.more_time_late"
    play.answers()
    vote(play, Choice.REFUSE, (ANN, BEN))
    play.observe(ANN)
    assert play.finish().is_(Status.ACTION_IN_REVIEW)
    play.do(c.MoreTime())
    assert said(play) == "say.more_time_needless"


def test_about_an_unlisted_work() -> None:
    """It is repaired whenever they like, and the member is told so; once it is listed again no time runs at all."""
    play = closed()
    assert play.do(c.MoreTime()).events == ()
    assert (said(play), play.case.status) == ("say.more_time_repair", Status.CLOSED)
    assert play.answer
    assert play.case.action
    assert play.answer.times == {"until": play.case.action.until}
    play.wait(RULES.unlist_for).tick()
    play.do(c.MoreTime())
    assert said(play) == "say.more_time_needless"


def test_once_for_each_owner() -> None:
    """Whoever turns out to be the owner after 'not mine' may ask as well."""
    play = awaited()
    play.do(c.MoreTime())
    play.do(c.Dispute("m"))
    assert not play.case.extended


def test_held_message() -> None:
    """While a message waits for its case, time can be given; what waits still counts."""
    play = awaited()
    play.do(c.HoldMessage(Reply(("m",))))
    play.wait(DAY).do(c.MoreTime())
    play.do(c.ReleaseMessage("m"))
    assert deadline(play) == 28
