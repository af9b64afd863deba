"""What falls due, at its time: ticks for cases, and nothing in between."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.moderation.model import Case, Standing
from bot.parts import Parts
from bot.ports import UnitOfWork
from bot.service import digest, ticking
from bot.service.ground import Ground

Standings = Mapping[tuple[int, int], Standing]
"""The verdicts that stand, by case and round."""


class _Agenda(NamedTuple):
    """How things stand: verdicts, what is due, whether the digest is, and when the next case is."""

    standing: Standings
    due: list[Case]
    digest: bool
    upcoming: datetime | None


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
        now = self._clock.now()
        agenda = await self._quiet(_agenda, self._ground, now)
        self._watch(agenda.standing)
        upcoming = [agenda.upcoming, digest.next_due(self._ground, now)]
        for case in agenda.due:
            left = self._left(case)
            if left > 0:
                upcoming.append(self._clock.now() + timedelta(seconds=left))
            else:
                await self._core(ticking.tick, case.number, steady=True, now=self._clock.now())
        if agenda.digest:
            await self._core(digest.make, self._ground, now)
        return min((each for each in upcoming if each), default=None)

    def _watch(self, standing: Standings) -> None:
        """Note, by our own clock, since when each verdict has been seen to stand."""
        now = self._clock.monotonic()
        known = {key: seen for key, seen in self._seen.items() if standing.get(key) == seen[0]}
        self._seen = {key: known.get(key, (stands, now)) for key, stands in standing.items()}

    def _left(self, case: Case) -> float:
        """Seconds of the undo window still to pass by our own clock."""
        if not case.rounds or (stood := self._seen.get((case.number, case.round.number))) is None:
            return 0.0
        return case.rules.undo.total_seconds() - (self._clock.monotonic() - stood[1])


def _agenda(uow: UnitOfWork, ground: Ground, now: datetime) -> _Agenda:
    """All of it at one moment: what falls due a moment later is upcoming."""
    upcoming = ticking.next_due(uow, now)
    return _Agenda(ticking.standing(uow), ticking.due(uow, now), digest.is_due(uow, ground, now), upcoming)
