"""Captured listings, and the imported table (`bot.ports.Listings`)."""

import json
from collections.abc import Mapping
from dataclasses import replace

from bot.ports import Snapshot
from storage.codec import SNAPSHOTS, canonical, plain
from storage.sql import Sql

_SAVE = "INSERT INTO snapshots (id, listing, body) VALUES (:id, :listing, :body) ON CONFLICT DO NOTHING"
_IMPORT = """
    INSERT INTO imported (listing, body) VALUES (:listing, :body) ON CONFLICT DO UPDATE SET body = excluded.body"""


class Listings:
    """The snapshots and the imported table."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def save(self, snapshot: Snapshot) -> None:
        """Store a snapshot, without the owner's address; the same one again changes nothing."""
        body = SNAPSHOTS.dump(replace(snapshot, address=None))
        self._sql.run(_SAVE, id=snapshot.id, listing=snapshot.listing, body=body)

    def get(self, id_: str) -> Snapshot | None:
        """A snapshot by id, or None."""
        row = self._sql.row("SELECT body FROM snapshots WHERE id = :id", id=id_)
        return SNAPSHOTS.load(row["body"]) if row else None

    def imported(self, listing: str) -> Mapping[str, object] | None:
        """The imported row of a listing, or None."""
        body = self._sql.value("SELECT body FROM imported WHERE listing = :listing", listing=listing)
        row: Mapping[str, object] | None = json.loads(body) if body else None
        return row

    def import_row(self, listing: str, row: Mapping[str, object]) -> None:
        """Insert or replace an imported row."""
        self._sql.run(_IMPORT, listing=listing, body=canonical(plain(row)))
