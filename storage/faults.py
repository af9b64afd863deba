"""Which errors are the storage's and nobody else's, in words for whoever runs the bot."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bot.ports import StorageFault

_REASONS: Final = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "the database, or a file beside it, is read-only",
    sqlite3.SQLITE_BUSY: "another program keeps the database locked",
    sqlite3.SQLITE_LOCKED: "another program keeps the database locked",
    sqlite3.SQLITE_PROTOCOL: "another program keeps the database locked",
    sqlite3.SQLITE_IOERR: "the disk is full or failing",  # a limit on the size of files ends here, too
    sqlite3.SQLITE_CANTOPEN: "the database cannot be opened",
    sqlite3.SQLITE_PERM: "the database may not be opened",
    sqlite3.SQLITE_NOLFS: "the database has grown too large for its disk",
    sqlite3.SQLITE_NOMEM: "there is no memory left",
    sqlite3.SQLITE_CORRUPT: "the database is damaged (`salon check` says more)",
    sqlite3.SQLITE_NOTADB: "the file is no database",
}
_PRIMARY: Final = 0xFF
"""SQLite's extended codes carry the primary one in their lowest byte (sqlite.org/rescode.html)."""


def reason(error: BaseException) -> str:
    """Why the storage failed; '' where it did not, and the error is somebody else's."""
    if isinstance(error, StorageFault):
        return str(error)
    code = getattr(error, "sqlite_errorcode", None)
    return "" if code is None else _REASONS.get(code & _PRIMARY, "")


@contextmanager
def at(path: Path) -> Iterator[None]:
    """What keeps a database from being used, as a StorageFault that names it."""
    try:
        yield
    except sqlite3.Error as error:
        raise StorageFault(f"{path}: {reason(error) or error}") from error
    except OSError as error:
        raise StorageFault(f"{error.filename or path}: {error.strerror}") from error
