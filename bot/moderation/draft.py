"""A decision in the making: events are applied as they are recorded, so that each step sees what the last one did."""

from dataclasses import dataclass

from bot.moderation.effects import Effect, Say
from bot.moderation.events import Event
from bot.moderation.evolve import evolve
from bot.moderation.model import Case, Facts
from bot.moderation.transitions import check


@dataclass(frozen=True, slots=True)
class Decision:
    """What a command led to.

    Attributes:
        events: What happened; append them to the ledger.
        effects: What the world is to be told; queue them in the same transaction.
        case: The case after the events; None where nothing was opened.
        answer: A sentence for the person who acted: a refusal where there are no events, else a receipt.
    """

    events: tuple[Event, ...]
    effects: tuple[Effect, ...]
    case: Case | None
    answer: Say | None = None


class Draft:
    """Collects events and effects of one decision."""

    def __init__(self, case: Case | None, facts: Facts) -> None:
        self._case = case
        self.facts = facts
        self._events: list[Event] = []
        self._effects: list[Effect] = []
        self._answer: Say | None = None

    @property
    def case(self) -> Case:
        """The case as it is after what was recorded so far."""
        if self._case is None:
            raise ValueError("the case is not opened yet")
        return self._case

    def record(self, *events: Event) -> None:
        """It happened."""
        for event in events:
            before, self._case = self._case, evolve(self._case, event)
            if before:
                check(before.status, self._case.status)
            self._events.append(event)

    def want(self, *effects: Effect) -> None:
        """It is to be done; the same effect twice is wanted once."""
        self._effects.extend(effect for effect in effects if effect not in self._effects)

    def say(self, answer: Say) -> None:
        """Tell the person who acted."""
        self._answer = answer

    def decision(self) -> Decision:
        """All of it."""
        return Decision(tuple(self._events), tuple(self._effects), self._case, self._answer)
