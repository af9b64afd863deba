"""The gallery as people and tests use it."""

from __future__ import annotations

import base64
import re
import secrets
import time
from contextlib import AsyncExitStack
from http import HTTPStatus
from typing import TYPE_CHECKING, Self
from zlib import crc32

from aiohttp import web

from .art import BY_HAND, Style, picture
from .listing import LISTED, Artist, Kind, Listing, Work
from .receiver import Receiver
from .site import Request, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

LOOPBACK = "127.0.0.1"

FILM = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + b"\x00\x00\x00\x08free"
SOUND = b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(64)
SOLID = b"glTF\x02\x00\x00\x00\x0c\x00\x00\x00"
FILES = {Kind.VIDEO: ("mp4", FILM), Kind.AUDIO: ("mp3", SOUND), Kind.MODEL: ("glb", SOLID)}
"""Files that begin as such files do and hold nothing: nobody is to play them."""


class GallerySandbox:
    """A platform with listings on a free port of loopback. Use as an asynchronous context manager.

    Attributes:
        url: Its address, without a slash at the end.
        host: Host and port.
        link_path: What the path of a link to a listing looks like, as a regular expression with `id`.
        receiver: Hears of what moderators did.

    Args:
        api_token: What its API asks for; nothing where empty.
        wall: The wall clock, in seconds since 1970.
        shrunk: How many times shorter the sides of the works are that it draws: nobody looks at them in a test, and
            whatever is done with a picture takes as long as it is large.
    """

    link_path = r"/works/(?P<id>[a-z0-9-]+)"

    def __init__(self, api_token: str = "", wall: Callable[[], float] = time.time, shrunk: int = 1) -> None:
        listings: dict[str, Listing] = {}
        secret = f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"
        self.receiver = Receiver(listings, secret, wall)
        self._site = Site(self.receiver.take, api_token, listings)
        self._site.answers.set()
        self._shrunk = shrunk
        self._stack = AsyncExitStack()
        self.host = ""
        self.url = ""

    async def __aenter__(self) -> Self:
        """Open the doors."""
        runner = web.AppRunner(self._site.app(), access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, LOOPBACK, 0).start()
        self.host = f"{LOOPBACK}:{runner.addresses[0][1]}"
        self.url = f"http://{self.host}"
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close them."""
        self._site.answers.set()
        await self._stack.aclose()

    @property
    def page_url(self) -> str:
        """Address of a listing's page, with a place for `{id}`."""
        return f"{self.url}/works/{{id}}"

    @property
    def api_url(self) -> str:
        """Address of a listing's JSON, with a place for `{id}`."""
        return f"{self.url}/api/listings/{{id}}"

    @property
    def portfolio_url(self) -> str:
        """Address of a member's listings as JSON, with a place for `{id}`."""
        return f"{self.url}/api/members/{{id}}/listings"

    @property
    def webhook_url(self) -> str:
        """Where it hears of what moderators did."""
        return f"{self.url}/hooks/moderation"

    @property
    def webhook_secret(self) -> str:
        """What that is to be signed with."""
        return self.receiver.secret

    @property
    def listings(self) -> Sequence[Listing]:
        """All that were ever listed, oldest first."""
        return tuple(self._site.listings.values())

    @property
    def requests(self) -> Sequence[Request]:
        """Every request so far, oldest first."""
        return tuple(self._site.seen)

    def artist(
        self, name: str, *, style: Style | None = None, discord_id: str = "", slack_id: str = "", email: str = ""
    ) -> Artist:
        """A member; their style follows from their name unless it is given."""
        chosen = style or BY_HAND[crc32(name.encode()) % len(BY_HAND)]
        return Artist(f"member-{_slug(name)}", name, chosen, discord_id, slack_id, email)

    def list(
        self,
        owner: Artist | str,
        title: str,
        works: int | Sequence[Work] = 1,
        *,
        description: str = "",
        process_notes: str = "",
        listed_at: datetime = LISTED,
    ) -> Listing:
        """Put up a listing: so many works in the owner's style, or the works given."""
        artist = owner if isinstance(owner, Artist) else self.artist(owner)
        id_ = f"{_slug(title)}-{len(self._site.listings) + 1}"
        hung = [*(self._hang(artist, title, works) if isinstance(works, int) else works)]
        listing = Listing(id_, self.url, artist, title, hung, description, process_notes, listed_at)
        self._site.listings[id_] = listing
        return listing

    def sample_picture(self, seed: int, style: Style | None = None) -> bytes:
        """A picture as JPEG: the same for the same seed and style, and like no other."""
        return picture(style or BY_HAND[seed % len(BY_HAND)], seed, self._shrunk)

    def sample_file(self, kind: Kind, name: str, *, poster: bytes | None = None) -> Work:
        """A video, a sound or a 3D model, by name only; with a poster where one is given."""
        ending, data = FILES[kind]
        return Work(f"{name}.{ending}", data, kind, poster)

    def down(self, status: int = HTTPStatus.SERVICE_UNAVAILABLE) -> None:
        """Answer everything with an error until `up`."""
        self._site.status = status

    def up(self) -> None:
        """Work again, fast and right."""
        self._site.status, self._site.garbled = HTTPStatus.OK, None
        self._site.answers.set()

    def stall(self) -> None:
        """Take requests and do not answer them until `up`."""
        self._site.answers.clear()

    def garble(self, answer: str = "<oops>") -> None:
        """Let the API answer this, whatever it is asked, until `up`."""
        self._site.garbled = answer

    def _hang(self, artist: Artist, title: str, count: int) -> Sequence[Work]:
        seed = crc32(f"{artist.name}/{title}".encode()) % 10_000
        names = [f"{_slug(title)}-{place + 1}.jpg" for place in range(count)]
        return [Work(name, self.sample_picture(seed + place, artist.style)) for place, name in enumerate(names)]


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "untitled"
