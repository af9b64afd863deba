"""Whether everything that is stored is sound. Nothing is changed, and nothing needs to be writable."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from storage.database import Work
from storage.media import MediaStore
from storage.naming import named, torn
from storage.projection import DERIVED
from storage.sql import stamp

NO_LEASE_IS_LONGER: Final = timedelta(hours=1)
OFTEN: Final = 20
"""Tries after which it is worth a look why something is not sent."""
RECENTLY: Final = timedelta(days=30)
_RESTORE: Final = "Stop the bot, then restore your newest backup with `salon restore`."
_REBUILD: Final = "Stop the bot, then run `salon check --rebuild`."

Advance = Callable[[int, int], None]
"""Told how many of how many pictures have been looked at."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be (a fault), or that is good to know; and what to do about it."""

    is_fault: bool
    what: str
    what_to_do: str = ""


def examine(work: Work, media: MediaStore, now: datetime, advance: Advance) -> Iterator[Finding]:
    """Everything that is found, the gravest first; nothing where all is well."""
    damage = list(_database(work))
    yield from damage
    if not damage:
        yield from _ledger(work)
        yield from _pictures(work, media, advance)
        yield from _inbox(work)
        yield from _outbox(work, now)
        yield from _outages(work, now)


def _database(work: Work) -> Iterator[Finding]:
    try:
        for row in work.sql.rows("PRAGMA integrity_check"):
            if row["integrity_check"] != "ok":
                yield Finding(
                    is_fault=True, what=f"The database is damaged: {row['integrity_check']}.", what_to_do=_RESTORE
                )
        for row in work.sql.rows("PRAGMA foreign_key_check"):
            what = f"A row of {row['table']} refers to what is not there (row {row['rowid']})."
            yield Finding(is_fault=True, what=what, what_to_do=_REBUILD if row["table"] in DERIVED else _RESTORE)
        for table, rows in torn(work.sql).items():
            what = f"Rows of {table} that cannot be read: {rows}."
            yield Finding(is_fault=True, what=what, what_to_do=_REBUILD if table in DERIVED else _RESTORE)
    except sqlite3.DatabaseError as error:
        yield Finding(is_fault=True, what=f"The database cannot be read to its end: {error}.", what_to_do=_RESTORE)


def _ledger(work: Work) -> Iterator[Finding]:
    try:
        wrong = work.cases.verify()
    except (ValueError, sqlite3.DatabaseError) as error:
        what = f"The ledger holds what this release cannot read ({type(error).__name__})."
        yield Finding(is_fault=True, what=what, what_to_do="Use the release that wrote it, or a newer one.")
        return
    for number in wrong:
        what = f"Case {number} is stored otherwise than its events make it."
        yield Finding(is_fault=True, what=what, what_to_do=_REBUILD)


def _pictures(work: Work, media: MediaStore, advance: Advance) -> Iterator[Finding]:
    wanted = sorted(named(work.sql))
    for count, digest in enumerate(wanted, start=1):
        if why := _fault_of(media, digest):
            what_to_do = "Copy it from a backup's folder `media` to the same place."
            yield Finding(is_fault=True, what=f"Picture {digest} {why}.", what_to_do=what_to_do)
        advance(count, len(wanted))
    yield from _unnamed(set(media.digests()) - set(wanted), len(media.leftovers()))


def _fault_of(media: MediaStore, digest: str) -> str:
    if media.is_erased(digest):
        return ""
    try:
        return "" if media.is_sound(digest) else "is not what was stored"
    except KeyError:
        return "is missing"
    except OSError as error:
        return f"cannot be read ({error.strerror})"


def _unnamed(orphans: Iterable[str], leftovers: int) -> Iterator[Finding]:
    if count := len(set(orphans)):
        what = f"Pictures that nothing names: {count}."
        yield Finding(is_fault=False, what=what, what_to_do="That is harmless: reports that were not sent in the end.")
    if leftovers:
        what = f"Half-written files in the folder of the pictures: {leftovers}."
        yield Finding(
            is_fault=False, what=what, what_to_do="That is harmless: the bot was killed while it stored them."
        )


def _inbox(work: Work) -> Iterator[Finding]:
    if count := len(work.inbox.failures()):
        what = f"Events that could not be handled: {count}."
        yield Finding(is_fault=False, what=what, what_to_do="`salon inbox` lists them; they are tried again.")


_ENDLESS = "SELECT id FROM outbox WHERE result IS NULL AND leased_until > :at ORDER BY position"
_TRIED = "SELECT count(*) FROM outbox WHERE result IS NULL AND attempts >= :often"


def _outbox(work: Work, now: datetime) -> Iterator[Finding]:
    for row in work.sql.rows(_ENDLESS, at=stamp(now + NO_LEASE_IS_LONGER)):
        what = f"Effect {row['id']} is held as if it were on its way, without end."
        yield Finding(is_fault=True, what=what, what_to_do="Restart the bot: that lets it go. A clock may have jumped.")
    if count := work.sql.value(_TRIED, often=OFTEN):
        what = f"Effects that were tried {OFTEN} times or more: {count}."
        yield Finding(is_fault=False, what=what, what_to_do="`salon outbox` says why they wait.")


def _outages(work: Work, now: datetime) -> Iterator[Finding]:
    for since, until, why in work.outages.all():
        if until > now - RECENTLY:
            what = f"Nothing could be put on record from {since:%Y-%m-%d %H:%M} to {until:%Y-%m-%d %H:%M} UTC: {why}."
            yield Finding(is_fault=False, what=what, what_to_do="What was missed was read again.")
