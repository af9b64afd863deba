"""An emulated Discord on loopback: REST, gateway and CDN for one guild and one bot."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from aiohttp import web

from bot.sandbox.acts import Unsettled
from bot.sandbox.faults import Faults

from . import payloads
from .cdn import Cdn
from .files import Files
from .gateway import Gateway
from .kinds import NO_INTENTS, ChannelKind, Intent
from .limits import DEFAULT, Limits
from .model import Channel, Member, Overwrite, Role, User
from .people import Person
from .permissions import BOT, MEMBERS, NONE, Permission
from .places import ChannelView, RoleView
from .rest import PREFIX, Rest
from .starts import Starts
from .timing import Timing
from .world import Event, World

if TYPE_CHECKING:
    from types import TracebackType

    from .traffic import Exchange

Idle = Callable[[], Awaitable[bool]]
SETTLE_WITHIN = 30.0
LOOK_AGAIN = 0.005
DEADLINE = 3.0
HOST = "127.0.0.1"


async def _idle() -> bool:
    return True


@dataclass(kw_only=True, eq=False, repr=False)
class DiscordSandbox:
    """The guild, its listeners and its people. Use as an async context manager.

    Attributes:
        scale: divides Discord's windows: rate limits, and the lifetimes of sessions, tokens, nonces and links.
        wall: the clock for timestamps and ids.
        ticks: the steady clock for windows.
        privileged: the privileged intents that the application was given; none by default.
        permissions: what the bot's own role permits.
        limits: rate limits by name, in the place of those in `limits.DEFAULT`.
        interaction_deadline: real seconds for a first response; never scaled.
        identify_budget: how many IDENTIFYs a day are let through, and `max_concurrency` how many in five seconds.
        ports: fixed ports for REST, gateway and CDN; 0 finds a free one.
        people: everybody, by name; `channels` and `roles` likewise.
        faults: what shall break, and what broke unasked.
    """

    scale: float = 1.0
    wall: Callable[[], float] = time.time
    ticks: Callable[[], float] = time.monotonic
    privileged: Intent = NO_INTENTS
    permissions: Permission = BOT
    limits: dict[str, tuple[int, float]] = field(default_factory=dict)
    interaction_deadline: float = DEADLINE
    identify_budget: int = 1000
    max_concurrency: int = 1
    ports: tuple[int, int, int] = (0, 0, 0)
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, ChannelView] = field(default_factory=dict)
    roles: dict[str, RoleView] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)
    api_url: str = field(default="", init=False)
    gateway_url: str = field(default="", init=False)
    cdn_url: str = field(default="", init=False)

    def __post_init__(self) -> None:
        """Found the guild."""
        self.timing = Timing(self.scale, self.wall, self.ticks)
        self.world = _found(self.timing, self.privileged, self.permissions)
        self.world.starts = Starts(self.timing, self.identify_budget, self.max_concurrency)
        self.rest = Rest(self.world, self.faults, Limits(self.timing, DEFAULT | self.limits))
        self.gateway = Gateway(self.world, self.faults)
        self.world.listeners.append(self.gateway.dispatch)
        self._cdn = Cdn(self.world, self.faults)
        self._runners: list[web.AppRunner] = []

    # Listening

    async def __aenter__(self) -> Self:
        """Start."""
        await self.start()
        return self

    async def start(self) -> None:
        """Start the three listeners; after an outage (`stop`), where they were before."""
        self.api_url = f"http://{await self._listen(self.rest.app(), self.ports[0])}{PREFIX}"
        self.gateway_url = f"ws://{await self._listen(self.gateway.app(), self.ports[1])}"
        self.cdn_url = f"http://{await self._listen(self._cdn.app(), self.ports[2])}"
        self.world.gateway_url, self.world.files.base = self.gateway_url, self.cdn_url
        self.ports = (_port(self.api_url), _port(self.gateway_url), _port(self.cdn_url))

    async def _listen(self, app: web.Application, port: int) -> str:
        runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=1.0)
        await runner.setup()
        site = web.TCPSite(runner, HOST, port)
        await site.start()
        self._runners.append(runner)
        return f"{HOST}:{runner.addresses[0][1]}"

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop; raise what should not have happened, unless something was raised already."""
        await self.stop()
        if kind is None:
            self.faults.check()

    async def stop(self) -> None:
        """Close the listeners and cut the sockets: whoever is cut comes back at once, and is to find nobody."""
        for site in [site for runner in self._runners for site in runner.sites]:
            await site.stop()
        await self.gateway.cut()
        for runner in self._runners:
            await runner.cleanup()
        self._runners.clear()

    async def close(self) -> None:
        """Stop, and raise what should not have happened."""
        await self.stop()
        self.faults.check()

    # What the bot must be told

    @property
    def token(self) -> str:
        """Return the bot's token."""
        return self.world.token

    @property
    def application_id(self) -> int:
        """Return the application's id."""
        return self.world.application_id

    @property
    def guild_id(self) -> int:
        """Return the guild's id."""
        return self.world.guild_id

    @property
    def bot_user_id(self) -> int:
        """Return the id of the bot's account."""
        return self.world.bot.id

    @property
    def traffic(self) -> list[Exchange]:
        """Return every request and response so far."""
        return self.rest.traffic

    # Setting up

    @property
    def bot_role(self) -> RoleView:
        """Return the bot's own role."""
        return next(RoleView(each, self.world) for each in self.world.roles.values() if each.bot_id)

    @property
    def everyone(self) -> RoleView:
        """Return everybody's role."""
        return RoleView(self.world.roles[self.world.guild_id], self.world)

    def role(self, name: str, permits: Permission = NONE, *, mentionable: bool = False) -> RoleView:
        """Make a role."""
        position = len(self.world.roles)
        role = Role(self.timing.snowflake(), name, permits, position=position, mentionable=mentionable)
        self.world.roles[role.id] = role
        self.roles[name] = RoleView(role, self.world)
        shown = {"guild_id": str(self.guild_id), "role": payloads.role(role)}
        self.world.emit(Event("GUILD_ROLE_CREATE", shown, Intent.GUILDS))
        return self.roles[name]

    def channel(self, name: str, private_to: list[RoleView] | None = None, *, bot: bool = True) -> ChannelView:
        """Make a text channel, open to all or only to some roles and, unless said otherwise, the bot."""
        channel = Channel(self.timing.snowflake(), ChannelKind.TEXT, name, position=len(self.world.channels))
        if private_to is not None:
            seeing = [each.id for each in private_to] + ([self.bot_role.id] if bot else [])
            rules = [Overwrite(each, is_member=False, allow=Permission.VIEW_CHANNEL) for each in seeing]
            rules.append(Overwrite(self.guild_id, is_member=False, deny=Permission.VIEW_CHANNEL))
            channel.overwrites = {each.id: each for each in rules}
        self.world.channels[channel.id] = channel
        self.channels[name] = ChannelView(channel, self.world)
        self.world.emit(Event("CHANNEL_CREATE", payloads.channel(channel, self.world), Intent.GUILDS, channel))
        return self.channels[name]

    def person(
        self, name: str, roles: list[RoleView] | None = None, *, locale: str = "en-US", dms_open: bool = True
    ) -> Person:
        """Let a person join the guild."""
        if name in self.people:
            raise ValueError(f"there is a {name!r} already")
        user = User(self.timing.snowflake(), name, locale=locale, dms_open=dms_open)
        self.world.users[user.id] = user
        member = Member(user, self.timing.now(), [each.id for each in roles or []])
        self.world.members[user.id] = member
        joined = payloads.member(member) | {"guild_id": str(self.guild_id)}
        self.world.emit(Event("GUILD_MEMBER_ADD", joined, Intent.GUILD_MEMBERS))
        self.people[name] = Person(user, self.world, self.interaction_deadline)
        return self.people[name]

    def emoji(self, name: str) -> str:
        """Add an emoji of the guild's own; return how it is named in reactions."""
        emoji_id = self.timing.snowflake()
        self.world.emojis[emoji_id] = name
        return f"{name}:{emoji_id}"

    # Waiting

    async def settle(self, idle: Idle = _idle, within: float = SETTLE_WITHIN) -> None:
        """Wait until the bot has received everything, has nothing under way, and nothing more came of it."""
        try:
            async with asyncio.timeout(within):
                await self._settle(idle)
        except TimeoutError:
            raise Unsettled(self.pending()) from None
        self.faults.check()

    async def _settle(self, idle: Idle) -> None:
        while True:
            while self.rest.under_way or not await idle():
                await self.world.pulse.wait(LOOK_AGAIN)
            before = self.world.pulse.count
            await self.gateway.round_trip()
            if before == self.world.pulse.count and not self.rest.under_way and await idle():
                return

    async def until(self, holds: Callable[[], object], within: float = SETTLE_WITHIN) -> None:
        """Wait until something holds, looking again whenever something happened."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within):
                while not holds():
                    await self.world.pulse.wait(LOOK_AGAIN)
        if not holds():
            raise Unsettled(self.pending())

    def pending(self) -> str:
        """Tell what the bot has not done yet, as far as the sandbox sees it."""
        sessions = [
            f"session {each.id[:6]}: told {each.sent} of {each.sequence}, heard {each.heard}, "
            f"{'connected' if each.socket else 'without a socket'}"
            for each in self.gateway.live()
        ]
        last = [str(each) for each in self.traffic[-3:]]
        return f"{self.rest.under_way} requests under way; {sessions or 'no session'}; last requests: {last}"


def _port(url: str) -> int:
    return urlsplit(url).port or 0


def _found(timing: Timing, privileged: Intent, permits: Permission) -> World:
    owner = User(timing.snowflake(), "owner")
    bot = User(timing.snowflake(), "Bot", bot=True)
    guild_id, application_id = timing.snowflake(), bot.id
    world = World(timing, bot, application_id, guild_id, Files(timing), privileged)
    world.token = f"sandbox.{bot.id}.token"
    world.users = {owner.id: owner, bot.id: bot}
    own = Role(timing.snowflake(), bot.name, permits, position=1, bot_id=bot.id)
    everyone = Role(guild_id, "@everyone", MEMBERS)
    world.roles = {guild_id: everyone, own.id: own}
    world.members = {owner.id: Member(owner, timing.now()), bot.id: Member(bot, timing.now(), [own.id])}
    return world
