"""Reporters, moderators and artists: each acts at random moments on what they see, and writes down what came of it."""

import asyncio
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from bot.sandbox.acts import File
from bot.sandbox.gallery import GallerySandbox, Listing
from tests.chaos.diary import Diary, Note, Report, Written
from tests.chaos.hands import FAILED, Hand, Sight
from tests.stories.acting import SEEN, says

PATIENCE: Final = 4
"""How often somebody tries to report the same listing, when told nothing or that it failed."""
TITLE: Final = re.compile(r"Study\d\d")
"""What every listing is called: found in a text, it names one."""
CROWD: Final = 3
"""Reporters of one listing, at most."""


@dataclass(slots=True)
class Actor:
    """Somebody with an hour to kill.

    Attributes:
        chance: Their own, so that a seed gives everybody the same character whatever the others do.
        pace: Seconds between what they do, in the mean.
    """

    hand: Hand
    diary: Diary
    chance: random.Random
    pace: float = 0.4

    async def live(self) -> None:
        """Act until cancelled."""
        while True:
            await asyncio.sleep(self.chance.expovariate(1 / self.pace))
            await self.act()

    async def act(self) -> None:
        """Do one thing."""
        raise NotImplementedError

    def happens(self, likely: float) -> bool:
        """So likely."""
        return self.chance.random() < likely


@dataclass(slots=True)
class Reporter(Actor):
    """Reports listings, each once; who is told nothing, or that it failed, may try again."""

    listings: Sequence[Listing] = ()

    async def act(self) -> None:
        """Report one."""
        open_ = [each for each in self.listings if self._may(each)]
        if open_:
            await self._report(self.chance.choice(open_))

    def _may(self, listing: Listing) -> bool:
        mine = [each for each in self.diary.reports if each.who is self.hand and each.title == listing.title]
        others = {each.who.name for each in self.diary.reports if each.title == listing.title} - {self.hand.name}
        done = any(each.promised for each in mine)
        return not done and len(mine) < PATIENCE and len(others) < CROWD

    async def _report(self, listing: Listing) -> None:
        report = Report(self.hand, listing.title, promised=False)
        self.diary.reports.append(report)
        try:
            await self.hand.report(listing.url, SEEN)
        except FAILED:
            return
        report.promised = True


MINDS: Final = {"keep": 0.3, "ask": 0.7}, {"accept": 0.65, "again": 0.2, "refuse": 0.15}
CONCERNS: Final = frozenset({"ask", "again", "refuse"})


@dataclass(slots=True)
class Moderator(Actor):
    """Votes, hesitates, votes otherwise, and says what they noticed."""

    minds: dict[str, str] = field(default_factory=dict)
    seed: str = ""

    async def act(self) -> None:
        """Do something about one of the cards that still ask something."""
        asking = [each for each in self.hand.cards if round_of(each) is not None]
        if asking:
            await self._judge(self.chance.choice(asking))

    async def _judge(self, card: Sight) -> None:
        mind, stands = self._mind(card), self.diary.standing(card.id, self.hand.name)
        wrong = stands - {mind}
        if wrong and self.happens(0.6):
            await self._unreact(card, self.chance.choice(sorted(wrong)))
        elif mind not in stands:
            await self._react(card, self._other(card, mind) if self.happens(0.15) and not wrong else mind)
        elif self.happens(0.1):
            await self._unreact(card, mind)
        elif mind in CONCERNS and not self._noted(card):
            await self._note(card)

    def _mind(self, card: Sight) -> str:
        """Colleagues see the same things and mostly agree."""
        minds = MINDS[round_of(card) or 0]
        agreed = random.Random(f"{self.seed}/{card.id}")  # noqa: S311 - no secret
        chance = self.chance if self.happens(0.05) else agreed
        return self.minds.setdefault(card.id, chance.choices([*minds], [*minds.values()])[0])

    def _other(self, card: Sight, mind: str) -> str:
        return self.chance.choice([each for each in MINDS[round_of(card) or 0] if each != mind])

    async def _react(self, card: Sight, choice: str) -> None:
        if choice not in self.diary.standing(card.id, self.hand.name):
            await card.react(choice)
            self.diary.reacted(card.id, self.hand.name, choice, stands=True)

    async def _unreact(self, card: Sight, choice: str) -> None:
        await card.unreact(choice)
        self.diary.reacted(card.id, self.hand.name, choice, stands=False)

    def _noted(self, card: Sight) -> bool:
        return any(each.who is self.hand and each.promised and each.card == card.id for each in self.diary.notes)

    async def _note(self, card: Sight) -> None:
        """Each try says it in other words, by which it is known again."""
        sentence = f"Note{len(self.diary.notes):03d}: the fins look odd, seen in {card.id}"
        note = Note(self.hand, title_of(card), card.id, sentence)
        self.diary.notes.append(note)
        try:
            await card.note(note.sentence)
        except FAILED:
            return
        note.promised = datetime.now(UTC)


