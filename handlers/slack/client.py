"""One log-in to Slack, from `auth.test` to its end; what comes in, comes by one of two ways."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any, Final, Protocol

import aiohttp
import structlog
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.shared.presence import CannotLogIn, Lost, Presence
from handlers.shared.wording import told
from handlers.slack import faults
from handlers.slack.desk import Desk
from handlers.slack.listeners import Listeners
from handlers.slack.workspace import Workspace, log_in

VIGIL: Final = 60.0
"""Seconds between two looks at whether Slack still takes the bot's token: it cuts no line where it does not."""
FAREWELL: Final = 3.0
"""Seconds for what came in to be handled and answered, once the log-in ends."""

_log = structlog.get_logger()


class Way(Protocol):
    """How Slack's events come in."""

    @property
    def busy(self) -> int:
        """How much of what came in is being handled."""
        ...

    async def stay(self, app: AsyncApp, web: AsyncWebClient, greeted: Callable[[], None]) -> None:
        """Let `app` have what comes, for as long as the way is open; call `greeted` each time that Slack delivers."""
        ...

    async def leave(self) -> None:
        """Close the way; what came in is handled to its end."""
        ...


class SlackConnection:
    """Slack, one log-in at a time.

    Args:
        desk: What the listeners need.
        on_fresh: Called after each time that Slack could not reach us, before it is up: what happened meanwhile is
            to be read again.
        way: How events come in.
        vigil: Seconds between two looks at the token.

    Attributes:
        presence: Whether Slack delivers, and takes what we send.
    """

    def __init__(
        self,
        desk: Desk,
        on_fresh: Callable[[], Awaitable[None]],
        presence: Presence,
        way: Way,
        *,
        vigil: float = VIGIL,
    ) -> None:
        self.presence = presence
        self._desk = desk
        self._on_fresh = on_fresh
        self._way = way
        self._vigil = vigil
        self._slack: Workspace | None = None
        self._delivers = False
        self._doubt = asyncio.Event()
        self._stale = asyncio.Event()
        self._closing = asyncio.Event()
        self._catching_up: set[asyncio.Task[None]] = set()

    @property
    def client(self) -> Workspace | None:
        """The workspace that the bot is logged in to now, or None."""
        return self._slack

    @property
    def busy(self) -> int:
        """How much of what came in is being handled or answered."""
        return self._way.busy + len(self._catching_up) + self._desk.busy

    async def run(self) -> None:
        """One log-in, until it ends or `close` ends it.

        Raises:
            CannotLogIn: A token is wrong, or was taken away.
            Lost: Anything else ended it.
        """
        self._closing.clear()
        patience = aiohttp.ClientTimeout(total=self._desk.settings.request_patience)
        async with aiohttp.ClientSession(timeout=patience, trust_env=False) as session:
            try:
                await _first(self._session(session), _until(self._closing))
            except faults.FAULTS as error:
                raise _read(error) from None
            finally:
                await self._end()

    async def close(self) -> None:
        """Disconnect, and let `run` return."""
        self._closing.set()

    async def _session(self, session: aiohttp.ClientSession) -> None:
        self._slack = slack = await log_in(self._desk.settings, session)
        self._delivers, self._stale = False, asyncio.Event()
        app = Listeners(self._desk, slack, self._doubt.set).app()
        await _first(self._way.stay(app, slack.web, self._greeted), self._watch(slack), _until(self._stale))

    async def _watch(self, slack: Workspace) -> None:
        """Ask now and then, and where Slack says that the app was removed, whether we can still be heard."""
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._doubt.wait(), self._vigil)
            self._doubt.clear()
            try:
                await slack.web.auth_test()
            except faults.FAULTS as error:
                if faults.code(error) in faults.NO_TOKEN:
                    raise
                self.presence.down(str(_read(error)))
            else:
                self._rise()

    async def _end(self) -> None:
        """Nothing new is begun; what came in is handled and answered."""
        if self.presence.is_up:
            self.presence.down("the connection ended")
        with suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL):
                await self._way.leave()
                await asyncio.gather(*self._catching_up, return_exceptions=True)
                await self._desk.answered()
        self._slack = None

    def _greeted(self) -> None:
        """Slack delivers."""
        self._delivers = True
        self._rise()

    def _rise(self) -> None:
        """Up again, once what may have been missed is read; where Slack delivered until now, nothing was."""
        if self._delivers and not self.presence.is_up and not self._catching_up:
            task = asyncio.create_task(self._catch_up())
            self._catching_up.add(task)
            task.add_done_callback(self._catching_up.discard)

    async def _catch_up(self) -> None:
        try:
            await self._on_fresh()
        except Exception as error:  # noqa: BLE001 - whatever it was: another log-in, and another try
            _log.error("not caught up", **told(error))
            self._stale.set()
        else:
            self.presence.up()


async def _first(*work: Coroutine[Any, Any, None]) -> None:
    """Until one of them ends: the others are cancelled, and what it raised is raised."""
    tasks = [asyncio.create_task(each) for each in work]
    try:
        ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for each in ended:
        await each


async def _until(event: asyncio.Event) -> None:
    await event.wait()


def _read(error: BaseException) -> CannotLogIn | Lost:
    word = faults.code(error)
    if isinstance(error, SlackApiError) and word in faults.NO_TOKEN:
        return CannotLogIn(f"Slack does not accept the bot: {word}")
    return Lost(f"Slack answered {word}" if word else f"Slack cannot be reached ({type(error).__name__})")
