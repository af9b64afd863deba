"""Slack over HTTP: signed requests to the app's own server."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

from bot.sandbox.slack import DidNotRespond, SlackSandbox, answer
from tests.sandbox.slack_bots import client
from tests.sandbox.slack_manifest import manifest
from tests.wire import held

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

COMMAND = {"command": "/report-listing", "description": "Report a listing"}


def over_http(url: str) -> dict[str, Any]:
    """Return the manifest of an app that Slack comes to."""
    return manifest(
        settings__socket_mode_enabled=False,
        settings__event_subscriptions={"request_url": url, "bot_events": ["message.im", "app_home_opened"]},
        settings__interactivity={"is_enabled": True, "request_url": url},
        features__slash_commands=[{**COMMAND, "url": url}],
    )


@asynccontextmanager
async def serving(handle: Any) -> AsyncIterator[str]:  # noqa: ANN401 - an aiohttp handler
    """Run an app's own server, and return its address."""
    server = web.Application()
    server.router.add_post("/slack/events", handle)
    runner = web.AppRunner(server)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    finally:
        await runner.cleanup()


async def test_signed_requests() -> None:
    """Bolt takes what the sandbox signs, and answers commands; the address is verified by a challenge."""
    heard: list[str] = []
    apps: list[AsyncApp] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        return await to_aiohttp_response(await apps[0].async_dispatch(await to_bolt_request(request)))

    async with serving(handle) as url, held(SlackSandbox(manifest=over_http(url), scale=600)) as slack:
        app = AsyncApp(client=client(slack), signing_secret=slack.signing_secret, process_before_response=True)
        apps.append(app)

        @app.event("message")
        async def message(event: dict[str, Any]) -> None:
            heard.append(event["text"])

        @app.command("/report-listing")
        async def report(ack: Any) -> None:  # noqa: ANN401 - Bolt's own
            await ack("thanks")

        alice = slack.person("alice")
        assert await slack.webhooks.verify()
        assert await slack.webhooks.check_certificate("/report-listing")
        await alice.writes("hello")
        await slack.settle()
        assert heard == ["hello"]
        assert answer(await alice.runs("/report-listing", in_dm=True)).text == "thanks"
        assert slack.webhooks.signed("x")["X-Slack-Signature"].startswith("v0=")


async def test_retries_over_http() -> None:
    """A refused request comes again with its number and reason, unless the app forbids it; interactions do not."""
    seen: list[tuple[str | None, str | None]] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        text = await request.text()
        if "challenge" in text:
            return web.json_response({"challenge": (await request.json())["challenge"]})
        seen.append((request.headers.get("X-Slack-Retry-Num"), request.headers.get("X-Slack-Retry-Reason")))
        headers = {"X-Slack-No-Retry": "1"} if "enough" in text else {}
        return web.Response(status=200 if len(seen) == 3 else 500, headers=headers)

    async with serving(handle) as url, held(SlackSandbox(manifest=over_http(url), scale=600)) as slack:
        alice = slack.person("alice")
        assert await slack.webhooks.verify()
        await alice.writes("hello")
        await slack.until(lambda: not slack.dispatcher.unfinished)
        assert seen == [(None, None), ("1", "http_error"), ("2", "http_error")]
        await alice.writes("enough")
        await slack.settle()
        assert (len(seen), len(slack.dispatcher.given_up)) == (4, 1)
        with pytest.raises(DidNotRespond):
            await alice.runs("/report-listing", in_dm=True)
        assert len(seen) == 5


async def test_an_address_that_does_not_answer_the_challenge() -> None:
    """No event is sent there; what people do is, since Slack asks for no proof of those addresses."""
    seen: list[str] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        seen.append(await request.text())
        return web.Response(text="fine")

    async with serving(handle) as url, held(SlackSandbox(manifest=over_http(url), scale=600)) as slack:
        alice = slack.person("alice")
        assert not await slack.webhooks.verify()
        await alice.writes("hello")
        await slack.settle()
        assert [each.reason for each in slack.dispatcher.given_up] == [""]
        assert answer(await alice.runs("/report-listing", in_dm=True)).text == "fine"
        assert len(seen) == 2


async def test_reasons_of_a_retry() -> None:
    """Nobody there, too slow, redirected more than twice: Slack says which, and tries three times more."""
    seen: list[str | None] = []
    slow = asyncio.Event()

    async def handle(request: web.Request) -> web.StreamResponse:
        if "challenge" in await request.text():
            return web.json_response({"challenge": (await request.json())["challenge"]})
        seen.append(request.headers.get("X-Slack-Retry-Reason"))
        if len(seen) == 1:
            await slow.wait()
        raise web.HTTPTemporaryRedirect(request.path)

    async with serving(handle) as url, held(SlackSandbox(manifest=over_http(url), scale=600, deadline=0.5)) as slack:
        alice = slack.person("alice")
        assert await slack.webhooks.verify()
        await alice.writes("hello")
        await slack.until(lambda: slack.dispatcher.given_up)
        slow.set()
        assert list(dict.fromkeys(seen)) == [None, "http_timeout", "too_many_redirects"]
        assert len(seen) == 1 + 3 * 3
    async with held(SlackSandbox(manifest=over_http(url), scale=600)) as slack:
        slack.webhooks.verified = True
        await slack.person("alice").writes("hello")
        await slack.until(lambda: slack.dispatcher.given_up)
        assert slack.dispatcher.given_up[0].reason == "connection_failed"
