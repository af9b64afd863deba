"""Policies in force, kept by hash (`bot.ports.Policies`)."""

import hashlib

from bot.moderation.policy import Policy
from storage.codec import POLICIES
from storage.sql import Sql


class Policies:
    """The policies table."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def keep(self, policy: Policy) -> str:
        """Store a policy; its hash."""
        body = POLICIES.dump(policy)
        hash_ = hashlib.sha256(body.encode()).hexdigest()
        self._sql.run("INSERT INTO policies VALUES (:hash, :body) ON CONFLICT DO NOTHING", hash=hash_, body=body)
        return hash_

    def get(self, hash_: str) -> Policy:
        """The policy of this hash; KeyError if it was never kept."""
        body = self._sql.value("SELECT body FROM policies WHERE hash = :hash", hash=hash_)
        if body is None:
            raise KeyError(hash_)
        return POLICIES.load(body)
