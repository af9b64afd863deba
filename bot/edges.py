"""One edge for each chat that is set up: how it is built, and what the rest of the bot sees of it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from pydantic import SecretStr

from bot.config import Configuration, Settings
from bot.moderation.inbound import Inbound
from bot.moderation.model import Chat
from bot.moderation.notices import Texts
from bot.moderation.policy import Policy
from bot.moderation.views import Answer
from bot.ports import ChatGateway, Clock, Profile, Sheets
from handlers.discord import desk as discord_desk
from handlers.discord import doctor as discord_doctor
from handlers.discord.client import DiscordConnection
from handlers.discord.gateway import DiscordGateway
from handlers.discord.settings import DiscordSettings
from handlers.discord.views.drawing import Pen as DiscordPen
from handlers.shared.check import Check
from handlers.shared.presence import Presence
from handlers.slack import desk as slack_desk
from handlers.slack import doctor as slack_doctor
from handlers.slack.client import SlackConnection
from handlers.slack.gateway import SlackGateway
from handlers.slack.manifest import manifest
from handlers.slack.requests import PATH, Requests
from handlers.slack.settings import SlackSettings
from handlers.slack.sockets import Sockets
from handlers.slack.views.drawing import Pen as SlackPen
from handlers.web import Page


class Connection(Protocol):
    """What every chat's connection offers. `busy` is how much of what came in is under way in the edge itself."""

    presence: Presence

    @property
    def busy(self) -> int:
        """How much is under way."""
        ...

    async def run(self) -> None:
        """One connection, until it ends or `close` ends it; `Lost` or `CannotLogIn` say why it ended."""
        ...

    async def close(self) -> None:
        """Disconnect, and let `run` return."""
        ...


@dataclass(frozen=True, slots=True)
class Tools:
    """What an edge is built from. `policy` has its windows as they are in force.

    Attributes:
        find_link: The first link to a listing in a text, or None.
        policy_for: What the case of a number goes by, in a language.
    """

    given: Configuration
    policy: Policy
    find_link: Callable[[str], str | None]
    sheets: Sheets
    clock: Clock
    take: Callable[[Inbound, Profile], Awaitable[Answer]]
    policy_for: Callable[[int, str], Awaitable[Policy]]


@dataclass(frozen=True, slots=True)
class Edge:
    """One chat, both ways. `pages` are what it answers on our own web server, by path."""

    gateway: ChatGateway
    connection: Connection
    pages: Mapping[str, Page] = field(default_factory=dict)


CatchUp: TypeAlias = Callable[[], Awaitable[None]]
"""Called when a session begins anew."""
Build: TypeAlias = Callable[[Chat, Tools, CatchUp], Edge]
"""How the edge of a chat is made of its tools."""


def build(chat: Chat, tools: Tools, catch_up: CatchUp) -> Edge:
    """The edge of a chat."""
    return {Chat.DISCORD: _discord, Chat.SLACK: _slack}[chat](tools, catch_up)


def examine(chat: Chat, tools: Tools, dm_to: str | None) -> AsyncIterator[Check]:
    """What `salon doctor` says of a chat; `dm_to` is an account there to send one trial message to."""
    team = tools.given.settings.team
    match chat:
        case Chat.DISCORD:
            return discord_doctor.examine(_discord_desk(tools), team, int(dm_to) if dm_to else None)
        case Chat.SLACK:
            return slack_doctor.examine(_slack_desk(tools), team, dm_to)


def _discord(tools: Tools, catch_up: CatchUp) -> Edge:
    desk = _discord_desk(tools)
    connection = DiscordConnection(desk, catch_up, Presence(tools.clock.now))
    gateway = DiscordGateway(lambda: connection.client, desk.settings, desk.sheets, desk.pen, tools.clock.now)
    return Edge(gateway, connection)


def _discord_desk(tools: Tools) -> discord_desk.Desk:
    at, pen = discord_settings(tools.given.settings), DiscordPen(tools.given.texts, tools.given.tongues)
    return discord_desk.Desk(at, tools.take, pen, tools.policy, tools.find_link, tools.sheets, tools.policy_for)


def _slack(tools: Tools, catch_up: CatchUp) -> Edge:
    desk = _slack_desk(tools)
    secret, app_token = desk.settings.signing_secret, desk.settings.app_token
    requests = Requests(secret, tools.clock.now) if secret else None
    connection = SlackConnection(desk, catch_up, Presence(tools.clock.now), requests or Sockets(app_token))
    gateway = SlackGateway(lambda: connection.client, desk.settings, desk.sheets, desk.pen, tools.clock.now)
    return Edge(gateway, connection, {PATH: requests.handle} if requests else {})


def _slack_desk(tools: Tools) -> slack_desk.Desk:
    at, pen = slack_settings(tools.given.settings), SlackPen(tools.given.texts, tools.given.tongues)
    given = (tools.take, pen, tools.policy, tools.find_link, tools.sheets, tools.policy_for)
    return slack_desk.Desk(at, *given, tools.clock.now)


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
        blur=settings.blur == "on",
        patience=settings.patience,
        api_url=settings.discord_api_url or "",
        gateway_url=settings.discord_gateway_url or "",
        cdn_url=settings.discord_cdn_url or "",
    )


def slack_settings(settings: Settings) -> SlackSettings:
    """How to reach Slack."""
    return SlackSettings(
        bot_token=_secret(settings.slack_bot_token),
        app_token=_secret(settings.slack_app_token),
        signing_secret=_secret(settings.slack_signing_secret) if settings.slack_mode == "http" else "",
        moderator_channel_id=str(settings.room(Chat.SLACK) or ""),
        moderator_group_id=settings.slack_moderator_group_id,
        lead_group_id=settings.slack_lead_group_id,
        support_channel_id=settings.slack_support_channel_id,
        blur=settings.blur == "on",
        patience=settings.patience,
        api_url=settings.slack_api_url or "",
        files_url=settings.slack_files_url or "",
    )


def slack_manifest(texts: Texts, host: str = "") -> dict[str, Any]:
    """The Slack app; with a host, one to which Slack comes by HTTP."""
    return manifest(SlackPen(texts), f"https://{host}{PATH}" if host else "")


def _secret(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
