"""Process notes that members added to their listings (`bot.ports.Notes`). Their words stand in the words table."""

from bot.ports import StoredNotes
from storage.codec import NOTES
from storage.sql import Sql

_PUT = """
    INSERT INTO process_notes (id, listing, body) VALUES (:id, :listing, :body)
    ON CONFLICT (id) DO UPDATE SET listing = excluded.listing, body = excluded.body"""


class Notes:
    """The process_notes table."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def put(self, notes: StoredNotes) -> None:
        """Store them, or what became of them."""
        self._sql.run(_PUT, id=notes.id, listing=notes.listing, body=NOTES.dump(notes))

    def get(self, id_: str) -> StoredNotes | None:
        """One, or None."""
        body = self._sql.value("SELECT body FROM process_notes WHERE id = :id", id=id_)
        return NOTES.load(body) if body else None

    def of(self, listing: str) -> list[StoredNotes]:
        """Those that are kept for a listing, oldest first."""
        rows = self._sql.rows(
            "SELECT body FROM process_notes WHERE listing = :listing ORDER BY position", listing=listing
        )
        return [NOTES.load(row["body"]) for row in rows]
