"""Pictures, as files named by what is in them (`bot.ports.MediaStore`)."""

import asyncio
import hashlib
import os
import re
import secrets
from pathlib import Path

_DIGEST = re.compile(r"[0-9a-f]{64}")


class MediaStore:
    """Files under `root`, in a folder for each first two digits; a name is there only once its bytes are."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def put(self, data: bytes) -> str:
        """Store bytes; their SHA-256 in hex."""
        return await asyncio.to_thread(self._put, data)

    async def get(self, digest: str) -> bytes:
        """The bytes; KeyError where there are none."""
        return await asyncio.to_thread(self._get, digest)

    def _path(self, digest: str) -> Path:
        return self._root / digest[:2] / digest

    def _put(self, data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()
        path = self._path(digest)
        self._make_folder(path.parent)
        if not path.exists():
            _write(path, data)
        # Also for a file that was there: a process that died between its renaming and this may have left it unsaved.
        _sync(path.parent)
        return digest

    def _make_folder(self, folder: Path) -> None:
        if not folder.exists():
            folder.mkdir(parents=True, exist_ok=True)
            _sync(self._root)
            _sync(self._root.parent)

    def _get(self, digest: str) -> bytes:
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


def _sync(folder: Path) -> None:
    """Names in a folder are safe only once the folder itself is written."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
