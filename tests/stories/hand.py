"""What people see and do in a chat, whichever it is. Stories speak to this alone; each chat fills it in natively."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, Protocol, TypeAlias

from bot.moderation.model import MessageRef
from bot.sandbox.acts import File
from bot.sandbox.faults import Faults
from tests.stories.ways import Ways

Given: TypeAlias = "str | File | Sequence[str | File]"
"""What is filled into a field: words, files, or the labels of what is chosen."""
Where: TypeAlias = Literal["private", "room", "lobby"]
"""The conversation with the bot, the moderators' channel, or one that everybody is in."""


class Picture(NamedTuple):
    """A picture that everybody in the conversation sees."""

    alt: str
    data: bytes


class Seen(Protocol):
    """A message as it stands at the moment of looking. Emoji are characters here, as on everybody's screen."""

    @property
    def text(self) -> str:
        """Everything that can be read in it."""

    @property
    def wire(self) -> str:
        """The same as it went over the wire: what the chat would make more than words of is in here."""

    @property
    def author(self) -> str:
        """Who wrote it."""

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""

    @property
    def edited(self) -> bool:
        """Whether it was changed since it was sent."""

    @property
    def reactions(self) -> dict[str, int]:
        """How many stand under each emoji, in the order in which they came."""

    def reactors(self, emoji: str) -> list[str]:
        """Who put an emoji there."""

    @property
    def spelled(self) -> list[str]:
        """Those emoji as the chat's API spells them."""

    @property
    def buttons(self) -> list[str]:
        """What is written on its buttons."""

    @property
    def menus(self) -> dict[str, list[str]]:
        """What can be chosen, by placeholder."""

    @property
    def pictures(self) -> list[Picture]:
        """The pictures in it."""

    @property
    def links(self) -> list[str]:
        """Where it leads."""

    @property
    def times(self) -> list[int]:
        """The times in it that the chat draws for each reader, as seconds since 1970; not those in the small print."""

    @property
    def called(self) -> list[str]:
        """Whom it pings."""

    @property
    def under(self) -> str:
        """What the message says in whose thread, or in answer to which, it stands; '' for none."""

    @property
    def ref(self) -> MessageRef:
        """How the bot knows it."""


class Form(Protocol):
    """A form on somebody's screen."""

    @property
    def kinds(self) -> dict[str, str]:
        """The kinds of its fields, as the chat calls them, by label."""

    def value(self, label: str) -> str:
        """What is filled in already."""

    async def submits(self, values: Mapping[str, Given]) -> Seen:
        """Fill it in and send it; the first answer."""


class Hand(Protocol):
    """A person in front of their chat."""

    @property
    def name(self) -> str:
        """Their name."""

    @property
    def ways(self) -> Ways:
        """How their chat differs."""

    @property
    def inbox(self) -> list[Seen]:
        """The conversation with the bot, of both sides, oldest first; not what is nothing but a picture."""

    @property
    def answers(self) -> list[Seen]:
        """What they alone were shown, oldest first."""

    def latest(self, shown: Seen) -> Seen:
        """An answer as it stands by now: changed in its place, or given anew where that cannot be."""

    async def runs(self, command: str, **options: "int | str | Hand") -> Seen:
        """Use a command; the first answer."""

    async def asks(self, command: str) -> Seen:
        """Use a command in the conversation with the bot; the first answer."""

    async def opens(self, command: str, *, in_private: bool = False) -> Form:
        """Use a command that opens a form."""

    async def uses(self, entry: str, message: Seen) -> Form:
        """Choose an entry in a message's menu, which opens a form."""

    async def clicks(self, label: str, message: Seen) -> Seen:
        """Press a button; the first answer."""

    async def presses(self, label: str, message: Seen) -> Form:
        """Press a button that opens a form."""

    async def chooses(self, menu: str, chosen: list[str], message: Seen) -> Seen:
        """Choose from a menu; the first answer."""

    async def reacts(self, emoji: str, message: Seen) -> None:
        """Put an emoji under a message."""

    async def unreacts(self, emoji: str, message: Seen) -> None:
        """Take one's own away."""

    async def super_reacts(self, emoji: str, message: Seen) -> None:
        """Put a super reaction under a message."""

    async def clears(self, message: Seen) -> None:
        """Take all reactions away."""

    async def clears_emoji(self, emoji: str, message: Seen) -> None:
        """Take one emoji away, whoever put it there."""

    async def writes(
        self, text: str = "", files: Sequence[File] = (), *, reply_to: Seen | None = None, where: Where = "private"
    ) -> Seen:
        """Write a message."""

    async def edits(self, message: Seen, text: str) -> None:
        """Change one's own message."""

    async def removes(self, message: Seen) -> None:
        """Delete one's own message."""

    async def deletes(self, message: Seen) -> None:
        """Delete anybody's message."""

    def speaks(self, locale: str) -> None:
        """Use the chat in this language."""

    async def hides(self) -> None:
        """Be out of the bot's reach from now on."""

    async def returns(self) -> None:
        """Be within its reach again."""


class Side(Protocol):
    """A chat, as the one who set it up handles it."""

    @property
    def ways(self) -> Ways:
        """How it differs."""

    @property
    def bot(self) -> str:
        """The name of the bot's account."""

    @property
    def faults(self) -> Faults:
        """What is to break on its wire."""

    @property
    def cards(self) -> list[Seen]:
        """What stands in the moderators' channel."""

    def below(self, card: Seen) -> list[Seen]:
        """What is said in the thread of a card, oldest first."""

    @property
    def said(self) -> list[Seen]:
        """Every message of the bot that anybody can see."""

    @property
    def pings(self) -> list[tuple[str, str]]:
        """Who was pinged, and by which words."""

    def hand(self, name: str) -> Hand:
        """Somebody with an account."""

    def tidier(self) -> Hand:
        """A moderator who may remove what others wrote."""

    def emoji(self, name: str) -> str:
        """An emoji of this community's own."""

    async def admits(self, person: Hand) -> None:
        """Let somebody into the moderators' channel who is none of them."""

    async def dismisses(self, person: Hand) -> None:
        """Let somebody be no moderator any more, who still sees the channel."""
