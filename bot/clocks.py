"""The machine's clock, as the loops use it, and one that jumps: in the demo and in tests two weeks pass at once."""

import asyncio
import time
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from bot.ports import Clock

KEPT_RIGHT: Final = timedelta(seconds=5)


class SystemClock:
    """Implements `ports.Clock`."""

    def now(self) -> datetime:
        """The wall clock."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class WallWatch:
    """Notices that somebody set the wall clock back, by the steady one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known = self._ahead()

    def _ahead(self) -> float:
        return self._clock.now().timestamp() - self._clock.monotonic()

    @property
    def set_back(self) -> timedelta:
        """By how much since it was last heeded; none for the little by which machines keep their clocks right."""
        back = timedelta(seconds=self._known - self._ahead())
        return back if back > KEPT_RIGHT else timedelta()

    def heed(self) -> None:
        """What follows from it has been done."""
        self._known = self._ahead()


class JumpingClock:
    """Runs like the machine's, and jumps when its owner says so. Implements `ports.Clock`.

    Both clocks jump together with `jump`; `jump_wall` moves the wall clock alone.

    Attributes:
        waits: How often somebody began to wait for a time.
    """

    def __init__(self) -> None:
        self._wall = timedelta()
        self._ticks = 0.0
        self.waits = 0
        self._jumped = asyncio.Event()

    def now(self) -> datetime:
        """The wall clock."""
        return datetime.now(UTC) + self._wall

    def monotonic(self) -> float:
        """Seconds since some start."""
        return time.monotonic() + self._ticks

    def jump(self, by: timedelta) -> None:
        """So much time has passed."""
        self._ticks += by.total_seconds()
        self.jump_wall(by)

    def jump_wall(self, by: timedelta) -> None:
        """Somebody set the wall clock."""
        self._wall += by
        self._jumped.set()
        self._jumped = asyncio.Event()

    def sleep(self, seconds: float) -> Coroutine[Any, Any, None]:
        """Wait until so many seconds have passed, by running or by jumping; they count from the call."""
        self.waits += 1
        return self._sleep_until(self.monotonic() + seconds)

    async def _sleep_until(self, until: float) -> None:
        while (left := until - self.monotonic()) > 0:
            try:
                async with asyncio.timeout(left):
                    await self._jumped.wait()
            except TimeoutError:
                return
