"""Where the gateway is, and how many sessions may still begin there."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

import discord
from discord.http import HTTPClient, Route

from handlers.discord.sessions import SessionStartLimit
from handlers.discord.settings import DiscordSettings, point_to_gateway
from handlers.shared.presence import CannotLogIn

SERVER_ERROR: Final = 500


async def find(http: HTTPClient, settings: DiscordSettings) -> SessionStartLimit | None:
    """Ask how many sessions are left (a compatible server may count none: None) and, where it is not known, where.

    Where another server's API is set and no gateway, that API has to say where its own is: the token is not for
    Discord's.

    Raises:
        CannotLogIn: It does not say.
    """
    told = await _told(http)
    if settings.api_url and not settings.gateway_url:
        if not told.get("url"):
            raise CannotLogIn("The server at DISCORD_API_URL does not tell its gateway: set DISCORD_GATEWAY_URL")
        point_to_gateway(str(told["url"]))
    return told.get("session_start_limit")


async def _told(http: HTTPClient) -> Mapping[str, Any]:
    for path in ("/gateway/bot", "/gateway"):
        try:
            said: Mapping[str, Any] = await http.request(Route("GET", path))
        except discord.HTTPException as error:
            if not is_lacking(error):
                raise
        else:
            return said
    return {}


def is_lacking(error: discord.HTTPException) -> bool:
    """Whether the server has no such thing; an outage, a limit and a refused token are no such answer."""
    passing = {HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS}
    return error.status not in passing and error.status < SERVER_ERROR
