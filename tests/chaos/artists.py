"""Those who are asked: they answer, add to it, correct it, take it back, press buttons, and appeal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from bot.sandbox.acts import File
from bot.sandbox.gallery import GallerySandbox, Listing
from tests.chaos.actors import Actor
from tests.chaos.diary import Pressed, Written
from tests.chaos.hands import (
    APPEAL,
    FAILED,
    HOW,
    MORE_TIME,
    NOT_MINE,
    REMOVED,
    STATEMENT,
    Form,
    Sight,
    appeal_form,
    how_form,
)
from tests.chaos.reading import case_of, is_notice, is_reasons, titles_of

TEMPTING: Final = {MORE_TIME: 0.4, STATEMENT: 0.3, HOW: 0.3, REMOVED: 0.2, NOT_MINE: 0.1}
"""How likely somebody presses which button of a notice, in this order."""
PATIENCE: Final = 8
"""How often they try the same button, which fails while the bot is away."""
FORMS: Final = {HOW: how_form, APPEAL: appeal_form}


@dataclass(slots=True)
class Artist(Actor):
    """Has some listings.

    Attributes:
        chosen: The questions 'which case?' that they have answered.
        means: The buttons that they mean to press still, by message.
    """

    listings: Mapping[str, Listing] = field(default_factory=dict)
    gallery: GallerySandbox | None = None
    chosen: set[str] = field(default_factory=set)
    means: dict[str, list[str]] = field(default_factory=dict)

    async def act(self) -> None:
        """Say which case was meant where the bot asks, or do something about one of its messages."""
        if self.questions and self.happens(0.5):
            await self.choose(self.questions[0])
            return
        asked = [each for each in self.hand.inbox if each.by_bot and (is_notice(each.text) or is_reasons(each.text))]
        if asked:
            await self._consider(self.chance.choice(asked))

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

    async def _consider(self, asked: Sight) -> None:
        """Their own mind about a notice is made up when they first read it; so is that about a decision."""
        if asked.id not in self.means:
            self.means[asked.id] = [*self._tempted(asked)]
        means = self.means[asked.id]
        if means and self.happens(0.4):
            await self._press(asked, means)
        elif APPEAL not in means:
            await self._answer(asked)

    def _tempted(self, asked: Sight) -> Iterator[str]:
        if is_reasons(asked.text):
            yield from [APPEAL] if self.happens(0.7) else []
        else:
            yield from (button for button, likely in TEMPTING.items() if self.happens(likely))

    # Buttons

    async def _press(self, asked: Sight, means: list[str]) -> None:
        """Press the next one, again if it failed, until they lose patience."""
        button, case = means[0], case_of(asked.text)
        words = f"{button} by form{len(self.diary.pressed):03d}" if button in FORMS else button
        pressed = Pressed(self.hand, case, button, words)
        self.diary.pressed.append(pressed)
        if button == REMOVED and self.happens(0.5):
            self.listings[min(titles_of(asked.text))].remove()
        tries = sum(each.button == button and each.case == case for each in self.diary.pressed)
        if await self._sent(asked, button, words):
            pressed.promised = datetime.now(UTC)
        if pressed.promised or tries >= PATIENCE:
            means.remove(button)

    async def _sent(self, asked: Sight, button: str, words: str) -> bool:
        form: Form | None = FORMS[button](words) if button in FORMS else None
        try:
            await (asked.fill(button, form) if form else asked.press(button))
        except FAILED:
            return False
        return True

    # Messages

    async def _answer(self, asked: Sight) -> None:
        mine = [each for each in self.diary.written if each.answers == asked.id and not each.removed]
        if not mine:
            await self.write(asked)
        elif self.happens(0.1):
            await self.edit(self.chance.choice(mine))
        elif self.happens(0.05):
            await self.remove(self.chance.choice(mine))
        elif len(mine) == 1 and self.happens(0.05):
            await self.write(asked)

    async def write(self, asked: Sight) -> None:
        """An answer, which repairs what was decided on; or an appeal in so many words."""
        number = len(self.diary.written)
        appeals = is_reasons(asked.text) and self.happens(0.3)
        words = f"Appeal: answer{number:03d} I drew it" if appeals else f"answer{number:03d} I drew it"
        picture = self.gallery and self.happens(0.25)
        files = [File(f"wip{number}.jpg", self.gallery.sample_picture(number))] if picture and self.gallery else []
        written = Written(self.hand, case_of(asked.text), asked.id, asked, words)
        self.diary.written.append(written)
        written.sight = await asked.answer(words, files)

    async def edit(self, written: Written) -> None:
        """Say it otherwise."""
        written.words = f"{written.words.split(' I ')[0]} I drew it, version {self.chance.randrange(100, 999)}"
        await written.sight.edit(written.words)

    async def remove(self, written: Written) -> None:
        """Take it back."""
        written.seen_stored = written.sight.stored
        written.removed = True
        await written.sight.remove()
