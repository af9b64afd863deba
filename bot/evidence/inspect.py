"""Decides whether bytes are a picture that can be shown, and keeps the original bytes of those that are.

The original is kept, not a copy: what a file says about its making is lost by saving it anew. Whatever is shown
to people is decoded again under the same limits and encoded anew (`sheets.py`), which drops all else.
"""

import asyncio

from bot.evidence.decode import check_format, decode
from bot.evidence.limits import DEFAULT_LIMITS, PictureLimits, Unfit
from bot.evidence.names import clean_name
from bot.evidence.sniff import KINDS
from bot.moderation.model import MediaKind
from bot.ports import MediaStore, StoredFile

AT_ONCE = 1
"""A WebP of 40 million pixels costs 800 MB while it is unpacked: one at a time is enough."""


class Inspector:
    """Implements `ports.MediaInspector`."""

    def __init__(self, store: MediaStore, limits: PictureLimits = DEFAULT_LIMITS) -> None:
        self._store = store
        self._limits = limits
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
                kind = await asyncio.to_thread(_look, name, data, self._limits)
        except Unfit as unfit:
            return StoredFile(name, MediaKind.OTHER, None, refused=unfit.key)
        digest = await self._store.put(data) if kind is MediaKind.IMAGE else None
        return StoredFile(name, kind, digest)


def _look(name: str, data: bytes, limits: PictureLimits) -> MediaKind:
    what = check_format(name, data, limits)
    if what in KINDS:
        return KINDS[what]
    decode(data, limits)
    return MediaKind.IMAGE
