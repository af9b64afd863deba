"""Where pictures were seen (`bot.ports.Sightings`)."""

from collections.abc import Iterable

from bot.moderation.resemblance import SeenAs, Sighting
from storage.sql import Row, Sql, account_of, listed, moment, stamp

_ADD = """
    INSERT INTO sightings (digest, seen_as, place, owner, account, at)
    VALUES (:digest, :seen_as, :place, :owner, :account, :at)
    ON CONFLICT DO UPDATE SET owner = coalesce(excluded.owner, owner)"""
_OF = """
    SELECT sightings.*, coalesce(sightings.owner, accounts.person, sightings.account) AS whose,
        coalesce(messages.number, reports.number) AS number
    FROM sightings LEFT JOIN accounts ON accounts.account = sightings.account
    LEFT JOIN messages ON seen_as = 'reply' AND messages.id = place
    LEFT JOIN reports ON seen_as = 'report' AND reports.id = place
    WHERE digest IN (SELECT value FROM json_each(:digests)) ORDER BY sightings.at, digest, seen_as, place"""


class Sightings:
    """The sightings table."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def add(self, sighting: Sighting) -> None:
        """Store one; where the picture was seen there before, the first time counts."""
        self._sql.run(
            _ADD,
            digest=sighting.digest,
            seen_as=sighting.seen_as.value,
            place=sighting.place,
            owner=sighting.owner,
            account=str(sighting.account) if sighting.account else None,
            at=stamp(sighting.at),
        )

    def of(self, digests: Iterable[str]) -> list[Sighting]:
        """Where these pictures were seen, oldest first."""
        return [_sighting(row) for row in self._sql.rows(_OF, digests=listed(digests))]


def _sighting(row: Row) -> Sighting:
    return Sighting(
        digest=row["digest"],
        seen_as=SeenAs(row["seen_as"]),
        place=row["place"],
        at=moment(row["at"]),
        owner=row["whose"],
        account=account_of(row["account"]) if row["account"] else None,
        case=row["number"],
    )
