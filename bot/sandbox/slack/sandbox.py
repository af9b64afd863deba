"""An emulated Slack on loopback: Web API, Socket Mode and files for one workspace and one app."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from aiohttp import web

from bot.sandbox.acts import Unsettled
from bot.sandbox.faults import Faults

from . import events, posts
from .deliveries import Dispatcher
from .file_server import FileServer
from .founding import Workspace, found
from .limits import DEFAULT, Limits
from .manifest import Manifest
from .sockets import Sockets
from .timing import Timing
from .web_api import WebApi
from .webhooks import Webhooks

if TYPE_CHECKING:
    from types import TracebackType

    from .traffic import Exchange
    from .views import MessageView

Idle = Callable[[], Awaitable[bool]]
SETTLE_WITHIN = 30.0
LOOK_AGAIN = 0.005
HOST = "127.0.0.1"


async def _idle() -> bool:
    return True


@dataclass(kw_only=True, eq=False, repr=False)
class SlackSandbox(Workspace):
    """The workspace, its listeners and its people. Use as an async context manager.

    Attributes:
        manifest: the app's configuration: what it lacks is neither delivered nor usable.
        withheld: scopes of the manifest that whoever installed the app did not grant.
        scale: divides Slack's spans: rate limits, redelivery, processing of files, lifetimes of response URLs.
        wall: the clock for timestamps.
        ticks: the steady clock for windows.
        sleep: waits by that clock, for what is delivered again.
        limits: rate limits by name, in the place of those in `limits.DEFAULT`.
        deadline: real seconds for an acknowledgement, and for a trigger; never scaled.
        processing: seconds until an uploaded file can be used, scaled.
        blocks_share_files: whether a `slack_file` block shows its file to everybody who sees the message.
        signing_secret: what requests to the app's own server are signed with; they are made with Socket Mode off.
        ports: fixed ports for the API and for files; 0 finds a free one.
        faults: what shall break, and what broke unasked. A method counts as `("POST", "chat.postMessage")` whatever
            the verb, a download as `("GET", "files")`.
    """

    manifest: Mapping[str, Any]
    withheld: frozenset[str] = frozenset()
    scale: float = 1.0
    wall: Callable[[], float] = time.time
    ticks: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    limits: dict[str, tuple[int, float]] = field(default_factory=dict)
    deadline: float = 3.0
    processing: float = 2.0
    blocks_share_files: bool = False
    signing_secret: str = "sandbox-signing-secret"  # noqa: S105 - opens nothing
    ports: tuple[int, int] = (0, 0)
    faults: Faults = field(default_factory=Faults)
    api_url: str = field(default="", init=False)
    files_url: str = field(default="", init=False)

    def __post_init__(self) -> None:
        """Found the workspace."""
        self.timing = Timing(self.scale, self.wall, self.ticks, self.sleep)
        self.world = found(self.timing, Manifest(self.manifest, self.withheld))
        self.world.deadline, self.world.processing = self.deadline, self.processing
        self.world.blocks_share_files, self.world.unexpected = self.blocks_share_files, self.faults.unexpected
        self.sockets = Sockets(self.world)
        self.webhooks = Webhooks(self.world, self.signing_secret)
        way = self.sockets if self.world.manifest.socket_mode else self.webhooks
        self.dispatcher = Dispatcher(self.world, self.faults, way)
        self.world.tell, self.world.later = self.dispatcher.tell, self.dispatcher.later
        self.web = WebApi(self.world, self.faults, Limits(self.timing, DEFAULT | self.limits), self.sockets)
        self._files = FileServer(self.world, self.faults)
        self._runners: list[web.AppRunner] = []

    # Listening

    async def __aenter__(self) -> Self:
        """Start the two listeners."""
        self.api_url = f"http://{await self._listen(self.web.app(), self.ports[0])}/api/"
        self.files_url = f"http://{await self._listen(self._files.app(), self.ports[1])}"
        self.world.api_url, self.world.files_url = self.api_url, self.files_url
        return self

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
        """Give up what is under way, close the listeners and cut the sockets: whoever comes back is to find nobody."""
        for site in [site for runner in self._runners for site in runner.sites]:
            await site.stop()
        await self.dispatcher.stop()
        await self.sockets.cut()
        for runner in self._runners:
            await runner.cleanup()
        self._runners.clear()

    async def close(self) -> None:
        """Stop, and raise what should not have happened."""
        await self.stop()
        self.faults.check()

    @property
    def traffic(self) -> list[Exchange]:
        """Return every Web API call and its answer so far."""
        return self.web.traffic

    # What happens to the app

    def uninstalls(self) -> None:
        """Uninstall the app: it is told, and its token is refused from then on."""
        self.world.refusal = "account_inactive"
        events.revoked(self.world)
        events.uninstalled(self.world)

    def revokes(self) -> None:
        """Revoke the bot's token."""
        self.world.refusal = "token_revoked"
        events.revoked(self.world)

    def reinstalls(self) -> None:
        """Install the app again: its token is good again."""
        self.world.refusal = None

    # What its admins do

    def retains_no_more(self, message: MessageView) -> None:
        """Have the workspace's retention delete a message and its whole thread (slack.com/help, message retention)."""
        for each in (*message.replies, message):
            posts.delete(self.world, each.record)

    # Waiting

    async def settle(self, idle: Idle = _idle, within: float = SETTLE_WITHIN) -> None:
        """Wait until all is acknowledged or given up, no call is under way, the bot rests, and no more came of it."""
        try:
            async with asyncio.timeout(within):
                await self._settle(idle)
        except TimeoutError:
            raise Unsettled(self.pending()) from None
        self.faults.check()

    async def _settle(self, idle: Idle) -> None:
        while True:
            before = self.world.pulse.count
            quiet = not self.dispatcher.pending and not self.web.under_way and await idle()
            if quiet and before == self.world.pulse.count:
                return
            if not quiet:
                await self.world.pulse.wait(LOOK_AGAIN)

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
        last = [str(each) for each in self.traffic[-3:]]
        return (
            f"{self.dispatcher.pending} deliveries not acknowledged, {self.web.under_way} calls under way, "
            f"{len(self.sockets.open)} sockets; last calls: {last}"
        )
