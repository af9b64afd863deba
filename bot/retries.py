"""What came in and could not be handled is tried again: at the start, then with growing pauses, or when told to."""

from datetime import datetime

from bot.parts import Parts
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
        for row in await self._quiet(intake.due, self._clock.now()):
            await self._core(intake.retry, row, self._ground, self._clock.now())
        return await self._quiet(intake.next_due)
