"""What files say about their making (`bot.ports.FileFacts`)."""

from bot.moderation.file_fact import FileFact
from storage.codec import FACTS
from storage.sql import Sql

_PUT = "INSERT INTO file_facts (digest, body) VALUES (:digest, :body) ON CONFLICT DO UPDATE SET body = excluded.body"


class FileFacts:
    """The file_facts table."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def put(self, digest: str, facts: tuple[FileFact, ...]) -> None:
        """Store what a file says, in place of what was read of it before."""
        self._sql.run(_PUT, digest=digest, body=FACTS.dump(facts))

    def erase(self, digest: str) -> None:
        """Forget what it says."""
        self._sql.run("DELETE FROM file_facts WHERE digest = :digest", digest=digest)

    def of(self, digest: str) -> tuple[FileFact, ...]:
        """What it says; nothing where it was never read."""
        body = self._sql.value("SELECT body FROM file_facts WHERE digest = :digest", digest=digest)
        return FACTS.load(body) if body else ()
