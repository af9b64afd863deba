"""A database for each test, and its tables without the thread."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlite_utils

from bot.moderation.cases import due_at
from bot.moderation.evolve import evolve
from storage import Database
from storage.database import Work, connect
from storage.migrations import migrate
from tests.disks import shared_folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database stands."""
    return tmp_path / "data" / "salon.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    """The database, with its writer thread."""
    with Database(path, evolve=evolve, due_at=due_at) as opened:
        yield opened


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    """The tables, used from the test's own thread; each statement is its own transaction."""
    with closing(connect(tmp_path / "tables.db")) as connection:
        db = sqlite_utils.Database(connection)
        migrate(db)
        yield Work(db, evolve, due_at)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder in which permissions hold (`tests.disks.without_privileges`)."""
    with shared_folder() as folder:
        yield folder
