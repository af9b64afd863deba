"""One session with Discord, from the log-in to its end: a new client for each, since none can be used twice."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import aiohttp
import discord
import structlog

from handlers.discord.desk import Desk
from handlers.discord.listeners import SalonClient, Watch
from handlers.discord.sessions import Sessions
from handlers.discord.settings import point
from handlers.shared.presence import CannotLogIn, Lost, Presence
from handlers.shared.wording import told

RESUMABLE: Final = 90.0
"""Seconds after which Discord has forgotten a session: from then on a new one is as good, and sooner there."""
FAREWELL: Final = 2.0
"""Seconds to wait for the good-bye of a server that may not answer."""
NOT_AUTHENTICATED: Final = 4004

_log = structlog.get_logger()


class DiscordConnection:
    """Discord, one session at a time.

    Args:
        desk: What the listeners need.
        on_fresh: Called after each session that began anew, before it is up: what happened since the last one is to
            be read again.
        resumable: Seconds that a session which was cut off may take to be resumed.

    Attributes:
        presence: Whether Discord is up.
    """

    def __init__(
        self, desk: Desk, on_fresh: Callable[[], Awaitable[None]], presence: Presence, *, resumable: float = RESUMABLE
    ) -> None:
        self.presence = presence
        self._desk = desk
        self._on_fresh = on_fresh
        self._resumable = resumable
        self._sessions = Sessions()
        self._client: SalonClient | None = None
        self._session: asyncio.Future[None] | None = None
        self._giving_up: asyncio.TimerHandle | None = None
        self._farewell: asyncio.Task[None] | None = None

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
        """One session, until it ends or `close` ends it.

        Raises:
            CannotLogIn: The token is wrong, or was taken away.
            Lost: Anything else ended it.
        """
        point(self._desk.settings)
        watch = Watch(self._fresh, self._up, self._cut, self.presence.down, self._sessions.begin)
        client = self._client = SalonClient(self._desk, watch)
        session = self._session = asyncio.ensure_future(client.start(self._desk.settings.token))
        try:
            await asyncio.wait({session})
        finally:
            await self._end(client, session)
        if not session.cancelled() and isinstance(error := session.exception(), Exception):
            raise _read(error) from None

    async def _end(self, client: SalonClient, session: asyncio.Future[None]) -> None:
        session.cancel()
        await asyncio.wait({session})
        self._farewell = asyncio.create_task(client.close())
        await asyncio.wait({self._farewell}, timeout=FAREWELL)
        self._hope()
        if self.presence.is_up:
            self.presence.down("the session ended")

    async def close(self) -> None:
        """Disconnect, and let `run` return. discord.py sleeps between its own tries, and looks up only then."""
        if self._session:
            self._session.cancel()

    # What the client tells

    async def _fresh(self) -> None:
        self._hope()
        session = self._session
        try:
            await self._on_fresh()
        except Exception as error:  # noqa: BLE001 - whatever it was: another session, and another try
            _log.error("not caught up", **told(error))
            await self.close()
        else:
            if session and not session.done() and not self._giving_up:  # nor was it cut meanwhile
                self.presence.up()

    def _up(self) -> None:
        self._hope()
        self.presence.up()

    def _cut(self) -> None:
        """By itself discord.py would try for ever, with up to a quarter of an hour between two tries."""
        self.presence.down("the connection was cut")
        if self._session and not self._giving_up:
            self._giving_up = asyncio.get_running_loop().call_later(self._resumable, self._session.cancel)

    def _hope(self) -> None:
        if self._giving_up:
            self._giving_up.cancel()
            self._giving_up = None


def _read(error: Exception) -> Exception:
    """What ended a session; where its first connection fails, discord.py ends with an AttributeError (its #10520)."""
    match error:
        case discord.LoginFailure() | discord.PrivilegedIntentsRequired():
            return CannotLogIn(f"Discord does not accept the bot: {error}")
        case discord.ConnectionClosed(code=code) if code == NOT_AUTHENTICATED:
            return CannotLogIn("Discord does not accept the bot: its token was taken away")
        case discord.HTTPException(status=status):
            return Lost(f"Discord answered {status}")
        case AttributeError() | discord.DiscordException() | aiohttp.ClientError() | OSError() | RuntimeError():
            return Lost(f"Discord cannot be reached ({type(error).__name__})")
        case _:
            return error
