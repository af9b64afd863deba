"""A chat as it may be: it delivers what happened late, twice and in any order, but a card that is read tells the truth.

`Stamped` is a chat whose events carry their own time and come as they like (Slack); on the other kind arrival is order
(Discord). On both an event may be doubled, and a reading may be overtaken while it is under way.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from bot.moderation import commands as c
from bot.moderation.model import Account, Choice, Mark


class Reading(NamedTuple):
    """A reading under way: what it saw, and what the core had seen when it began."""

    round: int
    began: int
    marks: frozenset[Mark]
    moderators: frozenset[Account]


@dataclass
class Chat:
    """What really stands on the cards, and the events that are still under way.

    Attributes:
        stamped: Events carry their own time, and come in any order.
        truth: The reactions that stand, by round.
        flight: Events that happened and were not delivered yet, oldest first.
        delivered: Events that may come once more.
        wanted: Rounds whose card is to be read.
        reading: The one reading that is under way (the lane of a card allows no second).
    """

    stamped: bool
    moderators: frozenset[Account]
    truth: dict[int, frozenset[Mark]] = field(default_factory=dict)
    flight: list[c.React | c.ClearReactions] = field(default_factory=list)
    delivered: list[c.React] = field(default_factory=list)
    wanted: list[int] = field(default_factory=list)
    reading: Reading | None = None
    happened: int = 0

    def stands(self, number: int) -> frozenset[Mark]:
        """What stands on a card."""
        return self.truth.get(number, frozenset())

    def toggle(self, number: int, mark: Mark) -> None:
        """Somebody puts a reaction on, or takes it off."""
        self.happened += 1
        stands = mark not in self.stands(number)
        self.truth[number] = self.stands(number) ^ {mark}
        order = f"{self.happened:06}" if self.stamped else ""
        self.flight.append(c.React(number, mark, stands, mark.account in self.moderators, order))

    def clear(self, number: int, choice: Choice | None) -> None:
        """Somebody removes all reactions, or all of one meaning, at once."""
        self.truth[number] = frozenset(mark for mark in self.stands(number) if choice not in (None, mark.choice))
        self.flight.append(c.ClearReactions(number, choice))

    def lose(self, number: int) -> None:
        """The card is gone, and all that belonged to it."""
        self.truth[number] = frozenset()
        self.flight = [event for event in self.flight if event.round != number]
        self.delivered = [event for event in self.delivered if event.round != number]

    def next_event(self, which: int, *, marked: bool) -> list[c.React | c.ClearReactions]:
        """Some event arrives: the oldest where arrival is order; there it may come twice in a row."""
        event = self.flight.pop(which % len(self.flight) if self.stamped else 0)
        if not self.stamped:
            return [event, event] if marked else [event]
        assert isinstance(event, c.React)
        once_more = c.React(event.round, event.mark, event.stands, event.moderator, event.order, repeated=True)
        self.delivered.append(once_more)
        return [once_more if marked else event]
