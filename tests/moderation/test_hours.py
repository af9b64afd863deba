"""The hours at which somebody may be written to unasked."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderation.hours import ALWAYS, Hours, Rehearsed

BY_DAY = Hours(9 * 60, 20 * 60)
MADRID, BOGOTA, APIA = map(ZoneInfo, ("Europe/Madrid", "America/Bogota", "Pacific/Apia"))


def utc(day: int, hour: int, minute: int = 0, month: int = 7) -> datetime:
    """A time of that summer."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "zone", "leaves"),
    [
        (utc(1, 7), MADRID, utc(1, 7)),  # nine o'clock there
        (utc(1, 6, 59), MADRID, utc(1, 7)),
        (utc(1, 17, 59), MADRID, utc(1, 17, 59)),
        (utc(1, 18), MADRID, utc(2, 7)),  # eight in the evening
        (utc(1, 23, 30), MADRID, utc(2, 7)),  # the next day there
        (utc(1, 12), BOGOTA, utc(1, 14)),
        (utc(2, 0, 59), BOGOTA, utc(2, 0, 59)),
        (utc(2, 1), BOGOTA, utc(2, 14)),
        (utc(24, 22, month=10), MADRID, utc(25, 8, month=10)),  # the night in which summer time ends
        (utc(28, 23, month=3), MADRID, utc(29, 7, month=3)),  # the night in which it begins
        (utc(1, 3), UTC, utc(1, 9)),
    ],
)
def test_when_it_leaves(now: datetime, zone: ZoneInfo, leaves: datetime) -> None:
    """By day at once, at night in the morning, by the clock of whoever gets it."""
    assert BY_DAY.opens(now, zone) == leaves


@given(st.integers(0, 2 * 365 * 24 * 60), st.sampled_from((MADRID, APIA)))
def test_never_at_night_and_never_long(minute: int, zone: ZoneInfo) -> None:
    """Whatever the season: it leaves by day there, no more than fourteen hours later, and not before."""
    now = utc(1, 0, month=1) + timedelta(minutes=minute)
    at = BY_DAY.opens(now, zone)
    assert now <= at <= now + timedelta(hours=14)
    assert 9 <= at.astimezone(zone).hour < 20
    assert ALWAYS.opens(now, zone) == now


MIDNIGHT = utc(1, 0)
SIXTY = Rehearsed(BY_DAY, 60)
"""Its days take 24 minutes, and every sixtieth begins when one of ours does."""


@pytest.mark.parametrize(
    ("seconds", "zone", "leaves"),
    [
        (0, UTC, 9 * 60),
        (9 * 60 - 1, UTC, 9 * 60),
        (9 * 60, UTC, 9 * 60),
        (20 * 60 - 1, UTC, 20 * 60 - 1),
        (20 * 60, UTC, 33 * 60),
        (7 * 60, MADRID, 7 * 60),
        (6 * 60, MADRID, 7 * 60),
        (18 * 60, MADRID, 31 * 60),
        (12 * 60, BOGOTA, 14 * 60),
    ],
)
def test_days_of_a_rehearsal(seconds: int, zone: ZoneInfo, leaves: int) -> None:
    """With time sixty times faster an hour is a minute, by the clock of whoever gets it."""
    assert SIXTY.opens(MIDNIGHT + timedelta(seconds=seconds), zone) == MIDNIGHT + timedelta(seconds=leaves)


@given(st.integers(0, 10**12), st.sampled_from((MADRID, APIA)), st.sampled_from((1.5, 60.0, 1200.0, 1_000_000.0)))
def test_what_waited_in_a_rehearsal_leaves(since: int, zone: ZoneInfo, scale: float) -> None:
    """However fast: no more than fourteen of its hours later, and then it is day, so that it waits no second time."""
    now, rehearsed = MIDNIGHT + timedelta(microseconds=since), Rehearsed(BY_DAY, scale)
    at = rehearsed.opens(now, zone)
    assert now <= at <= now + timedelta(hours=14) / scale
    assert rehearsed.opens(at, zone) == at
    assert Rehearsed(ALWAYS, scale).opens(now, zone) == now


def test_as_it_is_set() -> None:
    """It reads as people write it."""
    assert (str(BY_DAY), str(ALWAYS)) == ("09:00-20:00", "00:00-24:00")
