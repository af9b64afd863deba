"""Rate limits are told in headers and enforced; links expire; faults break what they are told to."""

from __future__ import annotations

import asyncio
import io
import time

import aiohttp
import discord
import pytest

from bot.sandbox.discord import DiscordSandbox, Exchange, Unexpected
from tests.sandbox.bots import Bot, logged_in, reached, running

SEND = "/channels/{channel_id}/messages"


def statuses(guild: DiscordSandbox, template: str = SEND) -> list[int]:
    """Return how the requests to one route were answered."""
    return [each.status for each in guild.traffic if each.template == template]


async def test_client_keeps_the_limit(guild: DiscordSandbox) -> None:
    """Told by the headers, discord.py waits by itself, and is never refused."""
    room = guild.channel("room")
    async with logged_in(guild, Bot()) as bot:
        before = time.monotonic()
        for number in range(11):
            await bot.place(room.id).send(str(number))
        assert statuses(guild) == [200] * 11
        assert time.monotonic() - before >= 2 * 5 / guild.scale * 0.9


async def test_limit_is_enforced(guild: DiscordSandbox) -> None:
    """Who does not wait is refused with 429, a retry_after, and the headers that Discord sends."""
    room = guild.channel("room")
    url, headers = f"{guild.api_url}/channels/{room.id}/messages", {"Authorization": f"Bot {guild.token}"}
    now = time.monotonic()
    guild.timing.ticks = lambda: now
    async with aiohttp.ClientSession(headers=headers) as http:
        for _ in range(5):
            async with http.post(url, json={"content": "x"}) as answer:
                assert answer.headers["Content-Type"] == "application/json"
        assert answer.headers["X-RateLimit-Remaining"] == "0"
        async with http.post(url, json={"content": "x"}) as answer:
            body = await answer.json()
        assert (answer.status, body["global"]) == (429, False)
        assert 0 < body["retry_after"] <= 5 / guild.scale
        assert {"Via", "Retry-After", "X-RateLimit-Bucket"} <= set(answer.headers)


@pytest.mark.parametrize("guild", [{"limits": {"global": (3, 8.0)}}], indirect=True)
async def test_global_limit(guild: DiscordSandbox) -> None:
    """The limit over all routes is told as global; discord.py waits and comes through."""
    room = guild.channel("room")
    async with logged_in(guild, Bot()) as bot:
        await asyncio.gather(*(bot.fetch_channel(room.id) for _ in range(6)))
        refused = [each.response["global"] for each in guild.traffic if each.status == 429]
        assert refused
        assert all(refused)


@pytest.mark.parametrize("guild", [{"scale": 1.0}], indirect=True)
async def test_unscaled(guild: DiscordSandbox) -> None:
    """At a scale of one the header values are Discord's own."""
    room = guild.channel("room")
    url, headers = f"{guild.api_url}/channels/{room.id}/messages", {"Authorization": f"Bot {guild.token}"}
    async with aiohttp.ClientSession(headers=headers) as http, http.post(url, json={"content": "x"}) as answer:
        assert answer.headers["X-RateLimit-Limit"] == "5"
        assert 4.5 < float(answer.headers["X-RateLimit-Reset-After"]) <= 5


async def test_links_expire(guild: DiscordSandbox) -> None:
    """A link to a file is good for a day; the message, fetched again, has a new one; a forged one is worth nothing."""
    room = guild.channel("room")
    async with logged_in(guild, Bot()) as bot:
        sent = await bot.place(room.id).send(file=discord.File(io.BytesIO(b"bytes"), "a.txt"))
        old = sent.attachments[0]
        assert await old.read() == b"bytes"
        with pytest.raises(discord.NotFound):
            await bot.http.get_from_cdn(old.url.replace("hm=", "hm=0"))
        now = time.time() + 86400 / guild.scale + 2
        guild.timing.wall = lambda: now
        with pytest.raises(discord.NotFound):
            await old.read()
        fresh = await bot.place(room.id).fetch_message(sent.id)
        assert await fresh.attachments[0].read() == b"bytes"


async def test_unknown_route_fails_loudly() -> None:
    """What Discord does not have is answered with 501, and raised at the end."""
    guild = await DiscordSandbox().__aenter__()
    with reached(guild):
        async with logged_in(guild, Bot()) as bot:
            with pytest.raises(discord.DiscordServerError):
                await bot.http.request(discord.http.Route("GET", "/no/such"))
            with pytest.raises(Unexpected, match="/no/such"):
                await guild.settle()
    with pytest.raises(Unexpected, match="/no/such"):
        await guild.close()


async def test_request_faults(guild: DiscordSandbox) -> None:
    """A request can be refused by order, or be carried out without the bot hearing of it, at once or for a while."""
    room = guild.channel("room")
    async with logged_in(guild, Bot()) as bot:
        place = bot.place(room.id)
        guild.faults.answer("POST", SEND, 503)
        with pytest.raises(discord.DiscordServerError):
            await place.send("not sent")
        guild.faults.answer("POST", SEND, 429)
        assert (await place.send("sent after a rest")).content == "sent after a rest"
        guild.faults.reset("POST", SEND)
        with pytest.raises(aiohttp.ClientError):
            await place.send("sent", nonce="n")
        assert [each.text for each in room.messages] == ["sent after a rest", "sent"]
        fault = guild.faults.withhold("POST", SEND)
        sending = asyncio.create_task(place.send("sent", nonce="n"))
        await guild.until(lambda: guild.rest.under_way)
        assert not sending.done()
        guild.faults.calm()
        assert fault.released.is_set()
        assert (await sending).id == room.messages[1].id


async def test_event_faults(guild: DiscordSandbox) -> None:
    """Events can come twice, late, not at all, or the wrong way round; what happened is counted."""
    room, alice = guild.channel("room"), guild.person("alice")
    async with running(guild, Bot()) as bot:
        guild.faults.double("MESSAGE_CREATE")
        twice = await alice.writes("twice", room)
        guild.faults.lose("MESSAGE_CREATE")
        await alice.writes("lost", room)
        guild.faults.reverse(2)
        first, second = await alice.writes("first", room), await alice.writes("second", room)
        await guild.settle(bot.idle)
        guild.faults.delay("MESSAGE_CREATE", 0.05)
        late, early = await alice.writes("late", room), await alice.writes("early", room)
        await guild.until(lambda: len(bot.told("message")) == 6)
        found = [twice.id, twice.id, second.id, first.id, early.id, late.id]
        assert [each.id for each in bot.told("message")] == found
        assert guild.faults.met == {"doubled": 1, "lost": 1, "late": 1}


async def test_traffic_is_recorded(guild: DiscordSandbox) -> None:
    """Every request stands in the record with its body, its files and its response."""
    room = guild.channel("room")
    async with logged_in(guild, Bot()) as bot:
        await bot.place(room.id).send("x", file=discord.File(io.BytesIO(b"b"), "a.txt"))
    sent: Exchange = guild.traffic[-1]
    assert (sent.method, sent.template, sent.files, sent.status) == ("POST", SEND, ("a.txt",), 200)
    assert (sent.request["content"], sent.response["content"]) == ("x", "x")
