"""Bots that are broken on purpose: the real parts, put together otherwise. The oracle has to catch every one."""

import asyncio
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler

from bot import app, logs
from bot.config import load
from bot.edges import Build, CatchUp, Edge, Tools, build
from bot.moderation.inbound import AskedCase, Edited, Inbound, MessageGone, Reacted, ReportSent
from bot.moderation.model import Chat
from bot.moderation.views import Answer, Deferred, Silent
from bot.ports import Profile
from handlers.slack.gateway import SlackGateway
from handlers.slack.workspace import Workspace
from tests.processes.forked import Run

HESITATION: Final = 0.4
"""Seconds between an acknowledgement and the commit that should have come before it."""


def acknowledges_first() -> None:
    """Tells the chat that it has everything, and only then commits it."""
    _run(_acknowledging)


def posts_again() -> None:
    """Has Slack's client with the retries that it comes with: a post whose connection breaks is sent anew."""
    _run(_retrying)


def never_reads_again() -> None:
    """Goes on after a start as if nothing had happened meanwhile."""
    _run(_forgetting)


def hears_nothing_live() -> None:
    """Is deaf to reactions, edits and deletions: what it knows of them it has read."""
    _run(_deaf)


EVERY: Final[Sequence[Run]] = (acknowledges_first, posts_again, never_reads_again, hears_nothing_live)


def _run(build_edge: Build) -> None:
    given = load(os.environ, None)
    logs.set_up(given.settings.log, secrets=given.settings.secrets)

    async def for_ever() -> None:
        async with app.running(given, build_edge=build_edge):
            await asyncio.Event().wait()

    asyncio.run(for_ever())


def _acknowledging(chat: Chat, tools: Tools, catch_up: CatchUp) -> Edge:
    under_way: set[asyncio.Task[None]] = set()

    async def commit(event: Inbound, profile: Profile) -> None:
        await asyncio.sleep(HESITATION)
        await tools.take(event, profile)

    async def take(event: Inbound, profile: Profile) -> Answer:
        if isinstance(event, AskedCase):  # an answer is all that this is about
            return await tools.take(event, profile)
        task = asyncio.create_task(commit(event, profile))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
        return Deferred() if isinstance(event, ReportSent) else Silent()

    return build(chat, replace(tools, take=take), catch_up)


def _retrying(chat: Chat, tools: Tools, catch_up: CatchUp) -> Edge:
    edge = build(chat, tools, catch_up)
    gateway = edge.gateway
    if not isinstance(gateway, SlackGateway):
        return edge
    return replace(edge, gateway=replace(gateway, online=_with_retries(gateway.online)))


def _with_retries(online: Callable[[], Workspace | None]) -> Callable[[], Workspace | None]:
    handler = AsyncConnectionErrorRetryHandler(max_retry_count=1)

    def logged_in() -> Workspace | None:
        workspace = online()
        if workspace:
            workspace.web.retry_handlers = [handler]
        return workspace

    return logged_in


def _forgetting(chat: Chat, tools: Tools, catch_up: CatchUp) -> Edge:  # noqa: ARG001 - that is what is wrong with it
    async def go_on() -> None:
        pass

    return build(chat, tools, go_on)


def _deaf(chat: Chat, tools: Tools, catch_up: CatchUp) -> Edge:
    async def take(event: Inbound, profile: Profile) -> Answer:
        if isinstance(event, Reacted | Edited | MessageGone):
            return Silent()
        return await tools.take(event, profile)

    return build(chat, replace(tools, take=take), catch_up)
