"""One websocket to the bot: ordered, and compressed as it asked ('Gateway', 'Transport Compression')."""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from aiohttp import web

if TYPE_CHECKING:
    from .kinds import Json
    from .sessions import Session

Compress: TypeAlias = Callable[[bytes], bytes]


def _zlib() -> Compress:
    stream = zlib.compressobj()
    return lambda data: stream.compress(data) + stream.flush(zlib.Z_SYNC_FLUSH)


def _zstd() -> Compress | None:
    # Part of Python from 3.14 on; before, the bot only asks for it if a third-party package is there.
    if importlib.util.find_spec("compression") is None:
        return None
    module = importlib.import_module("compression.zstd")
    stream = module.ZstdCompressor()
    return lambda data: bytes(stream.compress(data, mode=module.ZstdCompressor.FLUSH_BLOCK))


def compressor(asked: str) -> Compress | None:
    """Return what one connection's payloads go through."""
    if asked == "zlib-stream":
        return _zlib()
    return _zstd() if asked == "zstd-stream" else None


@dataclass(eq=False)
class Connection:
    """A socket; a task of its own sends what is queued, so that telling an event never waits."""

    socket: web.WebSocketResponse
    request: web.Request
    compress: Compress | None
    queue: asyncio.Queue[Json] = field(default_factory=asyncio.Queue)
    session: Session | None = None
    cut: bool = False
    _sender: asyncio.Task[None] | None = None

    @classmethod
    async def accept(cls, request: web.Request) -> Connection:
        """Take a socket in."""
        socket = web.WebSocketResponse(max_msg_size=4096 * 16, autoping=True)
        await socket.prepare(request)
        connection = cls(socket, request, compressor(request.query.get("compress", "")))
        connection._sender = asyncio.create_task(connection._send_all())
        return connection

    def send(self, payload: Json) -> None:
        """Queue a payload."""
        self.queue.put_nowait(payload)

    async def _send_all(self) -> None:
        while not self.socket.closed:
            text = json.dumps(await self.queue.get())
            try:
                if self.compress is None:
                    await self.socket.send_str(text)
                else:
                    await self.socket.send_bytes(self.compress(text.encode()))
            except ConnectionError:
                return

    async def close(self, code: int, message: bytes) -> None:
        """Close with one of the gateway's codes."""
        await self.socket.close(code=code, message=message)

    def abort(self) -> None:
        """Cut the line without a word."""
        self.cut = True
        if self.request.transport is not None:
            self.request.transport.abort()

    async def finish(self) -> None:
        """Stop sending."""
        if self._sender is not None:
            self._sender.cancel()
            await asyncio.wait([self._sender])
