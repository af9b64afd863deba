"""Both chats, with the moderators on Slack, for stories about people who are on either."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from bot.clocks import JumpingClock
from bot.stage import DISCORD, SLACK
from tests.stories.both.people import Log
from tests.stories.slack_acting import SlackScene
from tests.stories.staging import stage


@pytest.fixture
def log() -> Iterator[Log]:
    """What the bot's log says; in the end it tells of no fault."""
    with structlog.testing.capture_logs() as lines:
        yield lines
    assert [each for each in lines if each["log_level"] in {"error", "critical"}] == []


@pytest.fixture
async def stopped(tmp_path: Path, request: pytest.FixtureRequest, log: Log) -> AsyncIterator[SlackScene]:
    """A stage on which no bot runs yet. In the end nobody was pinged."""
    del log
    clock, chats = JumpingClock(), getattr(request, "param", (SLACK, DISCORD))
    async with stage(tmp_path, chats=chats, clock=clock) as on:
        yield SlackScene(on, clock)
        assert [ping.text for each in on.slack.people.values() for ping in each.pings] == []


@pytest.fixture
async def scene(stopped: SlackScene) -> AsyncIterator[SlackScene]:
    """The same with the bot on it."""
    async with stopped.bot():
        yield stopped
