"""When the listing of an open case is looked at again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.service.ground import Ground
from bot.service.listings import SECOND_LOOK, next_look
from tests.moderation.builders import START


@pytest.mark.parametrize(("scale", "second"), [(1, SECOND_LOOK), (360, timedelta(minutes=1))])
def test_the_second_look(ground: Ground, scale: int, second: timedelta) -> None:
    """It comes soon and, where a rehearsal looks every minute, no later than an ordinary one."""
    faster = replace(ground, policy=ground.policy.faster(scale))
    every = ground.policy.limits.look_every / scale
    assert next_look(faster, START, soon=False) == START + every
    assert next_look(faster, START, soon=True) == START + second
