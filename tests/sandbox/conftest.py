"""A sandbox for each test; its traffic is held against the platform's own description on the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.sandbox.discord import DiscordSandbox
from bot.sandbox.slack import SlackSandbox
from tests.sandbox import covered, slack_covered
from tests.sandbox.bots import reached
from tests.sandbox.slack_manifest import manifest
from tests.wire import held

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


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
