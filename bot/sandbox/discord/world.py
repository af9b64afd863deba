"""The guild's state, and the look-ups that refuse what Discord refuses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.pulse import Pulse

from . import permissions
from .errors import ApiError
from .kinds import NO_INTENTS, THREADS, ChannelKind, Intent, Json
from .model import Channel, Member, Message, Role, User
from .permissions import Permission
from .starts import Starts

if TYPE_CHECKING:
    from collections.abc import Callable

    from .files import Files
    from .interactions import Interaction
    from .timing import Timing


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the gateway tells; the channel and the intent decide who hears of it."""

    name: str
    data: Json
    intent: Intent | None = None
    channel: Channel | None = None
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class Ping:
    """A message that really called a person."""

    message: Message
    user: User


@dataclass(eq=False, repr=False)  # all of it would be drawn wherever a test fails
class World:
    """One guild, one application, and everybody in them."""

    timing: Timing
    bot: User
    application_id: int
    guild_id: int
    files: Files
    privileged: Intent = NO_INTENTS
    guild_name: str = "Sandbox"
    token: str = ""
    gateway_url: str = ""
    identified: int = 0
    users: dict[int, User] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    roles: dict[int, Role] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    emojis: dict[int, str] = field(default_factory=dict)
    commands: dict[int | None, list[Json]] = field(default_factory=dict)
    interactions: dict[str, Interaction] = field(default_factory=dict)
    ephemeral: list[Message] = field(default_factory=list)
    pings: list[Ping] = field(default_factory=list)
    sent_nonces: dict[tuple[int, str], tuple[float, Message]] = field(default_factory=dict)
    dms_opened: list[float] = field(default_factory=list)
    dm_limit: tuple[int, float] = (25, 600.0)
    starts: Starts = field(init=False)
    pulse: Pulse = field(default_factory=Pulse)
    listeners: list[Callable[[Event], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin to count sessions."""
        self.starts = Starts(self.timing)

    def emit(self, event: Event) -> None:
        """Tell the gateway."""
        for listener in self.listeners:
            listener(event)
        self.pulse.beat()

    def user(self, user_id: int) -> User:
        """Find an account."""
        if user_id not in self.users:
            raise ApiError(10013)
        return self.users[user_id]

    def member(self, user_id: int) -> Member:
        """Find an account in the guild."""
        if user_id not in self.members:
            raise ApiError(10007)
        return self.members[user_id]

    def guild(self, guild_id: int) -> None:
        """Refuse any guild but the one."""
        if guild_id != self.guild_id:
            raise ApiError(10004)

    def may(self, user: User, channel: Channel) -> Permission:
        """Return what an account may do in a channel; in direct messages only the two people may do anything."""
        if channel.kind is ChannelKind.DM:
            return permissions.DIRECT if user in (channel.recipient, self.bot) else Permission(0)
        member = self.members.get(user.id)
        if member is None:
            return Permission(0)
        held = permissions.in_channel(member, channel, self.roles, self.guild_id)
        hidden = channel.kind is ChannelKind.PRIVATE_THREAD and user.id not in channel.thread_members
        return Permission(0) if hidden and Permission.MANAGE_THREADS not in held else held

    def channel(self, channel_id: int, need: Permission = Permission.VIEW_CHANNEL) -> Channel:
        """Find a channel for the bot: 10003, then 50001 without sight, then 50013 for anything else missing."""
        channel = self.channels.get(channel_id)
        if channel is None:
            raise ApiError(10003)
        held = self.may(self.bot, channel)
        if Permission.VIEW_CHANNEL not in held:
            raise ApiError(50001)
        if need not in held:
            raise ApiError(50013)
        return channel

    def message(self, channel_id: int, message_id: int, need: Permission = Permission.VIEW_CHANNEL) -> Message:
        """Find a message for the bot; reading one needs READ_MESSAGE_HISTORY as well."""
        channel = self.channel(channel_id, need)
        if Permission.READ_MESSAGE_HISTORY not in self.may(self.bot, channel):
            raise ApiError(50001)
        if message_id not in channel.messages:
            raise ApiError(10008)
        return channel.messages[message_id]

    def direct(self, user: User) -> Channel | None:
        """Find the direct messages of a person with the bot."""
        return next((each for each in self.channels.values() if each.recipient is user), None)

    def open_direct(self, user: User) -> Channel:
        """Open the direct messages of a person with the bot, or return those that are open."""
        channel = self.direct(user)
        if channel is None:
            channel = Channel(self.timing.snowflake(), ChannelKind.DM, user.name, recipient=user)
            self.channels[channel.id] = channel
        return channel

    def guild_channels(self) -> list[Channel]:
        """Return the guild's channels without its threads, as GET Guild Channels does."""
        return [each for each in self.channels.values() if each.kind is ChannelKind.TEXT]

    def threads(self) -> list[Channel]:
        """Return the active threads that the bot sees."""
        found = [each for each in self.channels.values() if each.kind in THREADS and not each.archived]
        return [each for each in found if Permission.VIEW_CHANNEL in self.may(self.bot, each)]
