"""The database: its file, its tables and its writer thread; the `Core` of `bot.ports`."""

import asyncio
import secrets
import sqlite3
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, Self, TypeVar
from urllib.parse import quote

import sqlite_utils

from bot.ports import StorageFault, UnitOfWork
from storage import faults
from storage.backlog import Backlog
from storage.conversation import Conversation
from storage.digests import Digests
from storage.file_facts import FileFacts
from storage.fingerprints import Fingerprints
from storage.inbox import Inbox
from storage.ledger import Evolve, Ledger
from storage.links import Links
from storage.listings import Listings
from storage.lock import Lock
from storage.migrations import migrate
from storage.notes import Notes
from storage.outages import Outages
from storage.outbox import Effects
from storage.people import People
from storage.policies import Policies
from storage.portfolios import Portfolios
from storage.projection import DueAt
from storage.reports import Reports
from storage.sightings import Sightings
from storage.sql import Sql
from storage.troubles import Troubles
from storage.words import Words
from storage.writer import Writer

P = ParamSpec("P")
R = TypeVar("R")


class Work:
    """The tables, as a use case sees them (`bot.ports.UnitOfWork`), and a little more for our own command line."""

    def __init__(self, db: sqlite_utils.Database, evolve: Evolve, due_at: DueAt) -> None:
        self.sql = sql = Sql(db)
        self.cases = Ledger(sql, evolve, due_at)
        self.outbox = Effects(sql)
        self.inbox = Inbox(sql)
        self.reports = Reports(sql)
        self.conversation = Conversation(sql)
        self.words = Words(sql)
        self.listings = Listings(sql)
        self.people = People(sql)
        self.links = Links(sql)
        self.policies = Policies(sql)
        self.troubles = Troubles(sql)
        self.fingerprints = Fingerprints(sql)
        self.sightings = Sightings(sql)
        self.digests = Digests(sql)
        self.outages = Outages(sql)
        self.backlog = Backlog(sql)
        self.file_facts = FileFacts(sql)
        self.portfolios = Portfolios(sql)
        self.notes = Notes(sql)

    @property
    def written(self) -> int:
        """How many rows this connection has written, whatever became of them."""
        return self.sql.db.conn.total_changes

    def new_id(self) -> str:
        """A fresh opaque id, at most 22 characters of [a-z0-9]."""
        return secrets.token_hex(11)

    def attempt(self, work: Callable[[], R]) -> R:
        """Run `work` in a savepoint: what it wrote is undone if it raises, and the exception passes on."""
        try:
            with self.sql.savepoint():
                return work()
        except sqlite3.Error as error:
            # No use case may take it for its own and go on: what it wrote before may be lost as well.
            if why := faults.reason(error) or ("" if self.sql.db.conn.in_transaction else "the transaction was lost"):
                raise StorageFault(why) from error
            raise


class Database:
    """Owns the file for this process. `await database(use_case, …)` runs a use case; `run` is the same, blocking.

    Args:
        path: The file; it and its folder are made where they do not exist.
        evolve: What an event makes of a case.
        due_at: When a case is due next.

    Raises:
        InUse: Another process has it open.
        Newer: A newer release has written it.
        StorageFault: It cannot be opened or written.
    """

    def __init__(self, path: Path, *, evolve: Evolve, due_at: DueAt) -> None:
        with ExitStack() as opened, faults.at(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            opened.callback(Lock(path).release)
            path.touch(mode=0o600)
            db = sqlite_utils.Database(connect(path))
            opened.callback(lambda: db.conn.close())  # noqa: PLW0108  # it may be another one by then
            migrate(db)
            self._work = Work(db, evolve, due_at)
            _take_over(db, self._work)
            self._writer = Writer(db, lambda: _reopen(db, path))
            self._opened = opened.pop_all()

    def __call__(
        self, use_case: Callable[Concatenate[UnitOfWork, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> Coroutine[Any, Any, R]:
        """Queue the use case at once, in the order of calls; await the result, which comes after its commit."""
        answer = self._writer.submit(lambda: use_case(self._work, *args, **kwargs))
        return _answered(asyncio.wrap_future(answer))

    def run(self, use_case: Callable[Concatenate[Work, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a use case and wait: for the command line, never inside the event loop."""
        return self._writer.submit(lambda: use_case(self._work, *args, **kwargs)).result()

    def close(self) -> None:
        """Run what is queued, and let the file go; a second time changes nothing."""
        self._writer.close()
        self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


async def _answered(answer: asyncio.Future[R]) -> R:
    return await answer


PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "busy_timeout = 5000",
    "recursive_triggers = ON",  # so that REPLACE, too, meets the ledger's triggers
    "secure_delete = ON",  # what is erased is overwritten
)


def connect(path: Path, *, mode: str = "rwc") -> sqlite3.Connection:
    """A connection with our settings; opened here, used by the writer thread alone. `rw` makes no new file."""
    # No isolation level: transactions begin where we say so.
    there = f"file:{quote(str(path.absolute()))}?mode={mode}"
    connection = sqlite3.connect(there, uri=True, check_same_thread=False, isolation_level=None)
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _reopen(db: sqlite_utils.Database, path: Path) -> None:
    """Anew, but never to a new file: an empty one is not what was lost."""
    db.conn.close()
    db.conn = connect(path, mode="rw")


def _take_over(db: sqlite_utils.Database, work: Work) -> None:
    """Whoever had the database open is gone: their leases are over, and nobody handles what they kept."""
    with db.atomic():
        work.cases.refresh()
        work.outbox.free_all()
        work.inbox.take_over()
