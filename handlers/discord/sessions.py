"""Sessions are counted: Discord lets a bot begin a thousand a day; past the last it ends all and resets the token."""

import time
from collections.abc import Callable
from typing import Final, TypedDict

from handlers.shared.presence import Lost

PLENTY: Final = 0.2
"""The share of a day's sessions down to which they are begun as they are needed; what is left then is spread."""
RESERVE: Final = 0.02
"""The share that is never used: it is for whoever comes to see what is wrong."""


class SessionStartLimit(TypedDict):
    """What Discord says is left (docs.discord.com, 'Gateway', 'Session Start Limit'); `reset_after` is in ms."""

    total: int
    remaining: int
    reset_after: int
    max_concurrency: int


def pause(limit: SessionStartLimit) -> float:
    """Seconds to keep between two sessions, by what is left of them."""
    left, until_more = limit["remaining"] - limit["total"] * RESERVE, limit["reset_after"] / 1000
    if limit["remaining"] > limit["total"] * PLENTY:
        return 0.0
    return until_more / left if left >= 1 else until_more


class Sessions:
    """Begins one after the other, over all clients of this process. Discord counts, also what came before us."""

    def __init__(self, ticks: Callable[[], float] = time.monotonic) -> None:
        self._ticks = ticks
        self._last = ticks()

    def begin(self, limit: SessionStartLimit) -> None:
        """Begin one.

        Raises:
            Lost: It is too early.
        """
        wait = pause(limit) - (self._ticks() - self._last)
        if wait > 0:
            raise Lost(f"Discord lets the bot begin {limit['remaining']} more sessions: it waits", wait)
        self._last = self._ticks()
