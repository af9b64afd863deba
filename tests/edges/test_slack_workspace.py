"""Answering by a response_url: what each of Slack's answers to it means."""

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.ports import Done, Gone, Refused, Retry, Unknown
from handlers.slack.moderators import Moderators
from handlers.slack.workspace import Workspace, web_client
from tests.edges.slack_values import ME, SETTINGS


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Done()),
        (404, Gone("response_url")),
        (410, Gone("response_url")),
        (429, Retry(7, "rate limited")),
        (503, Unknown("http 503")),
        (400, Refused("http-400")),
    ],
)
async def test_every_answer_has_its_meaning(status: int, outcome: object) -> None:
    """For the person alone, and beside the message that was acted on."""
    sent = []

    async def take(request: web.Request) -> web.Response:
        sent.append(await request.json())
        return web.Response(status=status, headers={"Retry-After": "7"})

    app = web.Application()
    app.router.add_post("/hook", take)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        client = web_client(SETTINGS, session)
        client.proxy = None
        slack = Workspace(client, ME, Moderators(client, SETTINGS, "T1"))
        assert await slack.respond(str(server.make_url("/hook")), {"text": "hi"}) == outcome
    assert sent == [{"text": "hi", "response_type": "ephemeral", "replace_original": False}]
