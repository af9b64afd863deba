"""What stands in the guild: people, roles, channels, messages."""

from __future__ import annotations

from dataclasses import dataclass, field

from .kinds import NO_FLAGS, ChannelKind, Json, MessageFlag, MessageKind
from .permissions import NONE, Permission


@dataclass(slots=True)
class User:
    """An account."""

    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"
    dms_open: bool = True


@dataclass(slots=True)
class Role:
    """A role of the guild; the role with the guild's id is everyone's."""

    id: int
    name: str
    permissions: Permission
    position: int = 0
    mentionable: bool = False
    bot_id: int | None = None


@dataclass(slots=True)
class Member:
    """An account in the guild."""

    user: User
    joined_at: str
    roles: list[int] = field(default_factory=list)
    nick: str | None = None


@dataclass(frozen=True, slots=True)
class Overwrite:
    """What a channel allows or denies to a role or to one member."""

    id: int
    is_member: bool
    allow: Permission = NONE
    deny: Permission = NONE


@dataclass(slots=True, eq=False)
class Attachment:
    """A file on the CDN; whoever holds it sees its bytes there, by signed URLs that expire."""

    id: int
    channel_id: int
    filename: str
    data: bytes
    content_type: str | None
    description: str | None = None
    title: str | None = None
    dimensions: tuple[int, int] | None = None
    ephemeral: bool = False
    embedded: bool = False


@dataclass(slots=True)
class Reaction:
    """One emoji under a message, with who put it there; a person holds at most one of each kind."""

    name: str
    id: int | None = None
    normal: list[int] = field(default_factory=list)
    burst: list[int] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Channel:
    """A text channel, a thread, or the direct messages of one person with the bot."""

    id: int
    kind: ChannelKind
    name: str
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    parent: Channel | None = None
    recipient: User | None = None
    owner_id: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    thread_members: dict[int, str] = field(default_factory=dict)
    archived: bool = False
    locked: bool = False
    auto_archive: int = 1440
    created_at: str = ""
    position: int = 0


@dataclass(slots=True, eq=False)
class Message:
    """A message as it stands now. `visible_to` names the one person who sees an ephemeral message."""

    id: int
    channel: Channel
    author: User
    sent_at: str
    kind: MessageKind = MessageKind.DEFAULT
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: MessageFlag = NO_FLAGS
    reactions: dict[str, Reaction] = field(default_factory=dict)
    mentions: list[User] = field(default_factory=list)
    role_mentions: list[int] = field(default_factory=list)
    mentions_everyone: bool = False
    reference: Message | None = None
    thread: Channel | None = None
    nonce: int | str | None = None
    edited_at: str | None = None
    from_interaction: bool = False
    interaction: Json | None = None
    visible_to: int | None = None
    deleted: bool = False
