"""Time in the sandbox: a wall clock, a steady clock, and one scale for all of Discord's windows."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

DISCORD_EPOCH_MS = 1_420_070_400_000
TIMESTAMP_SHIFT = 22


def iso(seconds: float) -> str:
    """Write a moment as Discord does."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


@dataclass(slots=True)
class Timing:
    """The clocks; `scale` divides windows, lifetimes and the header values that tell of them."""

    scale: float = 1.0
    wall: Callable[[], float] = time.time
    ticks: Callable[[], float] = time.monotonic
    _last_id: int = 0

    def lasts(self, seconds: float) -> float:
        """Scale one of Discord's spans of time."""
        return seconds / self.scale

    def now(self) -> str:
        """Return the wall clock's time as Discord writes it."""
        return iso(self.wall())

    def snowflake(self) -> int:
        """Make an id: it sorts by time, and never falls behind an earlier one."""
        made = (int(self.wall() * 1000) - DISCORD_EPOCH_MS) << TIMESTAMP_SHIFT
        self._last_id = max(made, self._last_id + 1)
        return self._last_id


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
        try:
            await asyncio.wait_for(self._waiting.wait(), longest)
        except TimeoutError:
            return
