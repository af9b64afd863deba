"""/healthz, /readyz and /metrics: for whoever runs the bot, on this machine only unless told otherwise."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict
from functools import partial
from typing import Final, TypeAlias

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from handlers.web.metrics import Metrics
from handlers.web.probe import Probe

Page: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]
"""What answers a request."""

LAST_WORDS: Final = 2.0
"""Seconds for what is being answered once the server stops."""


class CannotListen(Exception):
    """The pages cannot be served where they are to be."""


_PROBE: Final = web.AppKey("probe", Probe)
_METRICS: Final = web.AppKey("metrics", Metrics)


async def _healthz(_request: web.Request) -> web.Response:
    """The process answers."""
    return web.json_response({"ok": True})


async def _readyz(request: web.Request) -> web.Response:
    """Every configured chat is up, and the storage takes what comes: 200, else 503; and what is still to be done."""
    readiness = await request.app[_PROBE].readiness()
    body = {"ready": readiness.ready, **asdict(readiness)}
    return web.json_response(body, status=200 if readiness.ready else 503, dumps=partial(json.dumps, default=str))


async def _metrics(request: web.Request) -> web.Response:
    body = request.app[_METRICS].draw(await request.app[_PROBE].readiness())
    return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})


def make_app(probe: Probe, pages: Mapping[str, Page] | None = None, media: Page | None = None) -> web.Application:
    """The pages over a probe, what answers a POST to other edges, by path, and what shows media."""
    app = web.Application()
    app[_PROBE] = probe
    app[_METRICS] = Metrics()
    app.router.add_get("/healthz", _healthz)
    app.router.add_get("/readyz", _readyz)
    app.router.add_get("/metrics", _metrics)
    for path, page in (pages or {}).items():
        app.router.add_post(path, page)
    if media:
        app.router.add_get("/media/{digest}", media)
    return app


async def _listen(site: web.TCPSite) -> None:
    try:
        await site.start()
    except OSError as error:
        raise CannotListen(f"{site.name} cannot be opened ({error.strerror or error})") from None


@asynccontextmanager
async def serving(app: web.Application, port: int, host: str = "127.0.0.1") -> AsyncIterator[str]:
    """Serve while the block runs, and give the address. Port 0 takes a free one.

    Raises:
        CannotListen: The address or the port cannot be used.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=LAST_WORDS)
    await runner.setup()
    try:
        await _listen(web.TCPSite(runner, host, port))
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
