"""A stage for each story, and what must hold at the end of every one."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.stage import stage
from tests.stories import wire
from tests.stories.acting import Scene
from tests.stories.clock import JumpingClock


@pytest.fixture
def setting(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What a story wants different on its stage (`acting.team`)."""
    chosen: dict[str, Any] = getattr(request, "param", {})
    return chosen


@pytest.fixture
async def stopped(tmp_path: Path, setting: dict[str, Any]) -> AsyncIterator[Scene]:
    """A stage on which no bot runs yet. In the end nobody was pinged, and Discord was spoken to as it documents."""
    clock = JumpingClock()
    with structlog.testing.capture_logs() as log:
        async with stage(tmp_path, clock=clock, **setting) as on:
            yield Scene(on, clock)
            assert [(each.name, ping.text) for each in on.discord.people.values() for ping in each.pings] == []
            assert wire.problems(on.discord) == []
    assert [each for each in log if each["log_level"] in {"error", "critical"}] == []


@pytest.fixture
async def scene(stopped: Scene) -> AsyncIterator[Scene]:
    """A stage with the bot on it. In the end nothing that came in was lost."""
    async with stopped.bot():
        yield stopped
