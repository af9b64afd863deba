"""The outbox pump: takes what is due, lane by lane, performs it, and records how it ended."""

import asyncio
import random
from datetime import datetime, timedelta
from typing import assert_never, get_args

import structlog

from bot.looks import Looks
from bot.moderation import effects as f
from bot.moderation.views import CardView
from bot.parts import Parts
from bot.ports import Outcome, QueuedEffect, Refused, Retry, StorageFault, UnitOfWork, Unknown
from bot.service import sending

LEASE = timedelta(seconds=90)
"""Longer than any send can take: discord.py gives up after 25 s of retries, a download after a minute."""
HANDS = 8
"""Effects under way at once."""
LONGEST_WAIT = 300.0
"""Seconds; back-off does not grow beyond it."""

FAREWELL = 4.0
"""Seconds that a send has to end by itself once the bot stops: whoever stops it kills it after ten."""

_LOOKS = get_args(f.Look)
log = structlog.get_logger()


def backoff(attempts: int) -> float:
    """Seconds before try `attempts + 1`: 1, 2, 4… up to five minutes, with jitter so that retries spread."""
    return float(min(LONGEST_WAIT, 2.0 ** (attempts - 1)) * random.uniform(0.75, 1.25))  # noqa: S311 - no secret


class Delivery:
    """Runs until cancelled. `busy` says how many effects are in hand."""

    def __init__(self, parts: Parts, looks: Looks) -> None:
        self._core = parts.core
        self._quiet = parts.quiet
        self._gateways = parts.gateways
        self._looks = looks
        self._ground = parts.ground
        self._clock = parts.clock
        self._mending = parts.mending
        self._bell = parts.bell
        self._ear = parts.bell.ear()
        self._hands: set[asyncio.Task[None]] = set()
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
        if self._hands:
            await asyncio.wait(self._hands, timeout=FAREWELL)
        await self._give_all_back()

    async def _give_all_back(self) -> None:
        for task in self._hands:
            task.cancel()
        await asyncio.gather(*self._hands, return_exceptions=True)

    async def _take(self) -> datetime | None:
        if self._finishing:
            return None
        now = self._clock.now()
        free = HANDS - len(self._hands)
        for queued in await self._quiet(_lease, now, free):
            task = asyncio.create_task(self._perform(queued))
            self._hands.add(task)
            task.add_done_callback(self._put_down)
        return await self._quiet(_next_at) if len(self._hands) < HANDS else None

    def _put_down(self, task: asyncio.Task[None]) -> None:
        self._hands.discard(task)
        if not task.cancelled() and (fault := task.exception()):
            log.error("effect not recorded", fault=type(fault).__name__)
        self._bell.ring()

    async def _perform(self, queued: QueuedEffect) -> None:
        try:
            ended = await self._attempt(queued)
        except asyncio.CancelledError:
            await self._core(_retry, queued.id, self._clock.now(), "stopped meanwhile", unknown=True)
            raise
        except StorageFault as fault:
            ended = Retry(0, str(fault))
        except Exception as fault:
            log.exception("effect failed", effect=type(queued.effect).__name__, id=queued.id)
            ended = Unknown(type(fault).__name__)
        if isinstance(ended, Retry | Unknown):
            await self._give_back(queued, ended)
        elif ended is not None:
            now = self._clock.now()
            await self._mending.patiently(lambda: self._core(sending.settle, queued, ended, self._ground, now))

    async def _attempt(self, queued: QueuedEffect) -> Outcome | None:
        """How a send ended; None where the effect ended its own row."""
        effect = queued.effect
        if isinstance(effect, _LOOKS):
            return await self._looks.perform(queued, effect)
        ready = await self._core(sending.prepare, queued, self._ground, self._clock.now())
        if isinstance(ready, sending.Unwanted):
            return await self._core(_drop, queued.id, ready.why, self._clock.now())
        return await self._send(queued.id, ready)

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
                return await gateway.show_card(id_, card_view, maybe_sent=ready.maybe_sent)
            case view:
                return await gateway.send(id_, view, maybe_sent=ready.maybe_sent)

    async def _give_back(self, queued: QueuedEffect, ended: Retry | Unknown) -> None:
        wait = backoff(queued.attempts)
        match ended:
            case Retry(after=after, why=why):
                unknown, wait = False, max(after, wait)
            case Unknown(why=why):
                unknown = True
            case _:
                assert_never(ended)
        at = self._clock.now() + timedelta(seconds=wait)
        await self._mending.patiently(lambda: self._core(_retry, queued.id, at, why, unknown=unknown))


def _lease(uow: UnitOfWork, now: datetime, limit: int) -> list[QueuedEffect]:
    return uow.outbox.lease(now, now + LEASE, limit) if limit else []


def _next_at(uow: UnitOfWork) -> datetime | None:
    return uow.outbox.next_at()


def _drop(uow: UnitOfWork, id_: str, why: str, now: datetime) -> None:
    uow.outbox.done(id_, now, f"dropped: {why}")


def _retry(uow: UnitOfWork, id_: str, at: datetime, why: str, *, unknown: bool) -> None:
    uow.outbox.retry(id_, at, why, unknown=unknown)
