"""One story at Discord's own pace: its windows unscaled, its rate limits as they are known."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clocks import JumpingClock
from bot.stage import THEIR_OWN, stage
from tests.stories.acting import KEEP, Scene, says
from tests.wire import held


@pytest.fixture
async def paced(tmp_path: Path) -> AsyncIterator[Scene]:
    """A stage at real pace, with the bot on it. Only the policy's days and minutes are the test's own."""
    clock = JumpingClock()
    async with held(stage(tmp_path, scale=1, limits=THEIR_OWN)) as on:
        scene = Scene(on, clock)
        async with scene.bot():
            yield scene


async def test_a_whole_case(paced: Scene) -> None:
    """Report, card, votes, verdict and the word to the reporter come through within Discord's limits."""
    card = await paced.case()
    await paced.vote("mo kai", KEEP, card)
    await paced.decide()
    assert says(card.text, "say.status_cleared")
    assert says(paced.told("alice"), "say.reporter_closed", case=1)
    assert paced.on.discord.rest.limits.refused == 0
