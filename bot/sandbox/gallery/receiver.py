"""The gallery hears of what moderators did, and does what follows: swaps a picture, unlists, lists again, mails."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp import web

from .signed import NotTaken, verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from .listing import Listing


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that was told, and taken."""

    id: str
    type: str
    data: dict[str, Any]


@dataclass(slots=True, eq=False)
class Receiver:
    """Takes what is signed with its secret, and each id once.

    Attributes:
        now: The wall clock, in seconds since 1970.
        heard: What was told, in the order in which it was taken; repeats are left out.
        refused: Why something was not taken.
        repeats: Ids that came again.
        mail: What was mailed to members: whom, and the text.
        away: What everything is answered with, instead of being taken; and for how long to wait, if that is said.
    """

    listings: dict[str, Listing]
    secret: str
    now: Callable[[], float]
    heard: list[Heard] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    repeats: list[str] = field(default_factory=list)
    mail: list[tuple[str, str]] = field(default_factory=list)
    away: tuple[int, str] | None = None

    async def take(self, request: web.Request) -> web.Response:
        """Answer a webhook."""
        if self.away:
            status, retry_after = self.away
            return web.Response(status=status, headers={"Retry-After": retry_after} if retry_after else None)
        body = await request.read()
        try:
            id_ = verify(request.headers, body, self.secret, self.now())
            await self._take(id_, json.loads(body))
        except NotTaken as fault:
            self.refused.append(str(fault))
            return web.Response(status=fault.status, text=str(fault))
        return web.Response(status=HTTPStatus.NO_CONTENT)

    async def _take(self, id_: str, told: dict[str, Any]) -> None:
        if any(each.id == id_ for each in self.heard):
            self.repeats.append(id_)
            return
        heard = Heard(id_, told["type"], told["data"])
        await self._act(heard)
        self.heard.append(heard)

    async def _act(self, heard: Heard) -> None:
        listing = self.listings.get(heard.data["listing"]["id"])
        if listing is None:
            raise NotTaken(HTTPStatus.NOT_FOUND, "no such listing")
        case = heard.data["case"]
        match heard.type:
            case "notice.undeliverable":
                self.mail.append((listing.owner.name, heard.data["text"]))
            case "replacement.accepted":
                for medium in heard.data["media"]:
                    await _swap(listing, medium)
            case "action.decided":
                listing.measures[case, heard.data["action"]] = heard.data["until"] or ""
            case "action.undone":
                listing.measures.pop((case, heard.data["action"]), None)


async def _swap(listing: Listing, medium: dict[str, Any]) -> None:
    """Hang what was accepted where it belongs; where that is not said, a person would have to choose."""
    if medium["replaces"] is None or medium["url"] is None:
        return
    async with aiohttp.ClientSession() as session, session.get(medium["url"]) as response:
        data = await response.read()
    if response.status != HTTPStatus.OK or hashlib.sha256(data).hexdigest() != medium["sha256"]:
        raise NotTaken(HTTPStatus.SERVICE_UNAVAILABLE, "the picture could not be fetched")
    listing.replace(medium["replaces"], data, medium["name"])
