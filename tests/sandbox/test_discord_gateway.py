"""The gateway: resuming, invalid sessions, intents, settling."""

from __future__ import annotations

import asyncio
import json
import zlib
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import pytest

from bot.sandbox.discord import Intent, Unsettled
from tests.sandbox.bots import UNPRIVILEGED, Bot, running

if TYPE_CHECKING:
    from bot.sandbox.discord import DiscordSandbox

ALL = UNPRIVILEGED | Intent.GUILD_MEMBERS | Intent.MESSAGE_CONTENT
PRIVILEGED = pytest.mark.parametrize(
    "guild", [{"privileged": Intent.GUILD_MEMBERS | Intent.MESSAGE_CONTENT}], indirect=True
)


async def test_resume_replays(guild: DiscordSandbox) -> None:
    """After a cut the client resumes its session, and gets in order what happened meanwhile, without identifying."""
    room, mod = guild.channel("room"), guild.person("mod")
    async with running(guild, Bot()) as bot:
        await bot.place(room.id).send("card")
        await guild.gateway.cut()
        for emoji in ("💬", "🎨"):
            await mod.reacts(emoji, room.messages[0])
        await guild.settle(bot.idle)
        assert [str(each.emoji) for each in bot.told("raw_reaction_add")] == ["💬", "🎨"]
        assert (len(bot.told("resumed")), guild.world.identified) == (1, 1)


async def test_reconnect_asked(guild: DiscordSandbox) -> None:
    """Asked to reconnect, the client resumes."""
    async with running(guild, Bot()) as bot:
        guild.gateway.ask_to_reconnect()
        await guild.until(lambda: bot.told("resumed"))
        assert guild.world.identified == 1


async def test_session_expires(guild: DiscordSandbox) -> None:
    """A session is kept for ninety seconds: after them a resume is refused with Invalid Session."""
    async with running(guild, Bot()):
        (session,) = guild.gateway.sessions.values()
    guild.gateway.sessions[session.id] = session
    session.left_at = guild.timing.ticks()
    resume = {"op": 6, "d": {"token": guild.token, "session_id": session.id, "seq": session.sequence}}
    assert (await _first_after_hello(guild, resume))["t"] == "RESUMED"
    session.left_at = guild.timing.ticks() - 91 / guild.scale
    assert await _first_after_hello(guild, resume) == {"op": 9, "d": False}


async def _first_after_hello(guild: DiscordSandbox, payload: dict[str, Any], *, cut: bool = False) -> dict[str, Any]:
    async with aiohttp.ClientSession() as http, http.ws_connect(guild.gateway_url) as socket:
        assert (await socket.receive_json())["op"] == 10
        await socket.send_json(payload)
        answer: dict[str, Any] = await socket.receive_json()
        if cut:
            await guild.gateway.cut()
        return answer


@pytest.mark.parametrize(("payload", "code"), [({"op": 3, "d": {}}, 4003), ({"op": 2, "d": {"token": "x"}}, 4004)])
async def test_close_codes(guild: DiscordSandbox, payload: dict[str, Any], code: int) -> None:
    """Speaking before identifying closes with 4003, a wrong token with 4004."""
    async with aiohttp.ClientSession() as http, http.ws_connect(guild.gateway_url) as socket:
        await socket.receive_json()
        await socket.send_json(payload)
        await socket.receive()
        assert socket.close_code == code


async def test_content_intent(guild: DiscordSandbox) -> None:
    """Without the intent a guild message is blank, unless it calls the bot; direct messages never are."""
    room, alice = guild.channel("room"), guild.person("alice")
    async with running(guild, Bot()) as bot:
        await alice.writes("secret", room)
        await alice.writes(f"<@{guild.bot_user_id}> hello", room)
        await alice.writes("direct")
        await guild.settle(bot.idle)
        assert [each.content for each in bot.told("message")] == ["", f"<@{guild.bot_user_id}> hello", "direct"]
        fetched = [each.content async for each in bot.place(room.id).history(oldest_first=True)]
        assert fetched == ["", f"<@{guild.bot_user_id}> hello"]


async def test_intents_filter(guild: DiscordSandbox) -> None:
    """Events without their intent, or of channels that the bot does not see, are never told."""
    room, hidden = guild.channel("room"), guild.channel("hidden", private_to=[], bot=False)
    alice = guild.person("alice", [guild.role("in")])
    hidden.overwrite(guild.roles["in"], allow=hidden.record.overwrites[guild.guild_id].deny)
    async with running(guild, Bot(Intent.GUILDS | Intent.GUILD_MESSAGES)) as bot:
        message = await alice.writes("seen", room)
        await alice.writes("unseen", hidden)
        await alice.writes("direct")
        await alice.reacts("🎨", message)
        await alice.gains(guild.role("new"))
        await guild.settle(bot.idle)
        assert len(bot.told("message")) == 1
        assert bot.told("raw_reaction_add") == bot.told("member_update") == []


