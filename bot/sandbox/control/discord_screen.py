"""What stands on a screen on Discord: messages and forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.sandbox.discord import MessageView, ModalView, NotSeen
from bot.sandbox.discord.kinds import Part

from .chat import Field, Kind, Seen
from .drawn import Message
from .markup import read_discord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.sandbox.discord import Response
    from bot.sandbox.discord.kinds import Json

    from .chat import Filled

KINDS = {Part.TEXT_INPUT: Kind.WORDS, Part.FILE_UPLOAD: Kind.FILES}


@dataclass(frozen=True, slots=True, repr=False)
class DiscordSeen(Message):
    """A message."""

    view: MessageView

    @property
    def key(self) -> str:
        """By its id."""
        return f"discord {self.view.id}"

    @property
    def sent(self) -> float:
        """When it was sent."""
        return datetime.fromisoformat(self.view.sent_at).timestamp()

    @property
    def text(self) -> str:
        """What can be read in it."""
        return read_discord(self.view.text)

    @property
    def files(self) -> list[tuple[str, str]]:
        """The files under it."""
        return [(each.filename, each.url) for each in self.view.attachments]

    @property
    def reactions(self) -> dict[str, int]:
        """How many stand under each emoji."""
        return self.view.reactions

    def reactors(self, emoji: str) -> list[str]:
        """Who put an emoji there."""
        return self.view.reactors(emoji)


@dataclass(frozen=True, slots=True, repr=False)
class DiscordForm:
    """A modal."""

    view: ModalView

    @property
    def title(self) -> str:
        """What stands on top."""
        return self.view.title

    @property
    def trouble(self) -> list[str]:
        """Discord's forms close when they are sent: what is wrong is said by a message."""
        return []

    @property
    def fields(self) -> list[Field]:
        """What can be filled in."""
        return [_field(label, part) for label, part in self.view.fields.items()]

    async def submits(self, values: Mapping[str, Filled]) -> DiscordForm | None:
        """Send it."""
        return await form(await self.view.submits(dict(values)))


def _field(label: str, part: Json) -> Field:
    options = tuple(str(each["label"]) for each in part.get("options", []))
    kind = KINDS.get(part["type"], Kind.CHOICE)
    return Field(label, kind, part.get("required") is not False, str(part.get("value") or ""), options)


async def form(response: Response) -> DiscordForm | None:
    """The form that the bot opened; None once it has answered by a message."""
    if isinstance(response, ModalView):
        return DiscordForm(response)
    await response.latest()
    return None


def view(seen: Seen) -> MessageView:
    """The message behind what somebody sees."""
    if not isinstance(seen, DiscordSeen):
        raise NotSeen("somebody on Discord does not see that")
    return seen.view
