"""What a file is and says, and a small copy of it, as the bounded process tells. Nothing here parses a file."""

import hashlib
from dataclasses import dataclass
from typing import TypeVar

from PIL import Image
from pydantic import TypeAdapter, ValidationError

from bot.evidence.limits import DEFAULT_LIMITS, PictureLimits, Unfit
from bot.evidence.names import clean_name
from bot.evidence.pool import Asks
from bot.evidence.sniff import FILMS, KINDS, PICTURES, Format, sniff
from bot.evidence.welcome import check_format
from bot.evidence.windows import WINDOWS
from bot.evidence.wire import Deed, Order
from bot.moderation.file_fact import FileFact
from bot.moderation.model import MediaKind
from bot.moderation.resemblance import Fingerprint
from bot.ports import Examined

READ = PICTURES | FILMS
HASH = 32
TURNED = 8 * HASH
"""Bytes of the hashes of a whole picture in its orientations; those of its windows follow."""
NONSENSE = "file.crashed"
"""Of an answer that no sound process gives."""
NOT_INSPECTED = FileFact("file", "inspection", "not inspected", "fact.not_inspected")


@dataclass(frozen=True, slots=True)
class _Described:
    """Head of an answer to `describe`."""

    width: int | None = None
    height: int | None = None
    pixels: str = ""
    quality: int | None = None
    facts: tuple[FileFact, ...] = ()
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class _Shrunk:
    """Head of an answer to `shrink`."""

    width: int = 0
    height: int = 0
    refused: str | None = None


# The process may have been taken over by what it read: its answers are checked like those of a stranger.
_DESCRIBED = TypeAdapter(_Described)
_SHRUNK = TypeAdapter(_Shrunk)
_Head = TypeVar("_Head")


class FileReader:
    """Asks the pool about files."""

    def __init__(self, pool: Asks, limits: PictureLimits = DEFAULT_LIMITS) -> None:
        self._pool = pool
        self._limits = limits

    async def examine(self, name: str, data: bytes) -> Examined:
        """What it is and what it says about its making. A refusal is a value, never an exception."""
        name, digest = clean_name(name), hashlib.sha256(data).hexdigest()
        try:
            what = check_format(name, data, self._limits)
        except Unfit as unfit:
            return Examined(name, MediaKind.OTHER, sniff(name, data), digest, refused=unfit.key)
        try:
            found, hashes = await self._described(what, data)
        except Unfit as unfit:
            return Examined(name, KINDS[what], what, digest, refused=unfit.key)
        return Examined(name, KINDS[what], what, digest, found.width, found.height, _looks(found, hashes), found.facts)

    async def _described(self, what: Format, data: bytes) -> tuple[_Described, bytes]:
        if what not in READ:
            return _Described(facts=(NOT_INSPECTED,)), b""
        head, hashes = await self._pool.ask(Order(Deed.DESCRIBE, what, self._limits), data)
        found = _read(_DESCRIBED, head)
        if found.refused:
            raise Unfit(found.refused)
        if len(hashes) != (0 if found.quality is None else TURNED + HASH * len(WINDOWS)):
            raise Unfit(NONSENSE)
        return found, hashes

    async def small(self, data: bytes, most: int) -> Image.Image | None:
        """The picture (of a video: a few frames), its longer side at most so long; None where there is none to show."""
        what = sniff("", data)
        if what not in READ:
            return None
        try:
            return _picture(*await self._pool.ask(Order(Deed.SHRINK, what, self._limits, most), data))
        except Unfit:
            return None


def _picture(head: bytes, body: bytes) -> Image.Image:
    found = _read(_SHRUNK, head)
    if found.refused:
        raise Unfit(found.refused)
    if min(found.width, found.height) < 1 or len(body) != found.width * found.height * len("RGB"):
        raise Unfit(NONSENSE)
    return Image.frombytes("RGB", (found.width, found.height), body)


def _read(by: TypeAdapter[_Head], head: bytes) -> _Head:
    try:
        return by.validate_json(head)
    except ValidationError:
        raise Unfit(NONSENSE) from None


def _looks(found: _Described, hashes: bytes) -> Fingerprint | None:
    if found.quality is None:
        return None
    return Fingerprint(found.pixels, found.quality, hashes[:TURNED], hashes[TURNED:])
