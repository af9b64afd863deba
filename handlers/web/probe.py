"""What this edge needs to know from the inside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Standing:
    """How it is with one chat: up or down, since when, and why it is down."""

    up: bool
    since: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Readiness:
    """How things stand now.

    Attributes:
        chats: Each configured chat, and how it is with it.
        inbox: Events that are kept and not yet handled.
        outbox: Effects that are due or on their way.
        due: Cases for which something has fallen due, and failed events whose next try has.
        failed: Events whose handling raised, and which wait to be tried again.
        storage: Why nothing can be put on record; '' while all is well.
    """

    chats: Mapping[str, Standing]
    inbox: int = 0
    outbox: int = 0
    due: int = 0
    failed: int = 0
    storage: str = ""

    @property
    def ready(self) -> bool:
        """Whether every configured chat is up (and there is one), and things can be put on record."""
        return bool(self.chats) and all(each.up for each in self.chats.values()) and not self.storage


class Probe(Protocol):
    """Answers how things stand."""

    async def readiness(self) -> Readiness:
        """As of now."""
        ...
