"""One edge for each chat that is set up: how it is built, and what the rest of the bot sees of it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from pydantic import SecretStr

from bot.catalog import Catalog
from bot.config import Configuration, Settings
from bot.moderation.inbound import Inbound
from bot.moderation.model import Chat
from bot.moderation.policy import Policy
from bot.moderation.views import Answer
from bot.ports import ChatGateway, Clock, Sheets
from handlers.discord import client as discord_client
from handlers.discord import desk as discord_desk
from handlers.discord.gateway import DiscordGateway
from handlers.discord.settings import DiscordSettings
from handlers.discord.views.drawing import Pen as DiscordPen
from handlers.slack import client as slack_client
from handlers.slack import desk as slack_desk
from handlers.slack.gateway import SlackGateway
from handlers.slack.settings import SlackSettings
from handlers.slack.views.drawing import Pen as SlackPen

REFUSED = (discord_client.CannotLogIn, slack_client.CannotLogIn)
"""A chat does not accept the bot: trying again would not help."""


class Connection(Protocol):
    """What every chat's connection offers. `busy` is how much of what came in is under way in the edge itself."""

    ready: asyncio.Event

    @property
    def busy(self) -> int:
        """How much is under way."""
        ...

    async def run(self) -> None:
        """Stay connected until `close`."""
        ...

    async def close(self) -> None:
        """Disconnect."""
        ...


@dataclass(frozen=True, slots=True)
class Tools:
    """What an edge is built from. `policy` has its windows as they are in force."""

    given: Configuration
    policy: Policy
    catalog: Catalog
    sheets: Sheets
    clock: Clock
    take: Callable[[Inbound], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Edge:
    """One chat, both ways."""

    gateway: ChatGateway
    connection: Connection


def build(chat: Chat, tools: Tools, catch_up: Callable[[], Awaitable[None]]) -> Edge:
    """The edge of a chat. `catch_up` is called when a session begins anew."""
    return {Chat.DISCORD: _discord, Chat.SLACK: _slack}[chat](tools, catch_up)


def _discord(tools: Tools, catch_up: Callable[[], Awaitable[None]]) -> Edge:
    at, pen, find = discord_settings(tools.given.settings), DiscordPen(tools.given.texts), tools.catalog.find_link
    desk = discord_desk.Desk(at, tools.take, pen, tools.policy, find, tools.sheets)
    connection = discord_client.DiscordConnection(desk, catch_up)
    gateway = DiscordGateway(lambda: connection.client, at, tools.sheets, pen, tools.clock.now)
    return Edge(gateway, connection)


def _slack(tools: Tools, catch_up: Callable[[], Awaitable[None]]) -> Edge:
    at, pen, find = slack_settings(tools.given.settings), SlackPen(tools.given.texts), tools.catalog.find_link
    desk = slack_desk.Desk(at, tools.take, pen, tools.policy, find, tools.sheets, tools.clock.now)
    connection = slack_client.SlackConnection(desk, catch_up)
    gateway = SlackGateway(lambda: connection.client, at, tools.sheets, pen, tools.clock.now)
    return Edge(gateway, connection)


def discord_settings(settings: Settings) -> DiscordSettings:
    """How to reach Discord."""
    return DiscordSettings(
        token=_secret(settings.discord_token),
        guild_id=settings.discord_guild_id or 0,
        moderator_channel_id=int(settings.room(Chat.DISCORD) or 0),
        moderator_role_id=settings.discord_moderator_role_id,
        lead_role_id=settings.discord_lead_role_id,
        support_channel_id=settings.discord_support_channel_id,
        thread_channel_id=settings.discord_thread_channel_id,
        api_url=settings.discord_api_url or "",
        gateway_url=settings.discord_gateway_url or "",
        cdn_url=settings.discord_cdn_url or "",
    )


def slack_settings(settings: Settings) -> SlackSettings:
    """How to reach Slack."""
    return SlackSettings(
        bot_token=_secret(settings.slack_bot_token),
        app_token=_secret(settings.slack_app_token),
        moderator_channel_id=str(settings.room(Chat.SLACK) or ""),
        moderator_group_id=settings.slack_moderator_group_id,
        support_channel_id=settings.slack_support_channel_id,
        api_url=settings.slack_api_url or "",
        files_url=settings.slack_files_url or "",
    )


def _secret(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
