"""The notice: when it is due, delivered, or cannot be."""

from collections.abc import Callable

import pytest

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.effects import SendNotice, ShowCard
from bot.moderation.model import Status
from tests.moderation.builders import MIA, RULES, Play, again, asked, awaited, failed, message, opened, replied, silent


def test_due() -> None:
    """A final 'ask' makes the first notice due, to the owner's account; no clock runs yet."""
    play = asked()
    assert play.is_(Status.NOTICE_DUE)
    assert play.notices() == [(MIA, 1)]
    assert play.case.clock is None
    assert play.due() is None
    assert not play.case.member_knows


def test_delivered() -> None:
    """The member's clock starts at delivery, with the whole window."""
    play = asked().wait(RULES.undo * 9)
    decision = play.do(c.ConfirmNotice(message("n1")))
    assert decision.events == (e.NoticeDelivered(message("n1"), play.now + RULES.answer_within, play.now),)
    assert decision.effects == (ShowCard(1, 1),)
    assert play.is_(Status.AWAITING_MEMBER)
    assert play.case.member_knows
    assert play.due() == play.now + RULES.reminders[0]


def test_cannot_be_delivered() -> None:
    """Where every private way failed the case waits, and nothing counts against the member."""
    play = failed(asked())
    assert play.is_(Status.UNDELIVERABLE)
    assert play.case.undelivered == "closed to messages"
    assert play.due() is None
    assert play.tick().events == ()


def test_later_try() -> None:
    """A later try that works starts the clock as if it had been the first."""
    play = failed(asked()).wait(RULES.answer_within).deliver()
    assert play.is_(Status.AWAITING_MEMBER)
    assert play.case.undelivered is None
    assert play.case.clock
    assert play.case.clock.deadline == play.now + RULES.answer_within


def test_member_writes() -> None:
    """A member who writes although the notice could not be delivered is sent it again."""
    play = failed(asked())
    assert play.answers().effects == (SendNotice(1, MIA, 1),)
    assert play.is_(Status.UNDELIVERABLE)


def test_member_left() -> None:
    """A member who cannot be reached any more, while awaited, is not silent: the clock stops."""
    play = failed(awaited())
    assert play.is_(Status.UNDELIVERABLE)
    assert play.case.clock is None


def test_second_question() -> None:
    """A second question has a notice of its own and a full window."""
    play = again()
    assert play.notices() == [(MIA, 1), (MIA, 2)]
    play.wait(RULES.undo).deliver()
    assert play.case.clock
    assert play.case.clock.deadline == play.now + RULES.answer_within
    assert play.case.clock.reminded == 0
    assert len(play.case.notices) == 2


@pytest.mark.parametrize("somewhere", [opened, awaited, replied, silent])
def test_confirmed_out_of_place(somewhere: Callable[[], Play]) -> None:
    """Word of a delivery that nobody waits for changes nothing."""
    assert somewhere().do(c.ConfirmNotice(message("n9"))).events == ()


@pytest.mark.parametrize("somewhere", [opened, replied, silent])
def test_failed_out_of_place(somewhere: Callable[[], Play]) -> None:
    """Nor does word of a failure."""
    assert somewhere().do(c.FailNotice("late")).events == ()


def test_confirmed_for_nobody() -> None:
    """After 'not mine' there is nobody whose clock a late confirmation could start, and nobody out of reach."""
    play = awaited()
    play.do(c.Dispute("m1"))
    assert play.do(c.ConfirmNotice(message("n1"))).events == ()
    assert play.do(c.FailNotice("late")).events == ()
    assert play.is_(Status.NOTICE_DUE)
