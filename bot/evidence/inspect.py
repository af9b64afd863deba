"""Decides whether bytes are a picture that can be shown, and keeps the original bytes of those that are.

The original is kept, not a copy: what a file says about its making is lost by saving it anew. Whatever is shown
to people is decoded again under the same limits and encoded anew (`sheets.py`), which drops all else.
"""

import asyncio
from collections.abc import Awaitable, Callable

from bot.evidence.decode import check_format, decode
from bot.evidence.fingerprint import fingerprint
from bot.evidence.limits import DEFAULT_LIMITS, PictureLimits, Unfit
from bot.evidence.names import clean_name
from bot.evidence.sniff import KINDS
from bot.moderation.model import MediaKind
from bot.moderation.resemblance import Fingerprint
from bot.ports import MediaStore, StoredFile

AT_ONCE = 1
"""A WebP of 40 million pixels costs 800 MB while it is unpacked: one at a time is enough."""

Remember = Callable[[str, Fingerprint], Awaitable[None]]


async def forget(_digest: str, _fingerprint: Fingerprint) -> None:
    """For whoever does not want to know what a picture looks like."""


class Inspector:
    """Implements `ports.MediaInspector`. What each stored picture looks like goes to `remember`, with its digest."""

    def __init__(self, store: MediaStore, limits: PictureLimits = DEFAULT_LIMITS, remember: Remember = forget) -> None:
        self._store = store
        self._limits = limits
        self._remember = remember
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def store(self, name: str, data: bytes) -> StoredFile:
        """Check the file, and store it where it is a picture.

        Returns:
            With a digest for a picture; with neither digest nor refusal for a video, a sound or a 3D model,
            which are shown by name; with the key of a sentence for what is refused.
        """
        name = clean_name(name)
        try:
            async with self._turns:
                kind, looks = await asyncio.to_thread(_look, name, data, self._limits)
        except Unfit as unfit:
            return StoredFile(name, MediaKind.OTHER, None, refused=unfit.key)
        if looks is None:
            return StoredFile(name, kind, None)
        digest = await self._store.put(data)
        await self._remember(digest, looks)
        return StoredFile(name, kind, digest)

    async def look_again(self, digest: str) -> None:
        """Have a stored picture remembered. One that is erased, or can no longer be decoded, is left as it is."""
        try:
            data = await self._store.get(digest)
            async with self._turns:
                _, looks = await asyncio.to_thread(_look, digest, data, self._limits)
        except (KeyError, Unfit):
            return
        if looks is not None:
            await self._remember(digest, looks)


def _look(name: str, data: bytes, limits: PictureLimits) -> tuple[MediaKind, Fingerprint | None]:
    what = check_format(name, data, limits)
    if what in KINDS:
        return KINDS[what], None
    return MediaKind.IMAGE, fingerprint(decode(data, limits))
