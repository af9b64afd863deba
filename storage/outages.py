"""When nothing could be put on record, for whoever asks what happened that night (`bot.ports.Outages`)."""

from datetime import datetime

from storage.sql import Sql, clean, moment, stamp

_ADD = "INSERT INTO outages (since, until, why) VALUES (:since, :until, :why)"


class Outages:
    """The outages table."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def add(self, since: datetime, until: datetime, why: str) -> None:
        """One is over."""
        self._sql.run(_ADD, since=stamp(since), until=stamp(until), why=clean(why))

    def all(self) -> list[tuple[datetime, datetime, str]]:
        """Begin, end and reason of each, oldest first."""
        rows = self._sql.rows("SELECT since, until, why FROM outages ORDER BY position")
        return [(moment(row["since"]), moment(row["until"]), row["why"]) for row in rows]
