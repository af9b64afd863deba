"""Rate limits: a method's tier per minute and workspace, posting per channel (docs.slack.dev: 'Rate limits')."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .timing import Timing

# Requests, seconds. A tier promises at least so many a minute; the sandbox gives exactly so many.
DEFAULT: dict[str, tuple[int, float]] = {
    "tier1": (1, 60.0),
    "tier2": (20, 60.0),
    "tier3": (50, 60.0),
    "tier4": (100, 60.0),
    # One message a second and channel, 'with short bursts allowed'; and 'several hundred' a minute in all.
    "post": (4, 4.0),
    "posts": (300, 60.0),
    # Tier 1 on paper; but ten sockets are allowed, so as many may be asked for.
    "sockets": (10, 60.0),
    # 'Hundreds' for auth.test, as its own page says.
    "many": (600, 60.0),
}


@dataclass(slots=True)
class Window:
    """How much of one bucket is used, and when it empties."""

    used: int
    ends: float


@dataclass(slots=True)
class Limits:
    """All buckets of the one app."""

    timing: Timing
    rules: dict[str, tuple[int, float]]
    windows: dict[tuple[str, str], Window] = field(default_factory=dict)
    refused: int = 0

    def ask(self, *keys: tuple[str, str]) -> int | None:
        """Count a request against its buckets (rule, what it is for); or say after how many seconds to come again."""
        full = [window for window, most in map(self._window, keys) if window.used >= most]
        if full:
            self.refused += 1
            # Whole seconds are all that the header can say, even where the scale makes the wait shorter.
            return max(1, math.ceil(max(each.ends for each in full) - self.timing.ticks()))
        for window, _ in map(self._window, keys):
            window.used += 1
        return None

    def _window(self, key: tuple[str, str]) -> tuple[Window, int]:
        most, seconds = self.rules[key[0]]
        now, window = self.timing.ticks(), self.windows.get(key)
        if window is None or window.ends <= now:
            window = self.windows[key] = Window(0, now + self.timing.lasts(seconds))
        return window, most
