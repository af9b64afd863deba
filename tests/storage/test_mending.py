"""While nothing can be stored: it is tried with growing pauses, and whoever waits goes on once it works."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
import structlog

from bot.mending import Mending, WatchedCore
from bot.ports import StorageFault, UnitOfWork
from storage import Database
from tests.disks import full_disk
from tests.storage.test_database import link, person

FULL = "the disk is full or failing"


class Hurried:
    """A clock on which every wait is over at once, and is remembered; time passes by waiting alone."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.passed = 0.0
        self._after: dict[int, asyncio.Event] = {}

    def now(self) -> datetime:
        """The wall clock."""
        return datetime(2026, 7, 1, tzinfo=UTC) + timedelta(seconds=self.passed)

    def monotonic(self) -> float:
        """The same in seconds."""
        return self.passed

    async def sleep(self, seconds: float) -> None:
        """Let so much time pass."""
        self.waits.append(seconds)
        self.passed += seconds
        self._after.setdefault(len(self.waits), asyncio.Event()).set()
        await asyncio.sleep(0)

    async def has_waited(self, times: int) -> None:
        """Until somebody has waited so often."""
        await self._after.setdefault(times, asyncio.Event()).wait()


@pytest.fixture(autouse=True)
def log() -> Iterator[object]:
    """Out of the way: on a full disk a test's output has no room either."""
    with structlog.testing.capture_logs() as lines:
        yield lines


@pytest.fixture
def clock() -> Hurried:
    """Of the test."""
    return Hurried()


@pytest.fixture
def read() -> list[datetime]:
    """When everything was read again."""
    return []


@pytest.fixture
def mending(database: Database, clock: Hurried) -> Mending:
    """Over a real database."""
    return Mending(database, clock)


@asynccontextmanager
async def at_work(mending: Mending, read: list[datetime]) -> AsyncIterator[None]:
    """It mends while the block runs."""

    def catch_up(_: UnitOfWork, _since: datetime, now: datetime, _why: str) -> None:
        read.append(now)

    running = asyncio.create_task(mending.run(catch_up))
    yield
    running.cancel()


async def test_pauses_grow(database: Database, mending: Mending, clock: Hurried, read: list[datetime]) -> None:
    """1, 2, 4… up to a minute; then whoever waited goes on, what was missed is read, and the outage is recorded."""
    core = WatchedCore(database, mending)
    begun = clock.now()
    async with at_work(mending, read):
        with full_disk():
            waiting = asyncio.create_task(mending.patiently(lambda: core(link, "late")))
            await clock.has_waited(9)
            assert mending.why == FULL
            assert not waiting.done()
            with pytest.raises(StorageFault):
                await core(link, "impatient")
        assert await waiting == "late"
    assert clock.waits[:9] == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert mending.why == ""
    assert await database(person) == "late"
    [(since, until, why)] = database.run(lambda work: work.outages.all())
    assert (since, why) == (begun, FULL)
    assert [until] == read


async def test_a_disk_that_has_room_now_and_then(
    database: Database, mending: Mending, clock: Hurried, read: list[datetime]
) -> None:
    """Soon after it worked the pauses go on growing; after a good while they begin anew."""
    core = WatchedCore(database, mending)
    async with at_work(mending, read):
        for _ in range(3):
            with full_disk(), pytest.raises(StorageFault):
                await core(link, "x")
            await mending.whole()
        assert clock.waits == [1, 2, 4]
        clock.passed += 100
        with full_disk(), pytest.raises(StorageFault):
            await core(link, "x")
        await mending.whole()
    assert clock.waits == [1, 2, 4, 1]
    assert len(read) == 4


async def test_a_fault_that_somebody_meets_while_it_mends(
    database: Database, mending: Mending, read: list[datetime]
) -> None:
    """Another outage has begun then: what was told in vain meanwhile is read again as well."""

    def catch_up(_: UnitOfWork, _since: datetime, now: datetime, _why: str) -> None:
        read.append(now)
        if len(read) == 1:
            mending.note(StorageFault(FULL))

    mending.note(StorageFault(FULL))
    running = asyncio.create_task(mending.run(catch_up))
    await mending.whole()
    running.cancel()
    [first, second] = database.run(lambda work: work.outages.all())
    assert [first[1], second[1]] == read
    assert second[0] == first[1]


async def test_what_is_no_fault_of_the_storage_is_nobodys_concern_here(
    database: Database, mending: Mending, read: list[datetime]
) -> None:
    """Who waits patiently hears of their own mistakes at once."""

    def fail(_: UnitOfWork) -> None:
        raise LookupError("mine")

    async with at_work(mending, read):
        with pytest.raises(LookupError):
            await mending.patiently(lambda: WatchedCore(database, mending)(fail))
    assert (mending.why, read) == ("", [])
