"""A connection beside the bot's, whether or not it runs: to look, and to make small marks that the bot takes up.

Reading disturbs nobody: it sees the database as it stood at one moment. A mark is a short transaction of its own, for
which bot and command line wait for each other, as SQLite has it; the bot looks for marks each minute (`bot.bell`).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import sqlite_utils

from storage import faults
from storage.database import Work, connect
from storage.ledger import Evolve
from storage.migrations import check
from storage.projection import DueAt


@contextmanager
def reading(path: Path, *, evolve: Evolve, due_at: DueAt) -> Iterator[Work]:
    """The tables as they stand now; nothing can be written.

    Raises:
        Newer, Older: Another release has written the database.
        StorageFault: It is not there, or cannot be read.
    """
    with faults.at(path), closing(read_only(path)) as connection:
        db = sqlite_utils.Database(connection)
        check(db)
        db.execute("BEGIN")
        yield Work(db, evolve, due_at)


@contextmanager
def marking(path: Path, *, evolve: Evolve, due_at: DueAt) -> Iterator[Work]:
    """The tables, in one transaction that stands when the block has ended well; raises as `reading` does."""
    with faults.at(path), closing(connect(path, mode="rw")) as connection:
        db = sqlite_utils.Database(connection)
        check(db)
        db.execute("BEGIN IMMEDIATE")
        try:
            yield Work(db, evolve, due_at)
            db.execute("COMMIT")
        finally:
            db.rollback()


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that only reads; also where nothing can be written, as on a disk that is mounted so."""
    try:
        return _opened(path, "mode=ro")
    except sqlite3.OperationalError:
        # SQLite keeps a file beside a database that is read. Where it cannot make one, nobody can be writing either,
        # unless there is a log that somebody left.
        if Path(f"{path}-wal").exists():
            raise
        return _opened(path, "mode=ro&immutable=1")


def _opened(path: Path, how: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"file:{quote(str(path.absolute()))}?{how}", uri=True, isolation_level=None)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except BaseException:
        connection.close()
        raise
    return connection
