"""How many sessions may begin: so many a day and in five seconds (docs.discord.com: 'Gateway', 'Rate Limiting')."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .kinds import Json
    from .timing import Timing

DAY, AT_ONCE = 86_400, 5


class Start(Enum):
    """What becomes of an IDENTIFY."""

    BEGUN = "begun"
    TOO_FAST = "too fast"
    USED_UP = "used up"


@dataclass(slots=True)
class Starts:
    """The session start limit of the one bot."""

    timing: Timing
    total: int = 1000
    max_concurrency: int = 1
    _today: list[float] = field(default_factory=list)
    _ends: float = 0.0

    def begin(self) -> Start:
        """Count one IDENTIFY, unless it is refused."""
        self._turn()
        now = self.timing.ticks()
        recent = [each for each in self._today if each > now - self.timing.lasts(AT_ONCE)]
        if len(self._today) >= self.total:
            return Start.USED_UP
        if len(recent) >= self.max_concurrency:
            return Start.TOO_FAST
        self._today.append(now)
        return Start.BEGUN

    def spend(self, count: int) -> None:
        """Let so many have been begun earlier today."""
        self._turn()
        self._today += [self.timing.ticks() - self.timing.lasts(AT_ONCE)] * count

    def limit(self) -> Json:
        """Return the session start limit, as GET /gateway/bot shows it."""
        self._turn()
        return {
            "total": self.total,
            "remaining": self.total - len(self._today),
            "reset_after": int((self._ends - self.timing.ticks()) * 1000),
            "max_concurrency": self.max_concurrency,
        }

    def _turn(self) -> None:
        if self._ends <= self.timing.ticks():
            self._today, self._ends = [], self.timing.ticks() + self.timing.lasts(DAY)
