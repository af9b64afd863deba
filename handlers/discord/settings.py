"""What the edge must be told, and its only seam for endpoints."""

from dataclasses import dataclass, field

import discord
import yarl
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """How to reach Discord, and which guild, channels and roles matter.

    Attributes:
        moderator_role_id: Narrows who is a moderator among those who see the channel.
        lead_role_id: Who is a lead; with none, every moderator.
        support_channel_id: Where the support contact reads; with none, the moderators' channel.
        thread_channel_id: Where a private thread is opened for somebody who takes no private messages; with none, none.
        patience: Seconds until a call counts as lost; discord.py itself repeats a 5xx for up to 25 s.
        api_url: For instance `http://127.0.0.1:4000/api/v10`; empty means the real Discord, as for the other two.
        gateway_url: Empty beside an API that is set means: where that API says.
    """

    token: str = field(repr=False)
    guild_id: int
    moderator_channel_id: int
    moderator_role_id: int | None = None
    lead_role_id: int | None = None
    support_channel_id: int | None = None
    thread_channel_id: int | None = None
    blur: bool = False
    patience: float = 90.0
    api_url: str = ""
    gateway_url: str = ""
    cdn_url: str = ""


INTENTS = discord.Intents(guilds=True, guild_messages=True, guild_reactions=True, dm_messages=True, dm_reactions=True)
"""None of them is privileged: what people write to the bot itself comes without the message content intent."""

discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # it would warn that it cannot speak

_REAL = (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE)


def point(settings: DiscordSettings) -> None:
    """Point discord.py at the configured endpoints. It keeps them on its classes: one process, one Discord."""
    api, gateway, cdn = _REAL
    Route.BASE = settings.api_url.rstrip("/") or api
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url) if settings.gateway_url else gateway
    Asset.BASE = settings.cdn_url.rstrip("/") or cdn


def point_to_gateway(url: str) -> None:
    """Point discord.py at the gateway that an API told of."""
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
