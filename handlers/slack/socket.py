"""One Socket Mode connection: what comes in is answered on the connection that brought it.

slack_sdk's own client is made to live for ever by itself: it goes on with an address that no longer works, closes the
old connection before it has a new one, and writes what it hears into the log. Here a connection that ends has ended,
and `client.SlackConnection` decides what comes next. Envelopes and acknowledgements are slack_sdk's and Bolt's.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable
from typing import Any, Final

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from handlers.shared.wording import told

PLANNED: Final = frozenset({"warning", "refresh_requested"})
"""Slack says beforehand that it will close this connection; until then it still delivers on it."""

_log = structlog.get_logger()


class Socket(AsyncBaseSocketModeClient):
    """A connection that is open.

    Args:
        socket: The connection.
        app: Who handles what comes in.
        greeted: Called once Slack delivers on it.

    Attributes:
        leaving: Set once Slack wants another connection in its place.
    """

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, app: AsyncApp, greeted: Callable[[], None]) -> None:
        self.logger = logging.getLogger(__name__)
        self.leaving = asyncio.Event()
        self._socket = socket
        self._app = app
        self._greeted = greeted
        self._under_way: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> int:
        """How many envelopes are being handled."""
        return len(self._under_way)

    async def serve(self) -> None:
        """Until the connection ends; what came in is handled to its end."""
        try:
            async for message in self._socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    self._hear(_understood(message.data))
        finally:
            await asyncio.gather(*self._under_way, return_exceptions=True)

    def _hear(self, heard: dict[str, Any]) -> None:
        match heard.get("type"):
            case "hello":
                self._greeted()
            case "disconnect":
                _log.info("Slack closes the connection", reason=heard.get("reason"))
                if heard.get("reason") in PLANNED:
                    self.leaving.set()
            case _:
                self._begin(heard)

    def _begin(self, heard: dict[str, Any]) -> None:
        envelope = SocketModeRequest.from_dict(heard)
        if envelope is not None:
            task = asyncio.create_task(self._handle(envelope))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def _handle(self, envelope: SocketModeRequest) -> None:
        """What is not acknowledged, Slack sends again."""
        began = time.time()
        try:
            await send_async_response(self, envelope, await run_async_bolt_app(self._app, envelope), began)
        except Exception as error:  # noqa: BLE001 - one envelope's fault must not take the connection down
            _log.warning("not acknowledged", **told(error))

    async def send_message(self, message: str) -> None:
        """Send an acknowledgement."""
        await self._socket.send_str(message)

    async def close(self) -> None:
        """Close the connection."""
        await self._socket.close()


def _understood(text: str) -> dict[str, Any]:
    """What a frame says; nothing where it is no JSON object: it is none of ours, and no reason to hang up."""
    try:
        said = json.loads(text)
    except ValueError:
        said = None
    if isinstance(said, dict):
        return said
    _log.warning("Slack said something that is no JSON object", length=len(text))
    return {}
