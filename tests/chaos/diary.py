"""What the actors did, as they saw it: the one thing beside the chats themselves that the oracle goes by."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from tests.chaos.hands import Hand, Sight

Reactions: TypeAlias = frozenset[tuple[str, str]]
"""Who gives which choice."""


@dataclass(slots=True)
class Report:
    """Somebody's report of a listing. `promised`: they were told that it is on record, or it came without a fault."""

    who: Hand
    title: str
    promised: bool


@dataclass(slots=True)
class Note:
    """What a moderator noticed on a card; `promised` is when they were told that it is on record, or None."""

    who: Hand
    case: int
    card: str
    sentence: str
    promised: datetime | None = None


@dataclass(slots=True)
class Written:
    """A member's message.

    Attributes:
        case: The one that it was meant for.
        answers: The id of the bot's message that it answers.
        words: What it says now.
        removed: Its author deleted it.
        seen_stored: Before that, they had seen 📥 on it.
    """

    who: Hand
    case: int
    answers: str
    sight: Sight
    words: str
    removed: bool = False
    seen_stored: bool = False


@dataclass(slots=True)
class Pressed:
    """A button that a member pressed, or a form behind one that they sent.

    Attributes:
        words: What is to be on record of it: what is written on the button, or in the form.
        promised: When their chat showed that it was taken, or None.
    """

    who: Hand
    case: int
    button: str
    words: str
    promised: datetime | None = None


@dataclass(slots=True)
class Diary:
    """Everything that was done.

    Attributes:
        artists: Whose a listing is, by its title.
        parties: Since when somebody who votes knows that they are part of a case by their report, by name and case.
        stood: For each card, every set of reactions that ever stood on it.
    """

    artists: Mapping[str, Hand] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    pressed: list[Pressed] = field(default_factory=list)
    parties: dict[tuple[str, int], datetime] = field(default_factory=dict)
    stood: dict[str, list[Reactions]] = field(default_factory=lambda: defaultdict(lambda: [frozenset()]))

    def reacted(self, card: str, who: str, choice: str, *, stands: bool) -> None:
        """Somebody gave a choice, or took it away."""
        before = self.stood[card][-1]
        self.stood[card].append(before | {(who, choice)} if stands else before - {(who, choice)})

    def standing(self, card: str, who: str) -> frozenset[str]:
        """What somebody gives on a card now."""
        return frozenset(choice for name, choice in self.stood[card][-1] if name == who)
