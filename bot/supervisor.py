"""Keeps every chat connected, each by itself: whatever ends one connection stops neither another chat nor the loops."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import structlog

from bot.edges import Connection
from bot.moderation.model import Chat
from bot.ports import Clock
from handlers.shared.presence import CannotLogIn, Lost
from handlers.shared.wording import told

FIRST_WAIT: Final = 1.0
LONGEST_WAIT: Final = 300.0
"""Seconds between two tries; also at once where a chat does not accept the bot: only a person can help, and will."""
STEADY: Final = 90.0
"""Seconds after which a connection counts as good: what ended it is no reason to wait longer than the first time."""

Refused = Callable[[Chat], Awaitable[None]]
_log = structlog.get_logger()


class Supervisor:
    """All chats of this process.

    Args:
        refused: Told once of each time that a chat stopped to accept the bot.
        first_wait: Seconds before a second try; each further one waits about twice as long.
    """

    def __init__(
        self, connections: Mapping[Chat, Connection], clock: Clock, refused: Refused, *, first_wait: float = FIRST_WAIT
    ) -> None:
        self._connections = connections
        self._clock = clock
        self._tell = refused
        self._first_wait = first_wait
        self._closing = asyncio.Event()
        self._refused: dict[Chat, str] = {}
        self._began = False

    async def close(self) -> None:
        """Disconnect all, and let each `keep_up` return."""
        self._closing.set()
        for connection in self._connections.values():
            await connection.close()

    async def keep_up(self, chat: Chat) -> None:
        """Keep one connected until `close`.

        Raises:
            CannotLogIn: None of the chats ever accepted the bot: it is set up wrongly.
        """
        wait = 0.0
        while not self._closing.is_set():
            began = self._clock.monotonic()
            after = await self._one_session(chat)
            steady = self._clock.monotonic() - began > STEADY
            wait = self._first_wait if steady or not wait else min(wait * 2, LONGEST_WAIT)
            await self._rest(max(after, wait * random.uniform(0.75, 1.25)))  # noqa: S311 - no secret

    async def _one_session(self, chat: Chat) -> float:
        """One connection's life; how long to wait at least for the next."""
        connection = self._connections[chat]
        accepting = asyncio.create_task(self._accepted(chat))
        try:
            await connection.run()
        except CannotLogIn as error:
            connection.presence.down(str(error))
            await self._note(chat, error)
            return LONGEST_WAIT
        except Lost as error:
            connection.presence.down(str(error))
            _log.warning("connection lost", chat=chat, why=str(error))
            return error.after
        except Exception as error:  # noqa: BLE001 - a fault in one edge must not take the other with it
            connection.presence.down(f"something unexpected ({type(error).__name__})")
            _log.error("connection failed", chat=chat, **told(error))
        finally:
            accepting.cancel()
        return 0.0

    async def _accepted(self, chat: Chat) -> None:
        await self._connections[chat].presence.wait()
        self._began = True
        self._refused.pop(chat, None)

    async def _note(self, chat: Chat, error: CannotLogIn) -> None:
        """Say it once for each time; where no chat ever accepted the bot, there is nobody to run for."""
        known = chat in self._refused
        self._refused[chat] = str(error)
        if not self._began and self._refused.keys() == self._connections.keys():
            raise CannotLogIn("; ".join(self._refused.values()))
        if known:
            return
        _log.error("not accepted", chat=chat, why=str(error))
        try:
            await self._tell(chat)
        except Exception as fault:  # noqa: BLE001 - the log has it, and the other chat goes on
            _log.error("not told", **told(fault))

    async def _rest(self, seconds: float) -> None:
        waits = [asyncio.ensure_future(self._clock.sleep(seconds)), asyncio.ensure_future(self._closing.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()
            await asyncio.gather(*waits, return_exceptions=True)
