"""Whose reactions are taken off a card."""

from dataclasses import replace

import pytest

from bot.moderation import effects as f
from bot.moderation import events as e
from bot.moderation.inbound import Reacted
from bot.moderation.model import Account
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
