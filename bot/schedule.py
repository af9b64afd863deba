"""What falls due, at its time: ticks for cases, and nothing in between."""

from datetime import datetime, timedelta

from bot.moderation.model import Case, Standing
from bot.parts import Parts
from bot.service import digest, ticking


class Schedule:
    """Runs until cancelled.

    A verdict's undo window must have passed by the wall clock, which the ledger keeps, and by this process's own
    clock as well: a wall clock that jumps makes nothing final early.
    """

    def __init__(self, parts: Parts) -> None:
        self._core = parts.core
        self._quiet = parts.quiet
        self._clock = parts.clock
        self._ground = parts.ground
        self._mending = parts.mending
        self._ear = parts.bell.ear()
        self._seen: dict[tuple[int, int], tuple[Standing, float]] = {}

    async def run(self) -> None:
        """Tick what is due, then wait for the next time or for a change."""
        while True:
            await self._ear.until(await self._mending.patiently(self._pass), self._clock)

    async def _pass(self) -> datetime | None:
        """Tick every case that is due; when to come again."""
        await self._watch()
        again: list[datetime] = []
        for case in await self._quiet(ticking.due, self._clock.now()):
            left = self._left(case)
            if left > 0:
                again.append(self._clock.now() + timedelta(seconds=left))
            else:
                await self._core(ticking.tick, case.number, steady=True, now=self._clock.now())
        upcoming = [await self._quiet(ticking.next_due, self._clock.now()), await self._digest()]
        return min([*again, *(each for each in upcoming if each)], default=None)

    async def _digest(self) -> datetime | None:
        """Make today's digest, once its hour has come; when the next one is due."""
        now = self._clock.now()
        if await self._quiet(digest.is_due, self._ground, now):
            await self._core(digest.make, self._ground, now)
        return digest.next_due(self._ground, now)

    async def _watch(self) -> None:
        """Note, by our own clock, since when each verdict has been seen to stand."""
        standing = await self._quiet(ticking.standing)
        now = self._clock.monotonic()
        known = {key: seen for key, seen in self._seen.items() if standing.get(key) == seen[0]}
        self._seen = {key: known.get(key, (stands, now)) for key, stands in standing.items()}

    def _left(self, case: Case) -> float:
        """Seconds of the undo window still to pass by our own clock."""
        if not case.rounds or (stood := self._seen.get((case.number, case.round.number))) is None:
            return 0.0
        return case.rules.undo.total_seconds() - (self._clock.monotonic() - stood[1])
