"""What people see and do on a chat, whichever it is. Orders speak to this alone; each chat fills it in natively."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.sandbox.acts import File

Filled: TypeAlias = "str | list[str] | list[File]"
"""What goes into a field: words, the labels of what is chosen, or files."""


class Kind(Enum):
    """What a field takes."""

    WORDS = "words"
    CHOICE = "choice"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form.

    Attributes:
        filled: What it holds already.
        options: The labels of what can be chosen.
    """

    label: str
    kind: Kind
    required: bool
    filled: str = ""
    options: tuple[str, ...] = ()


class Seen(Protocol):
    """Something on somebody's screen, as it stands at the moment of looking. Emoji are characters."""

    @property
    def key(self) -> str:
        """By which it is told from everything else, on either chat."""

    @property
    def sent(self) -> float:
        """When it was sent, in seconds since 1970."""

    @property
    def where(self) -> str:
        """Where it stands: a channel, the direct messages, or before one person alone."""

    @property
    def private(self) -> bool:
        """Whether it stands in the conversation with the bot."""

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""

    @property
    def author(self) -> str:
        """Who wrote it."""

    @property
    def text(self) -> str:
        """Everything that can be read in it, without markup."""

    @property
    def files(self) -> list[tuple[str, str]]:
        """The files under it: name and link."""

    @property
    def buttons(self) -> list[str]:
        """What is written on its buttons."""

    @property
    def menus(self) -> dict[str, list[str]]:
        """What can be chosen, by the menu's name."""

    @property
    def reactions(self) -> dict[str, int]:
        """How many stand under each emoji."""

    def reactors(self, emoji: str) -> list[str]:
        """Who put an emoji there."""


class Form(Protocol):
    """A form on somebody's screen."""

    @property
    def title(self) -> str:
        """What stands on top."""

    @property
    def trouble(self) -> list[str]:
        """What the bot found wrong with what was filled in."""

    @property
    def fields(self) -> list[Field]:
        """What can be filled in."""

    async def submits(self, values: Mapping[str, Filled]) -> Form | None:
        """Send it, filled in by label; the form that stands there afterwards, if any."""


class Hand(Protocol):
    """A person in front of one chat. What the bot shows them in answer is on their screen afterwards."""

    @property
    def name(self) -> str:
        """Their name."""

    @property
    def chat(self) -> str:
        """The chat's name."""

    @property
    def account(self) -> str:
        """The id of their account."""

    @property
    def here(self) -> bool:
        """Whether they are on the chat now."""

    @property
    def roles(self) -> list[str]:
        """What makes them more than a member."""

    @property
    def rooms(self) -> list[str]:
        """The channels that they see."""

    def sees(self) -> list[Seen]:
        """Everything on their screen."""

    async def reacts(self, emoji: str, seen: Seen) -> None:
        """Put an emoji under a message."""

    async def unreacts(self, emoji: str, seen: Seen) -> None:
        """Take one's own away."""

    async def writes(self, text: str, room: str | None, files: Sequence[File], answered: Seen | None) -> Seen:
        """Write to the bot, or in a channel; or in answer to a message."""

    async def clicks(self, label: str, seen: Seen) -> Form | None:
        """Press a button; the form that it opens, if any."""

    async def chooses(self, menu: str, chosen: Sequence[str], seen: Seen) -> Form | None:
        """Choose from a menu; the form that this opens, if any."""

    async def uses(self, entry: str, seen: Seen) -> Form | None:
        """Use a command from a message's own menu."""

    async def runs(self, command: str, words: Sequence[str], *, in_private: bool) -> Form | None:
        """Use a slash command with the words behind it."""

    async def opens_home(self) -> None:
        """Open the bot's own page."""

    async def leaves(self) -> None:
        """Be on the chat no longer."""

    async def joins(self) -> None:
        """Come back, as anybody."""

    def closes_dms(self) -> None:
        """Take no direct messages."""

    def opens_dms(self) -> None:
        """Take them again."""


class Side(Protocol):
    """A chat, as the one who keeps it handles it."""

    @property
    def name(self) -> str:
        """How an order calls it."""

    @property
    def people(self) -> list[str]:
        """The names of all who have an account."""

    @property
    def channels(self) -> list[str]:
        """The names of its channels."""

    @property
    def connected(self) -> bool:
        """Whether a bot is there."""

    def hand(self, name: str) -> Hand:
        """Somebody with an account."""

    async def until(self, holds: Callable[[], object], within: float) -> None:
        """Wait until something holds, so many seconds at the longest."""

    def forgives(self) -> None:
        """Forget what went wrong that should not have: it was told."""
