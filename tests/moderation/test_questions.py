"""What the member asks goes to the moderators, and the clock waits for their word."""

from collections.abc import Callable

import pytest

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.effects import CallLeads, Say, ShowCard, TellCard, TellMember
from bot.moderation.model import Account, Choice, Reply, Status
from bot.moderation.questions import waiting
from tests.moderation.builders import (
    ANN,
    DAY,
    MIA,
    OTTO,
    ROB,
    RULES,
    Play,
    appealed,
    asked,
    awaited,
    closed,
    failed,
    opened,
    refused,
    replied,
    silent,
)


def test_passed_on() -> None:
    """It goes to the thread of the card, the member hears that it is not their answer, and nothing is due meanwhile."""
    play = awaited().wait(6 * DAY)
    decision = play.asks()
    thread = TellCard(1, 1, Say("say.thread_question", {"case": 1, "message": "q1"}))
    assert play.heard_by_member() == ["say.member_question"]
    assert thread in decision.effects
    assert ShowCard(1, 1) in decision.effects
    assert waiting(play.case) == play.case.passed_on == ("q1",)
    assert play.due() == play.now + RULES.decide_within
    assert play.wait(2 * DAY).tick().events == ()


def test_answered() -> None:
    """A moderator's word reaches the member, unnamed, and the clock goes on, later by the time that it waited."""
    play = awaited().wait(6 * DAY)
    play.asks("q1")
    play.asks("q2")
    assert play.heard_by_member() == ["say.member_question"]
    assert len(play.wanted(TellCard)) == 2
    assert play.case.clock
    before = play.case.clock.deadline
    play.wait(2 * DAY)
    decision = play.tells_member()
    assert decision.events[0] == e.MemberMessaged(ANN, "words-9")
    [told] = [each for each in decision.effects if isinstance(each, TellMember)]
    assert (told.account, told.say) == (
        MIA,
        Say("say.member_message", {"case": 1, "message": "words-9"}, {"deadline": before + 2 * DAY}),
    )
    assert str(ANN) not in repr(told)
    assert play.answer
    assert play.answer.key == "say.message_sent"
    assert waiting(play.case) == ()
    assert play.case.clock.deadline == before + 2 * DAY
    assert play.due() == play.now + DAY


def test_never_answered() -> None:
    """The time that it took is ours: the member gets it back, is told, and leads are called. It is no answer yet."""
    play = awaited().wait(6 * DAY)
    play.asks("q1")
    play.asks("q2")
    assert play.case.clock
    before = play.case.clock.deadline
    decision = play.wait(RULES.decide_within).tick()
    late = Say("say.member_question_late", {"case": 1}, {"deadline": before + RULES.decide_within})
    called = CallLeads(1, 1, Say("say.lead_question", {"case": 1}))
    assert decision.effects == (TellMember(1, MIA, late), called, ShowCard(1, 1))
    assert (play.is_(Status.AWAITING_MEMBER), waiting(play.case), play.due()) == (True, (), play.now + DAY)
    assert play.case.passed_on == ()


def test_answered_late() -> None:
    """A word after that still reaches the member; one that came in time leaves nothing to go along."""
    play = awaited()
    play.asks("q1")
    play.tells_member()
    assert play.case.passed_on == ("q1",)
    play.asks("q2")
    play.wait(RULES.decide_within).tick()
    assert play.case.passed_on == ("q1",)
    play.tells_member()
    assert play.heard_by_member()[-1] == "say.member_message"


def test_an_answer_after_it() -> None:
    """The member may answer without waiting for a word."""
    play = awaited()
    play.asks()
    play.answers()
    assert play.is_(Status.REPLY_IN_REVIEW)
    assert waiting(play.case) == ()


def test_within_an_answer() -> None:
    """A question among the messages of an answer is part of it."""
    play = awaited()
    play.adds("m1")
    play.asks("q1")
    play.wait(RULES.settle).tick()
    play.sees_nothing_new()
    assert play.case.replies[0].messages == ("m1", "q1")
    assert play.wanted(TellCard) == []


