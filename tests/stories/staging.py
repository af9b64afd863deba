"""A stage as the stories use it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.moderation.cases import due_at
from bot.moderation.evolve import evolve
from bot.stage import Stage
from bot.stage import stage as bare
from storage import Database
from tests.reading import shared_pool
from tests.stories.arrows import Arrow
from tests.stories.steps import gone_along
from tests.wire import held

SHRUNK = 4
"""Works are as large as a stamp: most of a story's time would go to drawing them on sheets that nobody looks at."""

TOLD: set[Arrow] = set()
"""Along which arrows cases have gone on the stages of this process since somebody last emptied it."""


@asynccontextmanager
async def stage(data: Path, **how: Any) -> AsyncIterator[Stage]:  # noqa: ANN401 - as `bot.stage.stage` takes it
    """Set the stage, with tables in which nothing has happened, and a process that reads files for all stories.

    In the end both chats were spoken to as they document, and it is put down which way cases went.
    """
    database = _database(data)
    async with held(bare(data, **{"shrunk": SHRUNK, **how}, pool=shared_pool())) as on:
        yield on
    TOLD.update(gone_along(database, on.chats))


def _database(data: Path) -> Path:
    data.mkdir(exist_ok=True)
    database = data / "salon.db"
    database.touch(mode=0o600)
    database.write_bytes(_tables())
    return database


@cache
def _tables() -> bytes:
    """A new database. To make one for each story would take a tenth of its time; `tests/storage` does so."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "new.db")
        Database(path, evolve=evolve, due_at=due_at).close()
        return path.read_bytes()
