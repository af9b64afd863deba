"""The edge at work: the real client, connected to the sandbox; the service is a plain function that keeps a list."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace

from bot.moderation.inbound import Inbound
from bot.moderation.model import Account, Chat, Media, MessageRef
from bot.moderation.policy import Policy
from bot.moderation.views import Answer, Silent
from bot.ports import Profile
from bot.sandbox.slack import ChannelView, GroupView, MessageView, Person, SlackSandbox
from bot.supervisor import Supervisor
from handlers.shared.presence import Presence
from handlers.slack.client import SlackConnection
from handlers.slack.desk import Desk
from handlers.slack.gateway import SlackGateway
from handlers.slack.manifest import manifest
from handlers.slack.settings import SlackSettings
from handlers.slack.sockets import Sockets
from tests.edges.keeping import kept_up
from tests.edges.slack_values import NOW, PEN, POLICY
from tests.wire import held

JPEG = b"\xff\xd8\xff"


class OneSheet:
    """Sheets that are always the same bytes."""

    async def contact(self, media: Sequence[Media]) -> bytes | None:
        """What was asked for, by letter."""
        return JPEG + "".join(each.letter for each in media).encode() if media else None

    async def works(self, works: Sequence[Media]) -> bytes | None:
        """What was asked for, by title."""
        return b"works " + "".join(each.name for each in works).encode() if works else None

    async def blurred(self, sheet: bytes) -> bytes:
        """What was asked for."""
        return b"blurred " + sheet

    async def before_after(self, before: Sequence[Media], after: Sequence[Media]) -> bytes | None:
        """Both, by letter."""
        return JPEG + b"both " + "".join(each.letter for each in (*before, *after)).encode()


@dataclass
class World:
    """A workspace with a moderators' channel, and the edge in it.

    Attributes:
        taken: What was handed to the service, in order; `told` what the chat told of who did it.
        says: What the service answers; raises where it is to fail.
        may_answer: Cleared where the service is to be slow.
        policies: What single cases go by, by number.
        fresh: How often everything was to be read again.
    """

    slack: SlackSandbox
    mod: Person
    room: ChannelView
    hall: ChannelView
    group: GroupView | None = None
    taken: list[Inbound] = field(default_factory=list)
    told: list[Profile] = field(default_factory=list)
    says: Callable[[Inbound], Answer] = lambda _event: Silent()
    fresh: int = 0
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)
    policies: dict[int, Policy] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.may_answer.set()
        self.settings = SlackSettings(
            self.slack.bot_token,
            self.slack.app_token,
            self.room.id,
            self.group.id if self.group else None,
            api_url=self.slack.api_url,
            files_url=self.slack.files_url,
        )
        self.desk = Desk(self.settings, self._take, PEN, POLICY, find_link, OneSheet(), self._policy_for, lambda: NOW)
        self.connection = self.connecting(self.desk)
        self.gateway = SlackGateway(lambda: self.connection.client, self.settings, OneSheet(), PEN, lambda: NOW)

    async def _policy_for(self, case: int, language: str) -> Policy:
        return self.policies.get(case, POLICY).speaking(language)

    async def _take(self, event: Inbound, profile: Profile) -> Answer:
        self.taken.append(event)
        self.told.append(profile)
        await self.may_answer.wait()
        return self.says(event)

    def connecting(self, desk: Desk, **options: float) -> SlackConnection:
        """A connection by Socket Mode that nobody has begun."""
        way = Sockets(desk.settings.app_token)
        return SlackConnection(desk, self.began, Presence(lambda: NOW), way, **options)

    async def began(self) -> None:
        """Something may have been missed."""
        self.fresh += 1

    async def settle(self) -> None:
        """Until the edge has heard everything, also what Slack sends again, and rests."""
        await self.slack.until(lambda: not self.slack.dispatcher.unfinished)
        await self.slack.settle(self._idle)

    async def _idle(self) -> bool:
        return self.connection.busy == 0

    def moderator(self, name: str) -> Person:
        """Another member of the moderators' channel."""
        made = self.slack.person(name)
        self.room.invites(made)
        return made

    def card(self) -> MessageView:
        """The newest message of the moderators' channel."""
        return self.room.messages[-1]

    def calls(self, method: str) -> int:
        """How often a method of the Web API was called."""
        return sum(each.method == method for each in self.slack.traffic)


def find_link(text: str) -> str | None:
    """The first word that could be a listing's address."""
    return next((each for each in text.split() if "gallery" in each), None)


def account(person: Person) -> Account:
    """Somebody's account, as the core knows it."""
    return Account(Chat.SLACK, person.id)


def ref(message: MessageView) -> MessageRef:
    """A message, as the core knows it."""
    return MessageRef(Chat.SLACK, message.record.channel.id, message.id)


@asynccontextmanager
async def prepared(narrowed_to: str = "", withheld: frozenset[str] = frozenset()) -> AsyncIterator[World]:
    """A workspace; the edge is not connected yet. `narrowed_to` names the group that a moderator needs as well."""
    async with held(SlackSandbox(manifest=manifest(PEN), scale=100, withheld=withheld)) as slack:
        mod = slack.person("mod")
        hall = slack.channel("hall")
        group = slack.group(narrowed_to, [mod]) if narrowed_to else None
        room = slack.channel("moderators", private_to=[mod])
        yield World(slack, mod, room, hall, group)


@asynccontextmanager
async def connected(narrowed_to: str = "", withheld: frozenset[str] = frozenset()) -> AsyncIterator[World]:
    """A workspace, and the edge connected to it."""
    async with prepared(narrowed_to, withheld) as world, running(world.connection):
        yield world


def running(connection: SlackConnection) -> AbstractAsyncContextManager[Supervisor]:
    """The connection, kept up until the block ends."""
    return kept_up(connection, Chat.SLACK)


def elsewhere(world: World, **changed: object) -> SlackConnection:
    """A connection with other settings."""
    settings = replace(world.settings, **changed)  # type: ignore[arg-type]
    return world.connecting(replace(world.desk, settings=settings))
