"""A Discord sandbox for each test; its traffic is held against Discord's own description on the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.sandbox.discord import DiscordSandbox
from tests.sandbox import covered, openapi
from tests.sandbox.bots import reached

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def guild(request: pytest.FixtureRequest) -> AsyncIterator[DiscordSandbox]:
    """A sandbox whose windows are twenty times shorter; `indirect` parameters change its settings."""
    options = getattr(request, "param", {})
    async with DiscordSandbox(**{"scale": 20, **options}) as sandbox:
        with reached(sandbox):
            yield sandbox
        if openapi.available():
            assert [each for exchange in sandbox.traffic for each in openapi.problems(exchange)] == []
        covered.check(request.node.originalname, sandbox.traffic)
