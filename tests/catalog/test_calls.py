"""Webhooks over a real socket: signed as the standard's own library checks it, and what becomes of each answer."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from standardwebhooks import Webhook

from bot.catalog import Receiver, SignedCalls
from bot.moderation.effects import PlatformEvent
from bot.ports import Done, Gone, Outcome, Refused, Retry
from handlers.web import serving
from tests.catalog.told import view

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105  # of the specification's examples
TOLD = view(PlatformEvent.CASE_CLEARED)


@dataclass
class Platform:
    """Answers as it is told to, and keeps what came."""

    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    came: list[tuple[dict[str, str], str]] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    url: str = ""

    async def hook(self, request: web.Request) -> web.Response:
        """Where things are told."""
        self.came.append((dict(request.headers), await request.text()))
        return web.Response(status=self.status, headers=self.headers)

    async def other(self, request: web.Request) -> web.Response:
        """Where nothing is to come."""
        self.elsewhere.append(request.path)
        return web.Response()


@pytest.fixture
async def platform() -> AsyncIterator[Platform]:
    """A platform that listens."""
    here, app = Platform(), web.Application()
    app.router.add_post("/hooks/", here.hook)
    app.router.add_route("*", "/{other:.*}", here.other)
    async with serving(app, 0) as url:
        here.url = f"{url}/hooks/"
        yield here


async def tell(to: Receiver, *ids: str, now: datetime | None = None) -> list[Outcome]:
    """Tell it under these ids."""
    async with SignedCalls(to, lambda _: "", lambda _: None, lambda: now or datetime.now(UTC)) as calls:
        return [await calls.call(id_, TOLD) for id_ in ids or ("1a2b",)]


async def test_signed_as_the_standard_says(platform: Platform) -> None:
    """The library that receivers use takes it; and each try has its own time, under the same id."""
    assert await tell(Receiver(platform.url, SECRET)) == [Done()]
    await tell(Receiver(platform.url, SECRET), now=datetime.now(UTC) + timedelta(seconds=90))
    for headers, body in platform.came:
        assert Webhook(SECRET).verify(body, headers) == json.loads(body)
        assert (headers["webhook-id"], headers["Content-Type"]) == ("1a2b", "application/json")
    first, second = (int(headers["webhook-timestamp"]) for headers, _ in platform.came)
    assert second - first >= 80


ANSWERS: list[tuple[int, dict[str, str], Outcome]] = [
    (200, {}, Done()),
    (202, {}, Done()),
    (301, {"Location": "/elsewhere"}, Refused("it answered 301")),
    (307, {"Location": "/elsewhere"}, Refused("it answered 307")),
    (400, {}, Refused("it answered 400")),
    (401, {}, Refused("it answered 401")),
    (404, {}, Refused("it answered 404")),
    (408, {}, Retry(0, "it answered 408")),
    (425, {}, Retry(0, "it answered 425")),
    (429, {"Retry-After": "120"}, Retry(120, "it answered 429")),
    (500, {}, Retry(0, "it answered 500")),
    (503, {"Retry-After": "Mon, 02 Mar 2026 09:10:00 GMT"}, Retry(600, "it answered 503")),
    (503, {"Retry-After": "Mon, 02 Mar 2026 08:00:00 GMT"}, Retry(0, "it answered 503")),
    (503, {"Retry-After": "9" * 30}, Retry(86_400, "it answered 503")),
    (503, {"Retry-After": "soon"}, Retry(0, "it answered 503")),
    (503, {"Retry-After": "²"}, Retry(0, "it answered 503")),
]


@pytest.mark.parametrize(("status", "headers", "outcome"), ANSWERS)
async def test_each_answer(platform: Platform, status: int, headers: dict[str, str], outcome: Outcome) -> None:
    """Taken, refused, or later, as it asks for; a redirect is followed by nobody."""
    platform.status, platform.headers = status, headers
    assert await tell(Receiver(platform.url, SECRET), now=datetime(2026, 3, 2, 9, tzinfo=UTC)) == [outcome]
    assert platform.elsewhere == []


async def test_one_that_wants_nothing_more(platform: Platform) -> None:
    """410 ends it until the bot starts again: nothing more is sent, and all of it is on record as refused."""
    platform.status = 410
    first, second = await tell(Receiver(platform.url, SECRET), "1", "2")
    assert isinstance(first, Refused)
    assert first == second
    assert len(platform.came) == 1


async def test_nobody_there(platform: Platform) -> None:
    """A receiver that is down, or hangs up, is tried again."""
    [away] = await tell(Receiver("http://127.0.0.1:9/", SECRET))
    assert away == Retry(0, "no answer: ClientConnectorError")

    async def hangs_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.close()

    async with await asyncio.start_server(hangs_up, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        [cut] = await tell(Receiver(f"http://127.0.0.1:{port}/", SECRET))
    assert isinstance(cut, Retry)
    assert platform.came == []


async def test_no_proxy_of_the_environment(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told goes to the platform alone, whatever the machine is set up for."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert await tell(Receiver(platform.url, SECRET)) == [Done()]


async def test_no_receiver() -> None:
    """It counts as done, with the reason, and can be told once there is one."""
    assert await tell(Receiver()) == [Gone("no receiver is set")]


def test_the_secret_never_shows() -> None:
    """Not in what is printed of it."""
    assert SECRET not in repr(Receiver("https://hooks.example", SECRET))
