"""The bot as a process of its own, started and killed any number of times on the same data."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bot.sandbox.acts import Unsettled
from bot.stage import Stage, free_port
from storage.sql import stamp
from tests.processes.forked import Forked, Run, begin, verb
from tests.processes.salon import connected, environment, is_idle

_WAITING: Final = "SELECT type, attempts, why FROM outbox WHERE result IS NULL AND (turn IS NOT NULL OR why <> '')"
_DUE: Final = "SELECT number FROM cases WHERE due_at <= ? ORDER BY number"
SOON: Final = timedelta(seconds=1)
"""Longer than an answer is gathered or a verdict has to stand, at the storm's pace; reminders are minutes away."""


def salon_run() -> None:
    """`salon run`."""
    verb("run")


@dataclass(slots=True)
class Bot:
    """The bot of a stage, started and killed any number of times on the same data.

    Attributes:
        folder: Where it runs, and keeps what it prints.
        run: What it does; a broken variant does something else.
    """

    on: Stage
    folder: Path
    settings: Mapping[str, str]
    run: Run = salon_run
    port: int = 0
    process: Forked | None = None

    @property
    def log(self) -> Path:
        """Where everything goes that it prints."""
        return self.folder / "bot.log"

    @property
    def lives(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.is_alive

    def start(self) -> None:
        """Start it, and do not wait for anything."""
        self.port = free_port()  # a new one each time: between two starts somebody else may have taken the old one
        given = {**self.on.environment, "SALON_LOG": "info", "SALON_HTTP_PORT": str(self.port), **self.settings}
        self.log.touch()  # it may be dead before it opens it
        self.process = begin(self.folder, environment(given), self.log, self.log, run=self.run)

    async def kill(self) -> bool:
        """SIGKILL, and wait until the chats have noticed; whether it still lived."""
        assert self.process is not None
        alive = self.lives
        self.process.kill()
        await self.process.wait()
        await self.on.until(lambda: not self._connections())
        return alive

    def _connections(self) -> int:
        return connected(self.on.discord) + bool(self.on.slack.sockets.open)

    def is_connected(self) -> bool:
        """Whether it has a connection to every chat."""
        return self._connections() == len(self.on.chats)

    def last_words(self) -> str:
        """The end of what it has printed."""
        return self.log.read_text(encoding="utf-8")[-1000:].strip()

    async def is_idle(self) -> bool:
        """Every chat is up, and nothing is due; `Unsettled` where it has ended by itself."""
        if not self.lives:
            raise Unsettled(f"it ended by itself, after saying: {self.last_words()}")
        return await is_idle(self.port)

    def waits(self) -> list[str]:
        """What `/readyz` does not count yet: effects before their next try, and cases of which something is due soon.

        What was given back without a try, as at night, is among them; a reminder that is due some day is not.
        Nobody is to look before that: an answer that is still gathered becomes a card between two looks.
        """
        with closing(sqlite3.connect(f"file:{self.folder / 'data' / 'salon.db'}?mode=ro", uri=True)) as database:
            effects = [f"{kind} (try {tries}, {why})" for kind, tries, why in database.execute(_WAITING)]
            soon = stamp(datetime.now(UTC) + SOON)
            return [*effects, *(f"case {number}" for (number,) in database.execute(_DUE, [soon]))]
