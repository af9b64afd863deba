"""A backup becomes the data again; what stood there is kept aside."""

import os
import shutil
import sqlite3
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from bot.ports import Cannot
from storage import faults
from storage.backup import DATABASE, MANIFEST, MEDIA, Advance, Manifest, check_database, copy, hash_of
from storage.lock import Lock
from storage.media import MediaStore, sync

UNDER_WAY: Final = ".restoring"
OF_A_DATABASE: Final = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm")

_MANIFEST = TypeAdapter(Manifest)


def restore(backup: Path, data: Path, now: datetime, advance: Advance, *, replace: bool) -> Path | None:
    """Put a backup in place, once all of it was found to be sound; where what stood there before is now, or None.

    Raises:
        InUse: A bot has the data.
        Cannot: The backup is not whole, or there are data and nobody said `replace`.
        StorageFault: Something cannot be read or written.
    """
    with ExitStack() as held, faults.at(data):
        manifest = _manifest(backup)
        data.mkdir(parents=True, exist_ok=True)
        held.callback(Lock(data / DATABASE).release)
        standing = [name for name in (*OF_A_DATABASE, MEDIA) if (data / name).exists()]
        if standing and not replace:
            raise Cannot(f"there are data in {data} already: with --replace they are put aside, and kept")
        fresh = data / UNDER_WAY
        shutil.rmtree(fresh, ignore_errors=True)
        held.callback(shutil.rmtree, fresh, ignore_errors=True)
        _copy(backup, fresh, manifest, advance)
        aside = _put_aside(data, standing, now)
        for name in (MEDIA, DATABASE):  # the database last: until it stands, there are no data
            (fresh / name).rename(data / name)
        sync(data)
        return aside


def _manifest(backup: Path) -> Manifest:
    try:
        return _MANIFEST.validate_json((backup / MANIFEST).read_bytes(), strict=True)
    except (FileNotFoundError, NotADirectoryError, ValidationError):
        raise Cannot(f"{backup} is no backup, or not a whole one") from None


def _copy(backup: Path, fresh: Path, manifest: Manifest, advance: Advance) -> None:
    """Copy all, and look at each file as it was copied."""
    (fresh / MEDIA).mkdir(mode=0o700, parents=True)
    database = fresh / DATABASE
    shutil.copyfile(backup / DATABASE, database)
    database.chmod(0o600)
    if hash_of(database) != manifest.database:
        raise Cannot(f"{backup / DATABASE} is not what was backed up")
    wanted = sorted(check_database(database) - set(manifest.missing))
    source, target = MediaStore(backup / MEDIA), MediaStore(fresh / MEDIA)
    for count, digest in enumerate(wanted, start=1):
        if not copy(digest, source, target):
            raise Cannot(f"picture {digest} is missing from {backup}, or is not what was backed up")
        advance("pictures", count, len(wanted))
    _look_before_sending(database)
    sync(fresh)


def _look_before_sending(database: Path) -> None:
    """What waits in the outbox may have been sent since the backup was made: it is looked for in the chats first."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE outbox SET maybe_sent = 1, leased_until = NULL WHERE result IS NULL")
    with database.open("rb") as file:
        os.fsync(file.fileno())


def _put_aside(data: Path, standing: list[str], now: datetime) -> Path | None:
    if not standing:
        return None
    aside = data / f"replaced-{now:%Y%m%dT%H%M%S%f}"
    aside.mkdir(mode=0o700)
    for name in standing:
        (data / name).rename(aside / name)
    sync(aside)
    return aside
