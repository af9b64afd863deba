"""/healthz, /readyz and /metrics: for whoever runs the bot, on this machine only unless told otherwise."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Final

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from handlers.web.metrics import Metrics
from handlers.web.probe import Probe

_PROBE: Final = web.AppKey("probe", Probe)
_METRICS: Final = web.AppKey("metrics", Metrics)


async def _healthz(_request: web.Request) -> web.Response:
    """The process answers."""
    return web.json_response({"ok": True})


async def _readyz(request: web.Request) -> web.Response:
    """Every configured chat is up, and the storage takes what comes: 200, else 503; and what is still to be done."""
    readiness = await request.app[_PROBE].readiness()
    body = {"ready": readiness.ready, **asdict(readiness)}
    return web.json_response(body, status=200 if readiness.ready else 503)


async def _metrics(request: web.Request) -> web.Response:
    body = request.app[_METRICS].draw(await request.app[_PROBE].readiness())
    return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})


def make_app(probe: Probe, metrics: Metrics | None = None) -> web.Application:
    """The pages over a probe; other edges may be mounted beside them."""
    app = web.Application()
    app[_PROBE] = probe
    app[_METRICS] = metrics or Metrics()
    app.router.add_get("/healthz", _healthz)
    app.router.add_get("/readyz", _readyz)
    app.router.add_get("/metrics", _metrics)
    return app


@asynccontextmanager
async def serving(app: web.Application, port: int, host: str = "127.0.0.1") -> AsyncIterator[str]:
    """Serve while the block runs, and give the address. Port 0 takes a free one."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
