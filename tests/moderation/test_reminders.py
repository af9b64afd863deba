"""The member is reminded before silence can count."""

from dataclasses import replace

from bot.moderation import events as e
from bot.moderation.effects import ReadConversation
from bot.moderation.model import Status
from tests.moderation.builders import DAY, MIA, RULES, UNDO, Play, awaited


def after(days: float) -> Play:
    """So many days after delivery the clock strikes for the first time."""
    play = awaited().wait(days * DAY)
    play.tick()
    return play


def reminded(play: Play) -> list[int]:
    """The numbers of the reminders that went out."""
    return [event.number for event in play.happened(e.ReminderDue)]


def test_on_time() -> None:
    """Reminders go out on their days, each once, and name the same deadline."""
    play = awaited()
    deadline = play.case.clock.deadline if play.case.clock else None
    assert play.tick().events == ()
    play.wait(7 * DAY).tick()
    assert reminded(play) == [1]
    assert play.tick().events == ()
    assert play.due() == play.now + 5 * DAY
    play.wait(5 * DAY).tick()
    assert reminded(play) == [1, 2]
    assert play.case.clock
    assert play.due() == play.case.clock.deadline == deadline
    assert play.heard_by_member() == ["say.member_reminder"] * 2


def test_late_first() -> None:
    """A first reminder that comes late goes out, and the deadline stays."""
    play = after(9)
    assert reminded(play) == [1]
    assert play.due() == play.now + 3 * DAY


def test_both_late() -> None:
    """Where the bot was down for both, one goes out, the last; its deadline leaves what it promises."""
    play = after(13)
    assert reminded(play) == [2]
    assert play.case.clock
    assert play.case.clock.deadline == play.now + 2 * DAY


def test_down_past_the_deadline() -> None:
    """Where the bot was down beyond the deadline, silence does not count before the member was reminded."""
    play = after(30)
    assert reminded(play) == [2]
    assert play.is_(Status.AWAITING_MEMBER)
    assert play.wanted(ReadConversation) == []
    assert play.due() == play.now + 2 * DAY
    assert play.wait(2 * DAY).tick().effects == (ReadConversation(1, MIA),)


def test_no_reminders() -> None:
    """A policy without reminders has a deadline only."""
    play = awaited(replace(RULES, reminders=()))
    assert play.case.clock
    assert play.due() == play.case.clock.deadline
    assert play.wait(14 * DAY - UNDO).tick().events == ()


def test_three() -> None:
    """Of three reminders the newest that is due goes out, and the others still follow."""
    play = awaited(replace(RULES, reminders=(2 * DAY, 5 * DAY, 10 * DAY))).wait(6 * DAY)
    play.tick()
    assert reminded(play) == [2]
    assert play.due() == play.now + 4 * DAY
