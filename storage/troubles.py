"""What is wrong just now and was reported, so that it is reported once (`bot.ports.Troubles`)."""

from datetime import datetime

from storage.sql import Sql, moment, stamp


class Troubles:
    """The troubles table."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def begin(self, name: str, now: datetime) -> bool:
        """It is wrong; whether that is new."""
        return bool(
            self._sql.run(
                "INSERT INTO troubles (name, since) VALUES (:name, :now) ON CONFLICT DO NOTHING",
                name=name,
                now=stamp(now),
            )
        )

    def end(self, name: str) -> bool:
        """It is right again; whether it was wrong."""
        return bool(self._sql.run("DELETE FROM troubles WHERE name = :name", name=name))

    def since(self, name: str) -> datetime | None:
        """Since when it is wrong; None where it is not."""
        since = self._sql.value("SELECT since FROM troubles WHERE name = :name", name=name)
        return moment(since) if since else None
