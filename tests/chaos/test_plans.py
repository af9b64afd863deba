"""Every storm judges on both chats, and has the flood of reports where there is time for it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.moderation.hours import DAY, Hours, Rehearsed
from bot.stage import DISCORD, SLACK
from tests.chaos import nights
from tests.chaos.__main__ import plans
from tests.chaos.play import FLOOD, PACE


@pytest.mark.parametrize(("kills", "stages"), [(2, 2), (15, 2), (50, 2), (51, 3), (500, 20)])
def test_both_chats(kills: int, stages: int) -> None:
    """In turn, with as many kills as were asked for."""
    made = plans(kills, "any")
    assert [each.judged_on for each in made] == [(SLACK, DISCORD)[number % 2] for number in range(stages)]
    assert sum(each.kills for each in made) == kills


def test_the_flood() -> None:
    """The storms of continuous integration, of fifteen kills each, have it on both chats."""
    assert all(each.flood == FLOOD for each in plans(15, "any"))


@pytest.mark.parametrize("second", range(0, 72, 5))
def test_night_falls(second: int) -> None:
    """In every storm, whenever it is: three seconds earlier it is day, and it takes 24 of them."""
    assert all(each.nights for each in plans(15, "any"))
    dusk = datetime(2026, 7, 1, tzinfo=UTC) + timedelta(seconds=second)
    given = nights.beginning(dusk, PACE)
    hours, zone = Rehearsed(Hours(8 * 60, DAY), PACE), ZoneInfo(given["SALON_TIME_ZONE"])
    assert given["SALON_NOTICE_HOURS"] == str(hours.hours)
    before = dusk - timedelta(seconds=3)
    assert hours.opens(before, zone) == before
    assert timedelta(seconds=21) < hours.opens(dusk, zone) - dusk <= timedelta(seconds=24)
