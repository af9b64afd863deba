"""A disk that is full, a database that is locked, read-only or gone: nothing is acknowledged, and it heals."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.moderation.cases import due_at
from bot.moderation.evolve import evolve
from bot.ports import StorageFault, UnitOfWork
from storage import Database, MediaStore
from storage.database import Work
from tests.disks import full_disk, without_privileges
from tests.storage.story import ARTIST, START
from tests.storage.test_database import link, person, together

MORE_THAN_MEMORY_KEEPS = "x" * 20_000_000
"""SQLite writes it to the disk before the commit."""


def set_mode(path: Path, mode: int) -> None:
    """Of all files of a database that SQLite has made."""
    for each in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        if each.exists():
            each.chmod(mode)


def opened(path: Path) -> Database:
    """The database of a bot."""
    return Database(path, evolve=evolve, due_at=due_at)


def fault(database: Database) -> str:
    """Why nothing can be stored."""
    with pytest.raises(StorageFault) as met:
        database.run(link, "nobody")
    return str(met.value)


async def test_a_full_disk_acknowledges_nothing(database: Database) -> None:
    """Everyone in the group is told, also who only read; the thread goes on, and later ones are stored again."""
    await database(link, "before")
    with full_disk():
        results = await together(database, lambda work: link(work, "a"), person, lambda work: link(work, "b"))
        assert [str(each) for each in results] == ["the disk is full or failing"] * 3
        assert {type(each) for each in results} == {StorageFault}
    assert await database(person) == "before"
    assert await database(link, "after") == "after"
    assert database.run(lambda work: work.sql.value("PRAGMA integrity_check")) == "ok"


def test_no_use_case_takes_it_for_its_own_failure(database: Database) -> None:
    """What catches everything and goes on writing, as the inbox does, cannot make half of a transaction stay."""

    def use_case(work: Work) -> str:
        link(work, "half")
        with suppress(Exception):
            work.attempt(lambda: work.words.put(MORE_THAN_MEMORY_KEEPS, ARTIST, START))
        return link(work, "other half")

    with full_disk():
        with pytest.raises(StorageFault):
            database.run(use_case)
        with pytest.raises(StorageFault):
            database.run(lambda work: work.words.put(MORE_THAN_MEMORY_KEEPS, ARTIST, START))
    assert database.run(person) is None
    assert database.run(use_case) == "other half"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount") or "mount"
    made = subprocess.run(  # noqa: S603 - our own words
        [mount, "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        pytest.skip(f"no disk can be mounted here: {made.stderr.strip()}")
    yield place
    subprocess.run([shutil.which("umount") or "umount", str(place)], check=True)  # noqa: S603 - the same


async def test_a_disk_that_fills(small_disk: Path) -> None:
    """What was stored stays, what has no room is not acknowledged, and room that is made is used."""
    store = MediaStore(small_disk / "media")
    with opened(small_disk / "salon.db") as database:
        database.run(link, "before")
        ballast = small_disk / "ballast"
        fill(ballast)
        with pytest.raises(StorageFault, match="the disk is full"):
            grow(database)
        with pytest.raises(OSError, match="No space"):
            await store.put(bytes(100_000))
        assert not [each for each in (small_disk / "media").rglob("*") if each.is_file()]
        ballast.unlink()
        assert database.run(link, "after") == "after"
        digest = await store.put(bytes(100_000))
    assert await store.get(digest) == bytes(100_000)
    with opened(small_disk / "salon.db") as database:
        assert database.run(person) == "after"


def fill(ballast: Path) -> None:
    """Take all the room that is left."""
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return


def grow(database: Database) -> None:
    """Store until there is no room for it; the log that SQLite keeps may have some left."""
    for _ in range(1000):
        database.run(lambda work: work.words.put("x" * 5000, ARTIST, START))


HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.readline()
"""


def test_a_database_that_is_locked_for_ten_seconds(database: Database, path: Path) -> None:
    """Each call waits five seconds for another program, then is told; once that one is gone, all goes on."""
    database.run(link, "before")
    holder = subprocess.Popen(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout
        assert holder.stdin
        assert holder.stdout.readline() == "locked\n"
        for _ in range(2):
            with pytest.raises(StorageFault, match="another program keeps the database locked"):
                database.run(link, "meanwhile")
        holder.stdin.close()
    assert database.run(person) == "before"
    assert database.run(link, "after") == "after"


def test_a_database_that_becomes_read_only(shared: Path) -> None:
    """It is said, and once it may be written again, it is, without a restart."""
    path = shared / "salon.db"
    with without_privileges(), opened(path) as database:
        database.run(link, "before")
        set_mode(path, 0o400)
        with full_disk():
            assert fault(database) == "the disk is full or failing"
        assert fault(database) == fault(database) == "the database, or a file beside it, is read-only"
        set_mode(path, 0o600)
        assert database.run(person) == "before"
        assert database.run(link, "after") == "after"


def test_a_database_that_was_never_to_be_written(shared: Path) -> None:
    """A bot does not start on it, and says why; the file is let go."""
    path = shared / "salon.db"
    with without_privileges():
        opened(path).close()
        set_mode(path, 0o400)
        for _ in range(2):
            with pytest.raises(StorageFault, match=r"salon\.db: the database, or a file beside it, is read-only"):
                opened(path)
        set_mode(path, 0o600)
        opened(path).close()


def test_a_folder_that_takes_no_files(shared: Path) -> None:
    """The same for a folder: which one, and what the system says."""
    (shared / "data").mkdir()
    (shared / "data").chmod(0o555)
    with without_privileges(), pytest.raises(StorageFault, match=r"data/salon\.db\.lock: Permission denied"):
        opened(shared / "data" / "salon.db")


def test_a_disk_that_goes_and_comes_back(database: Database, path: Path) -> None:
    """While the file is gone, no empty one is made in its place."""
    database.run(link, "before")
    away = path.parent.with_name("away")
    with full_disk():
        fault(database)
    path.parent.rename(away)
    path.parent.mkdir()
    assert fault(database) == "the database cannot be opened"
    assert list(path.parent.iterdir()) == []
    path.parent.rmdir()
    away.rename(path.parent)
    assert database.run(person) == "before"
    assert database.run(link, "after") == "after"


def lose_its_transaction(work: UnitOfWork) -> None:
    """What SQLite does by itself on some faults."""
    assert isinstance(work, Work)
    work.sql.run("ROLLBACK")


def test_a_transaction_that_is_lost_in_an_attempt(database: Database) -> None:
    """Whoever catches that cannot go on as if nothing had happened."""

    def use_case(work: UnitOfWork) -> None:
        def attempt() -> None:
            lose_its_transaction(work)
            raise LookupError

        with pytest.raises(StorageFault, match="lost"):
            work.attempt(attempt)

    with pytest.raises(StorageFault, match="lost"):
        database.run(use_case)
    assert database.run(link, "after") == "after"
