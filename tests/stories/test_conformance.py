"""All tests speak to a chat as it documents: `tests.wire.held` holds every exchange against the document."""

from dataclasses import replace

import pytest

from bot.stage import DISCORD, SLACK
from tests import wire
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


@pytest.mark.skipif(not all(THERE.values()), reason=PLAIN)
async def test_what_departs_is_seen(scene: Scene) -> None:
    """An answer that lacks what the document promises is told, also where others of its kind were good."""
    await scene.case()
    for each in scene.on.discord.traffic:
        if (each.method, each.status) == ("POST", 200) and (each.template or "").endswith("/messages"):
            assert wire.of_discord([replace(each, response={"id": "1"})])
    for sent in scene.on.slack.traffic:
        if sent.method == "chat.postMessage":
            assert wire.of_slack([replace(sent, response={"ok": True})])
