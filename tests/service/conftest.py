"""The tables and the policy, for use cases without any chat."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlite_utils

from bot.config import load_policy
from bot.moderation.cases import due_at
from bot.moderation.evolve import evolve
from bot.moderation.model import Chat
from bot.service.ground import Ground
from storage.database import Work, connect
from storage.migrations import migrate


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    """The tables, used from the test's own thread."""
    with closing(connect(tmp_path / "tables.db")) as connection:
        db = sqlite_utils.Database(connection)
        migrate(db)
        yield Work(db, evolve, due_at)


@pytest.fixture
def ground(work: Work) -> Ground:
    """The policy that came with Salon, and a team of three."""
    policy = load_policy()
    return Ground(policy, work.policies.keep(policy), 3, "support@gallery.example", Chat.DISCORD)
