"""Whose reactions are taken off a card."""

from dataclasses import replace

import pytest

from bot.moderation import effects as f
from bot.moderation import events as e
from bot.moderation.commands import TakeReading
from bot.moderation.inbound import Reacted
from bot.moderation.model import Account, Choice, Mark
from bot.service import voting
from bot.service.ground import Ground
from storage.database import Work
from tests.storage.story import MODERATOR, START, STRANGER, WEEK, evolved, moderators_card, opening

CARD = moderators_card("11")
KEEP = "🎨"


@pytest.fixture
def work(work: Work, ground: Ground) -> Work:
    """A case whose card stands."""
    begun = opening(1, "works/1", None)
    assert isinstance(begun[0], e.CaseOpened)
    begun[0] = replace(begun[0], policy=ground.policy_hash)
    work.cases.append(None, evolved(begun), begun, START)
    return work


def reacted(account: Account, *, moderator: bool, repeated: bool = False) -> Reacted:
    """Somebody votes."""
    return Reacted("", CARD, account, moderator, KEEP, burst=False, stands=True, order="1", repeated=repeated)


def read(work: Work, ground: Ground, *marks: Mark) -> None:
    """The card was read, and one moderator is known."""
    case = work.cases.get(1)
    assert case
    command = TakeReading(1, case.rounds[0].seen, frozenset(marks), frozenset({MODERATOR}))
    voting.take_reading(work, 1, CARD, ground.policy, command, START)


def asked_for(work: Work) -> list[f.Effect]:
    """What is to be done now."""
    return [row.effect for row in work.outbox.lease(START, WEEK, {}, 9)]


def test_who_is_no_moderator(work: Work) -> None:
    """Their reaction is taken off."""
    voting.take_reaction(work, reacted(STRANGER, moderator=False), START)
    assert f.RemoveReaction(1, CARD, STRANGER, KEEP) in asked_for(work)


def test_who_may_be_one(work: Work) -> None:
    """Where the chat did not say who it was, the card is read, and nobody's vote is touched."""
    voting.take_reaction(work, reacted(MODERATOR, moderator=False, repeated=True), START)
    assert asked_for(work) == [f.ReadCard(1, 1)]


def test_what_came_while_nobody_listened(work: Work, ground: Ground) -> None:
    """It is found on the card: a moderator's vote stays, anybody else's is taken off, once, of both kinds at once."""
    marks = [Mark(MODERATOR, Choice.KEEP), Mark(STRANGER, Choice.KEEP), Mark(STRANGER, Choice.KEEP, burst=True)]
    read(work, ground, *marks)
    assert [each for each in asked_for(work) if isinstance(each, f.RemoveReaction)] == [
        f.RemoveReaction(1, CARD, STRANGER, KEEP)
    ]
    read(work, ground, *marks)
    assert not [each for each in asked_for(work) if isinstance(each, f.RemoveReaction)]
