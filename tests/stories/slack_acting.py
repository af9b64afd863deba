"""How the people of the stories act where the moderators are on Slack: by what they see, never by a call to the bot."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.app import Salon
from bot.clocks import JumpingClock
from bot.sandbox.slack import File, MessageView, Person, Response, answer, opened
from bot.stage import Stage
from tests.stories.acting import (
    CONCERN,
    INTENTION,
    NOTICED,
    ONE_SENTENCE,
    SEEN,
    SENTENCE,
    SLOP,
    TOUCHES,
    UNDO,
    WORDS,
    says,
)
from tests.stories.settling import settle

KEEP, ASK, ACCEPT, REFUSE, STORED = "art", "speech_balloon", "ok", "octagonal_sign", "inbox_tray"


@dataclass(slots=True, repr=False)
class SlackScene:
    """A stage with the moderators' channel on Slack, and the clock by which everybody on it lives."""

    on: Stage
    clock: JumpingClock

    @asynccontextmanager
    async def bot(self, **settings: str) -> AsyncIterator[Salon]:
        """Have the bot run; nothing that happened to it may be lost."""
        async with self.on.bot_running(self.clock, **settings) as bot:
            yield bot
            assert (await bot.readiness()).failed == 0

    async def settle(self) -> None:
        """Let everything happen that follows."""
        await settle(self.on, self.clock)

    async def decide(self) -> None:
        """Let the undo window pass."""
        await self.settle()
        self.clock.jump(UNDO)
        await self.settle()

    def who(self, name: str) -> Person:
        """Somebody in the workspace."""
        return self.on.colleague(name)

    def listing(self, title: str, *chats: str) -> str:
        """The link to a new listing of ines, of whom the platform knows the accounts on the chats named."""
        return self.on.gallery.list(self.on.artist("ines", *chats), title, 2).url

    def card(self, text: str) -> MessageView:
        """The newest card that says this."""
        found = [each for each in self.on.workspace.room.messages if text in each.text]
        assert found, f"no card says {text!r}: {[each.text for each in self.on.workspace.room.messages]}"
        return found[-1]

    @property
    def reply_card(self) -> MessageView:
        """The newest card about an answer."""
        found = [each for each in self.on.workspace.room.messages if says(each.text, "card.heading_reply")]
        assert found, f"no answer is judged: {[each.text for each in self.on.workspace.room.messages]}"
        return found[-1]

    def heard(self, name: str) -> list[str]:
        """What the bot told somebody in private, oldest first; pictures come without words."""
        return [each.text for each in self.who(name).inbox if each.author != name and each.text]

    async def report(self, name: str, link: str) -> MessageView:
        """Report by command; the answer, as it stands in the end."""
        form = opened(await self.who(name).runs("/report-listing", link))
        return await self.sent(name, await form.submits({CONCERN: SLOP, WORDS: SEEN}))

    async def sent(self, name: str, shown: Response) -> MessageView:
        """The newest thing that only this person sees, once all has come."""
        await self.settle()
        found = self.who(name).answers
        return found[-1] if found else answer(shown)

    async def case(self, title: str = "Neon Koi", reporter: str = "alice") -> MessageView:
        """A listing of ines is reported; its card."""
        told = await self.report(reporter, self.listing(title))
        assert says(told.text, "say.report_taken"), told.text
        return self.card(title)

    async def vote(self, names: str, emoji: str, card: MessageView) -> None:
        """Those named react."""
        for name in names.split():
            await self.who(name).reacts(emoji, card)
        await self.settle()

    async def note(self, name: str, card: MessageView, sentence: str = SENTENCE) -> None:
        """Fill in 'What did you notice?'."""
        form = opened(await self.who(name).clicks(NOTICED, card))
        await form.submits({ONE_SENTENCE: sentence, TOUCHES: [INTENTION]})
        await self.settle()

    async def ask(self, card: MessageView) -> None:
        """Two agree to ask the artist, and it becomes final."""
        await self.vote("mo kai", ASK, card)
        await self.note("mo", card)
        await self.decide()

    async def asked(self, title: str = "Neon Koi") -> MessageView:
        """A listing of ines is reported, and she is asked on Slack: the notice."""
        await self.ask(await self.case(title))
        notice = next(each for each in self.who("ines").inbox if says(each.text, "notice.greeting", title=title))
        assert notice.reply_to is None
        return notice

    async def answers(self, notice: MessageView, text: str = "", *files: File) -> MessageView:
        """The artist answers in the notice's thread."""
        written = await self.who("ines").writes(text, files=files, reply_to=notice)
        await self.settle()
        return written

    def picture(self) -> File:
        """A picture like no other."""
        return File("koi.jpg", self.on.gallery.sample_picture(7))
