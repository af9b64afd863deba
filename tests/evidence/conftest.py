"""The process that reads files, one for a whole test file: it is warm, as in the running bot."""

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.evidence.pool import Pool
from bot.evidence.reader import FileReader


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pool() -> AsyncIterator[Pool]:
    """The pool, with its one process."""
    async with Pool() as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def reader(pool: Pool) -> FileReader:
    """Asks it."""
    return FileReader(pool)
