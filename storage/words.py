"""Sentences that can be erased; the ledger holds their ids only (`bot.ports.Words`)."""

import secrets
from datetime import datetime

from bot.moderation.model import Account
from storage.sql import Sql, clean, stamp

_PUT = "INSERT INTO words (id, author, at, text) VALUES (:id, :author, :at, :text)"


class Words:
    """The words table."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def put(self, text: str, author: Account, now: datetime) -> str:
        """Store a sentence; its id."""
        id_ = secrets.token_hex(11)
        self._sql.run(_PUT, id=id_, author=str(author), at=stamp(now), text=clean(text))
        return id_

    def get(self, id_: str) -> str:
        """The sentence, or '' once erased."""
        return str(self._sql.value("SELECT text FROM words WHERE id = :id", id=id_) or "")

    def erase(self, id_: str) -> None:
        """Forget the sentence and who wrote it; the database overwrites them (`secure_delete`)."""
        self._sql.run("DELETE FROM words WHERE id = :id", id=id_)
