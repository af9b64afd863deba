"""What Discord's errors mean for an effect."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import discord
import pytest

from bot.ports import TOO_FAST, Gone, Refused, Retry, Unknown
from handlers.discord import faults


def error(
    status: int, code: int = 0, kind: type[discord.HTTPException] = discord.HTTPException, after: str = ""
) -> discord.HTTPException:
    """An error as discord.py raises it."""
    headers = {"Retry-After": after} if after else {}
    response = cast("Any", SimpleNamespace(status=status, reason="because", headers=headers))
    return kind(response, {"code": code, "message": "no"})


@pytest.mark.parametrize(
    ("raised", "fault"),
    [
        (error(403, 50007, discord.Forbidden), Refused("dm-closed")),
        (error(403, 50278, discord.Forbidden), Refused("no-common-guild")),
        (error(403, 40003, discord.Forbidden), TOO_FAST),
        (error(403, 50013, discord.Forbidden), Refused("no-permission")),
        (error(404, 10008, discord.NotFound), Gone("discord 10008")),
        (error(404, 10003, discord.NotFound), Refused("no-channel")),
        (error(404, 10013, discord.NotFound), Refused("no-account")),
        (error(400, 50035), Refused("http-400-discord-50035")),
        (error(404, 10015, discord.NotFound), Gone("discord 10015")),
        (error(404, 10099, discord.NotFound), Refused("http-404-discord-10099")),
        (error(403, 0, discord.Forbidden), Retry(60, "http 403, and no word of Discord's own")),
        (error(404, 0, discord.NotFound), Retry(60, "http 404, and no word of Discord's own")),
        (error(429), Retry(30, "rate limited")),
        (error(429, after="x"), Retry(30, "rate limited")),
        (error(429, after="912"), Retry(912, "rate limited")),
        (error(429, after="0.5"), Retry(0.5, "rate limited")),
        (error(401, 50027), Refused("token-over")),
        (error(401), Retry(60, "token not accepted")),
        (error(503, 0, discord.DiscordServerError), Unknown("http 503, discord 0")),
        (discord.RateLimited(42.0), Retry(42.0, "rate limited")),
        (TimeoutError(), Unknown("TimeoutError")),
        (aiohttp.ServerDisconnectedError(), Unknown("ServerDisconnectedError")),
        (ConnectionResetError(), Unknown("ConnectionResetError")),
        (RuntimeError("Session is closed"), Unknown("RuntimeError")),
    ],
)
async def test_every_error_has_its_meaning(raised: Exception, fault: object) -> None:
    """Refused is kept and shown, Retry waits, Unknown looks first, Gone is that there is nothing left."""

    async def fail() -> None:
        raise raised

    assert await faults.answer(fail()) == fault


async def test_a_bug_is_no_fault_of_discord() -> None:
    """What is ours passes through."""

    async def fail() -> None:
        raise KeyError

    with pytest.raises(KeyError):
        await faults.answer(fail())


async def test_a_result_is_a_result() -> None:
    """Nothing is done to it."""
    assert await faults.answer(asyncio.sleep(0, "done")) == "done"
