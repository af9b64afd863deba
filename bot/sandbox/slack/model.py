"""What stands in the workspace: people, conversations, messages, files, views."""

from __future__ import annotations

from dataclasses import dataclass, field

from .kinds import Json, Place


@dataclass(slots=True, eq=False)
class User:
    """An account; one of another workspace has that workspace's `team`. A bot's messages carry its `bot_id`.

    Whoever is `away` has no client open: ephemeral messages to them are never shown, and nothing says so.
    """

    id: str
    name: str
    team: str
    email: str = ""
    locale: str = "en-US"
    zone: str = "Europe/Berlin"
    bot_id: str | None = None
    app_id: str | None = None
    workflow: bool = False
    admin: bool = False
    deleted: bool = False
    away: bool = False
    updated: int = 0


@dataclass(slots=True, eq=False)
class Group:
    """A user group."""

    id: str
    handle: str
    name: str
    users: list[str]
    created: int
    disabled: bool = False


@dataclass(slots=True, eq=False)
class Channel:
    """A conversation; in a direct message `members` are the two people. `ext_shared` means Slack Connect."""

    id: str
    place: Place
    name: str
    creator: str
    created: int
    members: list[str] = field(default_factory=list)
    archived: bool = False
    ext_shared: bool = False
    messages: dict[str, Message] = field(default_factory=dict)

    @property
    def direct(self) -> bool:
        """Tell whether it is a direct message."""
        return self.place is Place.DIRECT


@dataclass(slots=True, eq=False)
class File:
    """A file; it can be used once `ready_at` (steady clock) has passed. `external_url` means another service's."""

    id: str
    user: User
    name: str
    title: str
    data: bytes
    created: int
    ready_at: float
    alt: str = ""
    mimetype: str = ""
    size: tuple[int, int] | None = None
    channels: list[Channel] = field(default_factory=list)
    given_to_app: bool = False
    external_url: str | None = None
    deleted: bool = False


@dataclass(slots=True, eq=False)
class Message:
    """A message as it stands now. `visible_to` names the one person who sees an ephemeral message."""

    ts: str
    channel: Channel
    user: User
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    subtype: str | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    metadata: Json | None = None
    client_msg_id: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    edited: str | None = None
    visible_to: str | None = None
    deleted: bool = False

    @property
    def is_reply(self) -> bool:
        """Tell whether it stands in a thread, below its root."""
        return self.thread_ts not in (None, self.ts)


@dataclass(slots=True, eq=False)
class View:
    """A modal on somebody's screen, or somebody's App Home."""

    id: str
    user: User
    content: Json
    hash: str
    root: str
    previous: str | None = None
    values: Json = field(default_factory=dict)
    closed: bool = False
