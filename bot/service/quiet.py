"""What nobody is woken by: questions, reminders and decisions leave by day. Answers leave at once."""

from datetime import datetime, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from bot.moderation import effects as f
from bot.moderation.acting import REASONS
from bot.moderation.model import Account, Status
from bot.ports import UnitOfWork
from bot.service.ground import Ground
from bot.service.wanted import FOUND_AGAIN, NOT_ACCEPTED, REMINDER

_UNASKED: Final = REASONS | {REMINDER, FOUND_AGAIN, NOT_ACCEPTED}
HERE: Final = timedelta(minutes=15)
"""So long after somebody did something they are taken to be there still."""


def leaves_at(uow: UnitOfWork, effect: f.Effect, ground: Ground, since: datetime) -> datetime:
    """When an effect that could leave at `since` does: then, or once it is day for whoever gets it."""
    if not isinstance(effect, f.SendNotice | f.TellMember) or not _is_unasked(uow, effect, since):
        return since
    return ground.hours.opens(since, zone_of(uow, effect.account, ground))


def zone_of(uow: UnitOfWork, account: Account, ground: Ground) -> tzinfo:
    """Their time zone, where the chat tells one that there is; else the community's."""
    try:
        return ZoneInfo(uow.people.profile(account).zone)
    except (KeyError, ValueError, OSError):  # no such zone, or no name of one; '' is none
        return ground.zone


def _is_unasked(uow: UnitOfWork, effect: f.SendNotice | f.TellMember, now: datetime) -> bool:
    if isinstance(effect, f.TellMember) and effect.say.key not in _UNASKED:
        return False
    case, seen = uow.cases.get(effect.case), uow.people.seen_at(effect.account)
    # Who could not be reached, and does something now, is tried at once: they are there.
    return not (case and case.status is Status.UNDELIVERABLE and seen and now - seen <= HERE)
