"""One process that reads files for all tests of a kind, and the same file only once.

Starting one takes longer than a story, and most stories are about the same few works. The process itself is tested in
`tests/evidence`, each time anew.
"""

import asyncio
import threading
from functools import cache
from hashlib import sha256

from bot.evidence.pool import Pool
from bot.evidence.wire import Order, packed_order


class SharedPool:
    """Implements `bot.evidence.pool.Asks`: a pool in a thread with a loop of its own, as each test has another."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._pool = asyncio.run_coroutine_threadsafe(Pool().__aenter__(), self._loop).result()
        self._answers: dict[tuple[bytes, str], tuple[bytes, bytes]] = {}

    async def ask(self, order: Order, data: bytes) -> tuple[bytes, bytes]:
        """Head and body of the answer; Unfit where there is none."""
        asked = packed_order(order, len(data)), sha256(data).hexdigest()
        if asked not in self._answers:
            answer = asyncio.run_coroutine_threadsafe(self._pool.ask(order, data), self._loop)
            self._answers[asked] = await asyncio.wrap_future(answer)
        return self._answers[asked]


@cache
def shared_pool() -> SharedPool:
    """The one of this process; it ends with it."""
    return SharedPool()
