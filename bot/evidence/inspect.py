"""Keeps the original bytes of files that are welcome, once they have been examined.

The original is kept, not a copy: what a file says about its making is lost by saving it anew. Whatever is shown
to people is decoded again under the same limits and encoded anew (`sheets.py`), which drops all else.
"""

from collections.abc import Awaitable, Callable

from bot.evidence.reader import FileReader
from bot.moderation.file_fact import FileFact
from bot.moderation.model import MediaKind
from bot.moderation.resemblance import Fingerprint
from bot.ports import Examined, MediaStore, StoredFile

KEPT = frozenset({MediaKind.IMAGE, MediaKind.VIDEO})

Remember = Callable[[str, Fingerprint | None], Awaitable[None]]
Note = Callable[[str, tuple[FileFact, ...]], Awaitable[None]]


async def forget(_digest: str, _fingerprint: Fingerprint | None) -> None:
    """For whoever does not want to know what a picture looks like."""


async def overlook(_digest: str, _facts: tuple[FileFact, ...]) -> None:
    """For whoever does not want to know what a file says."""


class Inspector:
    """Implements `ports.MediaInspector`.

    What each stored file looks like (a video: like nothing) goes to `remember`, with its digest, and what it says to
    `note`.
    """

    def __init__(
        self, store: MediaStore, reader: FileReader, remember: Remember = forget, note: Note = overlook
    ) -> None:
        self._store = store
        self._reader = reader
        self._remember = remember
        self._note = note

    async def examine(self, name: str, data: bytes) -> Examined:
        """What the file is and what it says about its making; nothing is kept."""
        return await self._reader.examine(name, data)

    async def store(self, name: str, data: bytes) -> StoredFile:
        """Examine the file, and store it where it is a picture or a video.

        Returns:
            With a digest for a picture or a video; with neither digest nor refusal for a sound or a 3D model, which
            are shown by name; with the key of a sentence for what is refused.
        """
        found = await self._reader.examine(name, data)
        if found.refused:
            return StoredFile(found.name, MediaKind.OTHER, None, refused=found.refused)
        digest = await self._store.put(data) if found.kind in KEPT else None
        if digest:
            await self._tell(digest, found)
        return StoredFile(found.name, found.kind, digest)

    async def look_again(self, digest: str) -> bool:
        """Have a stored file remembered; False where it cannot be decoded (any more). An erased one is passed over."""
        try:
            data = await self._store.get(digest)
        except KeyError:
            return True
        found = await self._reader.examine(digest, data)
        if not found.refused:
            await self._tell(digest, found)
        return not found.refused

    async def _tell(self, digest: str, found: Examined) -> None:
        await self._note(digest, found.facts)
        await self._remember(digest, found.looks)
