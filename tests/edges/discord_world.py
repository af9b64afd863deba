"""The edge at work: the real client, connected to the sandbox; the service is a plain function that keeps a list."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.moderation.inbound import Inbound
from bot.moderation.model import Account, Chat, Media, MessageRef
from bot.moderation.policy import Policy
from bot.moderation.views import Answer, Silent
from bot.ports import Profile
from bot.sandbox.discord import ChannelView, DiscordSandbox, MessageView, Person, RoleView
from handlers.discord.client import DiscordConnection
from handlers.discord.desk import Desk
from handlers.discord.gateway import DiscordGateway
from handlers.discord.settings import DiscordSettings, point
from handlers.shared.presence import Presence
from tests.edges.discord_values import NOW, PEN, POLICY
from tests.edges.keeping import kept_up
from tests.wire import held

LISTENERS = ("discord.py: ", "discord-ui-", "CommandTree-")


class OneSheet:
    """Sheets that are always the same bytes."""

    async def contact(self, media: Sequence[Media]) -> bytes | None:
        """What was asked for, by letter."""
        return b"sheet " + "".join(each.letter for each in media).encode() if media else None

    async def works(self, works: Sequence[Media]) -> bytes | None:
        """What was asked for, by title."""
        return b"works " + "".join(each.name for each in works).encode() if works else None

    async def blurred(self, sheet: bytes) -> bytes:
        """What was asked for."""
        return b"blurred " + sheet

    async def before_after(self, before: Sequence[Media], after: Sequence[Media]) -> bytes | None:
        """Both, by letter."""
        return b"both " + "".join(each.letter for each in (*before, *after)).encode()


@dataclass
class World:
    """A guild with a moderators' channel, and the edge in it.

    Attributes:
        taken: What was handed to the service, in order; `told` what the chat told of who did it.
        says: What the service answers; raises where it is to fail.
        may_answer: Cleared where the service is to be slow.
        policies: What single cases go by, by number.
        fresh: How many sessions began anew.
    """

    guild: DiscordSandbox
    role: RoleView
    room: ChannelView
    hall: ChannelView
    taken: list[Inbound] = field(default_factory=list)
    told: list[Profile] = field(default_factory=list)
    says: Callable[[Inbound], Answer] = lambda _event: Silent()
    fresh: int = 0
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)
    policies: dict[int, Policy] = field(default_factory=dict)
    moderator_role_id: int | None = None

    def __post_init__(self) -> None:
        self.may_answer.set()
        self.settings = DiscordSettings(
            self.guild.token,
            self.guild.guild_id,
            self.room.id,
            self.moderator_role_id,
            api_url=self.guild.api_url,
            gateway_url=self.guild.gateway_url,
            cdn_url=self.guild.cdn_url,
        )
        self.desk = Desk(
            self.settings, self._take, PEN, POLICY, lambda text: text if "gallery" in text else None, OneSheet(),
            self._policy_for,
        )  # fmt: skip
        self.connection = self.connecting(self.desk)
        self.gateway = DiscordGateway(lambda: self.connection.client, self.settings, OneSheet(), PEN, lambda: NOW)

    async def _policy_for(self, case: int, language: str) -> Policy:
        return self.policies.get(case, POLICY).speaking(language)

    async def _take(self, event: Inbound, profile: Profile) -> Answer:
        self.taken.append(event)
        self.told.append(profile)
        await self.may_answer.wait()
        return self.says(event)

    def connecting(self, desk: Desk, **options: float) -> DiscordConnection:
        """A connection that nobody has begun."""
        return DiscordConnection(desk, self.began, Presence(lambda: NOW), **options)

    async def began(self) -> None:
        """A session began anew."""
        self.fresh += 1

    async def settle(self) -> None:
        """Until the edge has heard everything and rests."""
        await self.guild.settle(self._idle)

    async def _idle(self) -> bool:
        return not any(each.get_name().startswith(LISTENERS) for each in asyncio.all_tasks())

    def moderator(self, name: str) -> Person:
        """Somebody with the role that sees the moderators' channel."""
        return self.guild.person(name, [self.role])

    def card(self) -> MessageView:
        """The newest message of the moderators' channel."""
        return self.room.messages[-1]


def account(person: Person) -> Account:
    """Somebody's account, as the core knows it."""
    return Account(Chat.DISCORD, str(person.id))


def ref(message: MessageView) -> MessageRef:
    """A message, as the core knows it."""
    return MessageRef(Chat.DISCORD, str(message.record.channel.id), str(message.id))


@asynccontextmanager
async def prepared(narrowed_to: str = "") -> AsyncIterator[World]:
    """A guild; the edge is not connected yet. `narrowed_to` names the role that a moderator needs as well."""
    async with held(DiscordSandbox(scale=100)) as guild:
        role = guild.role("moderator")
        hall = guild.channel("hall")
        narrow = guild.role(narrowed_to).id if narrowed_to else None
        room = guild.channel("moderators", private_to=[role])
        world = World(guild, role, room, hall, moderator_role_id=narrow)
        try:
            yield world
        finally:
            point(DiscordSettings("", 0, 0))


@asynccontextmanager
async def connected(narrowed_to: str = "") -> AsyncIterator[World]:
    """A guild, and the edge connected to it."""
    async with prepared(narrowed_to) as world, kept_up(world.connection, Chat.DISCORD):
        yield world
