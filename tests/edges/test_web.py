"""The pages for whoever runs the bot, over a real socket."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.catalog import MediaLinks
from handlers.web import Media, Readiness, Standing, make_app, serving


@dataclass
class Told:
    """A probe that says what it was told to say."""

    now: Readiness

    async def readiness(self) -> Readiness:
        """What was told."""
        return self.now


SINCE = datetime(2026, 11, 26, 7, 30, tzinfo=UTC)
IS_UP, IS_DOWN = Standing(True, SINCE), Standing(False, SINCE, "the connection was cut")
UP = Readiness(chats={"discord": IS_UP}, inbox=2, outbox=3, due=5, failed=1)
HALF = Readiness(chats={"discord": IS_UP, "slack": IS_DOWN}, inbox=0, outbox=0, due=0, failed=0)
NONE = Readiness(chats={}, inbox=0, outbox=0, due=0, failed=0)


async def test_health_says_only_that_the_process_answers() -> None:
    """A chat that is down must not make anybody restart the bot."""
    async with serving(make_app(Told(HALF)), 0) as address, aiohttp.ClientSession(address) as session:
        response = await session.get("/healthz")
        assert (response.status, await response.json()) == (200, {"ok": True})


@pytest.mark.parametrize(("readiness", "status"), [(UP, 200), (HALF, 503), (NONE, 503)])
async def test_ready_means_that_every_configured_chat_is_up(readiness: Readiness, status: int) -> None:
    """200 only then; no chat at all is not ready either."""
    async with serving(make_app(Told(readiness)), 0) as address, aiohttp.ClientSession(address) as session:
        response = await session.get("/readyz")
        assert response.status == status
        assert (await response.json())["ready"] is (status == 200)


async def test_ready_counts_what_is_still_to_be_done() -> None:
    """Whoever waits for the bot to come to rest reads it here."""
    async with serving(make_app(Told(UP)), 0) as address, aiohttp.ClientSession(address) as session:
        body = await (await session.get("/readyz")).json()
    up = {"up": True, "since": "2026-11-26 07:30:00+00:00", "why": ""}
    counts = {"inbox": 2, "outbox": 3, "due": 5, "failed": 1}
    assert body == {"ready": True, "chats": {"discord": up}, **counts, "storage": ""}


async def test_what_is_down_says_since_when_and_why() -> None:
    """Whoever looks knows which chat it is, and where to look next."""
    async with serving(make_app(Told(HALF)), 0) as address, aiohttp.ClientSession(address) as session:
        body = await (await session.get("/readyz")).json()
    assert body["chats"]["discord"]["up"]
    assert body["chats"]["slack"] == {
        "up": False,
        "since": "2026-11-26 07:30:00+00:00",
        "why": "the connection was cut",
    }


async def test_metrics_are_drawn_as_prometheus_reads_them() -> None:
    """Every number of the probe is there, and the chat is the only label."""
    async with serving(make_app(Told(UP)), 0) as address, aiohttp.ClientSession(address) as session:
        response = await session.get("/metrics")
        lines = (await response.text()).splitlines()
    assert response.content_type == "text/plain"
    values = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert values == {
        "salon_inbox": "2.0",
        "salon_outbox": "3.0",
        "salon_due": "5.0",
        "salon_failed": "1.0",
        "salon_storage_ok": "1.0",
        'salon_chat_up{chat="discord"}': "1.0",
        'salon_chat_since_seconds{chat="discord"}': values['salon_chat_since_seconds{chat="discord"}'],
    }


async def test_metrics_follow_the_probe() -> None:
    """A second look shows how things stand then, also for a chat that went down."""
    told = Told(UP)
    async with serving(make_app(told), 0) as address, aiohttp.ClientSession(address) as session:
        await session.get("/metrics")
        told.now = Readiness(chats={"discord": IS_DOWN}, inbox=0, outbox=0, due=0, failed=0)
        text = await (await session.get("/metrics")).text()
    assert 'salon_chat_up{chat="discord"} 0.0' in text
    assert "salon_inbox 0.0" in text


async def test_the_pages_are_for_this_machine_only() -> None:
    """Without being told otherwise, nobody outside can read them."""
    async with serving(make_app(Told(UP)), 0) as address:
        assert address.startswith("http://127.0.0.1:")


NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


async def test_media_are_shown_to_whoever_has_the_link() -> None:
    """As bytes that no browser runs; everybody else learns not even that there is something."""
    clock, files = [NOON], {"d1": b"<svg onload=alert()>"}

    async def read(digest: str) -> bytes:
        return files[digest]

    ours, theirs = (MediaLinks("http://salon.example/salon", secret, lambda: clock[0]) for secret in ("ours", "theirs"))
    made = {
        name: made_by.make(digest)
        for name, made_by, digest in (("there", ours, "d1"), ("lost", ours, "d2"), ("forged", theirs, "d1"))
    }
    paths = {name: link[0].removeprefix("http://salon.example/salon") for name, link in made.items() if link}
    app = make_app(Told(UP), media=Media(read, ours.holds).show)
    async with serving(app, 0) as address, aiohttp.ClientSession(address) as session:

        async def status(path: str) -> int:
            return (await session.get(path)).status

        response = await session.get(paths["there"])
        assert (response.status, await response.read()) == (200, files["d1"])
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Disposition"] == "attachment"
        for wrong in ("lost", "forged"):
            assert await status(paths[wrong]) == 404
        later = paths["there"].replace("expires=", "expires=9")
        for path in ("/media/d1", later, "/media/d1?expires=x&signature=ü", paths["there"].replace("d1", "d2")):
            assert await status(path) == 404
        clock[0] += timedelta(days=7, seconds=1)
        assert await status(paths["there"]) == 404


async def test_without_a_receiver_there_are_no_media() -> None:
    """Nobody was given a link."""
    async with serving(make_app(Told(UP)), 0) as address, aiohttp.ClientSession(address) as session:
        assert (await session.get("/media/d1?expires=9&signature=a")).status == 404
    assert MediaLinks("", "secret", lambda: NOON).make("d1") is None
