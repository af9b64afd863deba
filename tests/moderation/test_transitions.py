"""From state to state: along the arrows of `TRANSITIONS`, along every one of them, and nowhere else."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import product

import pytest

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.draft import Draft
from bot.moderation.model import ENDED, Choice, Facts, Status
from bot.moderation.transitions import TRANSITIONS, check
from tests.moderation.builders import (
    ANN,
    BEN,
    OPEN_STATES,
    START,
    Play,
    again,
    asked,
    awaited,
    disputed,
    failed,
    opened,
    refused,
    silent,
    vote,
)

Arrow = tuple[Status, Status]
ARROWS: frozenset[Arrow] = frozenset((before, after) for before in TRANSITIONS for after in TRANSITIONS[before])


def kept() -> Play:
    """'Keep' wins."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN))
    return play.finish()


def undecided() -> Play:
    """Nobody decides in time."""
    play = opened()
    play.now = play.case.round.deadline
    play.tick()
    play.read()
    return play


def unreached() -> Play:
    """Nobody can be asked, for as long as that is tried."""
    play = failed(asked())
    play.wait(play.case.rules.unreachable_within).tick()
    return play


def answered(play: Play) -> Play:
    """The member answers."""
    play.answers("late")
    return play


def gone(play: Play) -> Play:
    """Two looks find the listing gone."""
    play.see(c.Sight.GONE)
    play.see(c.Sight.GONE)
    return play


def withdrawn(play: Play) -> Play:
    """A moderator takes the case back."""
    play.withdraw()
    return play


def appealed() -> Play:
    """As it will stand on appeal. Nothing leads there yet, so that it is put there by hand."""
    play = refused()
    play.maybe = replace(play.case, status=Status.APPEAL_IN_REVIEW)
    return play


STORIES: tuple[Callable[[], Play], ...] = (
    kept,
    undecided,
    again,
    lambda: failed(asked()),
    lambda: failed(asked()).deliver(),
    lambda: failed(awaited()),
    unreached,
    lambda: answered(failed(awaited())),
    lambda: disputed(awaited()),
    lambda: answered(silent()),
    refused,
)
STATES: Mapping[str, Callable[[], Play]] = {**OPEN_STATES, "appeal in review": appealed}


def walked() -> Iterator[Arrow]:
    """Every step of every story, and of both endings that a case can come to from any of its open states."""
    for story in STORIES:
        yield from story().steps
    for state in STATES.values():
        yield from withdrawn(state()).steps
        yield from gone(state()).steps


def test_every_arrow_is_walked() -> None:
    """Each transition is reached by some story, and no story takes another."""
    assert set(walked()) == ARROWS


def test_every_open_state_is_begun_from() -> None:
    """The stories know every state in which a case can be open."""
    assert {state().case.status for state in STATES.values()} == set(Status) - ENDED


def test_every_state_has_its_arrows() -> None:
    """Every state is told of, and what is over stays over."""
    assert set(TRANSITIONS) == set(Status)
    assert {status for status in Status if not TRANSITIONS[status]} == ENDED


@pytest.mark.parametrize(("before", "after"), list(product(Status, Status)))
def test_check(before: Status, after: Status) -> None:
    """A case may stay where it is or follow an arrow; any other step is refused loudly, and named."""
    if before is after or (before, after) in ARROWS:
        check(before, after)
        return
    with pytest.raises(ValueError, match=f"cannot go from '{before}' to '{after}'"):
        check(before, after)


@pytest.mark.parametrize(
    ("somewhere", "event"),
    [
        (awaited, e.CaseCleared(START)),
        (opened, e.MemberSilent()),
        (kept, e.QuestionDue(1)),
        (lambda: withdrawn(opened()), e.CaseLapsed(START)),
    ],
)
def test_refused_by_the_draft(somewhere: Callable[[], Play], event: e.Event) -> None:
    """A decision that would lead where no arrow leads fails before anything is recorded."""
    draft = Draft(somewhere().case, Facts(START))
    with pytest.raises(ValueError, match="cannot go from"):
        draft.record(event)
    assert draft.decision().events == ()
