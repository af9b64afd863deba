"""What happened, for ever, and the cases that it makes (`bot.ports.Cases`)."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from sqlite_utils import Database

from bot.moderation.events import Event
from bot.moderation.model import ENDED, Account, Case, Chat, MessageRef, Owner, Status
from storage.codec import CASES, EVENTS
from storage.migrations import migrate
from storage.projection import DueAt, Projection
from storage.sql import Row, Sql, listed, moment, place, stamp

Evolve = Callable[[Case | None, Event], Case]

_APPEND = """
    INSERT INTO events (number, seq, type, version, body, at)
    VALUES (:number, :seq, :type, :version, :body, :at)"""
_JUDGED = """
    SELECT digest, status, number FROM case_media JOIN cases USING (number)
    WHERE open = 0 AND owner = :owner AND digest IN (SELECT value FROM json_each(:digests)) ORDER BY number"""
_ABOUT = """
    SELECT digest, body FROM case_media JOIN cases USING (number)
    WHERE digest IN (SELECT value FROM json_each(:digests)) ORDER BY number, digest"""
_OPEN_ABOUT = """
    SELECT body FROM cases WHERE open = 1 AND number IN (
        SELECT number FROM case_media WHERE digest IN (SELECT value FROM json_each(:digests))
    ) ORDER BY number"""
_ON_LISTING = "SELECT body FROM case_listings JOIN cases USING (number) WHERE case_listings.listing = :listing"
_OPEN_OF = """
    SELECT body FROM cases WHERE open = 1 AND (owner = :owner OR number IN (
        SELECT number FROM owner_accounts WHERE account IN (SELECT value FROM json_each(:accounts))
    )) ORDER BY number"""
_OF_OWNER = """
    SELECT body FROM cases WHERE number IN (
        SELECT number FROM owner_accounts WHERE account IN (SELECT value FROM json_each(:accounts))
    ) ORDER BY number"""
_CONCERNING = """
    SELECT body FROM cases WHERE owner IN (SELECT value FROM json_each(:persons))
        OR EXISTS (SELECT 1 FROM json_each(:ids) WHERE instr(body, value)) ORDER BY number"""
_TITLED = """
    SELECT cases.number, coalesce((
        SELECT group_concat(json_extract(snapshots.body, '$.title'), char(10)) FROM snapshots
        WHERE snapshots.id = json_extract(cases.body, '$.snapshot') OR snapshots.id IN (
            SELECT json_extract(part.value, '$.snapshot') FROM json_each(cases.body, '$.parts') AS part)
        ), '') || char(10) || coalesce((
        SELECT group_concat(words.text, char(10)) FROM json_each(cases.body, '$.observations') AS noted
        JOIN words ON words.id = json_extract(noted.value, '$.words')), '') AS said
    FROM cases ORDER BY number DESC"""
_BY_CARD = """
    SELECT body, round FROM cards JOIN cases USING (number)
    WHERE chat = :chat AND channel = :channel AND message = :message"""
_BY_NOTICE = """
    SELECT body FROM cases WHERE number = coalesce(
        (SELECT number FROM notices WHERE chat = :chat AND channel = :channel AND message = :message),
        (SELECT number FROM our_messages WHERE chat = :chat AND channel = :channel AND message = :message))"""

_TOLD_IN = """
    SELECT body FROM cases WHERE number IN (
        SELECT number FROM notices WHERE chat = :chat AND channel = :channel
        UNION SELECT number FROM our_messages WHERE chat = :chat AND channel = :channel
    ) ORDER BY number"""


class Ledger:
    """The events, and the cases derived from them."""

    def __init__(self, sql: Sql, evolve: Evolve, due_at: DueAt) -> None:
        self._sql = sql
        self._evolve = evolve
        self._due_at = due_at
        self._projection = Projection(sql, due_at)

    def next_number(self) -> int:
        """A number that no case has had."""
        return 1 + int(self._sql.value("SELECT max(number) FROM events") or 0)

    def get(self, number: int) -> Case | None:
        """The case, or None."""
        return self._one("SELECT body FROM cases WHERE number = :number", number=number)

    def append(self, before: Case | None, after: Case, events: Sequence[Event], now: datetime) -> None:
        """Append the events and store the case they made; ValueError if `before` is not what is stored."""
        seq = before.version if before else 0
        stored = self._sql.value("SELECT version FROM cases WHERE number = :number", number=after.number) or 0
        if (before and before.number != after.number) or stored != seq or after.version != seq + len(events):
            raise ValueError(
                f"case {after.number} is at version {stored}: "
                f"{len(events)} events cannot bring it from {seq} to {after.version}"
            )
        try:
            self._projection.store(before, after, events)
        except sqlite3.IntegrityError as error:
            raise ValueError(f"a listing of {', '.join(after.listings)} has another open case") from error
        for place_, event in enumerate(events, start=seq + 1):
            self._sql.run(_APPEND, number=after.number, seq=place_, at=stamp(now), **EVENTS.dump(event)._asdict())

    def history(self, number: int) -> list[tuple[datetime, Event]]:
        """All that happened to a case, oldest first."""
        rows = self._sql.rows("SELECT * FROM events WHERE number = :number ORDER BY seq", number=number)
        return [(moment(row["at"]), _event(row)) for row in rows]

    def open_on(self, listing: str) -> Case | None:
        """The open case of a listing that takes reports, or None."""
        return self._one(_ON_LISTING + " AND case_listings.open = 1", listing=listing)

    def on_listing(self, listing: str) -> list[Case]:
        """Every case of a listing, oldest first."""
        return self._many(_ON_LISTING + " ORDER BY number", listing=listing)

    def open_of(self, owner: Owner) -> list[Case]:
        """The open cases of this owner, by the platform's id or by an account, oldest first."""
        return self._many(_OPEN_OF, owner=owner.key, accounts=listed(map(str, owner.accounts)))

    def by_card(self, card: MessageRef) -> tuple[Case, int] | None:
        """The case and the round whose card this is or was, or None."""
        row = self._sql.row(_BY_CARD, **place(card))
        return (CASES.load(row["body"]), row["round"]) if row else None

    def by_notice(self, notice: MessageRef) -> Case | None:
        """The case that one of our messages in a member's conversation belongs to, or None."""
        return self._one(_BY_NOTICE, **place(notice))

    def told_in(self, chat: Chat, channel: str) -> list[Case]:
        """Cases about which we wrote in this conversation, whoever is asked about them now; oldest first."""
        return self._many(_TOLD_IN, chat=chat.value, channel=channel)

    def of_owner(self, accounts: Iterable[Account]) -> list[Case]:
        """Cases whose owner has one of these accounts, oldest first."""
        return self._many(_OF_OWNER, accounts=listed(map(str, accounts)))

    def concerning(self, accounts: Iterable[Account], persons: Iterable[str]) -> list[Case]:
        """Every case that may name one of these accounts, or whose owner is one of these persons; oldest first."""
        # By their ids, wherever those stand: one case too many does no harm.
        return self._many(_CONCERNING, ids=listed(f'"{each.id}"' for each in accounts), persons=listed(persons))

    def in_status(self, *statuses: Status) -> list[Case]:
        """Cases in one of these states, oldest first; with none named, the open ones."""
        named = listed(status.value for status in statuses or frozenset(Status) - ENDED)
        query = "SELECT body FROM cases WHERE status IN (SELECT value FROM json_each(:named)) ORDER BY number"
        return self._many(query, named=named)

    def judged(self, owner: str, digests: Iterable[str]) -> dict[str, tuple[Status, int]]:
        """Media of this owner (key) that an ended case was about: digest -> its newest status and case number."""
        rows = self._sql.rows(_JUDGED, owner=owner, digests=listed(digests))
        return {row["digest"]: (Status(row["status"]), row["number"]) for row in rows}

    def open_about(self, digests: Iterable[str]) -> list[Case]:
        """The open cases about any of these media, oldest first."""
        return [CASES.load(row["body"]) for row in self._sql.rows(_OPEN_ABOUT, digests=listed(digests))]

    def about(self, digests: Iterable[str]) -> list[tuple[str, Case]]:
        """Every case that is or was about one of these media, oldest first, with the digest."""
        rows = self._sql.rows(_ABOUT, digests=listed(digests))
        return [(row["digest"], CASES.load(row["body"])) for row in rows]

    def saying(self, words: str, most: int) -> list[Case]:
        """Cases in whose title, number or observations these words occur; newest first."""
        wanted = words.casefold()  # which SQLite does for English letters alone
        rows = self._sql.rows(_TITLED)
        found = [each["number"] for each in rows if str(each["number"]) == wanted or wanted in each["said"].casefold()]
        return [case for number in found[:most] if (case := self.get(number))]

    def due(self, now: datetime) -> list[int]:
        """Numbers of the cases whose `due_at` is not after `now`, earliest first."""
        rows = self._sql.rows("SELECT number FROM cases WHERE due_at <= :now ORDER BY due_at, number", now=stamp(now))
        return [row["number"] for row in rows]

    def next_due(self, after: datetime) -> datetime | None:
        """The earliest `due_at` that is after this time, of open and of ended cases, or None."""
        earliest = self._sql.value("SELECT min(due_at) FROM cases WHERE due_at > :after", after=stamp(after))
        return moment(earliest) if earliest else None

    def rebuild(self) -> None:
        """Drop what is derived and make it again from the events."""
        self._projection.clear()
        self._derive(self._projection)
        self._projection.sign()

    def refresh(self) -> None:
        """Rebuild what another release derived, if one did."""
        if self._projection.outdated():
            self.rebuild()

    def verify(self) -> list[int]:
        """Numbers of the cases that are stored otherwise than their events make them. Changes nothing."""
        stored, derived = self._projection.contents(), self._derived()
        return sorted(number for number in stored | derived if stored.get(number) != derived.get(number))

    def _derived(self) -> dict[int, list[object]]:
        """What the events make, in memory: where nothing can be written it can be compared all the same."""
        with Database(memory=True) as scratch, scratch.atomic():
            migrate(scratch)
            projection = Projection(Sql(scratch), self._due_at)
            self._derive(projection)
            return projection.contents()

    def _derive(self, projection: Projection) -> None:
        for events in self._told():
            case: Case | None = None
            for event in events:
                case = self._evolve(case, event)
            if case is not None:
                projection.store(None, case, events)

    def _told(self) -> Iterator[list[Event]]:
        rows = self._sql.rows("SELECT * FROM events ORDER BY number, seq")
        for _, told in groupby(rows, key=lambda row: row["number"]):
            yield [_event(row) for row in told]

    def _one(self, query: str, **values: object) -> Case | None:
        row = self._sql.row(query, **values)
        return CASES.load(row["body"]) if row else None

    def _many(self, query: str, **values: object) -> list[Case]:
        return [CASES.load(row["body"]) for row in self._sql.rows(query, **values)]


def _event(row: Row) -> Event:
    return EVENTS.load(row["type"], row["version"], row["body"])
