"""A sandbox for each test; its traffic is held against the platform's own description on the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.sandbox.discord import DiscordSandbox
from bot.sandbox.slack import SlackSandbox
from tests.sandbox import covered, openapi, slack_covered, slack_openapi
from tests.sandbox.bots import reached
from tests.sandbox.slack_manifest import manifest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def guild(request: pytest.FixtureRequest) -> AsyncIterator[DiscordSandbox]:
    """A sandbox whose windows are twenty times shorter; `indirect` parameters change its settings."""
    options = getattr(request, "param", {})
    async with DiscordSandbox(**{"scale": 20, "max_concurrency": 16, **options}) as sandbox:
        with reached(sandbox):
            yield sandbox
        if openapi.available():
            assert [each for exchange in sandbox.traffic for each in openapi.problems(exchange)] == []
        covered.check(request.node.originalname, sandbox.traffic)


@pytest.fixture
async def slack(request: pytest.FixtureRequest) -> AsyncIterator[SlackSandbox]:
    """A sandbox whose spans are six hundred times shorter, and that lets post; `indirect` parameters change that."""
    usual = {"manifest": manifest(), "scale": 600, "patience": 1.0, "limits": {"post": (1000, 1.0)}}
    options = {**usual, **getattr(request, "param", {})}
    async with SlackSandbox(**options) as sandbox:
        yield sandbox
        if slack_openapi.available():
            assert [each for exchange in sandbox.traffic for each in slack_openapi.problems(exchange)] == []
        slack_covered.check(request.node.originalname, sandbox.traffic)
