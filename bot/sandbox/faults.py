"""What can be made to go wrong on the wire, whichever chat it is; and what went wrong that should not have."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Unexpected(AssertionError):
    """The bot did what the platform does not know, or the sandbox broke."""


class Kind(Enum):
    """What happens to a request."""

    ANSWER = "answer"
    RESET = "reset"
    WITHHOLD = "withhold"


@dataclass(slots=True)
class Fault:
    """A fault set up for the next `times` requests of one method and route template."""

    kind: Kind
    method: str
    route: str
    times: int = 1
    status: int = 500
    body: Mapping[str, Any] | None = None
    released: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True)
class Shaping:
    """What happens to events of one name on their way to the bot: how many copies of each arrive, and how late."""

    name: str
    times: int
    copies: int = 1
    late: float = 0.0


class Arrival(NamedTuple):
    """An event that reaches the bot, after so many seconds."""

    event: dict[str, Any]
    late: float = 0.0


@dataclass(slots=True)
class Faults:
    """The seam for everything that breaks. Nothing here breaks by itself.

    Attributes:
        pending: What waits for its request.
        unexpected: What went wrong that should not have.
        met: How often each kind of fault came about.
    """

    pending: list[Fault] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)
    _withheld: list[Fault] = field(default_factory=list)
    _shapings: list[Shaping] = field(default_factory=list)
    _swap: int = 0
    _kept_back: list[dict[str, Any]] = field(default_factory=list)

    def answer(
        self, method: str, route: str, status: int, times: int = 1, body: Mapping[str, Any] | None = None
    ) -> Fault:
        """Answer with this status, without doing what was asked."""
        return self._set(Fault(Kind.ANSWER, method, route, times, status, body))

    def reset(self, method: str, route: str, times: int = 1) -> Fault:
        """Do what was asked, then cut the connection: the bot cannot know."""
        return self._set(Fault(Kind.RESET, method, route, times))

    def withhold(self, method: str, route: str, times: int = 1) -> Fault:
        """Do what was asked, and answer only once `released` of the returned fault is set."""
        return self._set(Fault(Kind.WITHHOLD, method, route, times))

    def double(self, event: str, times: int = 1) -> None:
        """Deliver the next events of this name twice."""
        self._shapings.append(Shaping(event, times, copies=2))

    def lose(self, event: str, times: int = 1) -> None:
        """Never deliver the next events of this name."""
        self._shapings.append(Shaping(event, times, copies=0))

    def delay(self, event: str, seconds: float, times: int = 1) -> None:
        """Deliver the next events of this name late, so that others overtake them."""
        self._shapings.append(Shaping(event, times, late=seconds))

    def reverse(self, count: int) -> None:
        """Keep the next events back until there are so many, then deliver them in reverse."""
        self._swap = count

    def steady(self) -> None:
        """Deliver events as they come again."""
        self._shapings.clear()

    def calm(self) -> None:
        """Let nothing break any more, and answer what is withheld."""
        for fault in self._withheld:
            fault.released.set()
        self._withheld.clear()
        self.pending.clear()
        self.steady()

    def take(self, method: str, route: str) -> Fault | None:
        """Return the fault that is due for this request, if any."""
        for fault in self.pending:
            if (fault.method, fault.route) == (method, route):
                self._take(fault)
                return fault
        return None

    def _take(self, fault: Fault) -> None:
        self.met[str(fault.status) if fault.kind is Kind.ANSWER else fault.kind.value] += 1
        self._withheld += [fault] if fault.kind is Kind.WITHHOLD else []
        fault.times -= 1
        if not fault.times:
            self.pending.remove(fault)

    def shape(self, event: dict[str, Any], name: str | None = None) -> list[Arrival]:
        """Return what reaches the bot in the place of one event; unless named, it is named as Discord names it."""
        shaping = self._shaping(name or str(event["t"]))
        arrivals = [Arrival(event, shaping.late)] * shaping.copies
        if not self._swap:
            return arrivals
        self._kept_back += [each.event for each in arrivals]
        if len(self._kept_back) < self._swap:
            return []
        events, self._kept_back, self._swap = self._kept_back[::-1], [], 0
        return [Arrival(each) for each in events]

    def _shaping(self, name: str) -> Shaping:
        for shaping in self._shapings:
            if shaping.name == name:
                self.met["late" if shaping.late else "doubled" if shaping.copies else "lost"] += 1
                shaping.times -= 1
                if not shaping.times:
                    self._shapings.remove(shaping)
                return shaping
        return Shaping(name, 1)

    def _set(self, fault: Fault) -> Fault:
        self.pending.append(fault)
        return fault

    def check(self) -> None:
        """Raise what went wrong that should not have."""
        if self.unexpected:
            raise Unexpected("\n".join(self.unexpected))
