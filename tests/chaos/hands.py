"""What anybody can do and see, whichever chat they are on: all that the actors know of the world."""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol, TypeAlias

from bot.sandbox.acts import ClientRefuses, DidNotRespond, File, NotSeen
from tests.stories.acting import (
    CONCERN,
    INTENTION,
    ONE_SENTENCE,
    SLOP,
    TEXTS,
    TOUCHES,
    WORDS,
    says,
)

EMOJI: Final = {
    "keep": ("🎨", "art"),
    "ask": ("💬", "speech_balloon"),
    "accept": ("🆗", "ok"),
    "again": ("🔁", "repeat"),
    "refuse": ("🛑", "octagonal_sign"),
    "none": ("✋", "hand"),
    "unlist": ("🙈", "see_no_evil"),
    "warn": ("📝", "memo"),
    "overturn": ("↩️", "leftwards_arrow_with_hook"),
    "stands": ("⚖️", "scales"),
}
"""What a reaction means: Discord's, Slack's."""
CHOOSE: Final = TEXTS["notice.which_choose"]
"""On the menu by which a member says which case a message is about."""
HOW, REMOVED, NOT_MINE, MORE_TIME, STATEMENT, APPEAL = (
    TEXTS[f"button.{each}"] for each in ("how", "removed", "not_mine", "more_time", "statement", "appeal")
)
"""On the buttons under what the bot tells a member."""
STORED: Final = ("📥", "inbox_tray")
FAILED: Final = (DidNotRespond, NotSeen, ClientRefuses, TimeoutError)
"""What somebody's chat shows them when the bot did not respond: nothing was promised, they may try again."""
UNKEPT: Final = ("command.trouble", "command.too_late")
"""The bot's own words for the same."""

Form: TypeAlias = Mapping[str, str | Sequence[str]]
"""What is filled in, by label."""


class Sight(Protocol):
    """A message that somebody sees, and what they can do about it."""

    @property
    def id(self) -> str:
        """By which its chat knows it."""
        ...

    @property
    def text(self) -> str:
        """Everything that can be read in it."""
        ...

    @property
    def by_bot(self) -> bool:
        """Whether the bot wrote it."""
        ...

    @property
    def deleted(self) -> bool:
        """Whether it is gone."""
        ...

    @property
    def stored(self) -> bool:
        """Whether the bot put 📥 on it."""
        ...

    @property
    def options(self) -> Sequence[str]:
        """What its menu offers; nothing where it has none."""
        ...

    def reactors(self, choice: str) -> frozenset[str]:
        """The names of the people who give this choice."""
        ...

    async def react(self, choice: str) -> None:
        """Give a choice."""
        ...

    async def unreact(self, choice: str) -> None:
        """Take it away."""
        ...

    @property
    def buttons(self) -> Sequence[str]:
        """What is written on its buttons."""
        ...

    async def press(self, button: str) -> None:
        """Press a button; one of FAILED where nothing says that it is on record."""
        ...

    async def fill(self, button: str, form: "Form") -> None:
        """Fill in the form behind a button; one of FAILED where nothing says that it is on record."""
        ...

    async def choose(self, option: str) -> None:
        """Choose from its menu; one of FAILED where nothing says that it is on record."""
        ...

    async def answer(self, words: str, files: Sequence[File]) -> "Sight":
        """Answer it."""
        ...

    async def edit(self, words: str) -> None:
        """Change one's own message."""
        ...

    async def remove(self) -> None:
        """Delete one's own message."""
        ...


class Hand(Protocol):
    """Somebody on a chat."""

    @property
    def name(self) -> str:
        """Who it is."""
        ...

    @property
    def chat(self) -> str:
        """Where."""
        ...

    @property
    def account(self) -> str:
        """By which the chat knows them."""
        ...

    @property
    def cards(self) -> Sequence[Sight]:
        """What stands in the moderators' channel."""
        ...

    @property
    def inbox(self) -> Sequence[Sight]:
        """Their private conversation with the bot, oldest first."""
        ...

    @property
    def answers(self) -> Sequence[str]:
        """What only they were shown."""
        ...

    async def report(self, link: str, words: str) -> None:
        """Report by command; one of FAILED where nothing says that it is on record."""
        ...

    async def show_case(self, number: int) -> str:
        """`/case show`."""
        ...


def report_form(words: str) -> Form:
    """What a reporter fills in, beside the link."""
    return {CONCERN: SLOP, WORDS: words}


def note_form(sentence: str) -> Form:
    """What a moderator fills in."""
    return {ONE_SENTENCE: sentence, TOUCHES: [INTENTION]}


def how_form(words: str) -> Form:
    """What a member fills in who tells how it was made."""
    return {TEXTS["form.how_words"]: words}


def appeal_form(words: str) -> Form:
    """What a member fills in who appeals."""
    return {TEXTS["form.appeal_words"]: words}


def must_be_kept(text: str) -> None:
    """Whether an answer of the bot promises anything."""
    if any(says(text, key) for key in UNKEPT):
        raise DidNotRespond(text)
