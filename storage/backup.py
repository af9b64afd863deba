"""A copy of everything, made while the bot runs, and the way back.

A backup is a folder that is laid out as the data are: `salon.db`, and `media` with the pictures that it names. Beside
them `backup.json` says what belongs to it. The folder has its name only once all of it is on the disk.
"""

import hashlib
import json
import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import sqlite_utils

from bot.ports import Cannot
from storage import faults
from storage.beside import read_only
from storage.media import MediaStore, sync
from storage.migrations import refuse_newer
from storage.naming import named
from storage.sql import Sql, stamp

DATABASE: Final = "salon.db"
MEDIA: Final = "media"
MANIFEST: Final = "backup.json"
PAGES: Final = 256
"""Of the database, copied at a time."""

Advance = Callable[[str, int, int], None]
"""Told what is being done, and how much of how much of it is."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What belongs to a backup.

    Attributes:
        database: SHA-256 of the copied database.
        pictures: How many there are.
        missing: Digests that the database names, and of which there was no sound file to copy.
    """

    made_at: str
    database: str
    pictures: int
    missing: tuple[str, ...]


def back_up(database: Path, media: MediaStore, to: Path, now: datetime, advance: Advance) -> Manifest:
    """Copy everything into a new folder, and look at what was copied.

    Raises:
        Cannot: There is something already, or the copy is not sound.
        StorageFault: Something cannot be read or written.
    """
    if to.exists():
        raise Cannot(f"{to} exists already, and nothing is overwritten: name another folder")
    part = to.absolute().with_name(f".{to.name}.{secrets.token_hex(4)}.part")
    try:
        with faults.at(database):
            part.mkdir(mode=0o700, parents=True)
            _copy_database(database, part / DATABASE, advance)
            manifest = _copy_pictures(part, media, now, advance)
            write(part / MANIFEST, json.dumps(asdict(manifest), indent=2).encode())
            sync(part)
            part.rename(to)
            sync(part.parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return manifest


def _copy_database(database: Path, to: Path, advance: Advance) -> None:
    to.touch(mode=0o600)
    with closing(read_only(database)) as source, closing(sqlite3.connect(to, isolation_level=None)) as target:
        source.execute("BEGIN")  # one moment: what the bot writes meanwhile does not make the copy begin anew
        source.execute("SELECT count(*) FROM sqlite_master")
        source.backup(target, pages=PAGES, progress=lambda _, left, total: advance("database", total - left, total))
        target.execute("PRAGMA journal_mode = DELETE")  # one file, which can be read wherever it lies
    with to.open("rb") as copied:
        os.fsync(copied.fileno())


def _copy_pictures(part: Path, media: MediaStore, now: datetime, advance: Advance) -> Manifest:
    wanted, kept, missing = sorted(check_database(part / DATABASE)), MediaStore(part / MEDIA), []
    for count, digest in enumerate(wanted, start=1):
        if not copy(digest, media, kept):
            missing.append(digest)
        advance("pictures", count, len(wanted))
    digest = hash_of(part / DATABASE)
    return Manifest(stamp(now), digest, len(wanted) - len(missing), tuple(missing))


def check_database(path: Path) -> set[str]:
    """The pictures that a copied database names; Cannot where it is not sound."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        db = sqlite_utils.Database(connection)
        refuse_newer(db)
        found = [row[0] for row in db.execute("PRAGMA integrity_check")]
        if found != ["ok"]:
            raise Cannot(f"{path} is damaged: {found[0]}")
        return named(Sql(db))


def copy(digest: str, source: MediaStore, target: MediaStore) -> bool:
    """Copy one picture; False where there is none, or not the one that was stored. What was erased stays erased."""
    if source.is_erased(digest):
        target.forget(digest)
        return True
    try:
        data = source.read(digest)
    except (KeyError, OSError):
        return False
    return hashlib.sha256(data).hexdigest() == digest and target.keep(data) == digest


def hash_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(path: Path, data: bytes) -> None:
    """A file, on the disk."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
