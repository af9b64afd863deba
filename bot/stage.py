"""A stage: the sandbox's chats and gallery with people in them, and the real bot that lives among them.

`salon demo`, `salon sandbox` and the tests all play here. The bot is set up as an operator would set it up, by the
names of its settings, and is reached in no other way than the one that a real chat and a real platform have.
"""

import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.app import Salon, running
from bot.clocks import SystemClock
from bot.config import Configuration, load, load_texts
from bot.evidence.pool import Asks
from bot.ports import Clock
from bot.sandbox import discord as on_discord
from bot.sandbox import slack as on_slack
from bot.sandbox.discord import DiscordSandbox, RoleView
from bot.sandbox.gallery import Artist, GallerySandbox
from bot.sandbox.slack import SlackSandbox
from handlers.slack.manifest import manifest
from handlers.slack.requests import PATH
from handlers.slack.views.drawing import Pen

MODERATORS = ("mo", "kai", "noor")
MEMBERS = ("alice", "bob", "carol", "ines", "theo")
SUPPORT = "support@gallery.example"
DISCORD, SLACK = "discord", "slack"

Limits = Mapping[str, Mapping[str, tuple[int, float]]]
"""By chat: requests and seconds, by name."""

WIDE: Limits = {
    DISCORD: {"global": (1000, 1.0), "message-create": (100, 1.0), "message-edit": (100, 1.0), "reaction": (100, 1.0)},
    SLACK: dict.fromkeys(("tier1", "tier2", "tier3", "tier4", "post", "posts", "sockets", "many"), (1000, 1.0)),
}
"""Wider than the chats' own, so that nobody waits who is not about to show that."""

THEIR_OWN: Limits = {DISCORD: {}, SLACK: {}}
"""Those that the chats are known to set."""

SESSIONS_AT_ONCE = 16
"""In five seconds; with Discord's own, which is one, a bot that is restarted at once would wait that long."""

PROCESSING = 0.2
"""Seconds, unscaled, that a picture is looked through; on Slack it is about two."""


@dataclass(frozen=True, slots=True)
class Guild:
    """The Discord guild: `room` is the moderators' channel, `lobby` one that everybody sees."""

    sandbox: DiscordSandbox
    moderator: RoleView
    room: on_discord.ChannelView
    lobby: on_discord.ChannelView


@dataclass(frozen=True, slots=True)
class Workspace:
    """The Slack workspace: `room` is the moderators' channel, `lobby` one that everybody is in."""

    sandbox: SlackSandbox
    moderators: on_slack.GroupView
    room: on_slack.ChannelView
    lobby: on_slack.ChannelView


