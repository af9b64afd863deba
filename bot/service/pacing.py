"""New private conversations are opened at a pace, and hardly any where the chat says that it was too fast.

Chats block bots that look like spam: then one is tried every ten minutes. As long as that may pass, all waits; once it
does not, whoever is to hear of their case is sought by other ways.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.moderation import effects as f
from bot.moderation.model import Account, Chat
from bot.ports import TOO_FAST, Refused, Retry, StoredNotes, StoredReport, UnitOfWork, Unknown
from bot.service.ground import Ground

PACE: Final = timedelta(minutes=1)
BLOCKED_PACE: Final = timedelta(seconds=TOO_FAST.after)
PATIENCE: Final = timedelta(hours=1)
CLOSED: Final = Refused("dm-closed")


@dataclass(frozen=True, slots=True)
class Later:
    """It is wanted, but not before then, and why.

    Attributes:
        aside: It leaves its place in its lane meanwhile: what comes after it does not wait.
    """

    at: datetime
    why: str
    aside: bool = False


def not_now(
    uow: UnitOfWork, effect: f.Effect, account: Account | None, ground: Ground, now: datetime
) -> Later | Refused | None:
    """Whether a private message would open a conversation that is not to be opened now; None where it may go."""
    if account is None or uow.people.private_channel(account) or _needs_none(uow, effect, now):
        return None
    since = uow.troubles.since(_blocked(account.chat))
    turn = _blocked_until(uow, account.chat, now) if since else _full_until(uow, account, ground, now)
    if turn is None:
        uow.people.opening(account, now)
    elif since and _has_other_ways(effect, now - since):
        return CLOSED
    return Later(turn, "new conversations are opened at a pace") if turn else None


def _full_until(uow: UnitOfWork, account: Account, ground: Ground, now: datetime) -> datetime | None:
    opened = uow.people.openings(account.chat, now - PACE, now)
    if account in opened or len(opened) < ground.new_dms:
        return None
    return sorted(opened.values())[-ground.new_dms] + PACE


def _blocked_until(uow: UnitOfWork, chat: Chat, now: datetime) -> datetime | None:
    opened = uow.people.openings(chat, now - BLOCKED_PACE, now)
    return max(opened.values()) + BLOCKED_PACE if opened else None


def _needs_none(uow: UnitOfWork, effect: f.Effect, now: datetime) -> bool:
    """Whether it goes where no conversation has to be opened: into a thread, or where somebody acted."""
    asked: StoredReport | StoredNotes | None = None
    match effect:
        case f.SendNotice(aside=aside) | f.TellMember(aside=aside):
            return aside
        case f.AnswerReport(report=report):
            asked = uow.reports.get(report)
        case f.AnswerNotes(notes=notes):
            asked = uow.notes.get(notes)
        case _:
            return False
    return bool(asked and asked.token and now < asked.expires)


def too_fast(uow: UnitOfWork, effect: f.Effect, account: Account | None, ended: Retry | Unknown, now: datetime) -> bool:
    """Whether the chat has blocked the bot for so long that the member is to be sought by other ways now."""
    if ended != TOO_FAST or account is None:
        return False
    uow.troubles.begin(_blocked(account.chat), now)
    since = uow.troubles.since(_blocked(account.chat)) or now
    return _has_other_ways(effect, now - since)


def was_opened(uow: UnitOfWork, effect: f.Effect, account: Account) -> None:
    """Something arrived: where that opened the conversation, the chat lets us open them again."""
    aside = isinstance(effect, f.SendNotice | f.TellMember) and effect.aside
    if not aside and not uow.people.private_channel(account):
        uow.troubles.end(_blocked(account.chat))


def _has_other_ways(effect: f.Effect, blocked: timedelta) -> bool:
    return isinstance(effect, f.SendNotice | f.TellMember) and blocked >= PATIENCE


def _blocked(chat: Chat) -> str:
    return f"openings/{chat}"
