"""What came in and could not be handled is tried again: at the start, then with growing pauses, or when told to."""

from datetime import datetime

from bot.parts import Parts
from bot.ports import UnitOfWork
from bot.service import intake


class Retries:
    """Runs until cancelled."""

    def __init__(self, parts: Parts) -> None:
        self._core = parts.core
        self._quiet = parts.quiet
        self._ground = parts.ground
        self._clock = parts.clock
        self._mending = parts.mending
        self._ear = parts.bell.ear()

    async def run(self) -> None:
        """Try what is due, then wait for the next time or for a change."""
        while True:
            await self._ear.until(await self._mending.patiently(self._pass), self._clock)

    async def _pass(self) -> datetime | None:
        due, upcoming = await self._quiet(_failed, self._clock.now())
        for row in due:  # each rings the bell: then it is looked again
            await self._core(intake.retry, row, self._ground, self._clock.now())
        return upcoming


def _failed(uow: UnitOfWork, now: datetime) -> tuple[list[str], datetime | None]:
    """What is to be tried again now, and when the next of what failed is."""
    return intake.due(uow, now), intake.next_due(uow)
