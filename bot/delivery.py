"""The outbox pump: takes what is due, lane by lane, performs it, and records how it ended."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple, get_args

import structlog

from bot.clocks import WallWatch
from bot.looks import Looks
from bot.moderation import effects as f
from bot.moderation.effects import ROOM, SWEEP
from bot.moderation.model import Account
from bot.moderation.views import CardView
from bot.pace import Pace
from bot.parts import Parts
from bot.ports import (
    NOT_CONNECTED,
    Done,
    Gone,
    Outcome,
    Profile,
    QueuedEffect,
    Refused,
    Retry,
    StorageFault,
    UnitOfWork,
    Unknown,
)
from bot.service import sending, settling, telling
from bot.service.pacing import Later

LEASE = timedelta(minutes=5)
"""Longer than any send can take: an edge gives up a call after 90 s, and one effect makes two at most."""
HANDS = 6
"""Effects under way at once on one road: a chat that hangs holds up no other."""
SWEEPING = 2
"""Of a catch-up's looks: reading everything again leaves what the chats allow to those who act now."""
BURST = 20
"""Of these, before they go one at a time: in a small community all is read at once."""
STUCK = 5.0
"""Seconds after which what is posted in the moderators' channel holds up no other case there: it hangs."""
PATIENCE = 9
"""Tries after which what stands stands as it is, without the picture or reactions that could not be had (minutes)."""
LONGEST_WAIT = 300.0
"""Seconds; back-off does not grow beyond it."""

FAREWELL = 3.0
"""Seconds that a send has to end by itself once the bot stops: whoever stops it kills it after ten."""
GIVING_BACK = 1.0
"""Seconds to hear that what was in hand is given back; while somebody locks the database that is tried once more."""

_LOOKS = get_args(f.Look)
log = structlog.get_logger()


def backoff(attempts: int, chance: float) -> float:
    """Seconds before try `attempts + 1`: 1, 2, 4… up to five minutes, give or take a quarter by `chance` (0 to 1).

    So retries of what failed together do not come together.
    """
    return min(LONGEST_WAIT, 2.0 ** min(attempts - 1, 16)) * (0.75 + chance / 2)


class _Hand(NamedTuple):
    """An effect under way: on which road, and since when (`Clock.monotonic`)."""

    road: str
    task: asyncio.Task[None]
    since: float