def round_of(card: Sight) -> int | None:
    """0 where a card asks about a listing, 1 about an answer, None where it asks nothing any more."""
    found = (says(card.text, "card.heading_listing"), says(card.text, "card.heading_reply"))
    return found.index(True) if any(found) and not card.deleted else None


def title_of(card: Sight) -> str:
    """The listing that a message is about."""
    found = TITLE.search(card.text)
    return found[0] if found else ""


@dataclass(slots=True)
class Artist(Actor):
    """Answers what they are asked, adds to it, corrects it, takes it back."""

    titles: Sequence[str] = ()
    gallery: GallerySandbox | None = None
    chosen: set[str] = field(default_factory=set)

    async def act(self) -> None:
        """Say which case was meant where the bot asks, or do something about one of the notices."""
        if self.questions and self.happens(0.5):
            await self.choose(self.questions[0])
            return
        notices = [(each, title) for each in self.hand.inbox if (title := self._asked(each))]
        if notices:
            await self._consider(*self.chance.choice(notices))

    @property
    def questions(self) -> Sequence[Sight]:
        """Where the bot asks which case a message is about, and they have not said it yet."""
        return [each for each in self.hand.inbox if each.options and each.id not in self.chosen]

    async def choose(self, question: Sight) -> None:
        """Any of those offered: what counts here is that it goes somewhere."""
        try:
            await question.choose(self.chance.choice(question.options))
        except FAILED:
            return
        self.chosen.add(question.id)

    def _asked(self, message: Sight) -> str:
        """The listing that a message asks about; '' where it asks nothing."""
        return next((title for title in self.titles if message.by_bot and is_notice(message.text, title)), "")

    async def _consider(self, notice: Sight, title: str) -> None:
        mine = [each for each in self.diary.written if each.answers == notice.id and not each.removed]
        if not mine:
            await self._write(notice, title)
        elif self.happens(0.1):
            await self._edit(self.chance.choice(mine))
        elif self.happens(0.05):
            await self._remove(self.chance.choice(mine))
        elif len(mine) == 1 and self.happens(0.05):
            await self._write(notice, title)

    async def _write(self, notice: Sight, title: str) -> None:
        number = len(self.diary.written)
        words = f"answer{number:03d} I drew it"
        picture = self.gallery and self.happens(0.25)
        files = [File(f"wip{number}.jpg", self.gallery.sample_picture(number))] if picture and self.gallery else []
        written = Written(self.hand, title, notice.id, notice, words)
        self.diary.written.append(written)
        written.sight = await notice.answer(words, files)

    async def _edit(self, written: Written) -> None:
        written.words = f"{written.words.split(' I ')[0]} I drew it, version {self.chance.randrange(100, 999)}"
        await written.sight.edit(written.words)

    async def _remove(self, written: Written) -> None:
        written.seen_stored = written.sight.stored
        written.removed = True
        await written.sight.remove()


def is_notice(text: str, title: str) -> bool:
    """Whether a message asks a member about their listing."""
    return any(says(text, key, title=title) for key in ("notice.greeting", "notice.greeting_again"))
