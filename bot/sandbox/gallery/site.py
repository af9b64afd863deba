"""The gallery's server: what it answers, and how it fails when it is told to."""

from __future__ import annotations

import asyncio
import json
import mimetypes
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from aiohttp import web

from .api import listing_json, shelf_json
from .pages import front_page, listing_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp.typedefs import Handler

    from .listing import Listing


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came."""

    path: str
    headers: Mapping[str, str]


@dataclass(slots=True, eq=False)
class Site:
    """What the server serves.

    Attributes:
        hears: What answers a webhook.
        token: What the API asks for as a bearer token; none where empty.
        answers: Cleared, requests wait until it is set.
        status: What everything is answered with, instead of what it should be.
        garbled: The API answers something else than the JSON it documents.
        seen: Every request, oldest first.
    """

    hears: Handler
    token: str = ""
    listings: dict[str, Listing] = field(default_factory=dict)
    answers: asyncio.Event = field(default_factory=asyncio.Event)
    status: int = HTTPStatus.OK
    garbled: str | None = None
    seen: list[Request] = field(default_factory=list)

    def app(self) -> web.Application:
        """The server's routes."""
        app = web.Application(middlewares=[self._gate])
        app.router.add_post("/hooks/moderation", self.hears)
        app.router.add_get("/", self._front)
        app.router.add_get("/works/{id}", self._page)
        app.router.add_get("/api/listings/{id}", self._api)
        app.router.add_get("/api/members/{id}/listings", self._shelf)
        app.router.add_get("/media/{id}/{place}/{version}/{name}", self._media)
        return app

    @web.middleware
    async def _gate(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        self.seen.append(Request(request.path, dict(request.headers)))
        await self.answers.wait()
        if self.status != HTTPStatus.OK:
            return web.Response(status=self.status, text="Back soon.")
        return await handler(request)

    async def _front(self, _: web.Request) -> web.Response:
        standing = [each for each in self.listings.values() if each.is_listed]
        return web.Response(text=front_page(standing), content_type="text/html")

    async def _page(self, request: web.Request) -> web.Response:
        return web.Response(text=listing_page(self._listing(request)), content_type="text/html")

    async def _api(self, request: web.Request) -> web.Response:
        self._authorize(request)
        listing = self._listing(request)
        if self.garbled is not None:
            return web.Response(text=self.garbled, content_type="application/json")
        return web.json_response(listing_json(listing))

    async def _shelf(self, request: web.Request) -> web.Response:
        self._authorize(request)
        standing = [each for each in self.listings.values() if each.status == HTTPStatus.OK]
        owned = [each for each in standing if each.owner.id == request.match_info["id"]]
        return web.Response(text=self.garbled or json.dumps(shelf_json(owned)), content_type="application/json")

    def _authorize(self, request: web.Request) -> None:
        if self.token and request.headers.get("Authorization") != f"Bearer {self.token}":
            raise web.HTTPUnauthorized

    async def _media(self, request: web.Request) -> web.Response:
        listing = self.listings.get(request.match_info["id"])
        place = int(request.match_info["place"])
        if listing is None or place >= len(listing.works) or place in listing.missing:
            raise web.HTTPNotFound
        work = listing.works[place]
        name = request.match_info["name"]
        data = work.poster if name == "poster.jpg" and work.poster is not None else work.data
        return web.Response(body=data, content_type=mimetypes.guess_type(name)[0] or "application/octet-stream")

    def _listing(self, request: web.Request) -> Listing:
        listing = self.listings.get(request.match_info["id"])
        if listing is None:
            raise web.HTTPNotFound(text="There is no such work.")
        if listing.moved is not None:
            raise web.HTTPFound(listing.moved)
        if listing.status == HTTPStatus.GONE:
            raise web.HTTPGone(text="This work was taken down.")
        if listing.status != HTTPStatus.OK:
            raise web.HTTPNotFound(text="There is no such work.")
        return listing
