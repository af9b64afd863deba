"""The composition root: builds, joins, starts and stops everything. Nothing is decided here."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

import click
import structlog

from bot.bell import Bell
from bot.catalog import Catalog, CatalogSettings
from bot.clocks import SystemClock
from bot.config import Configuration, FetchChoice, Settings
from bot.delivery import Delivery
from bot.edges import Build, Connection, Edge, Tools, build
from bot.evidence.allowed import Allowed
from bot.evidence.fetch import GuardedFetch
from bot.evidence.inspect import Inspector, Note
from bot.evidence.kept import KeptSheets
from bot.evidence.pool import Pool
from bot.evidence.reader import FileReader
from bot.evidence.resemblances import Resemblances, catching_up
from bot.evidence.sheets import ContactSheets
from bot.looks import Looks
from bot.moderation.cases import due_at
from bot.moderation.effects import Say, TellOperators
from bot.moderation.evolve import evolve
from bot.moderation.inbound import Inbound
from bot.moderation.model import Chat
from bot.moderation.notices import Texts
from bot.moderation.policy import Policy
from bot.moderation.views import Answer
from bot.parts import Parts
from bot.ports import Clock, Core, FileFact, UnitOfWork
from bot.reconcile import reconcile
from bot.schedule import Schedule
from bot.service import intake
from bot.service.ground import Ground
from bot.supervisor import Supervisor
from handlers.shared.presence import CannotLogIn, Presence
from handlers.web import CannotListen, Readiness, Standing, make_app, serving
from storage import Database, InUse, MediaStore

P = ParamSpec("P")
R = TypeVar("R")
log = structlog.get_logger()

CHAT_FILES = ("cdn.discordapp.com", "media.discordapp.net", "files.slack.com")
"""Where the chats serve attachments from (docs.discord.com, Reference, CDN Formatting; docs.slack.dev, file object)."""


class RingingCore:
    """A core that wakes the loops after each use case: what it queued or changed may be due at once."""

    def __init__(self, core: Core, bell: Bell) -> None:
        self._core = core
        self._bell = bell

    def __call__(
        self, use_case: Callable[Concatenate[UnitOfWork, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> Coroutine[Any, Any, R]:
        """Queue it at once, in the order of calls; await its result."""
        return self._rung(self._core(use_case, *args, **kwargs))

    async def _rung(self, result: Coroutine[Any, Any, R]) -> R:
        try:
            return await result
        finally:
            self._bell.ring()


@dataclass(frozen=True, slots=True)
class Salon:
    """The running bot, as far as anybody outside may ask it."""

    quiet_core: Core
    clock: Clock
    delivery: Delivery
    bell: Bell
    connections: Mapping[Chat, Connection]

    async def readiness(self) -> Readiness:
        """Which chats are up and since when, why others are not, and how much is pending."""
        counted = await self.quiet_core(_count, self.clock.now())
        return Readiness({str(chat): _standing(each.presence) for chat, each in self.connections.items()}, *counted)

    async def connected(self) -> None:
        """Wait until every chat is up."""
        for connection in self.connections.values():
            await connection.presence.wait()

    async def is_idle(self) -> bool:
        """Whether nothing is under way, nothing is due, and every loop has seen that."""
        if self._is_busy:  # which can be told without asking the database
            return False
        now = await self.readiness()
        return now.ready and now.inbox + now.outbox + now.due == 0 and not self._is_busy

    @property
    def _is_busy(self) -> bool:
        connections = self.connections.values()
        return not self.bell.is_quiet or self.delivery.busy > 0 or any(each.busy for each in connections)


def _standing(presence: Presence) -> Standing:
    return Standing(presence.is_up, presence.since, presence.why)


def _count(uow: UnitOfWork, now: datetime) -> tuple[int, int, int, int]:
    return uow.inbox.pending(), uow.outbox.pending(now), len(uow.cases.due(now)), len(uow.inbox.failures())


def open_storage(settings: Settings) -> Database:
    """The database of this installation; InUse where another process has it."""
    return Database(settings.data / "salon.db", evolve=evolve, due_at=due_at)


@asynccontextmanager
async def running(given: Configuration, clock: Clock | None = None, build_edge: Build = build) -> AsyncIterator[Salon]:
    """The bot, from its database to its connection, until the block ends.

    Args:
        given: The settings, and what they lead to.
        clock: The machine's, unless one is given.
        build_edge: How a chat's edge is built; bots that are broken on purpose build theirs in another way.

    Raises:
        InUse: Another process has the database.
        CannotListen: Another process has the web server's port.
        ExceptionGroup: A loop ended; with `CannotLogIn` in it where no chat takes its token.
    """
    clock = clock or SystemClock()
    async with AsyncExitStack() as stack:
        storage = stack.enter_context(open_storage(given.settings))
        edges, parts = await _build(stack, given, storage, clock, build_edge)
        delivery = Delivery(parts, Looks(parts))
        salon = Salon(storage, clock, delivery, parts.bell, {chat: edge.connection for chat, edge in edges.items()})
        if given.settings.http_port:
            pages = {path: page for edge in edges.values() for path, page in edge.pages.items()}
            at = given.settings.http_port, given.settings.http_host
            await stack.enter_async_context(serving(make_app(salon, pages), *at))
        async with asyncio.TaskGroup() as group:
            supervisor = Supervisor(salon.connections, clock, partial(_warn, parts))
            keeping = [group.create_task(supervisor.keep_up(chat)) for chat in edges]
            loops = [group.create_task(loop) for loop in (delivery.run(), Schedule(parts).run())]
            yield salon
            await delivery.finish()
            await supervisor.close()
            await asyncio.wait(keeping)
            for task in loops:
                task.cancel()


async def _warn(parts: Parts, chat: Chat) -> None:
    """Let the support contact of another chat know that this one does not accept the bot."""
    for other in parts.gateways.keys() - {chat}:
        await parts.core(_tell_operators, other, chat, parts.clock.now())


def _tell_operators(uow: UnitOfWork, there: Chat, refusing: Chat, now: datetime) -> None:
    uow.outbox.put([TellOperators(there, Say("say.chat_refuses", {"chat": refusing.title()}))], now)


async def _build(
    stack: AsyncExitStack, given: Configuration, storage: Database, clock: Clock, build_edge: Build
) -> tuple[Mapping[Chat, Edge], Parts]:
    settings, bell = given.settings, Bell()
    core = RingingCore(storage, bell)
    policy = given.policy.faster(settings.time_scale)
    ground = await _ground(core, settings, policy)
    media = MediaStore(settings.data / "media")
    fetch = await stack.enter_async_context(GuardedFetch(allowed(settings)))
    reader = FileReader(await stack.enter_async_context(Pool()))
    resemblances = Resemblances(storage, policy.sameness.unsure)
    inspector = Inspector(media, reader, resemblances.remember, _noting(storage))
    await stack.enter_async_context(catching_up(resemblances, inspector))
    catalog = Catalog(catalog_settings(settings), fetch, inspector, _imported(core), clock)

    def take(event: Inbound) -> Coroutine[Any, Any, Answer]:
        return core(intake.take, event, ground, clock.now())

    sheets = KeptSheets(ContactSheets(media, reader), media)
    tools = Tools(given, policy, catalog.find_link, sheets, clock, take)

    async def catch_up(chat: Chat) -> None:
        await reconcile(parts, chat)

    edges = {chat: build_edge(chat, tools, partial(catch_up, chat)) for chat in settings.chats}
    gateways = {chat: edge.gateway for chat, edge in edges.items()}
    parts = Parts(core, storage, gateways, catalog, fetch, inspector, resemblances, clock, ground, bell)
    return edges, parts


async def _ground(core: Core, settings: Settings, policy: Policy) -> Ground:
    return Ground(
        policy=policy,
        policy_hash=await core(_keep_policy, policy),
        team=settings.team,
        support=settings.support,
        chat=settings.home,
        chats=settings.chats,
        threads=frozenset({Chat.DISCORD} if settings.discord_thread_channel_id else ()),
        new_dms=settings.new_dms_per_minute,
    )


def _imported(core: Core) -> Callable[[str], Coroutine[Any, Any, Mapping[str, object] | None]]:
    """The imported row of a listing, read on the writer thread."""

    async def imported(listing: str) -> Mapping[str, object] | None:
        return await core(_imported_row, listing)

    return imported


def _imported_row(uow: UnitOfWork, listing: str) -> Mapping[str, object] | None:
    return uow.listings.imported(listing)


def catalog_settings(settings: Settings) -> CatalogSettings:
    """Where listings are."""
    token = settings.listing_api_token
    return CatalogSettings(
        hosts=settings.listing_hosts,
        pattern=settings.listing_pattern,
        page_url=settings.listing_page_url or "",
        api_url=settings.listing_api_url or "",
        portfolio_url=settings.portfolio_api_url or "",
        api_token=token.get_secret_value() if token else "",
    )


def allowed(settings: Settings | FetchChoice, *, any_host: bool = False) -> Allowed:
    """Where downloads may go: the platform, its media, the chats' file servers, and what is configured exactly."""
    hosts = [*settings.listing_hosts, *settings.media_hosts, *CHAT_FILES]
    chats = (settings.discord_cdn_url, settings.slack_files_url, settings.slack_api_url)
    endpoints = (*chats, settings.listing_api_url, settings.portfolio_api_url, settings.listing_page_url)
    return Allowed.of(hosts, [each or "" for each in endpoints], any_host=any_host)


