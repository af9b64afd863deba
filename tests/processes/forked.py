"""Salon as a process, started very often: forked from a server that has imported it once.

Importing the bot takes longer than everything else that a start does. The fork server is multiprocessing's; what it
forks runs a verb as an operator would start it, with its own memory, files and sockets, and dies by SIGKILL.
"""

import asyncio
import multiprocessing
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final, TypeAlias

Run: TypeAlias = Callable[..., object]
"""What the process does with its words, once its settings are in its environment."""

_FORKS: Final = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["bot.app", "bot.upkeep", __name__])


def verb(*words: str) -> None:
    """`salon`, with these words."""
    from bot.cli import main  # noqa: PLC0415 - only the forked process needs it

    main(words, prog_name="salon")


@dataclass(frozen=True, slots=True)
class Forked:
    """A process that was forked. It is spoken to as to one of asyncio's."""

    _process: BaseProcess

    @property
    def pid(self) -> int | None:
        """Its number."""
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """How it ended; a signal by its number below zero, None while it runs."""
        return self._process.exitcode

    @property
    def is_alive(self) -> bool:
        """Whether it runs."""
        return self.returncode is None

    def terminate(self) -> None:
        """Ask it to stop."""
        self._process.terminate()

    def kill(self) -> None:
        """Let it die without a word."""
        self._process.kill()

    async def wait(self) -> int:
        """Wait for its end, and tell how it ended."""
        await asyncio.to_thread(self._process.join)
        return self._process.exitcode or 0


def begin(folder: Path, given: Mapping[str, str], out: Path, err: Path, *words: str, run: Run = verb) -> Forked:
    """Start a process, and do not wait for anything.

    Args:
        folder: Where it runs.
        given: Its whole environment.
        out: Where goes what it prints, behind what is there.
        err: The same for its errors.
        words: The verb, and what belongs to it.
        run: What it does; a broken bot does something else.
    """
    begun = _FORKS.Process(target=_begin, args=(run, words, dict(given), folder, out, err), daemon=True)
    begun.start()
    return Forked(begun)


def _begin(run: Run, words: tuple[str, ...], given: Mapping[str, str], folder: Path, out: Path, err: Path) -> None:
    for path, stream in ((out, sys.stdout), (err, sys.stderr)):
        with path.open("ab") as file:
            os.dup2(file.fileno(), stream.fileno())
    os.environ.clear()
    os.environ.update(given)
    os.chdir(folder)
    run(*words)
