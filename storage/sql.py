"""Statements on our tables, and how values stand in them.

Only written-out SQL is used on the tables, never `db["table"].insert(…)`: sqlite-utils creates a table whose name it
does not know, so a slip of the pen would store things where nobody looks. A slip in SQL raises.
"""

import json
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database

from bot.moderation.model import Account, Chat, MessageRef

Row = dict[str, Any]


class Sql:
    """Runs statements; `:name` places are filled by keyword."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def run(self, statement: str, /, **values: object) -> int:
        """Write; the number of rows that it touched."""
        return self.db.execute(statement, values).rowcount

    def rows(self, query: str, /, **values: object) -> list[Row]:
        """All rows of a query."""
        cursor = self.db.execute(query, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def row(self, query: str, /, **values: object) -> Row | None:
        """The first row of a query, or None."""
        rows = self.rows(query, **values)
        return rows[0] if rows else None

    def value(self, query: str, /, **values: object) -> Any:  # noqa: ANN401  # SQLite's columns have any type
        """The first column of the first row, or None."""
        found = self.db.execute(query, values).fetchone()
        return found[0] if found else None

    def savepoint(self) -> AbstractContextManager[object]:
        """What is written inside is undone where it raises; on its own it is a transaction."""
        return self.db.atomic()


def stamp(at: datetime) -> str:
    """A time as text that sorts: UTC, microseconds, always of one length."""
    if at.utcoffset() is None:
        raise ValueError(f"a time without a zone: {at!r}")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """The time that `stamp` wrote."""
    return datetime.fromisoformat(text)


def clean(text: str) -> str:
    """The text with halves of characters, which no database takes, shown as `\ufffd`."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def listed(values: Iterable[str]) -> str:
    """Values for `IN (SELECT value FROM json_each(:name))`."""
    return json.dumps(list(values))


def account_of(text: str) -> Account:
    """The account that `str` wrote."""
    chat, _, id_ = text.partition(":")
    return Account(Chat(chat), id_)


def place(ref: MessageRef) -> dict[str, str]:
    """The values of a reference, by column."""
    return {"chat": ref.chat.value, "channel": ref.channel, "message": ref.message}


def ref_of(row: Row) -> MessageRef:
    """The reference that stands in a row."""
    return MessageRef(Chat(row["chat"]), row["channel"], row["message"])
