"""Which use cases wake the loops that look for work."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.bell import Bell, RingingCore
from bot.moderation.cases import due_at
from bot.moderation.evolve import evolve
from bot.moderation.model import Account, Chat
from bot.ports import Profile, UnitOfWork
from storage import Database

ALICE = Account(Chat.DISCORD, "1")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A new one."""
    with closing(Database(tmp_path / "salon.db", evolve=evolve, due_at=due_at)) as new:
        yield new


class Counted(Bell):
    """Counts how often it rings."""

    rung = 0

    def ring(self) -> None:
        """Ring, and count it."""
        self.rung += 1
        super().ring()


def look_up(uow: UnitOfWork) -> Profile:
    """Changes nothing."""
    return uow.people.profile(ALICE)


def learn(uow: UnitOfWork, locale: str) -> str:
    """Changes something."""
    uow.people.learn(ALICE, Profile(locale=locale))
    return locale


def fail(uow: UnitOfWork) -> None:
    """Finds something wrong."""
    look_up(uow)
    raise LookupError


async def test_what_writes_rings(database: Database) -> None:
    """What was written may be due at once: the loops are woken, and the result is that of the use case."""
    bell = Counted()
    assert await RingingCore(database, bell)(learn, locale="es") == "es"
    assert bell.rung == 1


async def test_what_writes_nothing_wakes_nobody(database: Database) -> None:
    """Where nothing was written nothing can have become due."""
    bell = Counted()
    assert await RingingCore(database, bell)(look_up) == Profile()
    assert bell.rung == 0


async def test_what_fails_rings(database: Database) -> None:
    """What failed is looked at again, and its error is the caller's."""
    bell = Counted()
    with pytest.raises(LookupError):
        await RingingCore(database, bell)(fail)
    assert bell.rung == 1
