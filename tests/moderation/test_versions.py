"""Which version of the policy a work is judged under."""

from datetime import UTC, date, datetime

import pytest

from bot.moderation.versions import judged_under

SPRING, SUMMER, AUTUMN, WINTER = (date(2026, month, 1) for month in (3, 6, 9, 12))
KEPT = (("spring", SPRING), ("autumn", AUTUMN), ("summer", SUMMER), ("winter", WINTER))


def on(month: int, day: int = 1) -> datetime:
    """Some time on that day."""
    return datetime(2026, month, day, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("listed_at", "judged"),
    [
        (on(10), ""),
        (on(9), ""),
        (on(8, 31), "summer"),
        (on(6), "summer"),
        (on(5, 31), "spring"),
        (on(3), "spring"),
        (on(1), "spring"),
        (None, ""),
    ],
)
def test_the_version_of_the_day(listed_at: datetime | None, judged: str) -> None:
    """The newest that had begun, from its first day on; before all of them the oldest; unknown is the case's own.

    One that begins after the case's own was never in force for it, even where it was kept.
    """
    assert judged_under(KEPT, AUTUMN, listed_at) == judged


def test_of_one_day_the_last_counts() -> None:
    """A version that was put right, and kept again, stands for both; the order of keeping decides nothing else."""
    kept = (("spring", SPRING), ("summer", SUMMER), ("repaired", SUMMER), ("early", SPRING))
    assert judged_under(kept, AUTUMN, on(7)) == "repaired"
    assert judged_under(kept, AUTUMN, on(4)) == "early"


def test_with_nothing_older_kept() -> None:
    """The case's own, whatever it is called in the record."""
    assert judged_under((("autumn", AUTUMN), ("other", AUTUMN)), AUTUMN, on(1)) == ""
    assert judged_under((), AUTUMN, on(1)) == ""
