"""Policies in force, kept by hash (`bot.ports.Policies`)."""

import hashlib
from collections.abc import Iterator
from datetime import date

from bot.moderation.policy import Policy
from storage.codec import POLICIES
from storage.sql import Sql


class Policies:
    """The policies table."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def keep(self, policy: Policy) -> str:
        """Store a policy; its hash. One that is kept again is the last one."""
        body = POLICIES.dump(policy)
        hash_ = hashlib.sha256(body.encode()).hexdigest()
        self._sql.run("INSERT OR REPLACE INTO policies VALUES (:hash, :body)", hash=hash_, body=body)
        return hash_

    def get(self, hash_: str) -> Policy:
        """The policy of this hash; KeyError if it was never kept."""
        body = self._sql.value("SELECT body FROM policies WHERE hash = :hash", hash=hash_)
        if body is None:
            raise KeyError(hash_)
        return POLICIES.load(body)

    def dates(self) -> Iterator[tuple[str, date]]:
        """Each one's hash and the day from which it is in force, in the order in which they were kept."""
        for row in self._sql.rows("SELECT hash, json_extract(body, '$.effective') AS day FROM policies ORDER BY rowid"):
            yield row["hash"], date.fromisoformat(row["day"])
