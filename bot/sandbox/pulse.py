"""What lets a sandbox wait for whatever happens next, without guessing how long."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field


@dataclass(slots=True)
class Pulse:
    """Counts everything that happens, and wakes who waits for the next thing."""

    count: int = 0
    _waiting: asyncio.Event = field(default_factory=asyncio.Event)

    def beat(self) -> None:
        """Tell that something happened."""
        self.count += 1
        self.signal()

    def signal(self) -> None:
        """Wake who waits, for something that is no activity of its own."""
        self._waiting.set()
        self._waiting = asyncio.Event()

    async def wait(self, longest: float) -> None:
        """Wait for the next thing, or that long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(longest):
                await self._waiting.wait()
