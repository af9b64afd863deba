"""From state to state: along the arrows of `TRANSITIONS`, along every one of them, and nowhere else."""

from collections.abc import Callable, Iterator, Mapping
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
    CLEO,
    DAN,
    OPEN_STATES,
    START,
    Play,
    again,
    appealed,
    asked,
    awaited,
    closed,
    disputed,
    failed,
    moved,
    opened,
    refused,
    repaired,
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


def judged(play: Play, choice: Choice) -> Play:
    """Those who have not voted before decide."""
    vote(play, choice, (CLEO, DAN))
    if choice is Choice.REFUSE:
        play.observe(CLEO)
    return play.finish()


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
    lambda: moved(silent()),
    lambda: moved(failed(asked())),
    lambda: judged(silent(), Choice.NONE),
    lambda: judged(repaired(), Choice.REFUSE),
    lambda: judged(repaired(), Choice.ACCEPT),
    lambda: judged(appealed(), Choice.STANDS),
    lambda: judged(appealed(), Choice.OVERTURN),
    lambda: withdrawn(closed()),
)
STATES: Mapping[str, Callable[[], Play]] = OPEN_STATES
AFTER_CLOSED = ("repair in review", "appeal in review")
"""States in which a listing that is gone is no answer: we may have unlisted it, or it is not about the listing."""


def walked() -> Iterator[Arrow]:
    """Every step of every story, and of both endings that a case can come to from any of its open states."""
    for story in STORIES:
        yield from story().steps
    for state in STATES.values():
        yield from withdrawn(state()).steps
        yield from gone(state()).steps


@pytest.mark.parametrize("state", AFTER_CLOSED)
def test_gone_after_a_decision(state: str) -> None:
    """After a decision a listing that cannot be found ends nothing."""
    play = STATES[state]()
    before = play.case
    assert gone(play).case == before


def test_every_arrow_is_walked() -> None:
    """Each transition is reached by some story, and no story takes another."""
    assert set(walked()) == ARROWS


def test_every_open_state_is_begun_from() -> None:
    """The stories know every state in which a case can be open."""
    assert {state().case.status for state in STATES.values()} == set(Status) - ENDED


def test_every_state_has_its_arrows() -> None:
    """Every state is told of, and what is over stays over; only a decision that closed a case can be contested."""
    assert set(TRANSITIONS) == set(Status)
    assert {status for status in Status if not TRANSITIONS[status]} == ENDED - {Status.CLOSED}


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
