"""Silence counts only after the reminders and one last look for an answer, in the conversation and at the listing."""

import pytest

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.effects import LookAtListing, ReadConversation, ShowCard
from bot.moderation.model import Choice, RoundKind, Status
from tests.moderation.builders import (
    ANN,
    BEN,
    DAY,
    MIA,
    Play,
    asked,
    awaited,
    look_for_answer,
    refused,
    silent,
    vote,
)


def looking() -> Play:
    """Reminded twice, the deadline has passed, and the last look is under way."""
    play = awaited().wait(12 * DAY)
    play.tick()
    play.wait(2 * DAY).tick()
    return play


def test_looks_first() -> None:
    """At the deadline the conversation is read, then the listing is looked at; until then nothing is due."""
    play = looking()
    assert play.wanted(ReadConversation) == [ReadConversation(1, MIA)]
    assert play.due() is None
    assert play.tick().events == ()
    assert play.do(c.FinishConversationLook()).effects == (LookAtListing(1),)
    assert play.is_(Status.AWAITING_MEMBER)


@pytest.mark.parametrize("sight", [c.Sight.SAME, c.Sight.NOWHERE])
def test_silent(sight: c.Sight) -> None:
    """With nothing in the conversation, and nothing new at the listing or nowhere to look, moderators decide."""
    play = looking()
    decision = look_for_answer(play, sight)
    opened = e.RoundOpened(2, RoundKind.ACTION, play.now + 7 * DAY, play.now, (Choice.NONE, Choice.UNLIST))
    assert decision.events == (e.MemberSilent(), opened)
    assert decision.effects == (ShowCard(1, 1), ShowCard(1, 2))
    assert play.is_(Status.ACTION_IN_REVIEW)
    assert play.case.silent


def test_nothing_follows_for_want_of_a_decision() -> None:
    """Where moderators do not decide either, nothing follows."""
    play = silent()
    assert play.case.round.deadline == play.now + 7 * DAY
    play.wait(7 * DAY).tick()
    play.read()
    assert play.is_(Status.CLOSED)
    assert play.case.action is None
    assert play.heard_by_member()[-1] == "say.member_nothing_follows"


def test_unreachable_listing() -> None:
    """Where the platform cannot be reached, silence waits until it can."""
    play = looking()
    assert look_for_answer(play, c.Sight.UNREACHABLE).events == ()
    assert play.is_(Status.AWAITING_MEMBER)
    play.see(c.Sight.SAME)
    assert play.is_(Status.ACTION_IN_REVIEW)


def test_conversation_comes_first() -> None:
    """A look at the listing that comes back before the conversation was read makes nobody silent."""
    play = looking()
    assert play.see(c.Sight.SAME).events == ()
    look_for_answer(play)
    assert play.is_(Status.ACTION_IN_REVIEW)


def test_look_outside_the_last_look() -> None:
    """A look at the listing on schedule makes nobody silent."""
    play = awaited()
    assert play.see(c.Sight.SAME).events == ()
    assert play.do(c.FinishConversationLook()).effects == ()


def test_answer_in_the_conversation() -> None:
    """An answer that the last look finds counts, however late it was seen."""
    play = looking()
    play.answers()
    play.do(c.FinishConversationLook())
    play.see(c.Sight.SAME)
    assert play.is_(Status.REPLY_IN_REVIEW)


def test_answer_at_the_listing() -> None:
    """So does a changed listing."""
    play = looking()
    play.do(c.FinishConversationLook())
    play.see(c.Sight.CHANGED, "shot-2")
    assert play.is_(Status.REPLY_IN_REVIEW)


def test_known_change_is_no_answer() -> None:
    """A change that was there before the notice went out is no answer to it."""
    play = asked()
    play.see(c.Sight.CHANGED, "shot-2")
    play.deliver().wait(12 * DAY).tick()
    play.wait(2 * DAY).tick()
    play.do(c.FinishConversationLook())
    play.see(c.Sight.CHANGED, "shot-2")
    assert play.is_(Status.ACTION_IN_REVIEW)


def test_late_answer() -> None:
    """One late answer is judged as any other."""
    play = silent()
    play.answers()
    assert play.is_(Status.REPLY_IN_REVIEW)
    assert play.case.round.kind is RoundKind.REPLY
    play.react(ANN, Choice.ACCEPT)
    assert play.finish().is_(Status.RESOLVED)


def test_only_one() -> None:
    """A late answer that is refused is followed by no other: what comes then is read, and not judged."""
    play = silent()
    play.answers()
    vote(play, Choice.REFUSE, (ANN, BEN))
    play.observe(ANN)
    play.finish()
    for each in (play, refused()):
        rounds = len(each.case.rounds)
        each.answers("m2")
        assert (each.case.status, len(each.case.rounds)) == (Status.ACTION_IN_REVIEW, rounds)
