"""Small servers that behave as they are told, and names that resolve as they are told."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def serving(answer: Answer) -> AsyncIterator[str]:
    """A server on loopback; its address."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@dataclass(frozen=True, slots=True)
class Listener:
    """A port that every address of this machine answers on, and who came to it."""

    port: int
    visitors: list[str]


@asynccontextmanager
async def listening(answer: bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\ninside") -> AsyncIterator[Listener]:
    """A server that says the same to everybody, word by word, and keeps count of them."""
    listener = socket.create_server(("", 0), family=socket.AF_INET6, dualstack_ipv6=True)
    visitors: list[str] = []

    async def welcome(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        visitors.append(str(writer.get_extra_info("sockname")[0]))
        await reader.readline()
        writer.write(answer)
        writer.close()

    server = await asyncio.start_server(welcome, sock=listener)
    async with server:
        yield Listener(listener.getsockname()[1], visitors)


class Names(AbstractResolver):
    """Resolves every name to the next of some lists of addresses, the last one for ever."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = list(answers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The next addresses."""
        found = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return [ResolveResult(hostname=host, host=each, port=port, family=family, proto=0, flags=0) for each in found]

    async def close(self) -> None:
        """Nothing to close."""
