"""What goes to the app, and comes again if it is not acknowledged (docs.slack.dev: 'Events API', 'Retries')."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from bot.sandbox.faults import Faults

    from .kinds import Json
    from .world import World

# 'The first retry is sent nearly immediately', then after a minute, then after five.
RETRIES = (0.0, 60.0, 300.0)
EVENT, INTERACTIVE, COMMAND = "events_api", "interactive", "slash_commands"


class NotAcknowledged(Exception):
    """The app did not acknowledge in time, or cannot be reached."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        self.reason = reason
        self.final = final
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One try to hand something over."""

    kind: str
    payload: Json
    attempt: int = 0
    reason: str = ""


class Transport(Protocol):
    """A way to the app: Socket Mode, or requests to its own server."""

    async def send(self, delivery: Delivery) -> Json | None:
        """Hand something over, in the order of the calls; return what the acknowledgement carried."""


@dataclass(eq=False)
class Dispatcher:
    """Everything under way to the app. Events are tried again; what people wait for is not."""

    world: World
    faults: Faults
    transport: Transport
    delivered: list[Delivery] = field(default_factory=list)
    given_up: list[Delivery] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _asked: int = 0
    _resting: int = 0

    @property
    def pending(self) -> int:
        """Return how much is neither acknowledged nor put off nor given up, files still to be shared included."""
        return self.unfinished - self._resting

    @property
    def unfinished(self) -> int:
        """Return how much is neither acknowledged nor given up, what was put off included."""
        return len(self._tasks) + self._asked

    def tell(self, name: str, payload: Json) -> None:
        """Deliver an event."""
        for each, late in self.faults.shape(payload, name):
            self._start(self._event(each, late))

    def later(self, delay: float, act: Callable[[], None]) -> None:
        """Do something later, unless the sandbox is closed before."""
        self._start(self._wait(delay, act))

    async def ask(self, kind: str, payload: Json) -> Json | None:
        """Deliver an interaction once, and return what the acknowledgement carried."""
        self._asked += 1
        self.world.pulse.beat()
        try:
            return await self._send(Delivery(kind, payload))
        finally:
            self._asked -= 1
            self.world.pulse.beat()

    async def _send(self, delivery: Delivery) -> Json | None:
        answer = await self.transport.send(delivery)
        self.delivered.append(delivery)
        return answer

    async def _event(self, payload: Json, late: float) -> None:
        if late:
            await asyncio.sleep(late)
        reason, last = "", len(RETRIES)
        for attempt in range(last + 1):
            delivery = Delivery(EVENT, payload, attempt, reason)
            try:
                await self._send(delivery)
            except NotAcknowledged as failed:
                reason = failed.reason
                if failed.final or attempt == last:
                    self.given_up.append(delivery)
                    return
                await self._rest(RETRIES[attempt])
            else:
                return

    async def _rest(self, seconds: float) -> None:
        """Put off; nobody who waits for things to settle waits for a try that is minutes away."""
        self._resting += seconds > 0
        self.world.pulse.beat()
        try:
            await self.world.timing.sleep(self.world.timing.lasts(seconds))
        finally:
            self._resting -= seconds > 0

    async def _wait(self, delay: float, act: Callable[[], None]) -> None:
        await asyncio.sleep(delay)
        act()

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self.world.pulse.beat()
        if not task.cancelled() and task.exception() is not None:
            self.faults.unexpected.append(f"a delivery broke: {task.exception()!r}")

    async def stop(self) -> None:
        """Give everything up."""
        tasks = list(self._tasks)
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
