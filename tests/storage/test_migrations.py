"""The tables come from nothing, and only once."""

from contextlib import closing
from pathlib import Path

import pytest
import sqlite_utils

from bot.moderation.cases import due_at
from bot.moderation.evolve import evolve
from storage import Database, Newer
from storage.database import connect
from storage.migrations import migrate, migrations


def schema(path: Path) -> str:
    """All that was created."""
    with closing(connect(path)) as connection:
        return sqlite_utils.Database(connection).schema


def test_migrating_again_changes_nothing(tmp_path: Path) -> None:
    """From an empty file every migration is applied once; after that none."""
    with closing(connect(tmp_path / "a.db")) as connection:
        db = sqlite_utils.Database(connection)
        migrate(db)
        first = db.schema
        applied = [migration.name for migration in migrations.applied(db)]
        migrate(db)
        assert db.schema == first
        assert [migration.name for migration in migrations.applied(db)] == applied == sorted(applied)


def test_stopping_half_way_does_no_harm(tmp_path: Path) -> None:
    """A database that got only the first migrations ends as one that got all at once."""
    with closing(connect(tmp_path / "half.db")) as connection:
        migrations.apply(sqlite_utils.Database(connection), stop_before="0004_outbox")
    for name in ("half.db", "whole.db"):
        with closing(connect(tmp_path / name)) as connection:
            migrate(sqlite_utils.Database(connection))
    assert schema(tmp_path / "half.db") == schema(tmp_path / "whole.db")


def test_a_newer_database_is_refused(path: Path) -> None:
    """A database that a newer release has changed is not written to by an older one, which says so."""
    Database(path, evolve=evolve, due_at=due_at).close()
    with closing(connect(path)) as connection:
        connection.execute("INSERT INTO _sqlite_migrations VALUES (NULL, 'salon', '9999_ahead', '2030-01-01')")
    with pytest.raises(Newer, match="9999_ahead"):
        Database(path, evolve=evolve, due_at=due_at)


def test_tables_are_strict(database: Database) -> None:
    """Every table of ours takes only what its columns say."""
    tables = database.run(lambda work: work.sql.rows("PRAGMA table_list"))
    loose = {row["name"] for row in tables if not row["strict"] and not row["name"].startswith(("sqlite_", "_sqlite"))}
    assert loose == set()
