"""What pictures look like, and which look alike (`bot.ports.Fingerprints`)."""

import json
from collections.abc import Iterable

from bot.moderation.resemblance import Compared, Fingerprint, Near
from storage.sql import Row, Sql, listed

HASH = 32
"""Bytes of one hash; the first of `turned` is the whole picture's, as it stands."""
NEAREST = 100

_FORGET = "DELETE FROM fingerprints WHERE digest = :digest AND method <> :method"
_UNRELATE = (  # one after the other: the first finds by the second's rows what it is about
    """DELETE FROM resemblances WHERE other = :digest
    AND digest IN (SELECT other FROM resemblances WHERE digest = :digest)""",
    "DELETE FROM resemblances WHERE digest = :digest",
)
_PUT = """
    INSERT INTO fingerprints (digest, method, pixels, quality, turned)
    VALUES (:digest, :method, :pixels, :quality, :turned) ON CONFLICT DO NOTHING"""
_PUT_WINDOWS = """
    INSERT INTO windows (position, hashes)
    SELECT position, :windows FROM fingerprints WHERE digest = :digest"""
_HAS_NONE = """
    INSERT INTO formless (digest, method) VALUES (:digest, :method)
    ON CONFLICT DO UPDATE SET method = excluded.method"""
_CANNOT = """
    INSERT INTO undecodable (digest, reader) VALUES (:digest, :reader)
    ON CONFLICT DO UPDATE SET reader = excluded.reader"""
_PARE = f"""
    UPDATE windows SET hashes = substr(hashes, 1, {HASH})
    WHERE position IN (SELECT position FROM fingerprints WHERE digest = :digest)"""  # noqa: S608  # a number of ours
_WHOLE = "SELECT digest, pixels, quality, turned, hashes FROM fingerprints JOIN windows USING (position)"
_AFTER = f"""
    SELECT position, substr(turned, 1, {HASH}) AS hash FROM fingerprints
    WHERE position > :position AND method = :method ORDER BY position LIMIT :limit"""  # noqa: S608  # a number of ours
_MISSING = """
    SELECT DISTINCT digest FROM sightings WHERE digest > :after
    AND NOT EXISTS (SELECT 1 FROM fingerprints WHERE digest = sightings.digest AND method = :method)
    AND NOT EXISTS (SELECT 1 FROM formless WHERE digest = sightings.digest AND method = :method)
    AND NOT EXISTS (SELECT 1 FROM undecodable WHERE digest = sightings.digest AND reader = :reader)
    ORDER BY digest LIMIT :limit"""
_RELATE = """
    INSERT INTO resemblances (digest, other, distance, quality, identical)
    VALUES (:one, :two, :distance, :quality, :identical), (:two, :one, :distance, :quality, :identical)
    ON CONFLICT DO UPDATE
    SET distance = excluded.distance, quality = excluded.quality, identical = excluded.identical"""


class Fingerprints:
    """The fingerprints, with their windows, and the resemblances."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def put(self, digest: str, method: int, fingerprint: Fingerprint) -> None:
        """Store a picture's fingerprint, in place of one that another method made; the same one changes nothing."""
        if self._sql.run(_FORGET, digest=digest, method=method):
            for statement in _UNRELATE:
                self._sql.run(statement, digest=digest)
        new = self._sql.run(
            _PUT,
            digest=digest,
            method=method,
            pixels=fingerprint.pixels,
            quality=fingerprint.quality,
            turned=fingerprint.turned,
        )
        if new:
            self._sql.run(_PUT_WINDOWS, digest=digest, windows=fingerprint.windows)

    def has_none(self, digest: str, method: int) -> None:
        """It was examined and has no fingerprint by this method, as a video has none: nobody need look again."""
        self._sql.run(_HAS_NONE, digest=digest, method=method)

    def cannot_decode(self, digest: str, reader: str) -> None:
        """This reader could not decode it: only another one need try again."""
        self._sql.run(_CANNOT, digest=digest, reader=reader)

    def pare(self, digest: str) -> None:
        """Forget all of it but the hash of the whole picture, by which it is known should it come again."""
        self._sql.run(_PARE, digest=digest)

    def get(self, digest: str, method: int) -> Fingerprint | None:
        """The fingerprint, or None."""
        row = self._sql.row(f"{_WHOLE} WHERE digest = :digest AND method = :method", digest=digest, method=method)
        return _fingerprint(row) if row else None

    def after(self, position: int, method: int, limit: int) -> list[tuple[int, bytes]]:
        """Hashes of whole pictures that were stored later than this position, oldest first, with their positions."""
        rows = self._sql.rows(_AFTER, position=position, method=method, limit=limit)
        return [(row["position"], row["hash"]) for row in rows]

    def at(self, positions: Iterable[int]) -> list[tuple[str, Fingerprint]]:
        """The fingerprints that stand at these positions, with their digests; those that are gone are left out."""
        among = "position IN (SELECT value FROM json_each(:positions)) ORDER BY position"
        rows = self._sql.rows(f"{_WHOLE} WHERE {among}", positions=json.dumps(list(positions)))
        return [(row["digest"], _fingerprint(row)) for row in rows]

    def missing(self, after: str, method: int, limit: int, reader: str = "") -> list[str]:
        """Digests of files that were seen and never examined by this method, in order, from behind `after` on.

        Those that this reader could not decode are left out.
        """
        rows = self._sql.rows(_MISSING, after=after, method=method, limit=limit, reader=reader)
        return [row["digest"] for row in rows]

    def relate(self, digest: str, near: Iterable[Near]) -> None:
        """These look like it; and it looks like them."""
        for each in near:
            if each.digest != digest:
                how = each.compared
                values = {"distance": how.distance, "quality": how.quality, "identical": int(how.identical)}
                self._sql.run(_RELATE, one=digest, two=each.digest, **values)

    def near(self, digest: str) -> list[Near]:
        """What looks like it, nearest first, without itself; 100 at most, as some pictures are everywhere."""
        query = (
            "SELECT * FROM resemblances WHERE digest = :digest ORDER BY identical DESC, distance, other LIMIT :limit"
        )
        return [_near(row) for row in self._sql.rows(query, digest=digest, limit=NEAREST)]

    def compared(self, digest: str, others: Iterable[str]) -> list[Near]:
        """Those of some pictures that look like it, in no order."""
        query = """SELECT * FROM resemblances
            WHERE digest = :digest AND other IN (SELECT value FROM json_each(:others))"""
        return [_near(row) for row in self._sql.rows(query, digest=digest, others=listed(others))]


def _near(row: Row) -> Near:
    return Near(row["other"], Compared(row["distance"], row["quality"], bool(row["identical"])))


def _fingerprint(row: Row) -> Fingerprint:
    return Fingerprint(row["pixels"], row["quality"], row["turned"], row["hashes"])
