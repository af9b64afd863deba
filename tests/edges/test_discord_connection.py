"""The connection: kept up, with a new client each time, and nowhere but where it was pointed."""

import asyncio
from dataclasses import replace

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.clocks import SystemClock
from bot.moderation.model import Chat
from bot.supervisor import Supervisor
from handlers.discord.client import DiscordConnection
from handlers.discord.settings import INTENTS, DiscordSettings, point
from handlers.shared.presence import CannotLogIn, Presence
from tests.edges.discord_values import NOW
from tests.edges.discord_world import connected, prepared
from tests.edges.keeping import kept_up, nobody


def test_empty_endpoints_mean_discord_itself() -> None:
    """And configured ones are taken as they are."""
    point(DiscordSettings("", 0, 0, api_url="http://127.0.0.1:1/api/v10/", gateway_url="ws://127.0.0.1:2"))
    assert Route.BASE == "http://127.0.0.1:1/api/v10"
    point(DiscordSettings("", 0, 0))
    assert Route.BASE == "https://discord.com/api/v10"
    assert str(DiscordWebSocket.DEFAULT_GATEWAY) == "wss://gateway.discord.gg/"


async def test_another_servers_gateway_is_where_its_api_says() -> None:
    """Where only the API is set: its token is not for the real Discord, also not when a session is resumed."""
    async with prepared() as world:
        world.desk = replace(world.desk, settings=replace(world.settings, gateway_url=""))
        connection = world.connecting(world.desk)
        async with kept_up(connection, Chat.DISCORD):
            await world.guild.gateway.cut()
            await world.settle()
            assert str(DiscordWebSocket.DEFAULT_GATEWAY).rstrip("/") == world.guild.gateway_url


async def test_a_server_that_tells_no_gateway() -> None:
    """Nothing is sent to Discord's: the bot ends, and says what to set."""
    async with prepared() as world:
        for path in ("/gateway/bot", "/gateway"):
            world.guild.faults.answer("GET", path, 404)
        desk = replace(world.desk, settings=replace(world.settings, gateway_url=""))
        with pytest.raises(CannotLogIn, match="set DISCORD_GATEWAY_URL"):
            await world.connecting(desk).run()


def test_no_privileged_intent_is_asked_for() -> None:
    """Guilds, messages and reactions, in the guild and in private."""
    assert INTENTS.value == 13825


def test_the_token_is_not_shown() -> None:
    """Not in a traceback, not in a log."""
    assert "secret" not in repr(DiscordSettings("secret", 1, 2))


async def test_a_fresh_session_is_told_once() -> None:
    """So that what was missed is read again; a resumed one missed nothing."""
    async with connected() as world:
        assert world.fresh == 1
        await world.guild.gateway.cut()
        await world.guild.person("ann").writes("while it was away")
        await world.settle()
        await world.connection.presence.wait()
        assert (world.fresh, len(world.taken)) == (1, 1)


async def test_a_wrong_token_ends_the_loop() -> None:
    """Trying again would not help."""
    async with prepared() as world:
        desk = replace(world.desk, settings=replace(world.settings, token="wrong"))  # noqa: S106
        with pytest.raises(CannotLogIn):
            await world.connecting(desk).run()


async def test_a_failed_first_try_is_followed_by_another() -> None:
    """Discord's REST is down at log-in: a new client, after a while."""
    async with prepared() as world:
        world.guild.faults.answer("GET", "/users/@me", 503)
        connection = world.connection
        assert connection.client is None
        async with kept_up(connection, Chat.DISCORD):
            assert connection.presence.is_up
            assert connection.client
        assert world.fresh == 1
        assert connection.client is None


async def test_closing_while_it_waits_ends_it() -> None:
    """Nobody waits for a back-off."""
    async with prepared() as world:
        world.guild.faults.answer("GET", "/users/@me", 503, times=100)
        supervisor = Supervisor({Chat.DISCORD: world.connection}, SystemClock(), nobody, first_wait=300)
        keeping = asyncio.create_task(supervisor.keep_up(Chat.DISCORD))
        await world.guild.until(lambda: world.connection.presence.why == "Discord answered 503")
        await supervisor.close()
        await asyncio.wait_for(keeping, 5)


async def test_another_guild_is_not_ours() -> None:
    """The bot is not ready for a guild that it is not in."""
    async with prepared() as world:
        desk = replace(world.desk, settings=replace(world.settings, guild_id=5))
        connection = world.connecting(desk)
        running = asyncio.create_task(connection.run())
        await world.guild.until(lambda: connection.client and connection.client.is_ready())
        await world.settle()
        assert (connection.presence.is_up, connection.presence.why) == (
            False,
            "the bot is not in the configured server",
        )
        said = await world.guild.person("ann").runs("ai-policy", world.hall)
        assert "another server" in said.text
        await connection.close()
        await running
        assert world.taken == []


async def test_what_cannot_be_caught_up_is_tried_again() -> None:
    """Not ready until it is."""
    async with prepared() as world:
        tries = []

        async def fail_once() -> None:
            tries.append(1)
            if len(tries) == 1:
                raise ValueError("somebody's own words")

        connection = DiscordConnection(world.desk, fail_once, Presence(lambda: NOW))
        async with kept_up(connection, Chat.DISCORD):
            assert connection.presence.is_up
        assert len(tries) == 2


async def test_a_session_that_is_not_resumed_in_time_is_given_up() -> None:
    """discord.py alone would go on for ever, with a quarter of an hour between two tries; a new client comes sooner."""
    async with prepared() as world:
        connection = world.connecting(world.desk, resumable=0.05)
        async with kept_up(connection, Chat.DISCORD):
            await world.guild.stop()
            await world.guild.until(lambda: "cannot be reached" in connection.presence.why)
            await world.guild.start()
            await asyncio.wait_for(connection.presence.wait(), 30)
        assert world.fresh == 2


async def test_a_token_that_is_taken_away_ends_the_session() -> None:
    """Only a person can help."""
    async with prepared() as world:
        running = asyncio.create_task(world.connection.run())
        await world.connection.presence.wait()
        await world.guild.gateway.reset_token()
        with pytest.raises(CannotLogIn, match="taken away"):
            await running
