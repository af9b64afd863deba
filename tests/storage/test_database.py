"""One thread writes, in order, in groups, and answers after the commit."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.moderation.cases import due_at
from bot.moderation.evolve import evolve
from bot.ports import Core, StorageFault, UnitOfWork
from storage import Closed, Database, InUse
from storage.database import Work
from tests.storage.story import ARTIST, START


def link(work: UnitOfWork, person: str) -> str:
    """Write something."""
    work.people.link(ARTIST, person)
    return person


def person(work: UnitOfWork) -> str | None:
    """Read it."""
    return work.people.persons([ARTIST]).get(ARTIST)


def held(database: Database) -> Callable[[], None]:
    """Keep the thread busy until told, so that what is queued meanwhile makes one group."""
    free = threading.Event()
    busy = threading.Event()

    def hold(_: Work) -> None:
        busy.set()
        free.wait()

    thread = threading.Thread(target=database.run, args=(hold,))
    thread.start()
    busy.wait()

    def release() -> None:
        free.set()
        thread.join()

    return release


async def together(database: Database, *use_cases: Callable[[UnitOfWork], object]) -> list[object]:
    """Results or errors of use cases that run in one transaction."""
    release = held(database)
    calls = [database(use_case) for use_case in use_cases]
    release()
    return await asyncio.gather(*calls, return_exceptions=True)


def watched(database: Database) -> list[str]:
    """Every statement that the connection runs from here on."""
    said: list[str] = []
    database.run(lambda work: work.sql.db.conn.set_trace_callback(said.append))
    return said


async def test_a_use_case_is_answered(database: Database) -> None:
    """What a use case returns reaches its caller, and what it wrote the next one."""
    core: Core = database
    assert await core(link, "member-7") == "member-7"
    assert await core(person) == "member-7"
    assert await core(link, person="member-8") == "member-8"


async def test_calls_run_in_the_order_in_which_they_were_made(database: Database) -> None:
    """A call is queued when it is made, not when somebody awaits it."""
    ran: list[int] = []
    calls = [database(lambda _, number=number: ran.append(number)) for number in range(300)]  # type: ignore[misc]
    await asyncio.gather(*reversed(calls))
    assert ran == list(range(300))


async def test_what_is_queued_together_is_committed_together(database: Database) -> None:
    """Any number of waiting calls costs one commit."""
    said = watched(database)
    await together(database, *([lambda work: link(work, "member-7")] * 50))
    begun = [statement for statement in said if statement.startswith("BEGIN")]
    assert begun == ["BEGIN IMMEDIATE"] * 2, "the one that was running, and all the others"
    assert said.count("COMMIT") == 3, "the same, and that of the call that began to watch"


async def test_a_failure_is_its_own(database: Database) -> None:
    """A use case that raises is undone and told, and those beside it are stored."""

    def fail(work: UnitOfWork) -> None:
        work.people.link(ARTIST, "nobody")
        raise LookupError("mine")

    first, failed, last = await together(database, lambda work: link(work, "member-7"), fail, person)
    assert first == last == "member-7"
    assert isinstance(failed, LookupError)
    assert str(failed) == "mine"
    assert await database(person) == "member-7"


@pytest.mark.parametrize("raised", [StopIteration("odd"), SystemExit(1), KeyboardInterrupt()])
async def test_whatever_is_raised_the_thread_goes_on(database: Database, raised: BaseException) -> None:
    """No exception of a use case leaves a caller waiting or ends the thread."""

    def fail(_: Work) -> None:
        raise raised

    with pytest.raises((RuntimeError, SystemExit, KeyboardInterrupt)):
        await asyncio.to_thread(database.run, fail)
    assert await database(link, "member-7") == "member-7"


def break_commit(work: UnitOfWork) -> None:
    """Leave something that only the commit finds wrong."""
    assert isinstance(work, Work)
    work.sql.run("PRAGMA defer_foreign_keys = ON")
    work.sql.run("INSERT INTO owner_accounts (account, number) VALUES ('discord:1', 999)")


async def test_a_failed_commit_acknowledges_nothing(database: Database) -> None:
    """Where the commit fails, every caller of the group is told so, nothing is stored, and the thread goes on."""
    results = await together(database, lambda work: link(work, "member-7"), break_commit)
    assert [type(each) for each in results] == [StorageFault, StorageFault]
    assert await database(person) is None
    assert await database(link, "member-8") == "member-8"


async def test_a_lost_transaction_acknowledges_nothing(database: Database) -> None:
    """Where SQLite gives the transaction up in the middle, those before in the group are told so too."""

    def lose(work: UnitOfWork) -> None:
        assert isinstance(work, Work)
        work.sql.run("CREATE TEMP TRIGGER lose BEFORE DELETE ON words BEGIN SELECT RAISE(ROLLBACK, 'full'); END")
        work.words.erase(work.words.put("x", ARTIST, START))

    results = await together(database, lambda work: link(work, "member-7"), lose, lambda work: link(work, "member-8"))
    assert [type(each) for each in results] == [StorageFault] * 3
    assert await database(person) is None


async def test_who_stops_waiting_does_not_take_the_call_back(database: Database) -> None:
    """A cancelled wait loses the answer, not the event."""
    release = held(database)
    call = asyncio.ensure_future(database(link, "member-7"))
    await asyncio.sleep(0)
    call.cancel()
    release()
    assert await database(person) == "member-7"


async def test_an_attempt_is_undone_alone(database: Database) -> None:
    """What `attempt` wrote is undone where it raises; the rest of the use case stands."""

    def use_case(work: UnitOfWork) -> str | None:
        work.people.link(ARTIST, "before")

        def try_it() -> None:
            work.people.link(ARTIST, "within")
            raise LookupError

        with pytest.raises(LookupError):
            work.attempt(try_it)
        return person(work)

    assert await database(use_case) == "before"
    assert await database(lambda work: work.attempt(lambda: link(work, "after"))) == "after"


async def test_closing_finishes_what_is_queued(database: Database, path: Path) -> None:
    """`close` waits for the calls before it; a call after it is refused clearly; a second one changes nothing."""
    calls = [asyncio.ensure_future(database(link, f"member-{number}")) for number in range(200)]
    await asyncio.sleep(0)
    database.close()
    assert (await asyncio.gather(*calls))[-1] == "member-199"
    with pytest.raises(Closed):
        await database(person)
    database.close()
    with Database(path, evolve=evolve, due_at=due_at) as again:
        assert await again(person) == "member-199"


def test_the_connection_is_set_up_for_keeps(database: Database) -> None:
    """Write-ahead log, full synchronisation, foreign keys."""
    pragmas = {name: database.run(lambda work, n=name: work.sql.value(f"PRAGMA {n}")) for name in EXPECTED}  # type: ignore[misc]
    assert pragmas == EXPECTED


EXPECTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000, "secure_delete": 1}


def test_the_file_is_its_owners_alone(database: Database, path: Path) -> None:
    """What people wrote in private is readable for the bot's own user only."""
    assert database.run(person) is None
    assert path.stat().st_mode & 0o077 == 0