@PRIVILEGED
async def test_members_intent(guild: DiscordSandbox) -> None:
    """With both privileged intents the client loads all members, is told of their changes, and reads contents."""
    room, alice = guild.channel("room"), guild.person("alice")
    async with running(guild, Bot(ALL)) as bot:
        found = bot.get_guild(guild.guild_id)
        assert found is not None
        assert {each.name for each in found.members} == {"owner", "bot", "alice"}
        assert len([each async for each in found.fetch_members()]) == 3
        role = guild.role("new")
        await alice.gains(role)
        await alice.loses(role)
        await alice.writes("readable", room)
        await alice.leaves()
        await alice.joins()
        await guild.settle(bot.idle)
        assert bot.told("message")[0].content == "readable"
        assert len(bot.told("member_remove")) == len(bot.told("member_join")) == 1


@pytest.mark.parametrize("guild", [{"identify_budget": 1}], indirect=True)
async def test_identify_budget(guild: DiscordSandbox) -> None:
    """When the day's IDENTIFYs are used up the token is reset: the client is out."""
    async with running(guild, Bot()):
        pass
    token = guild.token
    with pytest.raises(discord.ConnectionClosed):
        async with running(guild, Bot()):
            pass
    assert guild.token != token


@pytest.mark.parametrize("guild", [{"max_concurrency": 1, "scale": 1}], indirect=True)
async def test_identify_concurrency(guild: DiscordSandbox) -> None:
    """Within five seconds one session may begin: another IDENTIFY gets an invalid session, and does not count."""
    identify = {"op": 2, "d": {"token": guild.token, "intents": 1, "properties": {}}}
    async with aiohttp.ClientSession() as http:
        for op in (0, 9):
            async with http.ws_connect(guild.gateway_url) as socket:
                assert (await socket.receive_json())["op"] == 10
                await socket.send_json(identify)
                assert (await socket.receive_json())["op"] == op
    assert guild.world.starts.limit()["remaining"] == 999


async def test_reset_token(guild: DiscordSandbox) -> None:
    """Every session that began with the old token ends, and it begins no other."""
    async with aiohttp.ClientSession() as http, http.ws_connect(guild.gateway_url) as socket:
        await socket.receive_json()
        await socket.send_json({"op": 2, "d": {"token": guild.token, "intents": 1, "properties": {}}})
        assert (await socket.receive_json())["t"] == "READY"
        await guild.gateway.reset_token()
        while (frame := await socket.receive()).type != aiohttp.WSMsgType.CLOSE:
            assert frame.type is aiohttp.WSMsgType.TEXT
        assert frame.data == 4004


async def test_settle_waits_for_the_bot(guild: DiscordSandbox) -> None:
    """Settling ends only when the bot has received all and rests; if it never does, what is pending is told."""
    room, alice = guild.channel("room"), guild.person("alice")
    release = asyncio.Event()
    done: list[int] = []

    class Slow(Bot):
        async def on_message(self, message: discord.Message) -> None:
            await release.wait()
            done.append(message.id)

    async with running(guild, Slow()) as bot:
        await alice.writes("hello", room)
        with pytest.raises(Unsettled, match="heard"):
            await guild.settle(bot.idle, within=0.1)
        release.set()
        await guild.settle(bot.idle)
        assert len(done) == 1


async def test_compression(guild: DiscordSandbox) -> None:
    """Asked for zlib-stream, the gateway sends one compressed stream of binary frames."""
    async with aiohttp.ClientSession() as http, http.ws_connect(f"{guild.gateway_url}/?compress=zlib-stream") as socket:
        frame = await socket.receive_bytes()
    assert frame.endswith(b"\x00\x00\xff\xff")
    assert json.loads(zlib.decompressobj().decompress(frame))["op"] == 10


async def test_a_killed_bot_is_not_waited_for(guild: DiscordSandbox) -> None:
    """Once a restarted bot has identified anew, the session of the killed one holds up nobody."""
    room, alice = guild.channel("room"), guild.person("alice")
    identify = {"op": 2, "d": {"token": guild.token, "intents": int(UNPRIVILEGED)}}
    assert (await _first_after_hello(guild, identify, cut=True))["t"] == "READY"
    async with running(guild, Bot()) as bot:
        await alice.writes("hello", room)
        await guild.settle(bot.idle)
        assert (len(bot.told("message")), len(guild.gateway.sessions)) == (1, 2)


async def test_where_the_gateway_is(guild: DiscordSandbox) -> None:
    """Both routes tell the address; the bot's one also what is left of the IDENTIFYs."""
    async with running(guild, Bot()) as bot:
        shards, url, limit = await bot.http.get_bot_gateway()
        assert (shards, url, limit["remaining"]) == (1, guild.gateway_url, 999)
        assert (await bot.http.request(discord.http.Route("GET", "/gateway")))["url"] == guild.gateway_url
