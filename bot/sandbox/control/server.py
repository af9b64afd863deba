"""Takes orders over HTTP on loopback, for `salon sandbox act`."""

from __future__ import annotations

import base64
import binascii
import shlex
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import web

from bot.sandbox.acts import ClientRefuses, DidNotRespond, File, NotSeen, Unsettled
from bot.sandbox.discord import ApiError
from bot.sandbox.faults import Unexpected
from bot.sandbox.messenger import HOST
from bot.sandbox.slack import SlackError

from .grammar import Misunderstood, understand

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from .play import Play

MAX_BODY = 64 * 1024 * 1024
REFUSALS = (Misunderstood, NotSeen, ClientRefuses, ApiError, SlackError, DidNotRespond, TimeoutError, Unsettled)


@asynccontextmanager
async def serving(play: Play, port: int, tell: Callable[[str], None] = lambda _line: None) -> AsyncIterator[int]:
    """Take orders while the block runs; give the port. 0 finds a free one.

    Args:
        play: Where they are obeyed.
        port: Where to listen.
        tell: Hears each order, for whoever watches.

    Raises:
        OSError: The port is taken.
    """
    app = web.Application(client_max_size=MAX_BODY)

    async def take(request: web.Request) -> web.Response:
        return await _take(request, play, tell)

    app.router.add_post("/act", take)
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def _take(request: web.Request, play: Play, tell: Callable[[str], None]) -> web.Response:
    # A web page that somebody has open can post here, but no JSON without asking first: browsers forbid it.
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        body = await request.json()
        words = [str(each) for each in body["words"]]
        files = [File(str(name), base64.b64decode(data)) for name, data in body.get("files", [])]
    except (ValueError, KeyError, TypeError, binascii.Error) as error:
        raise web.HTTPBadRequest(text="An order is an object with a list of words") from error
    tell(shlex.join(words))
    said, done = await _obey(play, words, files)
    return web.json_response({"ok": done, "text": said})


async def _obey(play: Play, words: list[str], files: list[File]) -> tuple[str, bool]:
    try:
        return await play.obey(understand(words, files)), True
    except Unexpected as fault:
        for each in play.chats:
            each.forgives()  # it was told now, and is not to spoil what follows
        return f"The bot did what this chat does not know, or the sandbox broke: {fault}", False
    except REFUSALS as fault:
        return _in_words(fault, play), False


def _in_words(fault: Exception, play: Play) -> str:
    match fault:
        case DidNotRespond() | NotSeen() if play.without_bot:
            chats = " and ".join(play.without_bot)
            return (
                f'No bot is connected to {chats}. Start one: eval "$({play.act} env)" and then `salon run`. ({fault})'
            )
        case DidNotRespond():
            return "The bot did not respond within three seconds: its log says why."
        case TimeoutError() | Unsettled():
            return f"Nothing came in time. {fault}"
        case _:
            return str(fault)
