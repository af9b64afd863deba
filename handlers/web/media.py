"""/media: what moderators accepted, for the platform to fetch. Only who was given the link finds anything."""

from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

HEADERS: Final = {
    "Cache-Control": "private, no-store",
    "Content-Disposition": "attachment",
    "X-Content-Type-Options": "nosniff",
}
"""A member's file is handed over as bytes: no browser is to run what may be in it."""


class Media:
    """The page.

    Args:
        read: The bytes of a digest; KeyError where there are none.
        holds: Whether we made a link of this digest, time and signature, and it still lives.
    """

    def __init__(self, read: Callable[[str], Awaitable[bytes]], holds: Callable[[str, str, str], bool]) -> None:
        self._read = read
        self._holds = holds

    async def show(self, request: web.Request) -> web.StreamResponse:
        """The file; 404 for everything else, so that nobody learns what there is."""
        digest, query = request.match_info["digest"], request.query
        if not self._holds(digest, query.get("expires", ""), query.get("signature", "")):
            raise web.HTTPNotFound
        try:
            data = await self._read(digest)
        except KeyError:
            raise web.HTTPNotFound from None
        return web.Response(body=data, content_type="application/octet-stream", headers=HEADERS)
