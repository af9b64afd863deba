"""Slack over HTTP: Slack comes to a server of ours. Who it is says its signature; the rest is Bolt's, as with a socket.

The signature is checked here and not by Bolt, which reads the body first, writes what it does not trust into the log,
and takes the machine's clock.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import Clock, SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

PATH: Final = "/slack/events"
FORM: Final = "application/x-www-form-urlencoded"

_log = structlog.get_logger()


class _Clock(Clock):
    """Our clock, as slack_sdk asks for the time."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    def now(self) -> float:
        return self._now().timestamp()


class Requests:
    """The way in that Slack opens: each event, command and form is a request of its own.

    Args:
        signing_secret: What Slack signs with ('Verifying requests from Slack', docs.slack.dev).
        now: The wall clock: what is older than five minutes is not taken.
    """

    def __init__(self, signing_secret: str, now: Callable[[], datetime]) -> None:
        self._verifier = SignatureVerifier(signing_secret, _Clock(now))
        self._app: AsyncApp | None = None
        self._under_way: set[asyncio.Task[web.Response]] = set()

    @property
    def busy(self) -> int:
        """How many requests are being handled."""
        return len(self._under_way)

    async def stay(self, app: AsyncApp, _web: AsyncWebClient, greeted: Callable[[], None]) -> None:
        """For ever: Slack comes when it has something."""
        self._app = app
        greeted()
        await asyncio.Event().wait()

    async def leave(self) -> None:
        """Take nothing more; what came in is handled to its end."""
        self._app = None
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def handle(self, request: web.Request) -> web.Response:
        """One request. What is not acknowledged (2xx, within three seconds) Slack sends again."""
        body = await request.read()
        if request.content_type == FORM and b"ssl_check=1" in body.split(b"&"):
            return web.Response()  # Slack looks at the certificate, now and then and unsigned, and at nothing else
        if not self._is_slacks(body, request.headers):
            _log.warning("a request that is not signed as Slack's was refused")
            return web.Response(status=401)
        if self._app is None:
            return web.Response(status=503)
        task = asyncio.create_task(_dispatch(self._app, request))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return await asyncio.shield(task)  # whoever hangs up meanwhile: what they brought is handled all the same

    def _is_slacks(self, body: bytes, headers: Mapping[str, str]) -> bool:
        try:
            return self._verifier.is_valid_request(body, headers)
        except (TypeError, ValueError):  # a time that is no number, a body or a signature that is no text
            return False


async def _dispatch(app: AsyncApp, request: web.Request) -> web.Response:
    return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))
