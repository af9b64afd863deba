"""The bot as a process of its own, started very often: forked from a server that has imported it once.

Importing the bot takes longer than everything else that a start does. The fork server is multiprocessing's; what it
forks runs `salon run` as an operator would start it, with its own memory, files and sockets, and dies by SIGKILL.
"""

import asyncio
import multiprocessing
import os
import sqlite3
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final, TypeAlias

from bot.stage import Stage, free_port
from storage.sql import stamp
from tests.processes.salon import connected, environment, is_idle

Run: TypeAlias = Callable[[], None]
"""What the process does, once its settings are in its environment."""

_WAITING: Final = "SELECT type, attempts, why FROM outbox WHERE result IS NULL AND turn IS NOT NULL"
_DUE: Final = "SELECT number FROM cases WHERE due_at <= ? ORDER BY number"
SOON: Final = timedelta(seconds=1)
"""Longer than an answer is gathered or a verdict has to stand, at the storm's pace; reminders are minutes away."""
_FORKS: Final = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["bot.app", "tests.chaos.processes"])


def salon_run() -> None:
    """`salon run`."""
    from bot.cli import main  # noqa: PLC0415 - only the forked process needs it

    main(["run"], prog_name="salon")


def _begin(run: Run, given: Mapping[str, str], folder: Path, log: Path) -> None:
    with log.open("ab") as out:
        os.dup2(out.fileno(), sys.stdout.fileno())
        os.dup2(out.fileno(), sys.stderr.fileno())
    os.environ.clear()
    os.environ.update(given)
    os.chdir(folder)
    run()


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
    process: BaseProcess | None = None

    @property
    def log(self) -> Path:
        """Where everything goes that it prints."""
        return self.folder / "bot.log"

    def start(self) -> None:
        """Start it, and do not wait for anything."""
        self.port = free_port()  # a new one each time: between two starts somebody else may have taken the old one
        given = {**self.on.environment, "SALON_LOG": "info", "SALON_HTTP_PORT": str(self.port), **self.settings}
        self.process = _FORKS.Process(
            target=_begin, args=(self.run, environment(given), self.folder, self.log), daemon=True
        )
        self.process.start()

    async def kill(self) -> bool:
        """SIGKILL, and wait until the chats have noticed; whether it still lived."""
        assert self.process is not None
        alive = self.process.is_alive()
        self.process.kill()
        await asyncio.to_thread(self.process.join)
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
        """Every chat is up, and nothing is due."""
        assert self.process is not None
        assert self.process.is_alive(), self.log.read_text(encoding="utf-8")[-4000:]
        return await is_idle(self.port)

    def waits(self) -> list[str]:
        """What `/readyz` does not count yet: effects before their next try, and cases of which something is due soon.

        Nobody is to look before that: an answer that is still gathered becomes a card between two looks.
        """
        with closing(sqlite3.connect(f"file:{self.folder / 'data' / 'salon.db'}?mode=ro", uri=True)) as database:
            effects = [f"{kind} (try {tries}, {why})" for kind, tries, why in database.execute(_WAITING)]
            soon = stamp(datetime.now(UTC) + SOON)
            return [*effects, *(f"case {number}" for (number,) in database.execute(_DUE, [soon]))]