def test_ids_are_short_and_plain(database: Database) -> None:
    """An id is 22 characters of [0-9a-f] and never comes twice."""
    ids = {database.run(lambda work: work.new_id()) for _ in range(50)}
    assert len(ids) == 50
    assert all(len(each) <= 22 and set(each) <= set("0123456789abcdef") for each in ids)


def test_a_second_owner_is_refused(database: Database, path: Path) -> None:
    """A database that is open cannot be opened again, and who holds it is named; afterwards it can."""
    with pytest.raises(InUse, match="in use by another Salon"):
        Database(path, evolve=evolve, due_at=due_at)
    database.close()
    Database(path, evolve=evolve, due_at=due_at).close()


SECOND = """
import sys
from pathlib import Path
from bot.moderation.cases import due_at
from bot.moderation.evolve import evolve
from storage import Database, InUse
try:
    Database(Path(sys.argv[1]), evolve=evolve, due_at=due_at)
except InUse as refused:
    print(refused)
"""


def test_a_second_process_is_refused(database: Database, path: Path) -> None:
    """Two bots cannot run on one database."""
    assert database.run(person) is None
    told = subprocess.run(  # noqa: S603  # our own interpreter and script
        [sys.executable, "-c", SECOND, str(path)], capture_output=True, text=True, check=True
    )
    assert "in use by another Salon" in told.stdout


def test_a_database_that_cannot_be_opened_is_let_go(path: Path) -> None:
    """A file that is no database is an error each time, not 'in use' the second time."""
    path.parent.mkdir(parents=True)
    path.write_bytes(b"this is no database at all, and longer than a header " * 40)
    for _ in range(2):
        with pytest.raises(StorageFault, match="no database"):
            Database(path, evolve=evolve, due_at=due_at)
