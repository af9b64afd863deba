"""Platform events as they came (`bot.ports.Inbox`)."""

import secrets
from datetime import datetime

from bot.moderation.inbound import Inbound
from storage.codec import INBOUND
from storage.sql import Sql, clean, stamp

# A key names one event of a kind: a message's arrival and its deletion may well be keyed by the same message id.
_KEEP = """
    INSERT INTO inbox (id, key, type, version, body, at) VALUES (:id, :key, :type, :version, :body, :at)
    ON CONFLICT DO NOTHING"""
_FAILED = """
    UPDATE inbox SET state = 'failed', attempts = attempts + 1, why = :why, tried_at = :now
    WHERE id = :id AND state <> 'handled'"""
_CUT_OFF = "UPDATE inbox SET state = 'failed', why = 'the bot stopped before it was handled' WHERE state = 'kept'"

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

    def failures(self) -> list[tuple[str, Inbound, int, str]]:
        """Rows that failed: id, event, attempts, why; oldest first."""
        rows = self._sql.rows("SELECT * FROM inbox WHERE state = 'failed' ORDER BY position")
        return [
            (row["id"], INBOUND.load(row["type"], row["version"], row["body"]), row["attempts"], row["why"])
            for row in rows
        ]

    def pending(self) -> int:
        """How many rows are neither handled nor failed."""
        return int(self._sql.value("SELECT count(*) FROM inbox WHERE state = 'kept'"))

    def fail_unhandled(self) -> None:
        """The process that kept them is gone: nobody is handling them now, so they are to be retried."""
        self._sql.run(_CUT_OFF)
