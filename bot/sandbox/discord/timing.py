"""Time in the sandbox: a wall clock, a steady clock, and one scale for all of Discord's windows."""

from __future__ import annotations

import time
from dataclasses import dataclass
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
