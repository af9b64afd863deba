"""What stands on a screen on Slack: messages, the bot's own page, and forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.slack import HomeView, MessageView, ModalView, NotSeen, emoji
from bot.sandbox.slack.drawn import options, words
from bot.sandbox.slack.elements import INPUTS

from .chat import Field, Kind, Seen
from .drawn import Drawn, Message
from .markup import read_slack

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.sandbox.slack import Response
    from bot.sandbox.slack.kinds import Json

    from .chat import Filled


@dataclass(frozen=True, slots=True, repr=False)
class SlackSeen(Message):
    """A message."""

    view: MessageView

    @property
    def key(self) -> str:
        """By its timestamp, which no other message has."""
        return f"slack {self.view.id}"

    @property
    def sent(self) -> float:
        """When it was sent."""
        return float(self.view.id)

    @property
    def text(self) -> str:
        """What can be read in it."""
        return read_slack(self.view.text)

    @property
    def files(self) -> list[tuple[str, str]]:
        """The files under it."""
        return [(each.filename, each.url) for each in self.view.files]

    @property
    def reactions(self) -> dict[str, int]:
        """How many stand under each emoji."""
        return {emoji.drawn(name): count for name, count in self.view.reactions.items()}

    def reactors(self, character: str) -> list[str]:
        """Who put an emoji there."""
        return self.view.reactors(emoji.spelled(character))


@dataclass(frozen=True, slots=True, repr=False)
class SlackHome(Drawn):
    """The bot's page for one person: its App Home."""

    view: HomeView
    where: str = "App Home"
    private: bool = False
    ephemeral: bool = True
    sent: float = 0.0

    @property
    def key(self) -> str:
        """By whose it is."""
        return f"slack home {self.view.user.id}"

    @property
    def author(self) -> str:
        """The bot."""
        return self.view.world.bot.name

    @property
    def text(self) -> str:
        """What can be read in it."""
        return read_slack(self.view.text)

    @property
    def files(self) -> list[tuple[str, str]]:
        """None."""
        return []

    @property
    def reactions(self) -> dict[str, int]:
        """None."""
        return {}

    def reactors(self, _character: str) -> list[str]:
        """Nobody."""
        return []


@dataclass(frozen=True, slots=True, repr=False)
class SlackForm:
    """A modal."""

    view: ModalView

    @property
    def title(self) -> str:
        """What stands on top."""
        return self.view.title

    @property
    def trouble(self) -> list[str]:
        """What the bot found wrong with it."""
        return [f"{label}: {text}" for label, text in self.view.errors.items()]

    @property
    def fields(self) -> list[Field]:
        """What can be filled in."""
        return [_field(each) for each in self.view.blocks if each["type"] == "input"]

    async def submits(self, values: Mapping[str, Filled]) -> SlackForm | None:
        """Send it."""
        return form(await self.view.submits(dict(values)))


def _field(block: Json) -> Field:
    part = block["element"]
    kind = Kind.WORDS if part["type"] in INPUTS else Kind.FILES if part["type"] == "file_input" else Kind.CHOICE
    chosen = [part["initial_option"]] if "initial_option" in part else part.get("initial_options", [])
    filled = str(part.get("initial_value") or "; ".join(words(each["text"]) for each in chosen))
    labels = tuple(words(each["text"]) for each in options(part))
    return Field(words(block["label"]), kind, not block.get("optional"), filled, labels)


def form(response: Response) -> SlackForm | None:
    """The form that the bot opened; None where it answered by a message, or not visibly."""
    return SlackForm(response) if isinstance(response, ModalView) else None


def message(seen: Seen) -> MessageView:
    """The message behind what somebody sees."""
    if not isinstance(seen, SlackSeen):
        raise NotSeen("that is no message on Slack")
    return seen.view


def place(seen: Seen) -> MessageView | None:
    """Where somebody acts: a message, or None for the App Home."""
    return None if isinstance(seen, SlackHome) else message(seen)