def _noting(core: Core) -> Note:
    """Stores what files say."""

    async def note(digest: str, facts: tuple[FileFact, ...]) -> None:
        await core(_note, digest, facts)

    return note


def _note(uow: UnitOfWork, digest: str, facts: tuple[FileFact, ...]) -> None:
    uow.file_facts.put(digest, facts)


def _keep_policy(uow: UnitOfWork, policy: Policy) -> str:
    return uow.policies.keep(policy)


def run(settings: Settings, policy: Policy, texts: Texts) -> int:
    """`salon run`: until a signal says stop. Exit codes: 0 stopped, 2 cannot start."""
    given = Configuration(settings, policy, texts)
    if settings.time_scale != 1:
        click.echo(f"Every window and deadline is {settings.time_scale:g} times shorter than the policy says.")
    try:
        asyncio.run(_until_stopped(given))
    except InUse as fault:
        return _cannot_start(str(fault))
    except CannotListen as fault:
        return _cannot_start(f"{fault}: set SALON_HTTP_PORT and SALON_HTTP_HOST to others")
    except ExceptionGroup as faults:
        refused, others = faults.split(CannotLogIn)
        if refused is None or others is not None:
            raise
        return _cannot_start(f"{refused.exceptions[0]} (`salon doctor` says more)")
    return 0


def _cannot_start(why: str) -> int:
    click.echo(why, err=True)
    return 2


async def _until_stopped(given: Configuration) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    async with running(given):
        log.info("running")
        await stop.wait()
        log.info("stopping")
