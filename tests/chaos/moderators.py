"""Those who judge: they vote, hesitate, vote otherwise, and say what they noticed."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from tests.chaos.actors import Actor
from tests.chaos.diary import Note
from tests.chaos.hands import FAILED, Sight, note_form
from tests.chaos.reading import HEARD, ROUNDS, case_of, offers, round_of, told
from tests.stories.acting import NOTICED, says

MINDS: Final = {
    "listing": {"keep": 0.3, "ask": 0.7},
    "reply": {"accept": 0.4, "again": 0.2, "refuse": 0.4},
    "action": {"none": 0.3, "unlist": 0.7, "warn": 0.0},
    "appeal": {"overturn": 0.5, "stands": 0.5},
}
"""How likely each is. Nobody means what a card does not offer, as a warning for a first time; but a finger may slip."""
CONCERNS: Final = frozenset({"ask", "again", "refuse"})


@dataclass(slots=True)
class Moderator(Actor):
    """Has a mind about each card.

    Attributes:
        hears: The rounds in which they take part.
    """

    minds: dict[str, str] = field(default_factory=dict)
    seed: str = ""
    hears: tuple[str, ...] = ROUNDS

    async def act(self) -> None:
        """Do something about one of the cards that still ask something."""
        self._look_for_own_reports()
        asking = [each for each in self.hand.cards if round_of(each) in self.hears]
        if asking:
            await self._judge(self.chance.choice(asking))

    def _look_for_own_reports(self) -> None:
        """Of which the bot has told them: since then at the latest they have no ballot there."""
        if any(each.who.name == self.hand.name for each in self.diary.reports):
            taken = [each for each in told(self.hand) if any(says(each, key) for key in HEARD)]
            for number in map(case_of, taken):
                self.diary.parties.setdefault((self.hand.name, number), datetime.now(UTC))

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
        minds = {each: weight for each, weight in MINDS[round_of(card)].items() if offers(card, each)}
        agreed = random.Random(f"{self.seed}/{card.id}")  # noqa: S311 - no secret
        chance = self.chance if self.happens(0.05) else agreed
        return self.minds.setdefault(card.id, chance.choices([*minds], [*minds.values()])[0])

    def _other(self, card: Sight, mind: str) -> str:
        return self.chance.choice([each for each in MINDS[round_of(card)] if each != mind])

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
        note = Note(self.hand, case_of(card.text), card.id, sentence)
        self.diary.notes.append(note)
        try:
            await card.fill(NOTICED, note_form(note.sentence))
        except FAILED:
            return
        note.promised = datetime.now(UTC)
