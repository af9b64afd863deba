"""How the people of the stories act: by what they see on their chat and on the platform, never by a call to the bot."""

import re
import string
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NoReturn

import pytest

from bot.app import Salon
from bot.clocks import JumpingClock
from bot.config import load_texts
from bot.sandbox.acts import File
from bot.sandbox.gallery import Listing, Work
from bot.sandbox.gallery.listing import LISTED
from bot.stage import DISCORD, MODERATORS, SLACK, Stage
from handlers.web import Readiness
from tests.stories.hand import Form, Given, Hand, Seen, Side
from tests.stories.on_discord import DiscordSide
from tests.stories.on_slack import SlackSide
from tests.stories.settling import settle
from tests.stories.ways import Told, Ways

KEEP, ASK = "🎨", "💬"
ACCEPT, AGAIN, REFUSE = "🆗", "🔁", "🛑"
STORED = "📥"
SEEN = "The fins melt into each other in all three pictures."
SENTENCE = "The fins melt into each other, and no two pictures agree on their number."
INTENTION = "no visible artistic intention"
MASS = "work made in bulk, or with very little effort"
PORTFOLIO = "a break with the artist's other work"
QUALITY = "a quality below what the platform stands for"
SLOP = "It is AI slop: bulk output, no intention, nobody's decisions"
ELSEWHERE = "Something else (stolen, unlawful…)"

TEXTS = load_texts("en").sentences
NOTICED, MY_CASES, GO_ON = (TEXTS[f"button.{each}"] for each in ("notice", "my_cases", "go_on"))
LINK, WHICH, CONCERN, WORDS, FILES = (
    TEXTS[f"form.report_{each}"] for each in ("link", "which", "category", "words", "files")
)
ONE_SENTENCE, TOUCHES, MEDIA = (TEXTS[f"form.notice_{each}"] for each in ("sentence", "considerations", "media"))
DAY = timedelta(days=1)
UNDO = timedelta(minutes=31)
"""Longer than any preset's undo window."""
NEIGHBOURS = (*MODERATORS, "theo", "carol")
"""Those who are on the moderators' chat. Everybody else is on the other one, where there are two."""
VOTERS_HEAR = ("recused", "outsider", "heard", "unoffered", "two", "late", "revised", "joined")


def says(text: str, key: str, **words: str | int) -> bool:
    """Whether a text holds a sentence of the bot's texts; where a place is not given, anything may stand there."""
    parts = [
        re.escape(literal) + ("" if place is None else re.escape(str(words[place])) if place in words else ".*?")
        for literal, place, _, _ in string.Formatter().parse(TEXTS[key])
    ]
    return re.search("".join(parts), text, re.DOTALL) is not None


def team(size: int) -> pytest.MarkDecorator:
    """Let a story play with so many moderators."""
    return pytest.mark.parametrize("setting", [{"team": size}], indirect=True)


def needs(trait: str, *, of: str = "moderators") -> pytest.MarkDecorator:
    """Play a story only where a chat has a trait (`ways.REASONS`): that of the moderators, or that of the members."""
    return pytest.mark.needs(trait, of)


def only(chat: str, why: str, *, of: str = "members") -> pytest.MarkDecorator:
    """Play a story only where the members, or the moderators, are on this chat; for what the other does not have."""
    return pytest.mark.only(chat, of, why)


mixed = pytest.mark.mixed
"""Play a story across both chats alone, both ways round.

For all that came after the main job: so each chat is once the moderators' and once the members'. That either chat
works by itself is what the others show.
"""


def alone(why: str) -> pytest.MarkDecorator:
    """Play a story only where there is one chat; `why` says what two would change about it."""
    return pytest.mark.alone(why)


class Killed(Exception):
    """The bot ends in the middle of what it does, without a farewell."""


def die() -> NoReturn:
    """End the bot so: `except* Killed` goes on after it."""
    raise Killed


