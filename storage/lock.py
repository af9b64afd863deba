"""One process owns a database: a second one would lease the same effects and tick the same cases."""

import fcntl
import os
from pathlib import Path

from bot.ports import StorageFault


class InUse(StorageFault):
    """Another process has the database open."""


class Lock:
    """Holds `<database>.lock` until released; the system releases it when the process dies, however it dies."""

    def __init__(self, database: Path) -> None:
        self._file = os.open(f"{database}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(self._file, 20).decode(errors="replace").strip() or "unknown"
            os.close(self._file)
            raise InUse(f"{database} is in use by another Salon (process {holder}): stop that one first") from error
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        """Let it go."""
        os.close(self._file)
