"""The settings, by name. A description says what to do about a setting, so that a fault can."""

from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AliasGenerator, Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.config.kinds import (
    Certificates,
    ChatId,
    Contact,
    Count,
    Endpoint,
    Host,
    Hosts,
    Hour,
    HoursOfDay,
    Language,
    Pattern,
    PolicyFile,
    Port,
    Secret,
    SlackId,
    SocketLink,
    Template,
    WebhookSecret,
    WebLink,
    Zone,
)
from bot.moderation.hours import Hours
from bot.moderation.model import Chat


def variable(field: str) -> str:
    """The name of a setting in the environment: `team` is SALON_TEAM, `discord_token` is DISCORD_TOKEN."""
    return field.upper() if field.startswith(("discord_", "slack_")) else f"SALON_{field.upper()}"


class _GivenByHand(BaseSettings):
    """Where settings come from: from what is passed, and from a file; `load_settings` passes the environment."""

    model_config = SettingsConfigDict(
        alias_generator=AliasGenerator(validation_alias=variable),
        case_sensitive=True,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is pydantic's
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment comes by hand (`load_settings`), so that a test never meets that of the machine."""
        return init_settings, dotenv_settings


class PolicyChoice(_GivenByHand):
    """The one setting that showing and checking a policy needs."""

    model_config = SettingsConfigDict(extra="ignore")

    policy: PolicyFile | None = None


class FetchChoice(_GivenByHand):
    """Where files may be fetched from (without any setting, only from the chats), and how they are read."""

    model_config = SettingsConfigDict(extra="ignore")

    language: Language = "en"
    listing_hosts: Hosts = ()
    media_hosts: Hosts = ()
    listing_page_url: Template = ""
    listing_api_url: Template = ""
    portfolio_api_url: Template = ""
    discord_cdn_url: WebLink = ""
    discord_api_url: WebLink = ""
    slack_api_url: WebLink | None = None
    slack_files_url: WebLink | None = None
    trusted_signers: Certificates = ""


class Settings(_GivenByHand):
    """Everything that differs from one server to the next. Secrets do not show when it is printed."""

    data: Path = Field(Path("salon-data"), description="name a folder where Salon may keep its database and pictures")
    team: Count = Field(description="set it to the number of your moderators, a whole number")
    support: Contact = Field(description="set it to an e-mail address or a link at which people reach a human")
    language: Language = Field("en", description="set it to a language that there are sentences in, such as en")
    policy: PolicyFile | None = Field(
        None, description="name a policy file of your own, or leave it empty for the one that came with Salon"
    )
    quorum_ask: Count | None = Field(
        None, description="set it to the number of moderators who must agree on a listing, or leave it empty"
    )
    quorum_accept: Count | None = Field(
        None, description="set it to the number of moderators who must accept an answer, or leave it empty"
    )
    quorum_action: Count | None = Field(
        None, description="set it to the number of moderators who must agree on an action, or leave it empty"
    )
    quorum_appeal: Count | None = Field(
        None, description="set it to the number of moderators who must agree on an appeal, or leave it empty"
    )
    listing_hosts: Hosts = Field(
        description="list your platform's host names, such as gallery.example,www.gallery.example"
    )
    listing_pattern: Pattern = Field(
        r"/listings?/(?P<id>[A-Za-z0-9_-]+)",
        description="write a regular expression for the whole path of a listing's page, with a group (?P<id>…)",
    )
    listing_page_url: Template = Field(
        "", description="write the address of a listing's page, with {id}, or leave it empty and no page is read"
    )
    listing_api_url: Template = Field(
        "",
        description="write the address of a listing in your platform's JSON API, with {id}, or leave it empty",
    )
    portfolio_api_url: Template = Field(
        "",
        description="write the address of a member's listings in that API, with {id}, or leave it empty",
    )
    listing_api_token: Secret | None = Field(
        None, description="copy the token for your platform's JSON API, bare, or leave it empty"
    )
    media_hosts: Hosts = Field(
        (),
        description="list further hosts that serve your platform's pictures, or leave it empty",
    )
    webhook_url: Endpoint = Field(
        "",
        description="write the address at which your platform hears of cases, or leave it empty and it hears nothing",
    )
    webhook_secret: WebhookSecret | None = Field(
        None, description="make one with `echo whsec_$(openssl rand -base64 32)`, and give it to your platform too"
    )
    public_url: WebLink = Field(
        "", description="write the address at which your platform reaches the bot's port, or leave it empty"
    )
    trusted_signers: Certificates = Field(
        "",
        description="name a PEM file with the certificates of those whose content credentials you vouch for, "
        "or leave it empty",
    )
    http_port: Port = Field(
        0, description="set it to the port for /healthz, /readyz, /metrics, /media and Slack over HTTP, or 0"
    )
    http_host: Host = Field(
        "127.0.0.1",
        description="set it to the address of this machine that the port is opened at, such as 127.0.0.1 or 0.0.0.0",
    )
    time_scale: Annotated[float, Field(ge=1, le=1_000_000, allow_inf_nan=False)] = Field(
        1.0,
        description="set it to how many times faster than the clock Salon's time runs; 1 for anything but a rehearsal",
    )
    patience: Annotated[float, Field(gt=0, le=90)] = Field(
        90.0,
        description="set it to the seconds, up to 90, after which a call that a chat does not answer counts as lost",
    )
    notice_hours: HoursOfDay = Field(
        Hours(9 * 60, 20 * 60), description="set it to the hours at which artists may be asked, such as 09:00-20:00"
    )
    new_dms_per_minute: Count = Field(
        10, description="set it to how many people who are new to the bot it may write to in a minute on each chat"
    )
    read_again_per_minute: Count = Field(
        30, description="set it to how many cards and conversations may be read again in a minute after an outage"
    )
    time_zone: Zone = Field(
        "UTC", description="set it to your community's time zone, such as Europe/Lisbon, or leave it empty for UTC"
    )
    digest_hour: Hour = Field(
        "9", description="set it to the hour, 0 to 23, at which moderators are told what waits, or to off"
    )
    blur: Literal["off", "on"] = Field(
        "off", description="set it to on where moderators are to see pictures only once they choose to, or to off"
    )
    log: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="set it to debug, info, warning or error"
    )
    moderators_on: Literal["discord", "slack"] | None = Field(
        None, description="set it to discord or slack: where the moderators' channel is"
    )
    discord_token: Secret | None = Field(
        None, description="copy it from the page 'Bot' of your application at discord.com/developers, bare"
    )
    discord_guild_id: ChatId | None = Field(
        None, description="with Developer Mode on, right click on your server and choose 'Copy Server ID'"
    )
    discord_moderator_channel_id: ChatId | None = Field(
        None, description="right click on the moderators' channel and choose 'Copy Channel ID'"
    )
    discord_moderator_role_id: ChatId | None = Field(
        None, description="copy the id of the role that only moderators have, or leave it empty"
    )
    discord_lead_role_id: ChatId | None = Field(
        None, description="copy the id of the role of those who lead the moderators, or leave it empty"
    )
    discord_support_channel_id: ChatId | None = Field(
        None, description="copy the id of a channel for what support must know, or leave it empty"
    )
    discord_thread_channel_id: ChatId | None = Field(
        None,
        description="copy the id of a channel where private threads may be opened for members who take no private "
        "messages, or leave it empty",
    )
    discord_api_url: WebLink = Field("", description="write a Discord-compatible REST API's address, or leave it empty")
    discord_gateway_url: SocketLink = Field(
        "",
        description="write a Discord-compatible gateway's address (ws:// or wss://), or leave it empty",
    )
    discord_cdn_url: WebLink = Field(
        "",
        description="write a Discord-compatible file server's address, or leave it empty",
    )

    slack_bot_token: Secret | None = Field(
        None, description="copy the Bot User OAuth Token (xoxb-…) from the page 'OAuth & Permissions' of your app, bare"
    )
    slack_app_token: Secret | None = Field(
        None, description="make an app-level token (xapp-…) with connections:write on the page 'Basic Information'"
    )
    slack_mode: Literal["socket", "http"] = Field(
        "socket", description="set it to socket, or to http where Slack is to come to a server of yours"
    )
    slack_signing_secret: Secret | None = Field(
        None, description="copy the Signing Secret from the page 'Basic Information' of your app; for SLACK_MODE=http"
    )
    slack_moderator_channel_id: SlackId | None = Field(
        None, description="open the moderators' channel's details and copy the channel ID at the bottom"
    )
    slack_moderator_group_id: SlackId | None = Field(
        None, description="copy the id of the user group that only moderators are in, or leave it empty"
    )
    slack_lead_group_id: SlackId | None = Field(
        None, description="copy the id of the user group of those who lead the moderators, or leave it empty"
    )
    slack_support_channel_id: SlackId | None = Field(
        None, description="copy the id of a channel for what support must know, or leave it empty"
    )
    slack_api_url: WebLink | None = Field(
        None, description="write a Slack-compatible Web API's address, or leave it empty"
    )
    slack_files_url: WebLink | None = Field(
        None, description="write a Slack-compatible file server's address, or leave it empty"
    )

    @property
    def chats(self) -> tuple[Chat, ...]:
        """The chats that the bot speaks."""
        tokens = {Chat.DISCORD: self.discord_token, Chat.SLACK: self.slack_bot_token}
        return tuple(chat for chat, token in tokens.items() if token is not None)

    @property
    def home(self) -> Chat:
        """The chat of the moderators' channel."""
        if self.moderators_on:
            return Chat(self.moderators_on)
        return Chat.DISCORD if self.discord_moderator_channel_id else Chat.SLACK

    def room(self, chat: Chat) -> int | str | None:
        """The moderators' channel, if it is on this chat."""
        rooms = {Chat.DISCORD: self.discord_moderator_channel_id, Chat.SLACK: self.slack_moderator_channel_id}
        return rooms[chat] if chat is self.home else None

    @property
    def quorums(self) -> dict[str, int]:
        """The quorums that were set, for every preset."""
        given = {name: getattr(self, f"quorum_{name}") for name in ("ask", "accept", "action", "appeal")}
        return {name: number for name, number in given.items() if number is not None}

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log may ever hold."""
        slack = (self.slack_bot_token, self.slack_app_token, self.slack_signing_secret)
        given = (self.discord_token, *slack, self.listing_api_token, self.webhook_secret)
        return tuple(secret.get_secret_value() for secret in given if secret is not None)


HELP: Final = {variable(name): field.description for name, field in Settings.model_fields.items()}
"""Every setting by its name, and what to do about it."""
