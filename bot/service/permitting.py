"""Whether somebody may do what they did, and has said what they must: asked before any use case is."""

from datetime import datetime

from bot.moderation.authority import concerns, refused
from bot.moderation.effects import Say
from bot.moderation.inbound import (
    HandedOver,
    Inbound,
    MessagedMember,
    OrderedPurge,
    OrderedUnsealing,
    TookBack,
    WroteNote,
    actor,
)
from bot.moderation.words import clean
from bot.ports import UnitOfWork
from bot.service.deciding import facts

_SAYS = TookBack | WroteNote | MessagedMember | HandedOver | OrderedPurge | OrderedUnsealing
"""What moderators say or give as a reason."""


def refusal_of(uow: UnitOfWork, event: Inbound, now: datetime) -> Say | None:
    """Why not, in a sentence for them alone; None where they may."""
    number, account = concerns(event), actor(event)
    case = uow.cases.get(number) if number is not None else None
    known = facts(uow, case, now, *([account] if case and account else []))
    return refused(event, case, known) or _says_nothing(event)


def _says_nothing(event: Inbound) -> Say | None:
    return Say("say.message_empty") if isinstance(event, _SAYS) and not clean(event.words) else None
