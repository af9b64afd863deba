"""Wakes the loops that wait for work or for a time, so that none of them polls."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from bot.ports import Clock, Core, UnitOfWork

P = ParamSpec("P")
R = TypeVar("R")

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
    """Rung whenever something was written; each loop has its own ear."""

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


class RingingCore:
    """A core that wakes the loops after a use case that wrote: what it queued or changed may be due at once."""

    def __init__(self, core: Core, bell: Bell) -> None:
        self._core = core
        self._bell = bell

    def __call__(
        self, use_case: Callable[Concatenate[UnitOfWork, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> Coroutine[Any, Any, R]:
        """Queue it at once, in the order of calls; await its result."""
        return self._rung(self._core(_watched, lambda uow: use_case(uow, *args, **kwargs)))

    async def _rung(self, watched: Coroutine[Any, Any, tuple[R, bool]]) -> R:
        wrote = True  # unless we hear otherwise: whatever failed may have to be looked at
        try:
            result, wrote = await watched
        finally:
            if wrote:
                self._bell.ring()
        return result


def _watched(uow: UnitOfWork, use_case: Callable[[UnitOfWork], R]) -> tuple[R, bool]:
    """What it gives, and whether it wrote anything."""
    before = uow.written
    return use_case(uow), uow.written != before
