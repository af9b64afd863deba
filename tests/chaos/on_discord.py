"""Somebody on Discord."""

import time
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.sandbox.acts import DidNotRespond, File
from bot.sandbox.discord import MessageView, Person, Response, answer, opened
from bot.stage import DISCORD, Stage
from tests.chaos.hands import CHOOSE, EMOJI, STORED, Form, must_be_kept, report_form
from tests.stories.acting import LINK

AT_ONCE: Final = 1.2
"""Seconds; later than that the bot says that it is thinking before it has anything on record (`desk.SLOW`)."""


@dataclass(frozen=True, slots=True, repr=False)
class DiscordSight:
    """Implements `hands.Sight`."""

    on: Stage
    who: Person
    view: MessageView

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.view.id)

    @property
    def text(self) -> str:
        """Its text."""
        return self.view.text

    @property
    def by_bot(self) -> bool:
        """Whose it is."""
        return self.view.author == self.on.discord.world.bot.name

    @property
    def deleted(self) -> bool:
        """Whether it is gone."""
        return self.view.deleted

    @property
    def stored(self) -> bool:
        """Whether 📥 is on it."""
        return self.on.discord.world.bot.name in self.view.reactors(STORED[0])

    @property
    def options(self) -> Sequence[str]:
        """What its menu offers."""
        return self.view.menus.get(CHOOSE, [])

    def reactors(self, choice: str) -> frozenset[str]:
        """Who gives it, the bot left out."""
        return frozenset(self.view.reactors(EMOJI[choice][0])) - {self.on.discord.world.bot.name}

    async def react(self, choice: str) -> None:
        """Give it."""
        await self.who.reacts(EMOJI[choice][0], self.view)

    async def unreact(self, choice: str) -> None:
        """Take it away."""
        await self.who.unreacts(EMOJI[choice][0], self.view)

    @property
    def buttons(self) -> Sequence[str]:
        """What is written on them."""
        return self.view.buttons

    async def press(self, button: str) -> None:
        """Press one."""
        await _kept(self.who.clicks(button, self.view))

    async def fill(self, button: str, form: Form) -> None:
        """Open the form, and send it."""
        await _kept(opened(await self.who.clicks(button, self.view)).submits(form))

    async def choose(self, option: str) -> None:
        """Choose from its menu."""
        await _kept(self.who.chooses(CHOOSE, [option], self.view))

    async def answer(self, words: str, files: Sequence[File]) -> "DiscordSight":
        """Answer it."""
        written = await self.who.writes(words, files=files, reply_to=self.view)
        return DiscordSight(self.on, self.who, written)

    async def edit(self, words: str) -> None:
        """Change it."""
        await self.who.edits(self.view, words)

    async def remove(self) -> None:
        """Delete it."""
        await self.who.removes(self.view)


async def _kept(acting: Awaitable[Response]) -> None:
    """'The bot is thinking' promises as much as words do, where it comes at once."""
    began = time.monotonic()
    shown = answer(await acting)
    if shown.thinking and time.monotonic() - began > AT_ONCE:
        raise DidNotRespond("thinking, and nothing is on record yet")
    must_be_kept(shown.text)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DiscordHand:
    """Implements `hands.Hand`."""

    on: Stage
    who: Person
    chat: str = DISCORD

    @property
    def name(self) -> str:
        """Who it is."""
        return self.who.name

    @property
    def account(self) -> str:
        """Their id."""
        return str(self.who.id)

    @property
    def cards(self) -> Sequence[DiscordSight]:
        """What stands in the moderators' channel."""
        return [DiscordSight(self.on, self.who, each) for each in self.on.room.messages]

    @property
    def inbox(self) -> Sequence[DiscordSight]:
        """The private conversation."""
        return [DiscordSight(self.on, self.who, each) for each in self.who.inbox]

    @property
    def answers(self) -> Sequence[str]:
        """What only they were shown."""
        return [each.text for each in self.who.answers]

    async def report(self, link: str, words: str) -> None:
        """By command."""
        form = opened(await self.who.runs("report-listing"))
        await _kept(form.submits({LINK: link, **report_form(words)}))

    async def show_case(self, number: int) -> str:
        """By command."""
        return answer(await self.who.runs("case show", self.on.room, number=number)).text
