"""Socket Mode: envelopes over any of up to ten sockets (docs.slack.dev: 'Using Socket Mode')."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING
from uuid import uuid4

from aiohttp import WSMsgType, web

from .deliveries import COMMAND, EVENT, Delivery, NotAcknowledged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .kinds import Json
    from .world import World

MAX_SOCKETS = 10
LASTS = 18_060
TICKET_REFUSED = 404


@dataclass(eq=False)
class Socket:
    """One socket; a task of its own sends what is queued, so that telling an event never waits."""

    wire: web.WebSocketResponse
    request: web.Request
    queue: asyncio.Queue[Json] = field(default_factory=asyncio.Queue)
    received: int = 0

    async def send_all(self) -> None:
        """Send what is queued."""
        with suppress(ConnectionError):
            while True:
                await self.wire.send_str(json.dumps(await self.queue.get()))

    def abort(self) -> None:
        """Cut the line without a word."""
        if self.request.transport is not None:
            self.request.transport.abort()


@dataclass(eq=False)
class Sockets:
    """All sockets of the one app; an acknowledgement may come over another one than its envelope."""

    world: World
    open: list[Socket] = field(default_factory=list)
    opened: int = 0
    _waiting: dict[str, asyncio.Future[Json | None]] = field(default_factory=dict)
    _turn: Iterator[int] = field(default_factory=count)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one socket for as long as it lives."""
        until = self.world.tickets.pop(request.query.get("ticket", ""), 0.0)
        if until < self.world.timing.ticks():
            return web.Response(status=TICKET_REFUSED)
        wire = web.WebSocketResponse(autoping=True)
        await wire.prepare(request)
        socket = Socket(wire, request)
        sender = asyncio.create_task(socket.send_all())
        try:
            await self._greet(socket)
            async for frame in wire:
                if frame.type is WSMsgType.TEXT:
                    self._receive(socket, frame.data)
        finally:
            self._left(socket)
            sender.cancel()
        return wire

    async def _greet(self, socket: Socket) -> None:
        if len(self.open) >= MAX_SOCKETS:
            await socket.wire.send_str(json.dumps(self._disconnect("too_many_websockets")))
            await socket.wire.close()
            return
        self.open.append(socket)
        self.opened += 1
        self.world.started = True
        socket.queue.put_nowait(
            {
                "type": "hello",
                "num_connections": len(self.open),
                "debug_info": {"host": "applink-sandbox", "approximate_connection_time": LASTS},
                "connection_info": {"app_id": self.world.app_id},
            }
        )
        await socket.wire.ping(b"Ping from applink-sandbox")
        self.world.pulse.beat()

    def _left(self, socket: Socket) -> None:
        if socket in self.open:
            self.open.remove(socket)
        self.world.pulse.beat()

    def _receive(self, socket: Socket, text: str) -> None:
        try:
            said = json.loads(text)
        except ValueError:
            self.world.unexpected.append(f"the app sent no JSON over a socket: {text[:100]}")
            return
        socket.received += 1
        future = self._waiting.get(str(said.get("envelope_id")))
        if future is not None and not future.done():
            future.set_result(said.get("payload"))

    async def send(self, delivery: Delivery) -> Json | None:
        """Hand an envelope to one of the sockets, and wait for its acknowledgement as long as Slack does."""
        if not self.open:
            raise NotAcknowledged("no_websocket")
        envelope_id = str(uuid4())
        future = self._waiting[envelope_id] = asyncio.get_running_loop().create_future()
        socket = self.open[next(self._turn) % len(self.open)]
        socket.queue.put_nowait(_envelope(envelope_id, delivery))
        try:
            return await asyncio.wait_for(future, self.world.deadline)
        except TimeoutError:
            raise NotAcknowledged("timeout") from None
        finally:
            del self._waiting[envelope_id]

    def _disconnect(self, reason: str) -> Json:
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-sandbox"}}

    def warn(self) -> None:
        """Say that the sockets will be closed in about ten seconds."""
        self._say("warning")

    def refresh(self) -> None:
        """Ask for the sockets to be opened anew: they are at the end of their hours."""
        self._say("refresh_requested")

    def disable(self) -> None:
        """Say that Socket Mode was switched off."""
        self._say("link_disabled")

    def _say(self, reason: str) -> None:
        for each in self.open:
            each.queue.put_nowait(self._disconnect(reason))

    async def close(self) -> None:
        """Close all sockets in good order, as Slack does when their time is over."""
        for each in list(self.open):
            await each.wire.close()

    async def cut(self) -> None:
        """Cut all sockets as a failing network does."""
        for each in list(self.open):
            each.abort()
        await asyncio.sleep(0)


def _envelope(envelope_id: str, delivery: Delivery) -> Json:
    shown = {"envelope_id": envelope_id, "type": delivery.kind, "payload": delivery.payload}
    if delivery.kind == EVENT:
        retry = {"retry_attempt": delivery.attempt, "retry_reason": delivery.reason}
        return {**shown, "accepts_response_payload": False, **retry}
    answerable = delivery.kind == COMMAND or delivery.payload.get("type") == "view_submission"
    return {**shown, "accepts_response_payload": answerable}
