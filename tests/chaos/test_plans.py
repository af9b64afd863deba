"""Every storm judges on both chats, and has the flood of reports where there is time for it."""

import pytest

from bot.stage import DISCORD, SLACK
from tests.chaos.__main__ import plans
from tests.chaos.play import FLOOD


@pytest.mark.parametrize(("kills", "stages"), [(2, 2), (15, 2), (50, 2), (51, 3), (500, 20)])
def test_both_chats(kills: int, stages: int) -> None:
    """In turn, with as many kills as were asked for."""
    made = plans(kills, "any")
    assert [each.judged_on for each in made] == [(SLACK, DISCORD)[number % 2] for number in range(stages)]
    assert sum(each.kills for each in made) == kills


def test_the_flood() -> None:
    """The storms of continuous integration, of fifteen kills each, have it on both chats."""
    assert all(each.flood == FLOOD for each in plans(15, "any"))
