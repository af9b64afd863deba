"""How fast a catch-up may go: a burst, then one at a time, and not at all where a chat asks for patience."""

from collections.abc import Callable


class Pace:
    """`burst` at once, then so many a minute. By the steady clock, which nobody sets.

    What a burst and a minute's share come to is to stay within the tightest limit of a chat, 50 a minute; from then on
    a part of it is left to what happens now.
    """

    def __init__(self, a_minute: int, burst: int, monotonic: Callable[[], float]) -> None:
        self._rate = a_minute / 60
        self._burst = burst
        self._monotonic = monotonic
        self._left = float(burst)
        self._counted = monotonic()

    @property
    def free(self) -> int:
        """How many may go now."""
        return max(0, int(self._count()))

    @property
    def wait(self) -> float:
        """Seconds until one may go; 0 where one may go now."""
        return max(0.0, (1 - self._count()) / self._rate)

    def take(self) -> None:
        """One goes."""
        self._left = self._count() - 1

    def rest(self, seconds: float) -> None:
        """None goes for so long."""
        self._left = min(self._count(), 1 - seconds * self._rate)

    def _count(self) -> float:
        now = self._monotonic()
        self._left = min(self._burst, self._left + (now - self._counted) * self._rate)
        self._counted = now
        return self._left
