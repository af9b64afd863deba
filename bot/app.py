"""The composition root: builds, joins, starts and stops everything. Nothing is decided here."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import click
import structlog

from bot import data
from bot.bell import Bell, RingingCore
from bot.catalog import Catalog, CatalogSettings, MediaLinks, Receiver, SignedCalls
from bot.clocks import SystemClock
from bot.config import Configuration, FetchChoice, Settings
from bot.delivery import Delivery
from bot.edges import Build, Connection, Edge, Tools, build
from bot.evidence.allowed import Allowed
from bot.evidence.fetch import GuardedFetch
from bot.evidence.inspect import Inspector, Note
from bot.evidence.kept import KeptSheets
from bot.evidence.pool import Asks, at_hand
from bot.evidence.reader import FileReader
from bot.evidence.resemblances import Resemblances, catching_up
from bot.evidence.sheets import ContactSheets
from bot.looks import Looks
from bot.memory import give_back
from bot.mending import CatchUp, Mending, WatchedCore
from bot.moderation.effects import Say, TellOperators
from bot.moderation.file_fact import FileFact
from bot.moderation.inbound import Inbound
from bot.moderation.model import Chat
from bot.moderation.notices import Texts
from bot.moderation.policy import Policy
from bot.moderation.views import Answer, NoticeView
from bot.parts import Parts
from bot.ports import Clock, Core, Profile, StorageFault, UnitOfWork
from bot.reconcile import read_again, reconcile, reconcile_now_and_then
from bot.retries import Retries
from bot.schedule import Schedule
from bot.service import intake, judging, said_in_files
from bot.service.ground import Ground, Link, no_link
from bot.supervisor import Supervisor
from handlers.shared.letter import letter
from handlers.shared.presence import CannotLogIn, Presence
from handlers.web import CannotListen, Media, Page, Readiness, Standing, make_app, serving
from storage import Database, MediaStore

log = structlog.get_logger()

READING = 0.5
"""Seconds for which somebody waits for a form until it is opened without asking: chats give three for all of it."""
WORTH_TELLING = timedelta(minutes=1)
"""An outage of the storage that is shorter stands in the log alone."""
CHAT_FILES = ("cdn.discordapp.com", "media.discordapp.net", "files.slack.com")
"""Where the chats serve attachments from (docs.discord.com, Reference, CDN Formatting; docs.slack.dev, file object)."""


@dataclass(frozen=True, slots=True)
class Salon:
    """The running bot, as far as anybody outside may ask it."""

    quiet_core: Core
    clock: Clock
    delivery: Delivery
    mending: Mending
    bell: Bell
    connections: Mapping[Chat, Connection]

    async def readiness(self) -> Readiness:
        """Which chats are up and since when, why others are not, and how much is pending."""
        chats = {str(chat): _standing(each.presence) for chat, each in self.connections.items()}
        try:
            counted = await self.quiet_core(_count, self.clock.now())
        except StorageFault as fault:
            return Readiness(chats, storage=str(fault))
        return Readiness(chats, *counted, storage=self.mending.why)

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
    due = len(uow.cases.due(now)) + len(intake.due(uow, now))
    return uow.inbox.pending(), uow.outbox.pending(now), due, len(uow.inbox.failures())


@asynccontextmanager
async def running(
    given: Configuration, clock: Clock | None = None, build_edge: Build = build, pool: Asks | None = None
) -> AsyncIterator[Salon]:
    """The bot, from its database to its connection, until the block ends.

    Args:
        given: The settings, and what they lead to.
        clock: The machine's, unless one is given.
        build_edge: How a chat's edge is built; bots that are broken on purpose build theirs in another way.
        pool: Who reads files; one of its own, unless several bots share one.

    Raises:
        InUse: Another process has the database.
        CannotListen: Another process has the web server's port.
        ExceptionGroup: A loop ended; with `CannotLogIn` in it where no chat takes its token.
    """
    give_back()
    clock = clock or SystemClock()
    async with AsyncExitStack() as stack:
        storage = stack.enter_context(data.open_storage(given.settings))
        edges, parts = await _build(stack, given, storage, clock, build_edge, pool)
        delivery = Delivery(parts, Looks(parts))
        connections = {chat: edge.connection for chat, edge in edges.items()}
        salon = Salon(parts.quiet, clock, delivery, parts.mending, parts.bell, connections)
        if given.settings.http_port:
            pages = {path: page for edge in edges.values() for path, page in edge.pages.items()}
            at = given.settings.http_port, given.settings.http_host
            await stack.enter_async_context(serving(make_app(salon, pages, _media(given.settings, clock)), *at))
        async with asyncio.TaskGroup() as group:
            supervisor = Supervisor(salon.connections, clock, partial(_warn, parts))
            keeping = [group.create_task(supervisor.keep_up(chat)) for chat in edges]
            work = (
                delivery.run(),
                Schedule(parts).run(),
                Retries(parts).run(),
                reconcile_now_and_then(parts, [chat for chat, edge in edges.items() if edge.pages]),
                parts.mending.run(_catch_up(parts)),
            )
            loops = [group.create_task(loop) for loop in work]
            yield salon
            await delivery.finish()
            await supervisor.close()
            await asyncio.wait(keeping)
            for task in loops:
                task.cancel()


def _media(settings: Settings, clock: Clock) -> Page | None:
    """What the platform may fetch; nothing, where it is told nothing."""
    links, store = media_links(settings, clock), MediaStore(data.media(settings))
    return Media(store.get, links.holds).show if settings.webhook_url else None


async def _warn(parts: Parts, chat: Chat) -> None:
    """Let the support contact of another chat know that this one does not accept the bot."""
    for other in parts.gateways.keys() - {chat}:
        tell = partial(parts.core, _tell_operators, other, chat, parts.clock.now())
        await parts.mending.patiently(tell)


def _tell_operators(uow: UnitOfWork, there: Chat, refusing: Chat, now: datetime) -> None:
    uow.outbox.put([TellOperators(there, Say("say.chat_refuses", {"chat": refusing.title()}))], now)


async def _build(
    stack: AsyncExitStack,
    given: Configuration,
    storage: Database,
    clock: Clock,
    build_edge: Build,
    pool: Asks | None,
) -> tuple[Mapping[Chat, Edge], Parts]:
    settings, bell = given.settings, Bell()
    mending = Mending(RingingCore(storage, bell), clock)
    quiet = WatchedCore(storage, mending)
    core = RingingCore(quiet, bell)
    ground = replace(await core(data.ground, given), link=_links(settings, clock))
    media = MediaStore(data.media(settings))
    fetch = await stack.enter_async_context(GuardedFetch(allowed(settings)))
    reader = FileReader(await stack.enter_async_context(at_hand(pool, settings.trusted_signers)))
    resemblances = Resemblances(quiet, ground.policy.sameness.unsure)
    inspector = Inspector(media, reader, resemblances.remember, _noting(core, clock))
    await stack.enter_async_context(catching_up(resemblances, inspector))
    catalog = Catalog(catalog_settings(settings), fetch, inspector, _imported(core), clock)
    calls = await stack.enter_async_context(_calls(given, clock))

    def take(event: Inbound, profile: Profile) -> Coroutine[Any, Any, Answer]:
        return core(intake.take, event, ground, clock.now(), profile)

    sheets = KeptSheets(ContactSheets(media, reader), media)
    tools = Tools(given, ground.policy, catalog.find_link, sheets, clock, take, _policies(quiet, ground))

    async def catch_up(chat: Chat) -> None:
        await reconcile(parts, chat)

    edges = {chat: build_edge(chat, tools, partial(catch_up, chat)) for chat in settings.chats}
    gateways = {chat: edge.gateway for chat, edge in edges.items()}
    parts = Parts(
        core, quiet, gateways, catalog, calls, fetch, inspector, resemblances, media, clock, ground, mending, bell
    )
    return edges, parts


def _catch_up(parts: Parts) -> CatchUp:
    """What follows an outage of the storage: what the chats told in vain is read again, and a long one is told."""

    def catch_up(uow: UnitOfWork, since: datetime, now: datetime, why: str) -> None:
        for chat, gateway in parts.gateways.items():
            read_again(uow, chat, gateway.room, now)
        if now - since >= WORTH_TELLING:
            say = Say("say.storage_back", {"minutes": int((now - since).total_seconds() // 60), "why": why})
            uow.outbox.put([TellOperators(parts.ground.chat, say)], now)

    return catch_up


def _imported(core: Core) -> Callable[[str], Coroutine[Any, Any, Mapping[str, object] | None]]:
    """The imported row of a listing, read on the writer thread."""

    async def imported(listing: str) -> Mapping[str, object] | None:
        return await core(_imported_row, listing)

    return imported


def _policies(core: Core, ground: Ground) -> Callable[[int, str], Coroutine[Any, Any, Policy]]:
    """What the case of a number goes by; what new cases go by where that cannot be read in time: a form has to open."""

    async def policy_for(number: int, language: str) -> Policy:
        try:
            async with asyncio.timeout(READING):
                return await core(judging.policy_for, number, language, ground)
        except (StorageFault, TimeoutError):
            return ground.policy.speaking(language)

    return policy_for


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


def receiver(settings: Settings) -> Receiver:
    """Where the platform hears of cases."""
    secret = settings.webhook_secret
    return Receiver(settings.webhook_url, secret.get_secret_value() if secret else "")


def media_links(settings: Settings, clock: Clock) -> MediaLinks:
    """Links under which the platform fetches what was accepted."""
    return MediaLinks(settings.public_url, receiver(settings).secret, clock.now)


def _links(settings: Settings, clock: Clock) -> Link:
    """For moderators: only where what is behind them is served."""
    return media_links(settings, clock).make if settings.webhook_url else no_link


def _calls(given: Configuration, clock: Clock) -> SignedCalls:
    links, tongues = media_links(given.settings, clock), given.tongues

    def in_theirs(notice: NoticeView) -> str:
        return letter(notice, tongues.of(notice.locale))

    return SignedCalls(receiver(given.settings), in_theirs, links.make, clock.now)


def allowed(settings: Settings | FetchChoice, *, any_host: bool = False) -> Allowed:
    """Where downloads may go: the platform, its media, the chats' file servers, and what is configured exactly.

    A chat's API counts too: it may be what serves the files as well.
    """
    hosts = [*settings.listing_hosts, *settings.media_hosts, *CHAT_FILES]
    chats = (settings.discord_cdn_url, settings.discord_api_url, settings.slack_files_url, settings.slack_api_url)
    endpoints = (*chats, settings.listing_api_url, settings.portfolio_api_url, settings.listing_page_url)
    return Allowed.of(hosts, [each or "" for each in endpoints], any_host=any_host)


def _noting(core: Core, clock: Clock) -> Note:
    """Stores what files say."""

    async def note(digest: str, facts: tuple[FileFact, ...]) -> None:
        await core(said_in_files.note, digest, facts, clock.now())

    return note


def run(settings: Settings, policy: Policy, texts: Texts) -> int:
    """`salon run`: until a signal says stop. Exit codes: 0 stopped, 2 cannot start."""
    given = Configuration(settings, policy, texts)
    if settings.time_scale != 1:
        click.echo(f"Every window and deadline is {settings.time_scale:g} times shorter than the policy says.")
    try:
        asyncio.run(_until_stopped(given))
    except StorageFault as fault:
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
