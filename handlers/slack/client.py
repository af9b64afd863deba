"""The connection to Slack, kept up: logged in, one socket open, another one before Slack closes it."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final

import aiohttp
import structlog
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from handlers.shared.wording import told
from handlers.slack import faults
from handlers.slack.desk import Desk
from handlers.slack.listeners import Listeners
from handlers.slack.socket import Socket
from handlers.slack.workspace import Workspace, WrongWorkspace, log_in

FIRST_WAIT: Final = 1.0
LONGEST_WAIT: Final = 300.0
STEADY: Final = 60.0
"""Seconds after which a connection counts as good: the next one is tried at once."""
HEARTBEAT: Final = 10.0
"""Seconds between pings; a connection that does not answer one is lost."""
TIMEOUT: Final = aiohttp.ClientTimeout(total=30)

_log = structlog.get_logger()


class CannotLogIn(Exception):
    """Slack does not accept a token, or not for this workspace: trying again would not help."""


class SlackConnection:
    """The one connection of this process.

    Args:
        desk: What the listeners need.
        on_fresh: Called after each time that Slack could not reach us, before `ready` is set: what happened meanwhile
            is to be read again.
        first_wait: Seconds before a second try; each further one waits twice as long.

    Attributes:
        ready: Set while Slack delivers.
    """

    def __init__(self, desk: Desk, on_fresh: Callable[[], Awaitable[None]], *, first_wait: float = FIRST_WAIT) -> None:
        self.ready = asyncio.Event()
        self._desk = desk
        self._on_fresh = on_fresh
        self._first_wait = first_wait
        self._slack: Workspace | None = None
        self._closing = asyncio.Event()
        self._sockets: dict[Socket, asyncio.Task[None]] = {}
        self._catching_up: set[asyncio.Task[None]] = set()

    @property
    def client(self) -> Workspace | None:
        """The workspace that the bot is logged in to now, or None."""
        return self._slack

    @property
    def busy(self) -> int:
        """How much of what came in is being handled or answered."""
        return sum(each.busy for each in self._sockets) + len(self._catching_up) + self._desk.busy

    async def run(self) -> None:
        """Stay connected until `close`.

        Raises:
            CannotLogIn: A token is wrong.
        """
        wait = self._first_wait / 2
        while not self._closing.is_set():
            began = asyncio.get_running_loop().time()
            await self._until_closed(self._one_session())
            steady = asyncio.get_running_loop().time() - began > STEADY
            wait = self._first_wait if steady else min(wait * 2, LONGEST_WAIT)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), wait)

    async def close(self) -> None:
        """Disconnect, and let `run` return."""
        self._closing.set()
        self.ready.clear()

    async def _until_closed(self, work: Coroutine[Any, Any, None]) -> None:
        working, closing = asyncio.create_task(work), asyncio.create_task(self._closing.wait())
        try:
            await asyncio.wait({working, closing}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            closing.cancel()
            working.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await working

    async def _one_session(self) -> None:
        """One log-in. What ends it is logged: 'another try' is the answer to all but a wrong token."""
        async with aiohttp.ClientSession(timeout=TIMEOUT, trust_env=False) as session:
            try:
                self._slack = slack = await log_in(self._desk.settings, session)
                await self._stay(slack, Listeners(self._desk, slack).app(), session)
            except WrongWorkspace as error:
                raise CannotLogIn(f"Slack does not accept the bot: {error}") from None
            except faults.FAULTS as error:
                self._explain(error)
            finally:
                self._slack = None
                self.ready.clear()
                await self._let_go()

    async def _stay(self, slack: Workspace, app: AsyncApp, session: aiohttp.ClientSession) -> None:
        """Sockets, one after the other without a gap, until one ends by itself."""
        while not self._closing.is_set():
            opened = await slack.web.apps_connections_open(app_token=self._desk.settings.app_token)
            raw = await session.ws_connect(str(opened["url"]), heartbeat=HEARTBEAT, proxy=slack.web.proxy)
            socket = Socket(raw, app, self._greeted)
            serving = self._sockets[socket] = asyncio.create_task(socket.serve())
            serving.add_done_callback(lambda _, socket=socket: self._sockets.pop(socket, None))  # type: ignore[misc]
            leaving = asyncio.create_task(socket.leaving.wait())
            await asyncio.wait({serving, leaving}, return_when=asyncio.FIRST_COMPLETED)
            leaving.cancel()
            if serving.done():
                return

    def _greeted(self) -> None:
        """Slack delivers. Where another socket did so until now, nothing was missed."""
        if not self.ready.is_set() and not self._catching_up:
            task = asyncio.create_task(self._catch_up())
            self._catching_up.add(task)
            task.add_done_callback(self._catching_up.discard)

    async def _catch_up(self) -> None:
        try:
            await self._on_fresh()
        except Exception as error:  # noqa: BLE001 - whatever it was: another connection, and another try
            _log.error("not caught up", **told(error))
            await self._hang_up()
        else:
            self.ready.set()

    async def _hang_up(self) -> None:
        for socket in list(self._sockets):
            await socket.close()

    async def _let_go(self) -> None:
        """What came in is handled and answered to its end."""
        serving = list(self._sockets.values())
        await self._hang_up()
        await asyncio.gather(*serving, *self._catching_up, return_exceptions=True)
        await self._desk.answered()

    def _explain(self, error: BaseException) -> None:
        if isinstance(error, SlackApiError) and faults.code(error) in faults.NO_TOKEN:
            raise CannotLogIn(f"Slack does not accept the bot: {faults.code(error)}") from None
        if not self._closing.is_set():  # of what ends because it was closed, nobody need hear
            _log.warning("connection to Slack lost", error=type(error).__name__, why=faults.code(error))
