"""Once a day moderators read in their channel what waits for them; on a day when nothing does, nothing."""

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta

from bot.moderation.ballots import is_settled
from bot.moderation.effects import Say, ShowDigest
from bot.moderation.model import IN_REVIEW, Case, Status
from bot.moderation.questions import waiting
from bot.moderation.views import DigestView, Listed
from bot.ports import UnitOfWork
from bot.service.ground import Ground
from bot.service.listing_cases import is_due_soon
from bot.service.showing import case_line


def _hour_of(ground: Ground, now: datetime, days: int = 0) -> datetime | None:
    """The digest's time on the day that it is in the community's time zone; None where there is no digest."""
    if ground.digest_hour is None:
        return None
    day = now.astimezone(ground.zone).date() + timedelta(days=days)
    return datetime.combine(day, time(ground.digest_hour), ground.zone)


def make(uow: UnitOfWork, ground: Ground, now: datetime) -> None:
    """Make today's, once. A bot that was away at the hour makes it when it is back."""
    hour = _hour_of(ground, now)
    if hour is None or now < hour:
        return
    day = f"{hour:%Y-%m-%d}"
    if uow.digests.begin(day, now) and _sections(uow, now):
        uow.outbox.put([ShowDigest(day)], now)


def is_due(uow: UnitOfWork, ground: Ground, now: datetime) -> bool:
    """Whether today's is to be made."""
    hour = _hour_of(ground, now)
    return hour is not None and now >= hour and not uow.digests.has(f"{hour:%Y-%m-%d}")


def next_due(ground: Ground, now: datetime) -> datetime | None:
    """When the next one is, of those whose hour has not come."""
    hour = _hour_of(ground, now)
    return hour if hour is None or now < hour else _hour_of(ground, now, days=1)


def digest_view(uow: UnitOfWork, ground: Ground, now: datetime) -> DigestView | None:
    """The digest as things stand now; None where nothing waits."""
    sections = _sections(uow, now)
    return DigestView(ground.chat, sections) if sections else None


def _sections(uow: UnitOfWork, now: datetime) -> tuple[Listed, ...]:
    cases = uow.cases.in_status()
    kinds: tuple[tuple[str, Callable[[Case], bool]], ...] = (
        ("due", lambda case: is_due_soon(case, now)),
        ("votes", lambda case: case.status in IN_REVIEW and not is_due_soon(case, now)),
        ("questions", lambda case: bool(waiting(case))),
        ("owner", lambda case: case.status is Status.NOTICE_DUE and not is_settled(case.owner, case.rules)),
        ("unreached", lambda case: case.status is Status.UNDELIVERABLE),
    )
    found = (_section(uow, key, filter(belongs, cases)) for key, belongs in kinds)
    return tuple(section for section in found if section.cases)


def _section(uow: UnitOfWork, key: str, cases: Iterable[Case]) -> Listed:
    return Listed(Say(f"say.digest_{key}"), tuple(case_line(uow, case) for case in cases))
