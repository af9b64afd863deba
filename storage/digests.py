"""The days whose digest was made (`bot.ports.Digests`)."""

from datetime import datetime

from storage.sql import Sql, stamp


class Digests:
    """The digests table."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def begin(self, day: str, now: datetime) -> bool:
        """It is made; whether it was not before."""
        if self.has(day):
            return False
        self._sql.run("INSERT INTO digests (day, at) VALUES (:day, :at)", day=day, at=stamp(now))
        return True

    def has(self, day: str) -> bool:
        """Whether it was."""
        return self._sql.value("SELECT 1 FROM digests WHERE day = :day", day=day) is not None
