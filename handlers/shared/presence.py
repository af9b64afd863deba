"""Whether a chat is up, since when, and why not; and how a connection says that it ended."""

import asyncio
from collections.abc import Callable
from datetime import datetime


class Lost(Exception):
    """The connection ended: another one may work. Its text is for whoever runs the bot, without secrets or words.

    Attributes:
        after: Seconds until another one may be tried.
    """

    def __init__(self, why: str, after: float = 0.0) -> None:
        super().__init__(why)
        self.after = after


class CannotLogIn(Exception):
    """The chat does not accept the bot as it is set up: only a person can help."""


class Presence:
    """How things stand with one chat.

    Attributes:
        since: When it came up, or went down.
        why: Why it is down; '' while it is up.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._up = asyncio.Event()
        self.since = now()
        self.why = "not connected yet"

    @property
    def is_up(self) -> bool:
        """Whether the chat hears us and we hear it."""
        return self._up.is_set()

    async def wait(self) -> None:
        """Until it is up."""
        await self._up.wait()

    def up(self) -> None:
        """It is up."""
        if not self.is_up:
            self.since = self._now()
        self.why = ""
        self._up.set()

    def down(self, why: str) -> None:
        """It is down. Of one outage the first time counts, and the latest reason."""
        if self.is_up:
            self.since = self._now()
        self.why = why
        self._up.clear()
