"""The cases as the ledger makes them, with what they are looked up by. All of it can be dropped and made again."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.moderation.events import CardShown, Event, NoticeDelivered
from bot.moderation.model import Case
from storage.codec import CASES
from storage.sql import Sql, listed, place, stamp

DueAt = Callable[[Case], datetime | None]

_LAYOUT = 1
"""Counted up with every change of what this module derives, so that databases in the field derive it anew."""

SHAPE = hashlib.sha256(json.dumps([_LAYOUT, CASES.adapter.json_schema()], sort_keys=True).encode()).hexdigest()

_STORE = """
    INSERT INTO cases (number, version, status, open, listing, owner, due_at, body)
    VALUES (:number, :version, :status, :open, :listing, :owner, :due_at, :body)
    ON CONFLICT (number) DO UPDATE SET version = excluded.version, status = excluded.status, open = excluded.open,
        listing = excluded.listing, owner = excluded.owner, due_at = excluded.due_at, body = excluded.body"""
_CARD = """
    INSERT INTO cards (chat, channel, message, number, round) VALUES (:chat, :channel, :message, :number, :round)
    ON CONFLICT DO UPDATE SET number = excluded.number, round = excluded.round"""
_NOTICE = """
    INSERT INTO notices (chat, channel, message, number) VALUES (:chat, :channel, :message, :number)
    ON CONFLICT DO UPDATE SET number = excluded.number"""
_ACCOUNTS = "INSERT INTO owner_accounts (account, number) SELECT DISTINCT value, :number FROM json_each(:accounts)"
_MEDIA = "INSERT INTO case_media (digest, number) SELECT DISTINCT value, :number FROM json_each(:digests)"
_LISTINGS = "INSERT INTO case_listings (listing, number, open) SELECT value, :number, :open FROM json_each(:listings)"
DERIVED = ("cards", "notices", "owner_accounts", "case_media", "case_listings", "cases")
"""The tables that are made of the ledger, those that refer to cases first."""
_TABLES = (
    "SELECT * FROM cases ORDER BY number",
    "SELECT * FROM cards ORDER BY chat, channel, message",
    "SELECT * FROM notices ORDER BY chat, channel, message",
    "SELECT * FROM owner_accounts ORDER BY account, number",
    "SELECT * FROM case_media ORDER BY digest, number",
    "SELECT * FROM case_listings ORDER BY listing, number",
)


def judged_media(case: Case) -> tuple[str, ...]:
    """The pictures that the case's outcome is about: those reported, and those of the last answer."""
    media = (*case.media, *(case.replies[-1].media if case.replies else ()))
    return tuple(each.digest for each in media if each.digest)


class Projection:
    """Keeps the derived tables."""

    def __init__(self, sql: Sql, due_at: DueAt) -> None:
        self._sql = sql
        self._due_at = due_at

    def store(self, before: Case | None, after: Case, events: Sequence[Event]) -> None:
        """The case is now `after`, by these events."""
        due = self._due_at(after)
        self._sql.run(
            _STORE,
            number=after.number,
            version=after.version,
            status=after.status.value,
            open=int(after.takes_reports),
            listing=after.listing,
            owner=after.owner.key if after.owner else None,
            due_at=stamp(due) if due else None,
            body=CASES.dump(after),
        )
        for event in events:
            self._message(after.number, event)
        self._lookups(before, after)

    def _message(self, number: int, event: Event) -> None:
        match event:
            case CardShown():
                self._sql.run(_CARD, **place(event.card), number=number, round=event.round)
            case NoticeDelivered():
                self._sql.run(_NOTICE, **place(event.notice), number=number)
            case _:
                pass  # the others place no message of ours

    def _lookups(self, before: Case | None, after: Case) -> None:
        if before is None or before.owner != after.owner:
            accounts = after.owner.accounts if after.owner else ()
            self._sql.run("DELETE FROM owner_accounts WHERE number = :number", number=after.number)
            self._sql.run(_ACCOUNTS, number=after.number, accounts=listed(map(str, accounts)))
        if before is None or (before.listings, before.takes_reports) != (after.listings, after.takes_reports):
            self._sql.run("DELETE FROM case_listings WHERE number = :number", number=after.number)
            names, open_ = listed(after.listings), int(after.takes_reports)
            self._sql.run(_LISTINGS, number=after.number, open=open_, listings=names)
        if before is None or judged_media(before) != judged_media(after):
            self._sql.run("DELETE FROM case_media WHERE number = :number", number=after.number)
            self._sql.run(_MEDIA, number=after.number, digests=listed(judged_media(after)))

    def clear(self) -> None:
        """Forget all, also what has lost its case."""
        for table in DERIVED:
            self._sql.run(f"DELETE FROM {table}")  # noqa: S608  # this file's own names

    def contents(self) -> dict[int, list[object]]:
        """All that is stored, by case."""
        found: dict[int, list[object]] = defaultdict(list)
        for query in _TABLES:
            for row in self._sql.rows(query):
                found[row["number"]].append(row)
        return found

    def outdated(self) -> bool:
        """Whether another release, with other shapes, stored what is here."""
        return bool(self._sql.value("SELECT shape FROM derived") != SHAPE)

    def sign(self) -> None:
        """What is stored has this release's shapes."""
        self._sql.run("INSERT INTO derived VALUES (1, :shape) ON CONFLICT DO UPDATE SET shape = :shape", shape=SHAPE)
