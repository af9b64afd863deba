"""Conversations that a chat does not let us read: they are waited for, and support hears of it once."""

from datetime import datetime, timedelta
from typing import Final

from bot.moderation.effects import Say, TellOperators
from bot.moderation.model import Chat
from bot.ports import UnitOfWork
from bot.service.ground import Ground

TRY_AGAIN: Final = timedelta(minutes=5)


def wait(uow: UnitOfWork, row: str, chat: Chat, why: str, ground: Ground, now: datetime) -> None:
    """Read it later. What else is to go to the member does not wait behind it."""
    uow.outbox.put_off(row, now + TRY_AGAIN, _reason(chat))
    if uow.troubles.begin(_reason(chat), now):
        _tell(uow, Say("say.unread", {"chat": chat.name.title(), "why": why}), ground, now)


def is_over(uow: UnitOfWork, chat: Chat, ground: Ground, now: datetime) -> None:
    """One was read: say so once none is waited for."""
    if not uow.outbox.is_held_by(_reason(chat)) and uow.troubles.end(_reason(chat)):
        _tell(uow, Say("say.unread_over", {"chat": chat.name.title()}), ground, now)


def _tell(uow: UnitOfWork, say: Say, ground: Ground, now: datetime) -> None:
    uow.outbox.put([TellOperators(ground.chat, say)], now)


def _reason(chat: Chat) -> str:
    return f"{chat} shows no conversation"