@pytest.mark.parametrize(("somewhere", "number"), [(replied, 2), (refused, 3)])
def test_during_a_vote(somewhere: Callable[[], Play], number: int) -> None:
    """It stands on the card, and in the card's thread moderators are told how to answer it; the vote goes on."""
    play = somewhere()
    decision = play.asks("q1")
    assert play.case.replies[-1].messages[-1] == "q1"
    thread = TellCard(1, number, Say("say.thread_asked", {"case": 1, "message": "q1"}))
    assert decision.effects == (ShowCard(1, number), thread)


def test_about_an_unlisted_work() -> None:
    """It begins no vote, and is no repair: it is passed on, and a moderator may answer as long as that can be heard."""
    play = closed()
    decision = play.asks("q1")
    assert (decision.events, play.case.status) == ((), Status.CLOSED)
    assert play.heard_by_member()[-1] == "say.member_question_passed"
    assert play.wanted(TellCard) == [TellCard(1, 3, Say("say.thread_asked", {"case": 1, "message": "q1"}))]
    play.tells_member()
    assert play.heard_by_member()[-1] == "say.member_message"
    play = closed(Choice.NONE)
    assert (play.asks().effects, play.tells_member().events) == ((), ())
    assert play.answer == Say("say.case_over", {"case": 1})


def test_during_an_appeal() -> None:
    """It belongs to what the member says there, and moderators are told how to answer it."""
    play = appealed()
    thread = TellCard(1, 4, Say("say.thread_asked", {"case": 1, "message": "q1"}))
    assert thread in play.asks("q1").effects
    assert play.case.appeal == Reply(("m-appeal", "q1"))


def test_who_was_lost_asks() -> None:
    """A member who could not be reached and asks something is reached again."""
    play = failed(awaited())
    play.asks()
    assert play.is_(Status.AWAITING_MEMBER)
    assert waiting(play.case) == ("q1",)


def test_late() -> None:
    """After the time is over it is passed on, and is not the late answer: that may still come, and is judged."""
    play = silent()
    decision = play.asks("q1")
    assert (decision.events, play.case.status) == ((), Status.ACTION_IN_REVIEW)
    assert play.heard_by_member()[-1] == "say.member_question_silent"
    assert play.wanted(TellCard) == [TellCard(1, 2, Say("say.thread_asked", {"case": 1, "message": "q1"}))]
    play.tells_member()
    assert play.heard_by_member()[-1] == "say.member_message"
    play.answers()
    assert play.is_(Status.REPLY_IN_REVIEW)


@pytest.mark.parametrize("somewhere", [opened, asked, lambda: failed(asked()), lambda: failed(awaited())])
def test_nobody_to_write_to(somewhere: Callable[[], Play]) -> None:
    """Nobody is written to who does not know of the case, or cannot be reached."""
    play = somewhere()
    assert play.tells_member().events == ()
    assert play.answer
    assert play.answer.key == "say.message_nobody"


@pytest.mark.parametrize(("who", "why"), [(OTTO, "say.moderators_only"), (ROB, "say.not_your_case")])
def test_who_may(who: Account, why: str) -> None:
    """Only moderators who are no part of the case write to the member."""
    play = awaited()
    play.moderators = play.moderators | {ROB}
    assert play.tells_member(who).events == ()
    assert play.answer
    assert play.answer.key == why


def test_unasked() -> None:
    """Moderators may write of their own accord, also while they judge; no clock moves by it."""
    play = replied()
    assert [type(each) for each in play.tells_member().events] == [e.MemberMessaged]
    play = awaited()
    before = play.case.clock
    play.tells_member()
    assert play.case.clock == before


def test_a_file_waits_beside_it() -> None:
    """A question that waits does not keep an answer from being whole; a file on its way does."""
    play = awaited()
    play.asks()
    play.adds("m1")
    assert play.due() == play.now + RULES.settle
    play.do(c.HoldMessage(Reply(("m2",))))
    assert play.due() == play.now + RULES.settle_at_most
