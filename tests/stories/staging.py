"""A stage as the stories use it: one process reads files for all, since starting one takes longer than a story."""

import asyncio
import threading
from contextlib import AbstractAsyncContextManager
from functools import cache
from pathlib import Path
from typing import Any

from bot import stage as sandboxed
from bot.evidence.pool import Pool
from bot.evidence.wire import Order
from bot.stage import Stage


class SharedPool:
    """Implements `bot.evidence.pool.Asks`: a pool in a thread with a loop of its own, as each story has another."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._pool = asyncio.run_coroutine_threadsafe(Pool().__aenter__(), self._loop).result()

    async def ask(self, order: Order, data: bytes) -> tuple[bytes, bytes]:
        """Head and body of the answer; Unfit where there is none."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._pool.ask(order, data), self._loop))


@cache
def shared() -> SharedPool:
    """The one of this process; it ends with it."""
    return SharedPool()


def stage(data: Path, **how: Any) -> AbstractAsyncContextManager[Stage]:  # noqa: ANN401 - as `bot.stage.stage` takes it
    """Set the stage."""
    return sandboxed.stage(data, **how, pool=shared())
