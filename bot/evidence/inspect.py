"""Keeps the original bytes of files that are welcome, once they have been examined.

The original is kept, not a copy: what a file says about its making is lost by saving it anew. Whatever is shown
to people is decoded again under the same limits and encoded anew (`sheets.py`), which drops all else.
"""

from bot.evidence.reader import FileReader
from bot.moderation.model import MediaKind
from bot.ports import Examined, MediaStore, StoredFile

KEPT = frozenset({MediaKind.IMAGE, MediaKind.VIDEO})


class Inspector:
    """Implements `ports.MediaInspector`."""

    def __init__(self, store: MediaStore, reader: FileReader) -> None:
        self._store = store
        self._reader = reader

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
        return StoredFile(found.name, found.kind, digest)
