"""The notice: when it is due, delivered, or cannot be."""

from collections.abc import Callable

import pytest

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.effects import CallPlatform, PlatformEvent, SendNotice, ShowCard
from bot.moderation.evolve import evolve
from bot.moderation.model import Choice, MemberClock, Owner, Reply, Status
from tests.moderation.builders import (
    ANN,
    BEN,
    MIA,
    OTTO,
    RULES,
    START,
    Play,
    again,
    asked,
    awaited,
    disputed,
    failed,
    message,
    opened,
    replied,
    silent,
    vote,
)


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
    decision = play.arrives(message("n1"))
    assert decision.events == (e.NoticeDelivered(message("n1"), play.now + RULES.answer_within, play.now),)
    told = CallPlatform(1, PlatformEvent.NOTICE_DELIVERED, until=play.now + RULES.answer_within)
    assert decision.effects == (told, ShowCard(1, 1))
    assert play.is_(Status.AWAITING_MEMBER)
    assert play.case.member_knows
    assert play.due() == play.now + RULES.reminders[0]


def test_cannot_be_delivered() -> None:
    """Where every private way failed the case waits, and nothing counts against the member."""
    play = failed(asked())
    assert play.is_(Status.UNDELIVERABLE)
    assert play.case.undelivered == "closed to messages"
    assert play.case.clock is None
    assert play.tick().events == ()


def test_later_try() -> None:
    """A later try that works starts the clock as if it had been the first."""
    play = failed(asked()).wait(RULES.answer_within).deliver()
    assert play.is_(Status.AWAITING_MEMBER)
    assert play.case.undelivered is None
    assert play.case.clock
    assert play.case.clock.deadline == play.now + RULES.answer_within


def test_member_writes() -> None:
    """What a member writes whom the notice has not reached is no answer to it: they are asked first."""
    play = failed(asked())
    assert play.answers().events == ()
    assert play.do(c.SeeMember(MIA)).effects == (SendNotice(1, MIA, 1),)
    assert play.is_(Status.UNDELIVERABLE)


@pytest.mark.parametrize("somewhere", [awaited, again])
def test_lost_member_answers(somewhere: Callable[[], Play]) -> None:
    """A member who has a notice, could not be reached since, and writes, is awaited again and heard."""
    play = failed(somewhere()).wait(RULES.answer_within * 2)
    number, now = len(play.case.rounds) + 1, play.now
    decision = play.answers("m7")
    back, begun, looked, replied_, opened_ = decision.events
    assert back == e.MemberBack(now + RULES.answer_within, now)
    assert (begun, looked) == (e.ReplyGathered(Reply(("m7",)), now), e.LookAsked(None))
    assert replied_ == e.Replied(Reply(("m7",)))
    assert isinstance(opened_, e.RoundOpened)
    assert ShowCard(1, number) in decision.effects
    assert play.is_(Status.REPLY_IN_REVIEW)
    assert (play.case.undelivered, play.case.clock) == (None, None)
    assert play.wanted(SendNotice) == [*(SendNotice(1, MIA, each + 1) for each in range(play.case.questions))]


def test_clock_of_a_lost_member() -> None:
    """The clock of a member who is back starts anew, with the full window."""
    play = failed(awaited())
    case = evolve(play.case, e.MemberBack(START + RULES.answer_within, START))
    assert case.status is Status.AWAITING_MEMBER
    assert case.clock == MemberClock(START, START + RULES.answer_within)
    assert case.notices == play.case.notices


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
    assert somewhere().arrives(message("n9")).events == ()


@pytest.mark.parametrize("somewhere", [opened, replied, silent])
def test_failed_out_of_place(somewhere: Callable[[], Play]) -> None:
    """Nor does word of a failure."""
    assert somewhere().do(c.FailNotice(MIA, "late")).events == ()


@pytest.mark.parametrize("somewhere", [asked, awaited])
def test_failed_elsewhere(somewhere: Callable[[], Play]) -> None:
    """That an account cannot be reached which is none of the owner's says nothing about the owner."""
    play = somewhere()
    status = play.case.status
    decision = play.do(c.FailNotice(OTTO, "closed"))
    assert (decision.events, decision.effects) == ((), ())
    assert play.is_(status)


def test_failed_for_a_former_owner() -> None:
    """Whoever said 'not mine' and closed their messages does not stop the notice of the right one."""
    play = disputed(awaited())
    play.name_owner(ANN, OTTO)
    play.name_owner(BEN, OTTO)
    assert play.do(c.FailNotice(MIA, "closed")).events == ()
    assert play.is_(Status.NOTICE_DUE)
    assert failed(play).is_(Status.UNDELIVERABLE)


def test_failed_at_another_account() -> None:
    """Any of the owner's own accounts will do."""
    play = Play(owner=Owner("member-7", (MIA, OTTO)))
    play.open()
    vote(play, Choice.ASK, (ANN, BEN))
    play.observe(ANN)
    play.finish()
    play.do(c.FailNotice(OTTO, "closed"))
    assert play.is_(Status.UNDELIVERABLE)


def test_confirmed_for_nobody() -> None:
    """After 'not mine' there is nobody whose clock a late confirmation could start, and nobody out of reach."""
    play = awaited()
    play.do(c.Dispute("m1"))
    assert play.arrives(message("n1")).events == ()
    assert play.do(c.FailNotice(MIA, "late")).events == ()
    assert play.is_(Status.NOTICE_DUE)