@dataclass(frozen=True, slots=True)
class Stage:
    """Who and what stands on it. Both chats are founded; only those in `chats` are open, and known to the bot.

    Attributes:
        environment: The bot's settings, by name.
        clock: By which everybody on it lives.
        pool: Who reads files for the bots; each has its own unless one is given.
    """

    guild: Guild
    workspace: Workspace
    chats: tuple[str, ...]
    gallery: GallerySandbox
    environment: Mapping[str, str]
    clock: Clock = field(default_factory=SystemClock)
    pool: Asks | None = None
    bots: list[Salon] = field(default_factory=list)

    @property
    def discord(self) -> DiscordSandbox:
        """Discord."""
        return self.guild.sandbox

    @property
    def slack(self) -> SlackSandbox:
        """Slack."""
        return self.workspace.sandbox

    @property
    def moderator(self) -> RoleView:
        """The moderators' role on Discord."""
        return self.guild.moderator

    @property
    def room(self) -> on_discord.ChannelView:
        """The moderators' channel on Discord."""
        return self.guild.room

    @property
    def lobby(self) -> on_discord.ChannelView:
        """A channel of Discord that everybody sees."""
        return self.guild.lobby

    def person(self, name: str) -> on_discord.Person:
        """Somebody in the guild."""
        return self.discord.people[name]

    def colleague(self, name: str) -> on_slack.Person:
        """Somebody in the workspace."""
        return self.slack.people[name]

    def artist(self, name: str, *chats: str) -> Artist:
        """The same person as a member of the gallery, which knows their accounts: on the chats named, else on all."""
        known = chats or self.chats
        return self.gallery.artist(
            name.title(),
            discord_id=str(self.person(name).id) if DISCORD in known else "",
            slack_id=self.colleague(name).id if SLACK in known else "",
        )

    def telling(self) -> dict[str, str]:
        """Settings of a bot that tells the gallery what happens, and lets it fetch pictures."""
        port = self.environment.get("SALON_HTTP_PORT") or str(free_port())
        return {
            "SALON_WEBHOOK_URL": self.gallery.webhook_url,
            "SALON_WEBHOOK_SECRET": self.gallery.webhook_secret,
            "SALON_HTTP_PORT": port,
            "SALON_PUBLIC_URL": f"http://127.0.0.1:{port}",
        }

    @property
    def bot(self) -> Salon:
        """The bot that runs now."""
        return self.bots[-1]

    @property
    def sandboxes(self) -> list[DiscordSandbox | SlackSandbox]:
        """The chats that are open."""
        both: dict[str, DiscordSandbox | SlackSandbox] = {DISCORD: self.discord, SLACK: self.slack}
        return [both[each] for each in self.chats]

    async def settle(self) -> None:
        """Wait until everything that follows from what people did has happened, on every chat."""
        while True:
            counts = [await self._settled(each) for each in self.sandboxes]
            if counts == [each.world.pulse.count for each in self.sandboxes]:
                return

    async def _settled(self, sandbox: DiscordSandbox | SlackSandbox) -> int:
        await sandbox.settle(self._is_idle)
        return sandbox.world.pulse.count

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds, whichever chat it happens on."""
        await self.sandboxes[0].until(holds)

    async def _is_idle(self) -> bool:
        return all([await bot.is_idle() for bot in self.bots])

    @asynccontextmanager
    async def bot_running(self, clock: Clock | None = None, /, **settings: str) -> AsyncIterator[Salon]:
        """The real bot, connected; `settings` go over those of the stage."""
        async with self.bot_starting(clock, **settings) as bot:
            await bot.connected()
            await self.settle()
            yield bot

    @asynccontextmanager
    async def bot_starting(self, clock: Clock | None = None, /, **settings: str) -> AsyncIterator[Salon]:
        """The real bot, which may never come up."""
        given: Configuration = load({**self.environment, **settings}, None)
        async with running(given, clock, pool=self.pool) as bot:
            self.bots.append(bot)
            try:
                yield bot
            finally:
                self.bots.remove(bot)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@asynccontextmanager
async def stage(  # noqa: PLR0913 - each has its name
    data: Path,
    *,
    chats: tuple[str, ...] = (DISCORD,),
    scale: float = 20.0,
    team: int = len(MODERATORS),
    crowd: int = 0,
    ports: tuple[int, int, int] = (0, 0, 0),
    limits: Limits = WIDE,
    clock: Clock | None = None,
    http_port: int = 0,
    pool: Asks | None = None,
    shrunk: int = 1,
) -> AsyncIterator[Stage]:
    """Set the stage, without a bot on it yet.

    Args:
        data: Where a bot keeps its data.
        chats: Those that there are, `discord` and `slack`; everybody has an account on each, and moderators have their
            channel on the first.
        scale: How many times faster the sandbox's windows pass: rate limits, and the life of links and tokens.
        team: How many moderators there are; those of MODERATORS first, further ones by number.
        crowd: How many members there are beside those of MEMBERS, by number.
        ports: Fixed ports of the sandbox's Discord; 0 takes free ones.
        limits: The chats' rate limits.
        clock: By which the sandbox's chats live; the machine's unless one is given.
        http_port: Where the bot's web server will listen, so that Slack comes to it; 0: it has Socket Mode.
        pool: Who reads files for the bots on it, where several stages share one.
        shrunk: As `GallerySandbox` takes it.
    """
    lives = clock or SystemClock()
    moderators = [*MODERATORS, *(f"moderator{n}" for n in range(len(MODERATORS) + 1, team + 1))][:team]
    members = [*MEMBERS, *(f"member{n}" for n in range(1, crowd + 1))]
    url = f"http://127.0.0.1:{http_port}{PATH}" if http_port else ""
    guild = _guild(_discord(scale, limits, ports, lives), moderators, members)
    workspace = _workspace(_slack(scale, limits, url, lives), moderators, members)
    async with AsyncExitStack() as stack:
        gallery = await stack.enter_async_context(GallerySandbox(wall=lambda: lives.now().timestamp(), shrunk=shrunk))
        environment = _environment(data, gallery, team)
        if DISCORD in chats:
            await stack.enter_async_context(guild.sandbox)
            environment |= _on_discord(guild)
        if SLACK in chats:
            await stack.enter_async_context(workspace.sandbox)
            environment |= _on_slack(workspace) | (_over_http(workspace, http_port) if http_port else {})
        if len(chats) > 1:
            environment["SALON_MODERATORS_ON"] = chats[0]
        yield Stage(guild, workspace, chats, gallery, environment, lives, pool)


def _discord(scale: float, limits: Limits, ports: tuple[int, int, int], clock: Clock) -> DiscordSandbox:
    return DiscordSandbox(
        scale=scale,
        limits=dict(limits[DISCORD]),
        max_concurrency=SESSIONS_AT_ONCE,
        ports=ports,
        wall=lambda: clock.now().timestamp(),
        ticks=clock.monotonic,
    )


def _slack(scale: float, limits: Limits, url: str, clock: Clock) -> SlackSandbox:
    return SlackSandbox(
        manifest=manifest(Pen(load_texts("en")), url),
        scale=scale,
        limits=dict(limits[SLACK]),
        processing=PROCESSING,
        wall=lambda: clock.now().timestamp(),
        ticks=clock.monotonic,
        sleep=clock.sleep,
    )


def _guild(sandbox: DiscordSandbox, moderators: list[str], members: list[str]) -> Guild:
    role = sandbox.role("moderator")
    room, lobby = sandbox.channel("moderators", private_to=[role]), sandbox.channel("lobby")
    for name in moderators:
        sandbox.person(name, [role])
    for name in members:
        sandbox.person(name)
    return Guild(sandbox, role, room, lobby)


def _workspace(sandbox: SlackSandbox, moderators: list[str], members: list[str]) -> Workspace:
    lobby = sandbox.channel("lobby")
    team = [sandbox.person(name) for name in moderators]
    for name in members:
        sandbox.person(name)
    group = sandbox.group("moderators", team)
    return Workspace(sandbox, group, sandbox.channel("moderators", private_to=team), lobby)


def _environment(data: Path, gallery: GallerySandbox, team: int) -> dict[str, str]:
    return {
        "SALON_DATA": str(data),
        "SALON_TEAM": str(team),
        "SALON_SUPPORT": SUPPORT,
        "SALON_LISTING_HOSTS": gallery.host,
        "SALON_LISTING_PATTERN": gallery.link_path,
        "SALON_LISTING_PAGE_URL": gallery.page_url,
        "SALON_LISTING_API_URL": gallery.api_url,
        "SALON_PORTFOLIO_API_URL": gallery.portfolio_url,
        "SALON_DIGEST_HOUR": "off",  # of what waits on a stage, its people know
        "SALON_LOG": "warning",
        "SALON_READ_AGAIN_PER_MINUTE": "6000",  # its chats have room
        "SALON_NOTICE_HOURS": "00:00-24:00",  # people play here at any hour
    }


def _on_discord(guild: Guild) -> dict[str, str]:
    discord = guild.sandbox
    return {
        "DISCORD_TOKEN": discord.token,
        "DISCORD_GUILD_ID": str(discord.guild_id),
        "DISCORD_MODERATOR_CHANNEL_ID": str(guild.room.id),
        "DISCORD_MODERATOR_ROLE_ID": str(guild.moderator.id),
        "DISCORD_API_URL": discord.api_url,
        "DISCORD_GATEWAY_URL": discord.gateway_url,
        "DISCORD_CDN_URL": discord.cdn_url,
    }


def _on_slack(workspace: Workspace) -> dict[str, str]:
    slack = workspace.sandbox
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_MODERATOR_CHANNEL_ID": workspace.room.id,
        "SLACK_MODERATOR_GROUP_ID": workspace.moderators.id,
        "SLACK_API_URL": slack.api_url,
        "SLACK_FILES_URL": slack.files_url,
    }


def _over_http(workspace: Workspace, port: int) -> dict[str, str]:
    secret = workspace.sandbox.signing_secret
    return {
        "SLACK_MODE": "http",
        "SLACK_APP_TOKEN": "",
        "SLACK_SIGNING_SECRET": secret,
        "SALON_HTTP_PORT": str(port),
    }
