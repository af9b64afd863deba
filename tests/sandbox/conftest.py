"""A sandbox for each test, or a stage to give orders on; what goes over the wire is held against its document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.clocks import JumpingClock
from bot.rehearsal import playing
from bot.sandbox.discord import DiscordSandbox
from bot.sandbox.slack import SlackSandbox
from bot.stage import DISCORD, SLACK
from tests.sandbox import covered, slack_covered
from tests.sandbox.bots import reached
from tests.sandbox.slack_manifest import manifest
from tests.stories.staging import stage
from tests.wire import held

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.sandbox.control import Play
    from bot.stage import Stage


@pytest.fixture
async def guild(request: pytest.FixtureRequest) -> AsyncIterator[DiscordSandbox]:
    """A sandbox whose windows are twenty times shorter; `indirect` parameters change its settings."""
    options = getattr(request, "param", {})
    async with held(DiscordSandbox(**{"scale": 20, "max_concurrency": 16, **options})) as sandbox:
        with reached(sandbox):
            yield sandbox
        covered.check(request.node.originalname, sandbox.traffic)


@pytest.fixture
async def slack(request: pytest.FixtureRequest) -> AsyncIterator[SlackSandbox]:
    """A sandbox whose spans are six hundred times shorter, and that lets post; `indirect` parameters change that."""
    usual = {"manifest": manifest(), "scale": 600, "patience": 1.0, "limits": {"post": (1000, 1.0)}}
    options = {**usual, **getattr(request, "param", {})}
    async with held(SlackSandbox(**options)) as sandbox:
        yield sandbox
        slack_covered.check(request.node.originalname, sandbox.traffic)


@pytest.fixture
def clock() -> JumpingClock:
    """By which Discord and the bot live."""
    return JumpingClock()


@pytest.fixture(params=[(DISCORD,), (SLACK,)], ids="-".join)
def chats(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """Those that are open: every order is tried on each."""
    found: tuple[str, ...] = request.param
    return found


@pytest.fixture
async def on(tmp_path: Path, clock: JumpingClock, chats: tuple[str, ...]) -> AsyncIterator[Stage]:
    """People, two listings of Ines, and the real bot."""
    async with stage(tmp_path, clock=clock, chats=chats) as prepared:
        for title in ("Neon Koi", "First Snow"):
            prepared.gallery.list(prepared.artist("ines"), title, works=2)
        async with prepared.bot_running(clock):
            yield prepared


@pytest.fixture
def play(on: Stage) -> Play:
    """What takes the orders."""
    return playing(on, {"NAME": "two words"}, act="act")
