"""What Discord, or the way to it, answered when it did not do as asked."""

import asyncio
import re
from collections.abc import Awaitable, Mapping
from typing import Final, TypeVar

import aiohttp
import discord

from bot.ports import TOO_FAST, Fault, Gone, Refused, Retry, Unknown

T = TypeVar("T")

PATIENCE: Final = 90.0
"""Seconds until a call counts as lost; discord.py itself repeats a 5xx for up to 25 s."""

FAULTS: Final = (discord.DiscordException, aiohttp.ClientError, TimeoutError, OSError, RuntimeError)
"""What a call may raise. A RuntimeError is aiohttp's 'Session is closed': the client went away meanwhile."""

_LATER: Final[dict[int, float]] = {
    20016: 60,  # slow mode
    20028: 30,  # this channel's own write limit
    40062: 60,  # the service is being rate limited
    130000: 30,  # Discord is overloaded
}
_GONE: Final = frozenset({10008, 10015, 10062})  # a message, a webhook, an interaction
_NEVER: Final = {
    50007: "dm-closed",
    50278: "no-common-guild",
    90001: "blocked",
    50001: "no-access",
    50013: "no-permission",
    160002: "no-permission",
    10003: "no-channel",
    10004: "no-guild",
    10007: "no-common-guild",
    10013: "no-account",
    10014: "no-such-emoji",
    30010: "too-many-reactions",
    40005: "file-too-large",
    50027: "token-over",  # an interaction's, and Discord says 401: another way has to be found
}


def read(error: BaseException) -> Fault:
    """What an exception of discord.py or aiohttp means for whoever waits for the outcome."""
    match error:
        case discord.RateLimited(retry_after=after):
            return Retry(after, "rate limited")
        case discord.HTTPException(code=40003):
            return TOO_FAST
        case discord.HTTPException(code=code) if code in _LATER:
            return Retry(_LATER[code], f"discord {code}")
        case discord.HTTPException(code=code) if code in _NEVER:
            return Refused(_NEVER[code])
        case discord.HTTPException(status=429, response=response):
            return Retry(_retry_after(response.headers), "rate limited")
        case discord.HTTPException(status=401):
            return Retry(60, "token not accepted")
        case discord.HTTPException(status=status, code=code) if status >= 500:  # noqa: PLR2004 - any server error
            return Unknown(f"http {status}, discord {code}")
        case discord.HTTPException(code=code) if code in _GONE:
            return Gone(f"discord {code}")
        case discord.HTTPException(status=403 | 404 as status, code=0):
            return Retry(60, f"http {status}, and no word of Discord's own")
        case discord.HTTPException(status=status, code=code):
            return Refused(f"http-{status}-discord-{code}")
        case _:
            return Unknown(type(error).__name__)


def _retry_after(headers: Mapping[str, str]) -> float:
    """Seconds; Cloudflare, whose word discord.py does not wait for, says them in the header alone."""
    value = headers.get("Retry-After", "")
    return float(value) if re.fullmatch(r"\d+(\.\d+)?", value) else 30.0


async def answer(call: Awaitable[T], patience: float = PATIENCE) -> T | Fault:
    """The result of a call to Discord, or what came instead of one."""
    try:
        async with asyncio.timeout(patience):
            return await call
    except FAULTS as error:
        return read(error)