class Delivery:
    """Runs until cancelled. `busy` says how many effects are in hand."""

    def __init__(self, parts: Parts, looks: Looks) -> None:
        self._core = parts.core
        self._quiet = parts.quiet
        self._gateways = parts.gateways
        self._calls = parts.calls
        self._looks = looks
        self._ground = parts.ground
        self._clock = parts.clock
        self._mending = parts.mending
        self._ear = parts.bell.ear()
        self._chance: Callable[[], float] = parts.chance
        self._wall = WallWatch(parts.clock)
        self._pace = Pace(parts.ground.read_again, BURST, parts.clock.monotonic)
        self._hands: dict[str, _Hand] = {}
        self._finishing = False

    @property
    def busy(self) -> int:
        """How many effects are in hand."""
        return len(self._hands)

    async def run(self) -> None:
        """Take and perform, for ever; on cancellation what is in hand is given back."""
        try:
            while True:
                await self._ear.until(await self._mending.patiently(self._take), self._clock)
        finally:
            await self._give_all_back()

    async def finish(self) -> None:
        """Take nothing more; what is in hand may still end by itself, and is then given back."""
        self._finishing = True
        if tasks := self._tasks():
            await asyncio.wait(tasks, timeout=FAREWELL)
        await self._give_all_back()

    async def _give_all_back(self) -> None:
        tasks = self._tasks()
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=GIVING_BACK)

    def _tasks(self) -> list[asyncio.Task[None]]:
        return [hand.task for hand in self._hands.values()]

    async def _take(self) -> datetime | None:
        if self._finishing:
            return None
        if back := self._wall.set_back:
            await self._quiet(_set_back, back, self._clock.now())
        self._wall.heed()
        spent = not self._pace.free  # asked first: while the database answers, the pace may allow another one
        due, upcoming = await self._quiet(_lease, self._clock.now(), self._free())
        for queued in due:
            # A lease can run out while its effect is in hand, where somebody sets the clock: it is still in hand.
            if queued.id not in self._hands:
                task = asyncio.create_task(self._perform(queued))
                self._hands[queued.id] = _Hand(queued.road, task, self._clock.monotonic())
                if queued.road == SWEEP:
                    self._pace.take()
                task.add_done_callback(partial(self._put_down, queued.id))
        paced = self._clock.now() + timedelta(seconds=self._pace.wait) if spent or self._pace.wait else None
        return min((each for each in (upcoming, paced, self._room_free_at()) if each), default=None)

    def _free(self) -> Mapping[str, int]:
        """How many more effects each road takes, where it is not as many as any."""
        busy = Counter(hand.road for hand in self._hands.values())
        free = {road: HANDS - count for road, count in busy.items()}
        room = 0 if self._room_free_at() else min(1, HANDS - busy[ROOM])
        return free | {SWEEP: min(SWEEPING - busy[SWEEP], self._pace.free), ROOM: room}

    def _room_free_at(self) -> datetime | None:
        """When the next may be posted in the moderators' channel, if one is posted there that does not hang yet."""
        left = [hand.since + STUCK - self._clock.monotonic() for hand in self._hands.values() if hand.road == ROOM]
        return self._clock.now() + timedelta(seconds=max(left)) if left and max(left) > 0 else None

    def _put_down(self, id_: str, task: asyncio.Task[None]) -> None:
        self._hands.pop(id_)
        if not task.cancelled() and (fault := task.exception()):
            log.error("effect not recorded", fault=type(fault).__name__)
        self._ear.hear()  # there is a free hand, of which nobody else need know

    async def _perform(self, queued: QueuedEffect) -> None:
        try:
            ended = await self._attempt(queued)
        except asyncio.CancelledError:
            await self._core(_retry, queued.id, self._clock.now(), "stopped meanwhile", unknown=True)
            raise
        except StorageFault as fault:
            log.warning("effect waits", effect=type(queued.effect).__name__, id=queued.id, why=str(fault))
            ended = Retry(0, str(fault))
        except Exception as fault:
            log.exception("effect failed", effect=type(queued.effect).__name__, id=queued.id)
            ended = Unknown(type(fault).__name__)
        if isinstance(ended, Unknown) and ended.ref and queued.attempts >= PATIENCE:
            ended = Done(ended.ref)
        if isinstance(ended, Retry | Unknown):
            await self._give_back(queued, ended)
        elif ended is not None:
            if isinstance(ended, Refused):
                log.warning("not sent", effect=type(queued.effect).__name__, id=queued.id, why=ended.why)
            now = self._clock.now()
            await self._mending.patiently(lambda: self._core(settling.settle, queued, ended, self._ground, now))

    async def _attempt(self, queued: QueuedEffect) -> Outcome | None:
        """How a send ended; None where the effect ended its own row."""
        effect = queued.effect
        if isinstance(effect, _LOOKS):
            return await self._looks.perform(queued, effect)
        if isinstance(effect, f.CallPlatform):
            return await self._call(queued, effect)
        await self._ask_about(effect)
        ready = await self._core(sending.prepare, queued, self._ground, self._clock.now())
        if isinstance(ready, sending.Unwanted):
            await self._drop(queued, ready.why)
            return None
        if isinstance(ready, sending.Sought):
            return await self._look_for(queued, ready)
        if isinstance(ready, Later):
            return await self._core(_put_off, queued.id, ready)
        return ready if isinstance(ready, Refused) else await self._send(queued.id, ready)

    async def _look_for(self, queued: QueuedEffect, sought: sending.Sought) -> Outcome | None:
        """What stands has been sent; what does not is dropped."""
        gateway = self._gateways.get(sought.notice.account.chat)
        where = {"channel": sought.channel, "locale": sought.locale}
        found: Outcome = Gone("chat")
        if gateway:
            found = await gateway.find(queued.id, sought.notice, tried=sought.tried, aside=sought.aside, **where)
        if isinstance(found, Refused):
            await self._drop(queued, f"{sought.why}, and it could not be looked for: {found.why}")
        elif isinstance(found, Gone):
            await self._drop(queued, sought.why)
        else:
            return found
        return None

    async def _call(self, queued: QueuedEffect, effect: f.CallPlatform) -> Outcome | None:
        told = await self._core(telling.prepare, queued, effect, self._ground, self._clock.now())
        if isinstance(told, sending.Unwanted):
            await self._drop(queued, told.why)
            return None
        return told if isinstance(told, Gone) else await self._calls.call(queued.id, told)

    async def _drop(self, queued: QueuedEffect, why: str) -> None:
        await self._core(settling.drop, queued, why, self._ground, self._clock.now())

    async def _ask_about(self, effect: f.Effect) -> None:
        """What the chat tells of somebody who is to hear of a case: their language and their time."""
        gateway = self._gateways.get(effect.account.chat) if isinstance(effect, f.SendNotice | f.TellMember) else None
        if gateway and isinstance(effect, f.SendNotice | f.TellMember):
            profile = await gateway.profile(effect.account)
            if isinstance(profile, Profile) and profile != Profile():
                await self._quiet(_learn, effect.account, profile)

    async def _send(self, id_: str, ready: sending.Ready) -> Outcome:
        gateway = self._gateways.get(ready.chat)
        if gateway is None:
            return Refused("chat-not-set-up")
        match ready.view:
            case f.MarkStored(message=message):
                return await gateway.mark_stored(message)
            case f.RemoveReaction(card=card, account=account, emoji=emoji):
                return await gateway.remove_reaction(card, account, emoji)
            case CardView() as card_view:
                return await gateway.show_card(id_, card_view, tried=ready.tried)
            case view:
                where = {"channel": ready.channel, "locale": ready.locale}
                return await gateway.send(id_, view, tried=ready.tried, aside=ready.aside, **where)

    async def _give_back(self, queued: QueuedEffect, ended: Retry | Unknown) -> None:
        wait = backoff(queued.attempts, self._chance())
        if isinstance(ended, Retry) and ended.after:
            wait = max(ended.after + self._chance(), wait)  # what was put off together does not come together
            if queued.road == SWEEP and ended != NOT_CONNECTED:
                self._pace.rest(ended.after)
        now = self._clock.now()
        at = now + timedelta(seconds=wait)
        await self._mending.patiently(lambda: self._core(settling.put_off, queued, at, ended, self._ground, now))


def _set_back(uow: UnitOfWork, by: timedelta, now: datetime) -> None:
    uow.outbox.set_back(by, now)


def _lease(uow: UnitOfWork, now: datetime, free: Mapping[str, int]) -> tuple[list[QueuedEffect], datetime | None]:
    """What is to be done now, and when to look again; on a full road, once something on it has been put down."""
    leased = uow.outbox.lease(now, now + LEASE, free, HANDS)
    return leased, uow.outbox.next_at([road for road, left in free.items() if not left])


def _learn(uow: UnitOfWork, account: Account, profile: Profile) -> None:
    uow.people.learn(account, profile)


def _put_off(uow: UnitOfWork, id_: str, later: Later) -> None:
    give_back = uow.outbox.put_off if later.aside else uow.outbox.retry
    give_back(id_, later.at, later.why)


def _retry(uow: UnitOfWork, id_: str, at: datetime, why: str, *, unknown: bool) -> None:
    uow.outbox.retry(id_, at, why, unknown=unknown)
