"""Platform events as they came (`bot.ports.Inbox`)."""

import secrets
from datetime import datetime

from bot.moderation.inbound import Inbound
from bot.ports import FailedEvent
from storage.codec import INBOUND
from storage.sql import Row, Sql, clean, moment, stamp

# A key names one event of a kind: a message's arrival and its deletion may well be keyed by the same message id.
_KEEP = """
    INSERT INTO inbox (id, key, type, version, body, at) VALUES (:id, :key, :type, :version, :body, :at)
    ON CONFLICT DO NOTHING"""
_FAILED = """
    UPDATE inbox SET state = 'failed', attempts = attempts + 1, why = :why, tried_at = :now
    WHERE id = :id AND state <> 'handled'"""
_CUT_OFF = "UPDATE inbox SET state = 'failed', why = 'the bot stopped before it was handled' WHERE state = 'kept'"
_FAILURES = "SELECT id, type, at, attempts, why, tried_at FROM inbox WHERE state = 'failed' ORDER BY position"
_RETRY = "UPDATE inbox SET tried_at = NULL WHERE id = :id AND state = 'failed'"
_RETRY_ALL = "UPDATE inbox SET tried_at = NULL WHERE state = 'failed'"

_LONGEST = 300


class Inbox:
    """The inbox."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def keep(self, event: Inbound, now: datetime) -> str | None:
        """Store the event; its row id, or None where an event of this key was kept before."""
        id_ = secrets.token_hex(11)
        kept = self._sql.run(_KEEP, id=id_, key=event.key, at=stamp(now), **INBOUND.dump(event)._asdict())
        return id_ if kept else None

    def handled(self, id_: str, now: datetime) -> None:
        """Its handling is done."""
        self._sql.run("UPDATE inbox SET state = 'handled', tried_at = :now WHERE id = :id", id=id_, now=stamp(now))

    def failed(self, id_: str, why: str, now: datetime) -> None:
        """Its handling raised; the row stays, visible, and is retried."""
        self._sql.run(_FAILED, id=id_, why=clean(why)[:_LONGEST], now=stamp(now))

    def failures(self) -> list[FailedEvent]:
        """Rows that failed, oldest first."""
        return [_failed(row) for row in self._sql.rows(_FAILURES)]

    def event(self, id_: str) -> Inbound:
        """The event of a row; ValueError where this release cannot read it."""
        row = self._sql.row("SELECT type, version, body FROM inbox WHERE id = :id", id=id_)
        if row is None:
            raise KeyError(id_)
        return INBOUND.load(row["type"], row["version"], row["body"])

    def retry(self, id_: str) -> bool:
        """Let a row that failed be tried at once; False where it is none."""
        return bool(self._sql.run(_RETRY, id=id_))

    def pending(self) -> int:
        """How many rows are neither handled nor failed."""
        return int(self._sql.value("SELECT count(*) FROM inbox WHERE state = 'kept'"))

    def take_over(self) -> None:
        """The process that kept them is gone: what nobody handles now, and what failed before, is to be tried."""
        self._sql.run(_CUT_OFF)
        self._sql.run(_RETRY_ALL)


def _failed(row: Row) -> FailedEvent:
    tried_at = moment(row["tried_at"]) if row["tried_at"] else None
    return FailedEvent(row["id"], row["type"], moment(row["at"]), row["attempts"], row["why"], tried_at)
