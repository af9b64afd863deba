"""Socket Mode: one socket after the other without a gap, since Slack closes each after some hours."""

import asyncio
from collections.abc import Callable
from typing import Final

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.socket import Socket

HEARTBEAT: Final = 10.0
"""Seconds between pings; a connection that does not answer one is lost."""


class Sockets:
    """The way in that the bot opens itself: it needs no address that Slack can reach."""

    def __init__(self, app_token: str) -> None:
        self._app_token = app_token
        self._open: dict[Socket, asyncio.Task[None]] = {}

    @property
    def busy(self) -> int:
        """How many envelopes are being handled."""
        return sum(each.busy for each in self._open)

    async def stay(self, app: AsyncApp, web: AsyncWebClient, greeted: Callable[[], None]) -> None:
        """Until a socket ends by itself."""
        while web.session:
            opened = await web.apps_connections_open(app_token=self._app_token)
            raw = await web.session.ws_connect(str(opened["url"]), heartbeat=HEARTBEAT, proxy=web.proxy)
            socket = Socket(raw, app, greeted)
            serving = self._open[socket] = asyncio.create_task(socket.serve())
            serving.add_done_callback(lambda _, socket=socket: self._open.pop(socket, None))  # type: ignore[misc]
            leaving = asyncio.create_task(socket.leaving.wait())
            try:
                await asyncio.wait({serving, leaving}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                leaving.cancel()
            if serving.done():
                return

    async def leave(self) -> None:
        """Close them all; what came in is handled to its end."""
        serving = list(self._open.values())
        for socket in list(self._open):
            await socket.close()
        await asyncio.gather(*serving, return_exceptions=True)