@dataclass(slots=True, repr=False)
class Scene:
    """A stage, and the clock by which everybody on it lives.

    Attributes:
        trouble: How many events may fail to be handled in this story.
    """

    on: Stage
    clock: JumpingClock
    trouble: int = 0
    _sides: Mapping[str, Side] = field(init=False)

    def __post_init__(self) -> None:
        """Know the chats that are open."""
        both: Mapping[str, Side] = {DISCORD: DiscordSide(self.on), SLACK: SlackSide(self.on)}
        self._sides = {each: both[each] for each in self.on.chats}

    @asynccontextmanager
    async def bot(self, **settings: str) -> AsyncIterator[Salon]:
        """Have the bot run; nothing that happened to it may be lost."""
        async with self.on.bot_running(self.clock, **settings) as bot:
            yield bot
            assert (await bot.readiness()).failed == self.trouble

    async def readiness(self) -> Readiness:
        """What the bot says of itself."""
        return await self.on.bot.readiness()

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

    @property
    def sides(self) -> list[Side]:
        """The chats, that of the moderators first."""
        return list(self._sides.values())

    @property
    def ours(self) -> Side:
        """The moderators' chat."""
        return self.sides[0]

    @property
    def theirs(self) -> Side:
        """The members' chat."""
        return self.sides[-1]

    def side(self, name: str) -> Side:
        """The chat that somebody is on."""
        return self.ours if name.startswith(NEIGHBOURS) else self.theirs

    def who(self, name: str) -> Hand:
        """Somebody, on their chat."""
        return self.side(name).hand(name)

    def ways(self, name: str) -> Ways:
        """How somebody's chat differs."""
        return self.side(name).ways

    @property
    def astray(self) -> list[str]:
        """What the bot said on a chat on which somebody is not, though they have an account there."""
        wrong = [
            side.hand(name) for side in self.sides for name in self.on.discord.people if side is not self.side(name)
        ]
        private = [each.text for hand in wrong for each in (*hand.inbox, *hand.answers)]
        return private + [each.text for side in self.sides[1:] for each in side.cards]

    @property
    def no_case(self) -> str:
        """The key of what somebody hears who has no case; where there are two chats, it may be on the other."""
        return "say.no_case_link" if len(self.sides) > 1 else "say.no_case"

    @property
    def tidier(self) -> Hand:
        """A moderator who may remove what others wrote."""
        return self.ours.tidier()

    def listing(
        self,
        title: str,
        works: int | Sequence[Work] = 1,
        owner: str = "ines",
        *,
        description: str = "",
        process_notes: str = "",
        listed_at: datetime = LISTED,
    ) -> Listing:
        """Put up a listing; the platform knows the account that its owner uses."""
        artist = self.on.artist(owner, self.ways(owner).name)
        return self.on.gallery.list(
            artist, title, works, description=description, process_notes=process_notes, listed_at=listed_at
        )

    @property
    def cards(self) -> list[Seen]:
        """What stands in the moderators' channel."""
        return self.ours.cards

    def card(self, text: str) -> Seen:
        """The newest card that says this."""
        found = [each for each in self.cards if text in as_typed(each.text)]
        assert found, f"no card says {text!r}: {[each.text for each in self.cards]}"
        return found[-1]

    @property
    def reply_card(self) -> Seen:
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

    def advised(self, name: str, *, later: bool = False) -> list[str]:
        """What somebody heard of votes that do not count, oldest first, in the ways that their chat has for it.

        With `later` only what waits for them in private; how whoever has just reacted hears of it, `test_ways.py` says.
        """
        shown = [each for each in self.who(name).answers if _of_votes(each.text)]
        heard = [each for each in self.who(name).inbox if each.author != name and _of_votes(each.text)]
        assert self.ways(name).told is Told.EPHEMERALLY or not shown
        return [each.text for each in (heard if later else sorted([*shown, *heard], key=_age))]

    # Reporting

    async def form(self, name: str) -> Form:
        """Open the report form by command."""
        return await self.who(name).opens("report-listing")

    async def report(self, name: str, link: str, words: str = SEEN, **more: Given) -> Seen:
        """Report by command; `more` by the first word of a field: `which`, `concern`, `files`."""
        return await self.fill(name, await self.form(name), **{LINK: link, WORDS: words}, **_fields(more))

    async def fill(self, name: str, form: Form, **values: Given) -> Seen:
        """Fill a report form in and send it; the answer, once it has come."""
        shown = await form.submits({CONCERN: SLOP, WORDS: SEEN, **values})
        await self.settle()
        return self.who(name).latest(shown)

    async def case(self, title: str = "Neon Koi", works: int = 1, reporter: str = "alice") -> Seen:
        """A listing of ines is reported; its card."""
        shown = await self.report(reporter, self.listing(title, works).url)
        assert says(shown.text, "say.report_taken"), shown.text
        return self.card(title)

    # Judging

    async def vote(self, names: str, emoji: str, card: Seen) -> None:
        """Those named react."""
        for name in names.split():
            await self.who(name).reacts(emoji, card)
        await self.settle()

    async def unvote(self, names: str, emoji: str, card: Seen) -> None:
        """Those named take their reaction away."""
        for name in names.split():
            await self.who(name).unreacts(emoji, card)
        await self.settle()

    async def noticing(self, name: str, card: Seen) -> Form:
        """Open the form 'What did you notice?'."""
        return await self.who(name).presses(NOTICED, card)

    async def note(
        self, name: str, card: Seen, sentence: str = SENTENCE, touches: Sequence[str] = (INTENTION,)
    ) -> Seen:
        """Fill in 'What did you notice?'."""
        form = await self.noticing(name, card)
        shown = await form.submits({ONE_SENTENCE: sentence, TOUCHES: list(touches)})
        await self.settle()
        return self.who(name).latest(shown)

    async def ask(self, card: Seen, voters: str = "mo kai", sentence: str = SENTENCE) -> None:
        """The voters agree to ask the artist, and it becomes final."""
        await self.vote(voters, ASK, card)
        await self.note(voters.split(maxsplit=1)[0], card, sentence)
        await self.decide()

    async def asked(self, title: str = "Neon Koi", works: int = 1) -> Seen:
        """A listing of ines is reported, and she is asked: the notice."""
        await self.ask(await self.case(title, works))
        notice = self.who("ines").inbox[-1]
        assert says(notice.text, "notice.greeting", title=title), notice.text
        return notice

    # Answering

    async def writes(self, name: str, text: str = "", files: Sequence[File] = (), reply_to: Seen | None = None) -> Seen:
        """Somebody writes to the bot."""
        written = await self.who(name).writes(text, files=files, reply_to=reply_to)
        await self.settle()
        return written

    def picture(self, name: str = "koi.jpg", seed: int = 7) -> File:
        """A picture like no other."""
        return File(name, self.on.gallery.sample_picture(seed))

    async def answered(self, title: str = "Neon Koi") -> Seen:
        """A listing of ines is reported, she is asked, and answers in words: the reply card."""
        await self.asked(title)
        await self.writes("ines", f"I inked every fin of {title} myself.")
        return self.reply_card

    async def commands(self, name: str, command: str, **options: int | str | Hand) -> Seen:
        """Use a command; what only this person sees."""
        shown = await self.who(name).runs(command, **options)
        await self.settle()
        assert shown.ephemeral, shown
        return shown


def _fields(more: dict[str, Given]) -> dict[str, Given]:
    names = {"which": WHICH, "concern": CONCERN, "files": FILES}
    return {names[each]: value for each, value in more.items()}


def _age(seen: Seen) -> tuple[int, str]:
    """Ids grow with time."""
    return len(seen.ref.message), seen.ref.message


def _of_votes(text: str) -> bool:
    return says(text, "say.card_lost") or any(says(text, f"say.voter_{each}") for each in VOTERS_HEAR)


def whole(who: Hand) -> str:
    """All that only they were shown: the text that goes along with the last of it, else every message."""
    last = who.answers[-1]
    return last.pictures[0].data.decode() if last.pictures else "\n".join(each.text for each in who.answers)


def as_typed(text: str) -> str:
    """The text as somebody typed it, without what makes it harmless."""
    return re.sub(r"\\([^\w\s])", r"\1", text.replace("\u200b", ""))
