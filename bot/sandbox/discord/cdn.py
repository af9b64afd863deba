"""The CDN: files by signed links (API Reference, 'CDN Formatting', 'Signed Attachment CDN URLs')."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from bot.sandbox.faults import Faults

    from .world import World

GONE = "This content is no longer available."


@dataclass(slots=True)
class Cdn:
    """Serves what was uploaded."""

    world: World
    faults: Faults

    def app(self) -> web.Application:
        """Return the server's application."""
        app = web.Application()
        app.router.add_get("/{folder:attachments|ephemeral-attachments}/{channel}/{file}/{name}", self.serve)
        app.router.add_route("*", "/{path:.*}", self.unknown)
        return app

    async def serve(self, request: web.Request) -> web.Response:
        """Answer with a file, or with 404 once its link has expired."""
        fault = self.faults.take("GET", "/attachments")
        if fault is not None:
            return web.Response(status=fault.status)
        file = self.world.files.find(request.rel_url.raw_path, request.query)
        if file is None:
            return web.Response(status=404, text=GONE)
        return web.Response(body=file.data, content_type=file.content_type or "application/octet-stream")

    async def unknown(self, request: web.Request) -> web.Response:
        """Refuse anything else, loudly."""
        self.faults.unexpected.append(f"Discord's sandbox has no CDN route {request.method} {request.path}")
        return web.Response(status=501)
