"""While nothing can be put on record: it is said once, tried again with growing pauses, and made good once it works."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import structlog

from bot.ports import Clock, Core, StorageFault, UnitOfWork

P = ParamSpec("P")
R = TypeVar("R")

FIRST_WAIT: Final = 1.0
LONGEST_WAIT: Final = 60.0
STEADY: Final = 90.0
"""Seconds after which storing counts as good again: on a disk with room for one more line the pauses go on growing."""

CatchUp = Callable[[UnitOfWork, datetime, datetime, str], None]
"""A use case: what follows an outage. Given are its begin, its end and its reason."""

log = structlog.get_logger()


class Mending:
    """Knows whether anything can be stored, and finds out when it can again.

    Args:
        core: Runs use cases; its faults are not noted here by themselves (see `WatchedCore`).

    Attributes:
        why: Why nothing can be stored; '' while all is well.
    """

    def __init__(self, core: Core, clock: Clock) -> None:
        self.why = ""
        self._core = core
        self._clock = clock
        self._since = clock.now()
        self._met = 0
        self._mended_at = -math.inf
        self._broken, self._whole = asyncio.Event(), asyncio.Event()
        self._whole.set()

    def note(self, fault: StorageFault) -> None:
        """Somebody met a fault."""
        self._met += 1
        if not self.why:
            self._since = self._clock.now()
            self._whole.clear()
            self._broken.set()
        if self.why != str(fault):
            self.why = str(fault)
            log.error("nothing can be put on record, and nothing is acknowledged", why=self.why)

    async def whole(self) -> None:
        """Wait until things can be put on record."""
        await self._whole.wait()

    async def patiently(self, work: Callable[[], Awaitable[R]]) -> R:
        """Do it, and as often as the storage fails it, wait until that is over and do it again."""
        while True:
            try:
                return await work()
            except StorageFault as fault:
                self.note(fault)
                await self.whole()

    async def run(self, catch_up: CatchUp) -> None:
        """Mend whatever breaks, until cancelled. `catch_up` is part of the first thing that is stored again."""
        wait = FIRST_WAIT
        while True:
            await self._broken.wait()
            steady = self._clock.monotonic() - self._mended_at > STEADY
            wait = FIRST_WAIT if steady else min(wait * 2, LONGEST_WAIT)
            while not await self._mended(catch_up, wait):
                wait = min(wait * 2, LONGEST_WAIT)

    async def _mended(self, catch_up: CatchUp, wait: float) -> bool:
        await self._clock.sleep(wait)
        met, now = self._met, self._clock.now()
        try:
            await self._core(_record, self._since, now, self.why, catch_up)
        except StorageFault as fault:
            self.note(fault)
            return False
        if self._met != met:  # what was told in vain meanwhile has not been read again: another outage has begun
            self._since = now
            return False
        log.warning("things can be put on record again", since=self._since.isoformat(), was=self.why)
        self.why = ""
        self._mended_at = self._clock.monotonic()
        self._broken.clear()
        self._whole.set()
        return True


def _record(uow: UnitOfWork, since: datetime, now: datetime, why: str, catch_up: CatchUp) -> None:
    uow.outages.add(since, now, why)
    catch_up(uow, since, now, why)


class WatchedCore:
    """A core whose faults are noted, whoever meets them."""

    def __init__(self, core: Core, mending: Mending) -> None:
        self._core = core
        self._mending = mending

    def __call__(
        self, use_case: Callable[Concatenate[UnitOfWork, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> Coroutine[Any, Any, R]:
        """Queue it at once, in the order of calls; await its result."""
        return self._watched(self._core(use_case, *args, **kwargs))

    async def _watched(self, result: Coroutine[Any, Any, R]) -> R:
        try:
            return await result
        except StorageFault as fault:
            self._mending.note(fault)
            raise
