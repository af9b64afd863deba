"""Whether somebody may do what they did: asked before any use case is."""

from datetime import datetime

from bot.moderation.authority import concerns, refused
from bot.moderation.effects import Say
from bot.moderation.inbound import Inbound, actor
from bot.ports import UnitOfWork
from bot.service.deciding import facts


def refusal_of(uow: UnitOfWork, event: Inbound, now: datetime) -> Say | None:
    """Why not, in a sentence for them alone; None where they may."""
    number, account = concerns(event), actor(event)
    case = uow.cases.get(number) if number is not None else None
    known = facts(uow, case, now, *([account] if case and account else []))
    return refused(event, case, known)
