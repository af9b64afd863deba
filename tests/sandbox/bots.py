"""A real discord.py client, for driving against the sandbox."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.sandbox.discord import DiscordSandbox, Intent
from handlers.discord.settings import DiscordSettings, point

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

# discord.py names its tasks; a listener under way is one of these.
LISTENERS = ("discord.py: ", "discord-ui-", "CommandTree-")
UNPRIVILEGED = (
    Intent.GUILDS | Intent.GUILD_MESSAGES | Intent.GUILD_REACTIONS | Intent.DIRECT_MESSAGES | Intent.DIRECT_REACTIONS
)


class Bot(discord.Client):
    """A client whose command tree each test fills, and which notes what it is told."""

    def __init__(self, intents: Intent = UNPRIVILEGED, **options: Any) -> None:  # noqa: ANN401 - discord.py's own
        """Prepare a client that waits for nothing."""
        asked = discord.Intents.none()
        asked.value = int(intents)
        super().__init__(intents=asked, max_messages=None, guild_ready_timeout=0.05, **options)
        self.tree: app_commands.CommandTree[Bot] = app_commands.CommandTree(self)
        self.heard: list[tuple[str, Any]] = []
        self.awake = asyncio.Event()

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - discord.py's own
        """Note what is told."""
        self.heard.append((event, args[0] if args else None))
        if event == "ready":
            self.awake.set()
        super().dispatch(event, *args, **kwargs)

    def told(self, event: str) -> list[Any]:
        """Return what came with the events of one name."""
        return [data for name, data in self.heard if name == event]

    async def idle(self) -> bool:
        """Tell whether no listener is under way."""
        return not any(each.get_name().startswith(LISTENERS) for each in asyncio.all_tasks())

    def place(self, channel_id: int) -> discord.PartialMessageable:
        """Return a channel without looking it up."""
        return self.get_partial_messageable(channel_id)


@contextmanager
def reached(sandbox: DiscordSandbox) -> Iterator[None]:
    """Point discord.py at a sandbox, as settings do."""
    point(DiscordSettings("", 0, 0, api_url=sandbox.api_url, gateway_url=sandbox.gateway_url))
    try:
        yield
    finally:
        point(DiscordSettings("", 0, 0))


@asynccontextmanager
async def running(sandbox: DiscordSandbox, bot: Bot) -> AsyncIterator[Bot]:
    """Run a client against a sandbox: ready on entry, closed on leaving."""
    running_bot = asyncio.create_task(bot.start(sandbox.token))
    ready = asyncio.create_task(bot.awake.wait())
    await asyncio.wait([running_bot, ready], timeout=10, return_when=asyncio.FIRST_COMPLETED)
    ready.cancel()
    try:
        if running_bot.done():
            await running_bot
        yield bot
    finally:
        await bot.close()
        await asyncio.wait([running_bot])


@asynccontextmanager
async def logged_in(sandbox: DiscordSandbox, bot: Bot) -> AsyncIterator[Bot]:
    """Log a client in that uses REST alone."""
    await bot.login(sandbox.token)
    try:
        yield bot
    finally:
        await bot.close()
