"""Where files lie: private links for whoever has the token, and uploads (docs.slack.dev: 'Working with files')."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from bot.sandbox.faults import Faults

    from .model import File
    from .world import World

MAX_FILE = 64 * 1024 * 1024
FILE_ID = re.compile(r"/files-(?:pri|tmb)/T\w+-(F\w+)/")
LOGIN = """<!DOCTYPE html><html lang="en"><head><title>Login | Slack</title></head>
<body><h1>Sign in to Sandbox</h1><form action="/signin" method="post"></form></body></html>"""
NEEDED = "files:read"


@dataclass(slots=True)
class FileServer:
    """Serves what was uploaded."""

    world: World
    faults: Faults
    served: int = 0

    def app(self) -> web.Application:
        """Return the server's application."""
        app = web.Application(client_max_size=MAX_FILE)
        app.router.add_get("/{kind:files-pri|files-tmb}/{path:.*}", self.serve)
        app.router.add_post("/upload/v1/{ticket}", self.take)
        app.router.add_route("*", "/{path:.*}", self.unknown)
        return app

    async def serve(self, request: web.Request) -> web.Response:
        """Answer with a file; to whoever may not have it, with a page to sign in on, and 200 all the same."""
        fault = self.faults.take("GET", "files")
        if fault is not None:  # one that 'answers' is of somebody who may not have the file
            return _sign_in() if fault.status == HTTPStatus.OK else web.Response(status=fault.status)
        found = FILE_ID.match(request.path)
        file = self.world.files.get(found[1]) if found else None
        if file is None or file.deleted:
            return web.Response(status=404, text="<html><body>File not found</body></html>", content_type="text/html")
        if not self._may(request, file):
            return _sign_in()
        self.served += 1
        return web.Response(body=file.data, content_type=file.mimetype)

    def _may(self, request: web.Request, file: File) -> bool:
        world = self.world
        proven = request.headers.get("Authorization") == f"Bearer {world.bot_token}" and world.refusal is None
        return proven and NEEDED in world.manifest.scopes and world.sees_file(world.bot, file)

    async def take(self, request: web.Request) -> web.Response:
        """Take the bytes of an announced upload: raw, or as a form; as many as announced."""
        announced = self.world.uploads.get(request.match_info["ticket"])
        if announced is None or announced.data is not None:
            return web.Response(status=404, text="Not found")
        data = await _bytes(request)
        if len(data) != announced.length:
            return web.Response(status=400, text=f"announced {announced.length} bytes, received {len(data)}")
        announced.data = data
        return web.Response(text=f"OK - {len(data)}")

    async def unknown(self, request: web.Request) -> web.Response:
        """Refuse anything else, loudly."""
        self.faults.unexpected.append(f"Slack's sandbox has no file address {request.method} {request.path}")
        return web.Response(status=404)


def _sign_in() -> web.Response:
    return web.Response(text=LOGIN, content_type="text/html")


async def _bytes(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    for part in (await request.post()).values():
        if isinstance(part, web.FileField):
            with part.file:
                return part.file.read()
    return b""
