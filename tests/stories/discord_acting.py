"""How people act where a story needs what only Discord's sandbox shows: threads, closed messages, permissions."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.app import Salon
from bot.clocks import JumpingClock
from bot.sandbox.discord import File, MessageView, ModalView, Permission, Person, answer, opened
from bot.sandbox.discord import Value as Given
from bot.sandbox.gallery import Listing, Work
from bot.stage import DISCORD, Stage
from tests.stories.acting import (
    ASK,
    CONCERN,
    DAY,
    FILES,
    INTENTION,
    LINK,
    NOTICED,
    ONE_SENTENCE,
    SEEN,
    SENTENCE,
    SLOP,
    TOUCHES,
    UNDO,
    WHICH,
    WORDS,
    says,
)
from tests.stories.settling import settle
from tests.stories.staging import stage


@dataclass(slots=True, repr=False)
class DiscordScene:
    """A stage with the moderators' channel on Discord, and the clock by which everybody on it lives.

    Attributes:
        trouble: How many events may fail to be handled in this story.
    """

    on: Stage
    clock: JumpingClock
    trouble: int = 0

    @asynccontextmanager
    async def bot(self, **settings: str) -> AsyncIterator[Salon]:
        """Have the bot run; nothing that happened to it may be lost."""
        async with self.on.bot_running(self.clock, **settings) as bot:
            yield bot
            assert (await bot.readiness()).failed == self.trouble

    # Time

    async def settle(self) -> None:
        """Let everything happen that follows."""
        await settle(self.on, self.clock)

    async def passes(self, time: timedelta) -> None:
        """Let time pass, and everything happen that follows; what has not happened yet is not to be late for it."""
        await self.settle()
        self.clock.jump(time)
        await self.settle()

    async def days(self, count: int) -> None:
        """Let so many days pass, one by one."""
        for _ in range(count):
            await self.passes(DAY)

    async def decide(self) -> None:
        """Let the undo window pass."""
        await self.passes(UNDO)

    # Who and what is there

    def who(self, name: str) -> Person:
        """Somebody in the guild."""
        return self.on.person(name)

    @property
    def tidier(self) -> Person:
        """Somebody who may remove what others wrote."""
        self.on.moderator.permits(Permission.MANAGE_MESSAGES)
        return self.who("noor")

    def listing(
        self,
        title: str,
        works: int | Sequence[Work] = 1,
        owner: str = "ines",
        *,
        description: str = "",
        process_notes: str = "",
    ) -> Listing:
        """Put up a listing."""
        artist = self.on.artist(owner)
        return self.on.gallery.list(artist, title, works, description=description, process_notes=process_notes)

    @property
    def cards(self) -> list[MessageView]:
        """What stands in the moderators' channel."""
        return self.on.room.messages

    def card(self, text: str) -> MessageView:
        """The newest card that says this."""
        found = [each for each in self.cards if text in _typed(each.text)]
        assert found, f"no card says {text!r}: {[each.text for each in self.cards]}"
        return found[-1]

    @property
    def reply_card(self) -> MessageView:
        """The newest card about an answer."""
        found = [each for each in self.cards if says(each.text, "card.heading_reply")]
        assert found, f"no answer is judged: {[each.text for each in self.cards]}"
        return found[-1]

    def heard(self, name: str) -> list[str]:
        """What the bot told somebody in private, oldest first."""
        return [each.text for each in self.who(name).inbox if each.author != name]

    def told(self, name: str) -> str:
        """The last of it."""
        heard = self.heard(name)
        assert heard, f"{name} heard nothing"
        return heard[-1]

    # Reporting

    async def form(self, name: str) -> ModalView:
        """Open the report form by command."""
        return opened(await self.who(name).runs("report-listing"))

    async def report(self, name: str, link: str, words: str = SEEN, **more: Given) -> MessageView:
        """Report by command; `more` by the first word of a field: `which`, `concern`, `files`."""
        return await self.fill(await self.form(name), **{LINK: link, WORDS: words}, **_fields(more))

    async def fill(self, form: ModalView, **values: Given) -> MessageView:
        """Fill a report form in and send it; the answer, once it has come."""
        shown = await form.submits({CONCERN: SLOP, WORDS: SEEN, **values})
        await self.settle()
        return shown

    async def case(self, title: str = "Neon Koi", works: int = 1, reporter: str = "alice") -> MessageView:
        """A listing of ines is reported; its card."""
        shown = await self.report(reporter, self.listing(title, works).url)
        assert says(shown.text, "say.report_taken"), shown.text
        return self.card(title)

    # Judging

    async def vote(self, names: str, emoji: str, card: MessageView) -> None:
        """Those named react."""
        for name in names.split():
            await self.who(name).reacts(emoji, card)
        await self.settle()

    async def unvote(self, names: str, emoji: str, card: MessageView) -> None:
        """Those named take their reaction away."""
        for name in names.split():
            await self.who(name).unreacts(emoji, card)
        await self.settle()

    async def noticing(self, name: str, card: MessageView) -> ModalView:
        """Open the form 'What did you notice?'."""
        return opened(await self.who(name).clicks(NOTICED, card))

    async def note(
        self, name: str, card: MessageView, sentence: str = SENTENCE, touches: Sequence[str] = (INTENTION,)
    ) -> MessageView:
        """Fill in 'What did you notice?'."""
        form = await self.noticing(name, card)
        shown = await form.submits({ONE_SENTENCE: sentence, TOUCHES: list(touches)})
        await self.settle()
        return shown

    async def ask(self, card: MessageView, voters: str = "mo kai", sentence: str = SENTENCE) -> None:
        """The voters agree to ask the artist, and it becomes final."""
        await self.vote(voters, ASK, card)
        await self.note(voters.split(maxsplit=1)[0], card, sentence)
        await self.decide()

    async def asked(self, title: str = "Neon Koi", works: int = 1) -> MessageView:
        """A listing of ines is reported, and she is asked: the notice."""
        await self.ask(await self.case(title, works))
        notice = self.who("ines").inbox[-1]
        assert says(notice.text, "notice.greeting", title=title), notice.text
        return notice

    # Answering

    async def writes(
        self, name: str, text: str = "", files: Sequence[File] = (), reply_to: MessageView | None = None
    ) -> MessageView:
        """Somebody writes to the bot."""
        written = await self.who(name).writes(text, files=files, reply_to=reply_to)
        await self.settle()
        return written

    def picture(self, name: str = "koi.jpg", seed: int = 7) -> File:
        """A picture like no other."""
        return File(name, self.on.gallery.sample_picture(seed))

    async def answered(self, title: str = "Neon Koi") -> MessageView:
        """A listing of ines is reported, she is asked, and answers in words: the reply card."""
        await self.asked(title)
        await self.writes("ines", f"I inked every fin of {title} myself.")
        return self.reply_card

    async def commands(self, name: str, command: str, **options: "Given | float") -> MessageView:
        """Use a command; what only this person sees."""
        shown = answer(await self.who(name).runs(command, self.on.lobby, in_dm=False, **options))
        await self.settle()
        assert shown.ephemeral, shown
        return shown


def _fields(more: dict[str, Given]) -> dict[str, Given]:
    names = {"which": WHICH, "concern": CONCERN, "files": FILES}
    return {names[each]: value for each, value in more.items()}


def _typed(text: str) -> str:
    """The text as somebody typed it, without what makes it harmless."""
    return re.sub(r"\\([^\w\s])", r"\1", text.replace("\u200b", ""))


@asynccontextmanager
async def playing(data: Path, team: int = 3) -> AsyncIterator[DiscordScene]:
    """A stage on which no bot runs yet. In the end nobody was pinged."""
    clock = JumpingClock()
    async with stage(data, chats=(DISCORD,), clock=clock, team=team) as on:
        yield DiscordScene(on, clock)
        assert [(each.name, ping.text) for each in on.discord.people.values() for ping in each.pings] == []
