"""The workspace that the bot is logged in to: its Web API, who the bot is there, who its moderators are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.moderation.model import MessageRef
from bot.ports import Done, Gone, Outcome, Refused, Retry, Unknown
from handlers.slack.moderators import Moderators
from handlers.slack.settings import API, SlackSettings


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is, as `auth.test` says. `url` is the workspace's own."""

    team: str
    user: str
    bot: str
    url: str

    def link(self, message: MessageRef) -> str:
        """The address of a message in the workspace."""
        return f"{self.url.rstrip('/')}/archives/{message.channel}/p{message.message.replace('.', '')}"


@dataclass(frozen=True, slots=True)
class Workspace:
    """All that talks to Slack for as long as one log-in lasts."""

    web: AsyncWebClient
    me: Identity
    moderators: Moderators
    _private: dict[str, str] = field(default_factory=dict)

    async def private_channel(self, user: str) -> str:
        """The conversation with somebody; Slack opens it where there is none."""
        if user not in self._private:
            said = await self.web.conversations_open(users=user)
            self._private[user] = str((said["channel"] or {})["id"])
        return self._private[user]

    async def respond(self, url: str, message: Mapping[str, Any]) -> Outcome:
        """Answer by a response_url: five times within half an hour, for the person alone."""
        hook = AsyncWebhookClient(url, session=self.web.session, retry_handlers=[])
        hook.proxy = self.web.proxy
        answered = await hook.send_dict({"response_type": "ephemeral", "replace_original": False, **message})
        match answered.status_code:
            case 200:
                return Done()
            case 429:
                return Retry(float(answered.headers.get("Retry-After") or 5), "rate limited")
            case 404 | 403 | 410:
                return Gone("response_url")
            case status if status >= 500:  # noqa: PLR2004 - any server error
                return Unknown(f"http {status}")
            case status:
                return Refused(f"http-{status}")


def web_client(settings: SlackSettings, session: aiohttp.ClientSession | None) -> AsyncWebClient:
    """The Web API. Nothing is retried in there: a repeated post could go out twice (platform.md, trap 3)."""
    base_url = settings.api_url or API
    web = AsyncWebClient(settings.bot_token, base_url=base_url, session=session, retry_handlers=[])
    if settings.api_url:
        web.proxy = None  # a proxy of the environment leads to the real Slack, and knows nothing of another server
    return web


async def log_in(settings: SlackSettings, session: aiohttp.ClientSession) -> Workspace:
    """Find out who the bot is."""
    web = web_client(settings, session)
    said = await web.auth_test()
    me = Identity(str(said["team_id"]), str(said["user_id"]), str(said["bot_id"] or ""), str(said["url"] or ""))
    return Workspace(web, me, Moderators(web, settings, me.team))
