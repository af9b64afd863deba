"""A stage: the sandbox's Discord and gallery with people in them, and the real bot that lives among them.

`salon demo`, `salon sandbox` and the tests all play here. The bot is set up as an operator would set it up, by the
names of its settings, and is reached in no other way than the one that a real Discord and a real platform have.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.app import Salon, running
from bot.clocks import SystemClock
from bot.config import Configuration, load
from bot.ports import Clock
from bot.sandbox.discord import ChannelView, DiscordSandbox, Person, RoleView
from bot.sandbox.gallery import Artist, GallerySandbox

MODERATORS = ("mo", "kai", "noor")
MEMBERS = ("alice", "bob", "carol", "ines", "theo")
SUPPORT = "support@gallery.example"

LIMITS = {"global": (1000, 1.0), "message-create": (100, 1.0), "message-edit": (100, 1.0), "reaction": (100, 1.0)}
"""Wider than Discord's, which a module of the tests plays under at their real pace."""

DISCORDS_OWN: Mapping[str, tuple[int, float]] = {}
"""The limits that Discord is known to set."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Who and what stands on it.

    Attributes:
        room: The moderators' channel.
        lobby: A channel that everybody sees.
        moderator: The moderators' role.
        environment: The bot's settings, by name.
    """

    discord: DiscordSandbox
    gallery: GallerySandbox
    moderator: RoleView
    room: ChannelView
    lobby: ChannelView
    environment: Mapping[str, str]
    bots: list[Salon] = field(default_factory=list)

    def person(self, name: str) -> Person:
        """Somebody in the guild."""
        return self.discord.people[name]

    def artist(self, name: str) -> Artist:
        """The same person as a member of the gallery, which knows their Discord account."""
        return self.gallery.artist(name.title(), discord_id=str(self.person(name).id))

    @property
    def bot(self) -> Salon:
        """The bot that runs now."""
        return self.bots[-1]

    async def settle(self) -> None:
        """Wait until everything that follows from what people did has happened."""
        await self.discord.settle(self._is_idle)

    async def _is_idle(self) -> bool:
        return all([await bot.is_idle() for bot in self.bots])

    @asynccontextmanager
    async def bot_running(self, clock: Clock | None = None, **settings: str) -> AsyncIterator[Salon]:
        """The real bot, connected; `settings` go over those of the stage."""
        given: Configuration = load({**self.environment, **settings}, None)
        async with running(given, clock) as bot:
            self.bots.append(bot)
            try:
                await bot.connected()
                await self.settle()
                yield bot
            finally:
                self.bots.remove(bot)


@asynccontextmanager
async def stage(
    data: Path,
    *,
    scale: float = 20.0,
    team: int = len(MODERATORS),
    ports: tuple[int, int, int] = (0, 0, 0),
    limits: Mapping[str, tuple[int, float]] = LIMITS,
    clock: Clock | None = None,
) -> AsyncIterator[Stage]:
    """Set the stage, without a bot on it yet.

    Args:
        data: Where a bot keeps its data.
        scale: How many times faster the sandbox's windows pass: rate limits, and the life of links and tokens.
        team: How many moderators there are; those of MODERATORS first, further ones by number.
        ports: Fixed ports of the sandbox's Discord; 0 takes free ones.
        limits: Its rate limits: requests and seconds, by name.
        clock: By which the sandbox's Discord lives; the machine's unless one is given.
    """
    async with GallerySandbox() as gallery, _discord(scale, limits, ports, clock or SystemClock()) as discord:
        role = discord.role("moderator")
        room, lobby = discord.channel("moderators", private_to=[role]), discord.channel("lobby")
        names = [*MODERATORS, *(f"moderator{n}" for n in range(len(MODERATORS) + 1, team + 1))][:team]
        for name in names:
            discord.person(name, [role])
        for name in MEMBERS:
            discord.person(name)
        yield Stage(discord, gallery, role, room, lobby, _environment(data, discord, gallery, room, role, team))


def _discord(
    scale: float, limits: Mapping[str, tuple[int, float]], ports: tuple[int, int, int], clock: Clock
) -> DiscordSandbox:
    return DiscordSandbox(
        scale=scale, limits=dict(limits), ports=ports, wall=lambda: clock.now().timestamp(), ticks=clock.monotonic
    )


def _environment(
    data: Path, discord: DiscordSandbox, gallery: GallerySandbox, room: ChannelView, role: RoleView, team: int
) -> dict[str, str]:
    return {
        "SALON_DATA": str(data),
        "SALON_TEAM": str(team),
        "SALON_SUPPORT": SUPPORT,
        "SALON_LISTING_HOSTS": gallery.host,
        "SALON_LISTING_PATTERN": gallery.link_path,
        "SALON_LISTING_PAGE_URL": gallery.page_url,
        "SALON_LISTING_API_URL": gallery.api_url,
        "SALON_LOG": "warning",
        "DISCORD_TOKEN": discord.token,
        "DISCORD_GUILD_ID": str(discord.guild_id),
        "DISCORD_MODERATOR_CHANNEL_ID": str(room.id),
        "DISCORD_MODERATOR_ROLE_ID": str(role.id),
        "DISCORD_API_URL": discord.api_url,
        "DISCORD_GATEWAY_URL": discord.gateway_url,
        "DISCORD_CDN_URL": discord.cdn_url,
    }
