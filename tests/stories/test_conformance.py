"""All tests speak to a chat as it documents: `tests.wire.held` holds every exchange against the document."""

import pytest

from bot.stage import DISCORD, SLACK
from tests.sandbox import openapi, slack_openapi
from tests.stories.acting import Scene

THERE = {DISCORD: openapi.available(), SLACK: slack_openapi.available()}
PLAIN = f"{openapi.VARIABLE} and {slack_openapi.VARIABLE} name no copies of the chats' OpenAPI documents"


@pytest.mark.skipif(not all(THERE.values()), reason=PLAIN)
async def test_a_story_speaks_as_the_chat_documents(scene: Scene) -> None:
    """From log-in to an accepted answer there are many kinds of requests, and each is as valid as its response."""
    await scene.answered()
    kinds = {DISCORD: {(each.method, each.template) for each in scene.on.discord.traffic}}
    kinds[SLACK] = {(each.verb, each.method) for each in scene.on.slack.traffic}
    assert all(len(kinds[chat]) >= 8 for chat in scene.on.chats), kinds
