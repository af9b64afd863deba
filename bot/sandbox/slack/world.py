"""The workspace's state, and the look-ups that refuse what Slack refuses to the app."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from bot.sandbox.pulse import Pulse

from .errors import SlackError
from .kinds import Json, Place
from .model import Channel, File, Group, Message, User, View

if TYPE_CHECKING:
    from collections.abc import Callable

    from .interactions import ResponseUrl, Trigger
    from .manifest import Manifest
    from .timing import Timing
    from .uploads import Upload

Shown: TypeAlias = "Message | View"


@dataclass(slots=True)
class Screen:
    """What one person's client shows to them alone: open modals, the App Home; and all that ever came up, in order."""

    stack: list[View] = field(default_factory=list)
    home: View | None = None
    shown: list[Shown] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ping:
    """A message that really called a person."""

    message: Message
    user: User


@dataclass(eq=False, repr=False)  # all of it would be drawn wherever a test fails
class World:
    """One workspace, one app installed in it, and everybody there.

    Attributes:
        refusal: why every token is refused, once the app is uninstalled or its token revoked.
        blocks_share_files: whether a `slack_file` block shows its file to whoever sees the message; see `pictures`.
        started: whether the app has ever been there; whoever joined before that was always there.
        unexpected: what the bot did that Slack's documentation tells it never to do.
    """

    timing: Timing
    manifest: Manifest
    bot: User
    installer: User
    team_id: str
    app_id: str
    bot_token: str
    app_token: str
    domain: str = "sandbox"
    api_url: str = ""
    files_url: str = ""
    processing: float = 2.0
    deadline: float = 3.0
    blocks_share_files: bool = False
    started: bool = False
    refusal: str | None = None
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    emoji: set[str] = field(default_factory=set)
    tickets: dict[str, float] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    screens: dict[str, Screen] = field(default_factory=dict)
    pings: list[Ping] = field(default_factory=list)
    pulse: Pulse = field(default_factory=Pulse)
    unexpected: list[str] = field(default_factory=list)
    tell: Callable[[str, Json], None] = lambda _name, _payload: None
    later: Callable[[float, Callable[[], None]], None] = lambda _delay, _act: None

    def screen(self, user: User) -> Screen:
        """Return what a person's client shows to them alone."""
        return self.screens.setdefault(user.id, Screen())

    def show(self, user: User, what: Shown) -> None:
        """Bring something up on a person's screen."""
        self.screen(user).shown.append(what)
        self.pulse.beat()

    # What anybody sees

    def sees(self, user: User, channel: Channel) -> bool:
        """Tell whether a conversation is there for an account: everybody of the workspace sees its public channels."""
        public = channel.place is Place.PUBLIC and user.team == self.team_id and user.bot_id is None
        return not user.deleted and (public or user.id in channel.members)

    def sees_file(self, user: User, file: File) -> bool:
        """Tell whether an account may see a file: its own, or shared in a conversation that it sees."""
        if file.deleted:
            return False
        given = user is self.bot and file.given_to_app
        return given or file.user is user or any(self.sees(user, each) for each in file.channels)

    def direct(self, user: User) -> Channel | None:
        """Find the direct messages of a person with the bot."""
        found = (each for each in self.channels.values() if each.direct and user.id in each.members)
        return next(found, None)

    def open_direct(self, user: User) -> Channel:
        """Open the direct messages of a person with the bot, or return those that are open."""
        channel = self.direct(user)
        if channel is None:
            made, members = self.timing.now(), [user.id, self.bot.id]
            channel = Channel(self.timing.id("D"), Place.DIRECT, user.name, self.bot.id, made, members)
            self.channels[channel.id] = channel
        return channel

    # What the app sees

    def user(self, user_id: object) -> User:
        """Find an account."""
        user = self.users.get(str(user_id))
        if user is None:
            raise SlackError("user_not_found")
        return user

    def channel(self, channel_id: object) -> Channel:
        """Find a conversation that the app sees: any public channel, and what it is a member of."""
        channel = self.channels.get(str(channel_id))
        hidden = channel is None or (channel.place is not Place.PUBLIC and self.bot.id not in channel.members)
        if channel is None or hidden:
            raise SlackError("channel_not_found")
        return channel

    def joined(self, channel_id: object) -> Channel:
        """Find a conversation that the app is a member of."""
        channel = self.channel(channel_id)
        if self.bot.id not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    def message(self, channel: Channel, ts: object) -> Message:
        """Find a message."""
        found = channel.messages.get(str(ts))
        if found is None:
            raise SlackError("message_not_found")
        return found

    def file(self, file_id: object) -> File:
        """Find a file that the app sees."""
        file = self.files.get(str(file_id))
        if file is not None and file.deleted:
            raise SlackError("file_deleted")
        if file is None or not self.sees_file(self.bot, file):
            raise SlackError("file_not_found")
        return file

    def ready(self, file: File) -> bool:
        """Tell whether Slack has processed a file."""
        return self.timing.ticks() >= file.ready_at
