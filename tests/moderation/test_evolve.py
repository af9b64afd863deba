"""Rebuilding: what cannot have happened is refused loudly; what happened gives the same case as deciding it did."""

import pytest

from bot.moderation import action_events as a
from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.cases import decide
from bot.moderation.evolve import evolve
from bot.moderation.model import Case, Facts
from tests.moderation.builders import OPEN_STATES, START, opened, silent


def rebuilt(events: list[e.Event]) -> Case | None:
    """The case that these events make."""
    case: Case | None = None
    for event in events:
        case = evolve(case, event)
    return case


@pytest.mark.parametrize("state", OPEN_STATES)
def test_rebuilt(state: str) -> None:
    """From nothing but its events a case is the same again, and its version is their number."""
    play = OPEN_STATES[state]()
    play.withdraw()
    assert rebuilt(play.events) == play.case
    assert play.case.version == len(play.events)


def test_first_event() -> None:
    """A case begins with its opening and with nothing else, and begins once."""
    with pytest.raises(ValueError, match="cannot begin with MemberSilent"):
        evolve(None, e.MemberSilent())
    play = opened()
    with pytest.raises(ValueError, match="opened before"):
        evolve(play.case, play.events[0])


def test_clock_that_does_not_run() -> None:
    """An event of the member's clock needs one that runs."""
    with pytest.raises(ValueError, match="clock does not run"):
        evolve(opened().case, e.LookAsked(None))


def test_command_without_a_case() -> None:
    """Only opening needs no case."""
    with pytest.raises(ValueError, match="not opened yet"):
        decide(None, c.Tick(), Facts(START))


def test_action_that_was_not_taken() -> None:
    """What becomes of an action needs one."""
    with pytest.raises(ValueError, match="no action was taken"):
        evolve(silent().case, a.ActionUndone(START))


def test_confirmed_nobody() -> None:
    """A confirmation where nobody is named changes no owner."""
    case = opened(owner=None).case
    assert evolve(case, e.OwnerConfirmed(case.reporters[0])).owner is None
