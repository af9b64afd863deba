"""Which pictures look alike, among all that were ever seen: found when one comes, and read when somebody asks."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager

import structlog

from bot.evidence.comparing import compare
from bot.evidence.fingerprint import METHOD
from bot.evidence.index import Index
from bot.evidence.inspect import Inspector
from bot.evidence.versions import made_of
from bot.evidence.windows import FRAMED
from bot.moderation.resemblance import Fingerprint, Near
from bot.ports import Core, UnitOfWork

CANDIDATES = 200
"""How many pictures are compared window by window."""
PAGE = 5_000
"""Hashes read from the database at once: a few milliseconds of the writer's time."""
HASH = 32

log = structlog.get_logger()


class Resemblances:
    """Implements `ports.Resemblances`.

    Args:
        core: The database. The index in memory follows it by position, and so holds each fingerprint once.
        within: Up to which distance a resemblance is stored: the policy has nothing to say of what is farther.
    """

    def __init__(self, core: Core, within: int) -> None:
        self._core = core
        self._within = within
        self._index = Index()
        self._read = 0
        self._reading = asyncio.Lock()
        self._turn = asyncio.Lock()

    async def remember(self, digest: str, fingerprint: Fingerprint | None) -> None:
        """Store a picture's fingerprint, and what looks like it. One that is stored already changes nothing.

        Of a file that looks like nothing, such as a video, that is stored: so that nobody looks again at each start.
        """
        if fingerprint is None:
            await self._core(_has_none, digest)
            return
        async with self._turn:  # of two that come at once, the second is to find the first
            if await self._core(_get, digest) is None:
                near = await self.nearest(fingerprint)
                await self._core(_put, digest, fingerprint, self._told(near))

    async def relate(self, digest: str, others: Iterable[str]) -> None:
        """Compare a picture with some that it may be another version of, so that none is missed, and store that."""
        own = await self._core(_get, digest)
        if own is not None:
            near = await asyncio.to_thread(_compared, own, await self._core(_some, tuple(others)))
            await self._core(_relate, digest, near)

    async def nearest(self, fingerprint: Fingerprint, limit: int = CANDIDATES) -> list[Near]:
        """The pictures that look most like one, nearest first, by their windows."""
        await self.load()
        keys = await asyncio.to_thread(looked_up, self._index, fingerprint, limit)
        return await asyncio.to_thread(_compared, fingerprint, await self._core(_at, keys))

    async def load(self) -> None:
        """Bring the index up to what is stored."""
        async with self._reading:
            while page := await self._core(_after, self._read):
                await asyncio.to_thread(self._index.add, page)
                self._read = page[-1][0]

    async def catch_up(self, inspector: Inspector) -> None:
        """Have every file remembered that was seen and never examined by today's method, one by one.

        What cannot be decoded is tried again only once something is newer that reads it: that takes seconds each time.
        """
        await self.load()
        after = ""
        while missing := await self._core(_missing, after):
            for digest in missing:
                if not await inspector.look_again(digest):
                    await self._core(_cannot_decode, digest)
            log.info("pictures remembered", count=len(missing))
            after = missing[-1]

    def _told(self, near: Iterable[Near]) -> list[Near]:
        return [each for each in near if each.compared.distance <= self._within or each.compared.identical]


@asynccontextmanager
async def catching_up(resemblances: Resemblances, inspector: Inspector) -> AsyncIterator[None]:
    """Catch up beside what the block does; what is left at its end is caught up another time."""
    task = asyncio.create_task(_catch_up(resemblances, inspector))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _catch_up(resemblances: Resemblances, inspector: Inspector) -> None:
    """Whatever goes wrong is no reason to stop the bot: sameness only helps people."""
    try:
        await resemblances.catch_up(inspector)
    except Exception:
        log.exception("pictures not remembered")


def looked_up(index: Index, fingerprint: Fingerprint, limit: int = CANDIDATES) -> list[int]:
    """Keys of the nearest entries: to any orientation of the picture, or to what may be framed in it."""
    windows = _hashes(fingerprint.windows)
    asked = [*_hashes(fingerprint.turned), *(windows[place] for place in FRAMED)]
    hits = sorted(hit for hash_ in asked for hit in index.nearest(hash_, limit))
    return list(dict.fromkeys(hit.key for hit in hits))[:limit]


def _hashes(packed: bytes) -> list[bytes]:
    return [packed[start : start + HASH] for start in range(0, len(packed), HASH)]


def _compared(one: Fingerprint, others: Sequence[tuple[str, Fingerprint]]) -> list[Near]:
    near = [Near(digest, compare(one, other)) for digest, other in others]
    return sorted(near, key=lambda each: (not each.compared.identical, each.compared.distance))


def _get(uow: UnitOfWork, digest: str) -> Fingerprint | None:
    return uow.fingerprints.get(digest, METHOD)


def _has_none(uow: UnitOfWork, digest: str) -> None:
    uow.fingerprints.has_none(digest, METHOD)


def _cannot_decode(uow: UnitOfWork, digest: str) -> None:
    uow.fingerprints.cannot_decode(digest, made_of())


def _put(uow: UnitOfWork, digest: str, fingerprint: Fingerprint, near: Sequence[Near]) -> None:
    uow.fingerprints.put(digest, METHOD, fingerprint)
    uow.fingerprints.relate(digest, near)


def _relate(uow: UnitOfWork, digest: str, near: Sequence[Near]) -> None:
    uow.fingerprints.relate(digest, near)


def _some(uow: UnitOfWork, digests: Sequence[str]) -> list[tuple[str, Fingerprint]]:
    known = [(digest, uow.fingerprints.get(digest, METHOD)) for digest in digests]
    return [(digest, found) for digest, found in known if found]


def _at(uow: UnitOfWork, positions: Sequence[int]) -> list[tuple[str, Fingerprint]]:
    return uow.fingerprints.at(positions)


def _after(uow: UnitOfWork, position: int) -> list[tuple[int, bytes]]:
    return uow.fingerprints.after(position, METHOD, PAGE)


def _missing(uow: UnitOfWork, after: str) -> list[str]:
    return uow.fingerprints.missing(after, METHOD, PAGE, made_of())
