"""Where a member stands: what counts, for how long, and what may follow."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.moderation.model import CHOICES, Case, Choice, Record, RoundKind
from bot.moderation.standing import ladder, record, violations
from tests.moderation.builders import ANN, DAY, START, closed, decided, message, opened, refused

SINCE = date(2020, 1, 1)


def earlier(number: int = 7, notice: str = "first") -> Case:
    """Another case of the member, which made a violation."""
    case = closed().case
    return replace(case, number=number, notices=(message(notice),))


def after(case: Case) -> Case:
    """The case at hand, opened a day after another was closed."""
    assert case.closed_at
    return replace(refused().case, opened_at=case.closed_at + DAY)


def test_counts_and_expires() -> None:
    """A violation counts from the decision until it expires."""
    case = earlier()
    assert case.action
    assert case.action.expires
    [found] = violations([case, opened().case], START + 40 * DAY)
    assert (found.case, found.outcome, found.expires) == (7, Choice.UNLIST, case.action.expires)
    assert violations([case], case.action.expires) == ()


def test_undone_does_not_count() -> None:
    """What was taken back does not count, and neither does what nothing followed from."""
    play = closed()
    play.withdraw(ANN)
    assert violations([play.case, decided(refused(), Choice.NONE).case], play.now) == ()


def test_one_notice_one_violation() -> None:
    """Two cases with the same notice make one violation."""
    assert len(violations([earlier(1), earlier(2)], START + 40 * DAY)) == 1
    assert len(violations([earlier(1), earlier(2, "second")], START + 40 * DAY)) == 2


@pytest.mark.parametrize(
    ("uploaded", "known"),
    [
        (DAY, Record(earlier=1)),
        (-DAY, Record()),
        (timedelta(), Record()),
        (None, Record(exempt=True)),
        (-9999 * DAY, Record(exempt=True)),
    ],
)
def test_record(uploaded: timedelta | None, known: Record) -> None:
    """It counts for a listing that was uploaded after its notice came; what is of no known age makes no violation."""
    before = earlier()
    assert before.noticed_at
    listed_at = None if uploaded is None else before.noticed_at + uploaded
    case = after(before)
    assert record(case, [before, case], listed_at=listed_at, since=SINCE, now=case.opened_at) == known


def test_only_what_was_decided_before() -> None:
    """A violation that was decided after this case was opened does not count against it."""
    before = earlier()
    case = replace(after(before), opened_at=START)
    known = record(case, [before], listed_at=START + 900 * DAY, since=SINCE, now=START + 60 * DAY)
    assert known == Record()


def test_without_a_time_of_notice() -> None:
    """A case of which it is not known when the notice came counts from its decision on."""
    before = replace(earlier(), noticed_at=None)
    assert before.action
    [found] = violations([before], before.action.since)
    assert found.noticed_at == before.action.since


@pytest.mark.parametrize(("earlier_ones", "steps"), [(0, 2), (1, 4), (5, 4)])
def test_ladder(earlier_ones: int, steps: int) -> None:
    """The first time nothing or the listing, after that everything."""
    assert ladder(Record(earlier=earlier_ones)) == CHOICES[RoundKind.ACTION][:steps]
    assert ladder(Record(earlier=earlier_ones, exempt=True)) == CHOICES[RoundKind.ACTION][:2]
