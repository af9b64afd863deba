"""Links under which the platform fetches what was accepted: nobody can guess one, and each dies after a week."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

LIVES: Final = timedelta(days=7)
PATH: Final = "/media"


class MediaLinks:
    """Makes links, and knows them again.

    Args:
        base: The bot's address as the platform reaches it.
        secret: The webhook's; links are signed with a key of their own that is made from it.
        now: The wall clock.
    """

    def __init__(self, base: str, secret: str, now: Callable[[], datetime]) -> None:
        self._base = base
        self._key = hashlib.sha256(f"links to media\n{secret}".encode()).digest()
        self._now = now

    def make(self, digest: str) -> tuple[str, datetime] | None:
        """A link to a picture, and when it dies; None where nobody knows our address."""
        if not self._base:
            return None
        expires = int((self._now() + LIVES).timestamp())
        link = f"{self._base}{PATH}/{digest}?expires={expires}&signature={self._sign(digest, str(expires))}"
        return link, datetime.fromtimestamp(expires, UTC)

    def holds(self, digest: str, expires: str, signature: str) -> bool:
        """Whether we made this link, and it still lives."""
        if not hmac.compare_digest(self._sign(digest, expires).encode(), signature.encode(errors="replace")):
            return False
        return self._now().timestamp() <= int(expires)

    def _sign(self, digest: str, expires: str) -> str:
        return hmac.new(self._key, f"{digest}.{expires}".encode(errors="replace"), hashlib.sha256).hexdigest()
