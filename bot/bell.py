"""Wakes the loops that wait for work or for a time, so that none of them polls."""

import asyncio
from datetime import datetime

from bot.ports import Clock


class Bell:
    """Rung whenever something was committed; each loop has its own handle and misses no ring."""

    def __init__(self) -> None:
        self._waiters: set[asyncio.Event] = set()

    def handle(self) -> asyncio.Event:
        """An event that every later ring sets."""
        event = asyncio.Event()
        self._waiters.add(event)
        return event

    def ring(self) -> None:
        """Wake every loop."""
        for event in self._waiters:
            event.set()


async def until(rung: asyncio.Event, at: datetime | None, clock: Clock) -> None:
    """Wait for a ring or, where `at` is given, for that time; clears the ring."""
    waits: list[asyncio.Future[object]] = [asyncio.ensure_future(rung.wait())]
    if at is not None:
        waits.append(asyncio.ensure_future(clock.sleep(max(0.0, (at - clock.now()).total_seconds()))))
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
    rung.clear()
