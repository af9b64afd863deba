"""A real slack-bolt app over a real Socket Mode client, for driving against the sandbox."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from slack_bolt.request.async_request import AsyncBoltRequest
    from slack_sdk.socket_mode.aiohttp import SocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest

    from bot.sandbox.slack import SlackSandbox

EVENTS = (
    "app_home_opened",
    "app_uninstalled",
    "file_shared",
    "member_joined_channel",
    "member_left_channel",
    "message",
    "reaction_added",
    "reaction_removed",
    "team_join",
    "tokens_revoked",
    "user_change",
)


class Handler(AsyncSocketModeHandler):
    """A Socket Mode handler that knows what is under way, and can be told to stay silent."""

    busy = 0
    silent = 0

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Handle one envelope."""
        if self.silent:
            self.silent -= 1
            return
        self.busy += 1
        try:
            await super().handle(client, req)
        finally:
            self.busy -= 1


class Bot:
    """An app whose listeners each test adds, and which notes every event."""

    def __init__(self, slack: SlackSandbox, *, ping: float = 5, **options: Any) -> None:  # noqa: ANN401 - Bolt's own
        """Prepare an app that acknowledges after its listeners, and repeats no call by itself."""
        self.client = client(slack)
        self.app = AsyncApp(client=self.client, process_before_response=True, **options)
        self.handler = Handler(self.app, slack.app_token, ping_interval=ping)
        self.events: list[dict[str, Any]] = []
        self.retries: list[str] = []
        for each in EVENTS:
            self.app.event(each)(self._note)

    async def _note(self, body: dict[str, Any], request: AsyncBoltRequest) -> None:
        self.events.append(body)
        self.retries += request.headers.get("x-slack-retry-num", [])

    def told(self, name: str, subtype: str | None = None) -> list[dict[str, Any]]:
        """Return the events of one name, and of one subtype."""
        inner = [each["event"] for each in self.events]
        return [each for each in inner if (each["type"], each.get("subtype")) == (name, subtype)]

    async def idle(self) -> bool:
        """Tell whether no listener is under way."""
        return not self.handler.busy


def client(slack: SlackSandbox) -> AsyncWebClient:
    """Return the real Web API client, with none of its own retries."""
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@asynccontextmanager
async def running(slack: SlackSandbox, bot: Bot | None = None) -> AsyncIterator[Bot]:
    """Run an app against a sandbox: connected on entry, closed on leaving."""
    bot = bot or Bot(slack)
    opened = slack.sockets.opened
    await bot.handler.connect_async()  # type: ignore[no-untyped-call]
    await slack.until(lambda: slack.sockets.opened > opened)
    try:
        yield bot
    finally:
        await bot.handler.close_async()  # type: ignore[no-untyped-call]
