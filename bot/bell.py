"""Wakes the loops that wait for work or for a time, so that none of them polls."""

import asyncio
from datetime import datetime

from bot.ports import Clock

LONGEST_REST = 60.0
"""Seconds; whoever waits looks again: a machine may have slept, somebody set its clock, or the command line left a mark
(`storage.beside`)."""


class Ear:
    """One loop's side of the bell: no ring is missed, whatever the loop is doing when it comes."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()
        self._waiting = False

    @property
    def is_resting(self) -> bool:
        """Whether the loop has seen to everything of which it was told, and waits."""
        return self._waiting and not self._rung.is_set()

    def hear(self) -> None:
        """The bell rang."""
        self._rung.set()

    async def until(self, at: datetime | None, clock: Clock) -> None:
        """Wait for a ring or for a time, but not for long without looking."""
        if self._rung.is_set():
            self._rung.clear()
            return
        seconds = (at - clock.now()).total_seconds() if at else LONGEST_REST
        rest = clock.sleep(min(max(0.0, seconds), LONGEST_REST))
        waits: list[asyncio.Future[object]] = [asyncio.ensure_future(self._rung.wait()), asyncio.ensure_future(rest)]
        self._waiting = True
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._waiting = False
            for wait in waits:
                wait.cancel()
            await asyncio.gather(*waits, return_exceptions=True)
        self._rung.clear()


class Bell:
    """Rung whenever something was committed; each loop has its own ear."""

    def __init__(self) -> None:
        self._ears: list[Ear] = []

    @property
    def is_quiet(self) -> bool:
        """Whether every loop rests."""
        return all(ear.is_resting for ear in self._ears)

    def ear(self) -> Ear:
        """An ear that hears every later ring."""
        self._ears.append(Ear())
        return self._ears[-1]

    def ring(self) -> None:
        """Wake every loop."""
        for ear in self._ears:
            ear.hear()
