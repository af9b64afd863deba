"""Where this installation keeps its data, and the ways to it."""

from contextlib import AbstractContextManager
from datetime import UTC, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.config import Configuration, Settings
from bot.moderation.cases import due_at
from bot.moderation.evolve import evolve
from bot.moderation.hours import Hours, Rehearsed
from bot.moderation.model import Chat
from bot.ports import UnitOfWork
from bot.service.ground import Ground
from storage import Database, beside
from storage.database import Work


def database(settings: Settings) -> Path:
    """Everything but the pictures."""
    return settings.data / "salon.db"


def media(settings: Settings) -> Path:
    """The pictures."""
    return settings.data / "media"


def zone(settings: Settings) -> tzinfo:
    """The community's time zone."""
    return UTC if settings.time_zone == "UTC" else ZoneInfo(settings.time_zone)


def hours(settings: Settings) -> Hours | Rehearsed:
    """When artists are asked; the days of a rehearsal pass as fast as all else."""
    given, scale = settings.notice_hours, settings.time_scale
    return given if scale == 1 else Rehearsed(given, scale)


def ground(uow: UnitOfWork, given: Configuration) -> Ground:
    """What use cases stand on in this installation; its policy is kept."""
    settings, policy = given.settings, given.policy.faster(given.settings.time_scale)
    return Ground(
        policy=policy,
        policy_hash=uow.policies.keep(policy),
        team=settings.team,
        support=settings.support,
        chat=settings.home,
        chats=settings.chats,
        threads=frozenset({Chat.DISCORD} if settings.discord_thread_channel_id else ()),
        new_dms=settings.new_dms_per_minute,
        read_again=settings.read_again_per_minute,
        hours=hours(settings),
        zone=zone(settings),
        language=settings.language,
        digest_hour=None if settings.digest_hour == "off" else int(settings.digest_hour),
    )


def open_storage(settings: Settings) -> Database:
    """The database of this installation, as its one owner; InUse where another process has it."""
    return Database(database(settings), evolve=evolve, due_at=due_at)


def reading(settings: Settings) -> AbstractContextManager[Work]:
    """The same as it stands, whoever has it."""
    return beside.reading(database(settings), evolve=evolve, due_at=due_at)


def marking(settings: Settings) -> AbstractContextManager[Work]:
    """The same for a short transaction, whoever has it."""
    return beside.marking(database(settings), evolve=evolve, due_at=due_at)
