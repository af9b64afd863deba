"""Pictures, as files named by what is in them (`bot.ports.MediaStore`)."""

import asyncio
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

_DIGEST = re.compile(r"[0-9a-f]{64}")


class MediaStore:
    """Files under `root`, in a folder for each first two digits; a name is there only once its bytes are."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def put(self, data: bytes) -> str:
        """Store bytes; their SHA-256 in hex."""
        return await asyncio.to_thread(self.keep, data)

    async def get(self, digest: str) -> bytes:
        """The bytes; KeyError where there are none."""
        return await asyncio.to_thread(self.read, digest)

    async def erase(self, digest: str) -> None:
        """Forget the bytes for good: a mark in their place keeps them from being stored again."""
        await asyncio.to_thread(self.forget, digest)

    def digests(self) -> Iterator[str]:
        """Every picture that is there."""
        for path in sorted(self._root.glob("??/*")):
            if _DIGEST.fullmatch(path.name):
                yield path.name

    def leftovers(self) -> list[Path]:
        """Files that a process left half-written when it was killed."""
        return sorted(self._root.glob("??/.*.part"))

    def is_sound(self, digest: str) -> bool:
        """Whether its bytes are what its name says; KeyError where there are none."""
        return hashlib.sha256(self.read(digest)).hexdigest() == digest

    def is_erased(self, digest: str) -> bool:
        """Whether it was erased, and is to stay so."""
        return self._mark(digest).exists()

    def forget(self, digest: str) -> None:
        """As `erase`, blocking. The mark comes first: a process that dies in between erases it when it tries again."""
        if not _DIGEST.fullmatch(digest):
            return
        path = self._path(digest)
        self._make_folder(path.parent)
        self._mark(digest).touch()
        path.unlink(missing_ok=True)
        sync(path.parent)

    def _path(self, digest: str) -> Path:
        return self._root / digest[:2] / digest

    def _mark(self, digest: str) -> Path:
        return self._path(digest).with_suffix(".erased")

    def keep(self, data: bytes) -> str:
        """As `put`, blocking. What was erased is not stored again."""
        digest = hashlib.sha256(data).hexdigest()
        path = self._path(digest)
        if self.is_erased(digest):
            return digest
        self._make_folder(path.parent)
        if not path.exists():
            _write(path, data)
        # Also for a file that was there: a process that died between its renaming and this may have left it unsaved.
        sync(path.parent)
        return digest

    def _make_folder(self, folder: Path) -> None:
        if not folder.exists():
            folder.mkdir(parents=True, exist_ok=True)
            sync(self._root)
            sync(self._root.parent)

    def read(self, digest: str) -> bytes:
        """As `get`, blocking."""
        if not _DIGEST.fullmatch(digest):
            raise KeyError(digest)
        try:
            return self._path(digest).read_bytes()
        except FileNotFoundError:
            raise KeyError(digest) from None


def _write(path: Path, data: bytes) -> None:
    """Write the whole file under another name, then give it its own."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def sync(folder: Path) -> None:
    """Names in a folder are safe only once the folder itself is written."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
