"""How it is with whoever hears for the platform: what goes wrong there is told once, and so is that it is over."""

from datetime import datetime, timedelta
from typing import Final

from bot.moderation.effects import CallPlatform, Effect, Say, TellOperators
from bot.ports import QueuedEffect, UnitOfWork
from bot.service.ground import Ground

RECEIVER: Final = "receiver"
PATIENCE: Final = timedelta(hours=1)
"""How long it may be away before anybody is bothered with it."""


def works(uow: UnitOfWork, effect: Effect, ground: Ground, now: datetime) -> None:
    """It took something."""
    if isinstance(effect, CallPlatform) and uow.troubles.end(RECEIVER):
        _tell(uow, "say.receiver_back", "", ground, now)


def refuses(uow: UnitOfWork, effect: Effect, why: str, ground: Ground, now: datetime) -> None:
    """It will not take something: a wrong secret, mostly."""
    if isinstance(effect, CallPlatform) and uow.troubles.begin(RECEIVER, now):
        _tell(uow, "say.receiver_refuses", why, ground, now)


def is_away(uow: UnitOfWork, queued: QueuedEffect, why: str, ground: Ground, now: datetime) -> None:
    """It could not be reached, or asks for patience."""
    waits = isinstance(queued.effect, CallPlatform) and now - queued.created_at >= PATIENCE
    if waits and uow.troubles.begin(RECEIVER, now):
        _tell(uow, "say.receiver_away", why, ground, now)


def _tell(uow: UnitOfWork, key: str, why: str, ground: Ground, now: datetime) -> None:
    uow.outbox.put([TellOperators(ground.chat, Say(key, {"why": why}))], now)
