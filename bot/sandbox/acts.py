"""What people bring to a chat, and how it fails them: the same in every sandbox."""

from __future__ import annotations

from dataclasses import dataclass


class NotSeen(LookupError):
    """The actor looks for something that is not there for them."""


class ClientRefuses(ValueError):
    """The chat's own client would not let the person do this, so the bot never hears of it."""


class DidNotRespond(AssertionError):
    """The application did not respond: the first response did not come in time."""


class Unsettled(AssertionError):
    """The bot did not come to rest in time."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that an actor uploads."""

    name: str
    data: bytes
    content_type: str | None = None
