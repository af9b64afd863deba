"""The moderators' channel: where it is gone, or shut to us, its cards wait, and support hears of it once."""

from datetime import datetime, timedelta
from typing import Final

from bot.moderation.effects import Say, ShowCard, TellSupport
from bot.ports import UnitOfWork
from bot.service.ground import Ground

NO_ROOM: Final = frozenset({"no-channel", "no-access", "no-guild", "no-permission", "archived"})
"""Why a card cannot be shown or read that is nobody's fault but the channel's."""
TRY_AGAIN: Final = timedelta(minutes=5)
ROOM: Final = "room"


def wait(uow: UnitOfWork, row: str, case: int, why: str, ground: Ground, now: datetime) -> None:
    """Show or read the card later; say so once, where somebody still hears it."""
    uow.outbox.retry(row, now + TRY_AGAIN, why)
    if uow.troubles.begin(ROOM, now):
        uow.outbox.put([TellSupport(case, Say("say.room_lost", {"case": case, "chat": _chat(ground)}))], now)


def was_read(uow: UnitOfWork, case: int, round_: int, now: datetime) -> None:
    """A card could be read: where the channel had been lost, see whether one can be shown there as well."""
    if uow.troubles.since(ROOM):
        uow.outbox.put([ShowCard(case, round_)], now)


def was_shown(uow: UnitOfWork, case: int, ground: Ground, now: datetime) -> None:
    """A card could be shown: the channel is there."""
    if uow.troubles.end(ROOM):
        uow.outbox.put([TellSupport(case, Say("say.room_found", {"chat": _chat(ground)}))], now)


def _chat(ground: Ground) -> str:
    return ground.chat.name.title()
