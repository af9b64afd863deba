"""The connection to Discord, kept up: a new client for each try, since a failed one cannot be used again."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Final

import discord
import structlog

from handlers.discord.desk import Desk
from handlers.discord.listeners import SalonClient, Watch
from handlers.discord.settings import point

FIRST_WAIT: Final = 1.0
LONGEST_WAIT: Final = 300.0
STEADY: Final = 90.0
"""Seconds after which a session counts as good: a thousand sessions a day are allowed, then the token is reset."""

_log = structlog.get_logger()


class CannotLogIn(Exception):
    """Discord does not accept the token, or not what the bot asks for: trying again would not help."""


class DiscordConnection:
    """The one connection of this process.

    Args:
        desk: What the listeners need.
        on_fresh: Called after each session that began anew, before `ready` is set: what happened since the last one
            is to be read again.
        first_wait: Seconds before a second try; each further one waits twice as long.

    Attributes:
        ready: Set while a session is up.
    """

    def __init__(self, desk: Desk, on_fresh: Callable[[], Awaitable[None]], *, first_wait: float = FIRST_WAIT) -> None:
        self.ready = asyncio.Event()
        self._desk = desk
        self._on_fresh = on_fresh
        self._first_wait = first_wait
        self._client: SalonClient | None = None
        self._session: asyncio.Future[None] | None = None
        self._closing = asyncio.Event()

    @property
    def busy(self) -> int:
        """Nothing waits here: what comes in is handed over as it comes."""
        return 0

    @property
    def client(self) -> SalonClient | None:
        """The client that is logged in now, or None."""
        client = self._client
        return client if client and client.user and not client.is_closed() else None

    async def run(self) -> None:
        """Stay connected until `close`.

        Raises:
            CannotLogIn: The token is wrong.
        """
        wait = self._first_wait / 2
        while not self._closing.is_set():
            began = asyncio.get_running_loop().time()
            await self._one_session()
            steady = asyncio.get_running_loop().time() - began > STEADY
            wait = self._first_wait if steady else min(wait * 2, LONGEST_WAIT)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), wait)

    async def close(self) -> None:
        """Disconnect, and let `run` return."""
        self._closing.set()
        self.ready.clear()
        if self._client:
            await self._client.close()
        if self._session:
            self._session.cancel()  # discord.py sleeps minutes between its own tries, and looks up only then

    async def _one_session(self) -> None:
        """One client's life. What ends it is logged: 'another try' is the answer to all but a wrong token."""
        point(self._desk.settings)
        client = self._client = SalonClient(self._desk, Watch(self._fresh, self.ready.set, self.ready.clear))
        self._session = asyncio.ensure_future(client.start(self._desk.settings.token))
        try:
            await self._session
        except asyncio.CancelledError:
            if not self._closing.is_set():
                raise
        except (discord.LoginFailure, discord.PrivilegedIntentsRequired) as error:
            raise CannotLogIn(f"Discord does not accept the bot: {error}") from None
        except Exception as error:  # noqa: BLE001 - discord.py ends with errors of many kinds (platform.md, trap 5)
            if not self._closing.is_set():
                _log.warning("connection to Discord lost", error=type(error).__name__, why=str(error))
        finally:
            self.ready.clear()
            await client.close()

    async def _fresh(self) -> None:
        await self._on_fresh()
        self.ready.set()
