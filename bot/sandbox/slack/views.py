"""Messages, files and App Homes as people see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import message_json, mrkdwn, payloads
from .drawn import Drawn, read

if TYPE_CHECKING:
    from .kinds import Json
    from .model import File, Message, User
    from .world import World


@dataclass(frozen=True, slots=True)
class FileView:
    """A file under a message."""

    record: File
    world: World

    @property
    def id(self) -> str:
        """Return its id."""
        return self.record.id

    @property
    def filename(self) -> str:
        """Return its name."""
        return self.record.name

    @property
    def description(self) -> str:
        """Return the alt text."""
        return self.record.alt

    @property
    def bytes(self) -> bytes:
        """Return what was uploaded."""
        return self.record.data

    @property
    def url(self) -> str:
        """Return its private link."""
        return payloads.private_url(self.world, self.record)


@dataclass(frozen=True, slots=True)
class MessageView(Drawn):
    """A message as it stands at the moment of looking: what is read from it changes when the message does."""

    record: Message

    @property
    def id(self) -> str:
        """Return its timestamp, by which Slack knows it."""
        return self.record.ts

    @property
    def author(self) -> str:
        """Return its author's name."""
        return self.record.user.name

    @property
    def content(self) -> str:
        """Return its text as it is on the wire; beside blocks, only notifications show it."""
        return self.record.text

    @property
    def blocks(self) -> list[Json]:
        """Return the blocks that an app drew."""
        return self.record.blocks if self.record.user.bot_id else []

    @property
    def text(self) -> str:
        """Return everything that can be read: the blocks, or without any the text."""
        return read(self.blocks, self.world) if self.blocks else mrkdwn.read(self.record.text, self.world)

    @property
    def files(self) -> list[FileView]:
        """Return its files, without those that were deleted."""
        return [FileView(each, self.world) for each in self.record.files if not each.deleted]

    @property
    def metadata(self) -> Json | None:
        """Return what the app hung onto it, which no client shows."""
        return self.record.metadata

    @property
    def reactions(self) -> dict[str, int]:
        """Return how many stand under each emoji."""
        return {name: len(users) for name, users in self.record.reactions.items()}

    def reactors(self, emoji: str) -> list[str]:
        """Return the names of those who put an emoji there."""
        return [self.world.users[each].name for each in self.record.reactions.get(emoji, [])]

    @property
    def replies(self) -> list[MessageView]:
        """Return what stands in its thread, oldest first."""
        return [MessageView(self.world, each) for each in message_json.replies(self.record.channel, self.record.ts)]

    @property
    def reply_to(self) -> MessageView | None:
        """Return the root of the thread that it stands in."""
        root = self.record.channel.messages.get(str(self.record.thread_ts)) if self.record.is_reply else None
        return MessageView(self.world, root) if root else None

    @property
    def ephemeral(self) -> bool:
        """Tell whether only one person sees it."""
        return self.record.visible_to is not None

    @property
    def edited(self) -> bool:
        """Tell whether it was changed."""
        return self.record.edited is not None

    @property
    def deleted(self) -> bool:
        """Tell whether it is gone."""
        return self.record.deleted

    @property
    def sent_at(self) -> str:
        """Return when it was sent."""
        return self.record.ts

    def __str__(self) -> str:
        """Show it in a line."""
        return f"{self.author}: {self.text!r}"


@dataclass(frozen=True, slots=True)
class HomeView(Drawn):
    """Somebody's App Home; blank until the app published something."""

    user: User

    @property
    def blocks(self) -> list[Json]:
        """Return the blocks that the app published."""
        home = self.world.screen(self.user).home
        return list(home.content["blocks"]) if home else []
