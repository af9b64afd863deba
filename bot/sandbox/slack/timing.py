"""Time in the sandbox: a wall clock for timestamps, a steady one for windows, one scale for all of Slack's spans."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

MICRO = 1_000_000
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FIRST_ID = 36**6


def written(micros: int) -> str:
    """Write a moment as Slack's messages carry it: seconds, and six more digits that make it unique."""
    return f"{micros // MICRO}.{micros % MICRO:06d}"


@dataclass(slots=True)
class Timing:
    """The clocks; `scale` divides windows and lifetimes, but not the three seconds for an acknowledgement."""

    scale: float = 1.0
    wall: Callable[[], float] = time.time
    ticks: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _last: int = 0
    _ids: Iterator[int] = field(default_factory=lambda: count(FIRST_ID))

    def lasts(self, seconds: float) -> float:
        """Scale one of Slack's spans of time."""
        return seconds / self.scale

    def now(self) -> int:
        """Return the wall clock's whole seconds."""
        return int(self.wall())

    def ts(self) -> str:
        """Make a timestamp: later than every earlier one, because a message is identified by it."""
        self._last = max(int(self.wall() * MICRO), self._last + 1)
        return written(self._last)

    def id(self, prefix: str) -> str:
        """Make an id; its first letter says what it is of."""
        number, text = next(self._ids), ""
        while number:
            number, digit = divmod(number, 36)
            text = DIGITS[digit] + text
        return f"{prefix}0{text.rjust(9, '0')}"
