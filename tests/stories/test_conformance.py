"""The stories speak to Discord as it documents: `conftest.stopped` holds every exchange against the document."""

import pytest

from tests.sandbox import openapi
from tests.stories.acting import Scene


@pytest.mark.skipif(not openapi.available(), reason=f"{openapi.VARIABLE} names no copy of Discord's OpenAPI document")
async def test_a_story_speaks_as_discord_documents(scene: Scene) -> None:
    """From log-in to an accepted answer, every request and response is valid, and there are many kinds of them."""
    await scene.answered()
    traffic = scene.on.discord.traffic
    assert [each for exchange in traffic for each in openapi.problems(exchange)] == []
    assert len({(exchange.method, exchange.template) for exchange in traffic}) >= 10
