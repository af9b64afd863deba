"""A connection that is kept up, as the bot keeps it, only with less patience."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.clocks import SystemClock
from bot.edges import Connection
from bot.moderation.model import Chat
from bot.supervisor import Supervisor


async def nobody(_: Chat) -> None:
    """There is no other chat to tell."""


@asynccontextmanager
async def kept_up(connection: Connection, chat: Chat) -> AsyncIterator[Supervisor]:
    """Up at the beginning of the block, unless it cannot be, and closed at its end."""
    supervisor = Supervisor({chat: connection}, SystemClock(), nobody, first_wait=0.01)
    keeping = asyncio.create_task(supervisor.keep_up(chat))
    up = asyncio.create_task(connection.presence.wait())
    await asyncio.wait([keeping, up], timeout=20, return_when=asyncio.FIRST_COMPLETED)
    up.cancel()
    try:
        yield supervisor
    finally:
        await supervisor.close()
        await keeping
