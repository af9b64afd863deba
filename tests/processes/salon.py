"""Salon as a process of its own, as an operator runs it, and the probe by which a test waits for it."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from tempfile import NamedTemporaryFile

import aiohttp

from bot.sandbox.discord import DiscordSandbox
from bot.stage import Stage, free_port
from tests.processes.forked import Forked, begin

SALON = Path(sys.executable).with_name("salon")
KEPT = ("PATH", "HOME", "LANG")
"""What a process keeps of this machine's environment, beside what coverage needs to look on."""


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """The environment of a process: what is given, and what any process needs."""
    kept = {name: value for name, value in os.environ.items() if name in KEPT or name.startswith("COV")}
    return {**kept, **given}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def printed(self) -> str:
        """Everything."""
        return self.out + self.err


@asynccontextmanager
async def process(folder: Path, given: Mapping[str, str], *words: str, err: int = PIPE) -> AsyncIterator[Process]:
    """The installed command at work, in a folder; killed at the end if it still runs."""
    begun = await asyncio.create_subprocess_exec(
        SALON, *words, cwd=folder, env=environment(given), stdout=PIPE, stderr=err
    )
    try:
        yield begun
    finally:
        if begun.returncode is None:
            begun.kill()
        await begun.communicate()


async def salon(folder: Path, given: Mapping[str, str], *words: str) -> Ended:
    """Run a verb to its end."""
    with NamedTemporaryFile() as out, NamedTemporaryFile() as err:
        async with forked(folder, given, *words, out=Path(out.name), err=Path(err.name)) as begun:
            code = await asyncio.wait_for(begun.wait(), 60)
        return Ended(code, out.read().decode(), err.read().decode())


@asynccontextmanager
async def forked(folder: Path, given: Mapping[str, str], *words: str, out: Path, err: Path) -> AsyncIterator[Forked]:
    """A verb at work, in a folder; killed at the end if it still runs."""
    begun = begin(folder, environment(given), out, err, *words)
    try:
        yield begun
    finally:
        begun.kill()
        await begun.wait()


async def is_idle(port: int) -> bool:
    """What `/readyz` says at a port: every chat is up, and nothing is to be done."""
    try:
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/readyz") as response:
            body = await response.json()
            return response.status == HTTPStatus.OK and body["inbox"] + body["outbox"] + body["due"] == 0
    except aiohttp.ClientConnectionError:
        return False


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that runs as `salon run`.

    Attributes:
        log: Where everything goes that it prints.
        port: Where it says whether it is ready.
    """

    process: Forked
    discord: DiscordSandbox
    log: Path
    port: int

    @property
    def printed(self) -> str:
        """Everything that it has printed."""
        return self.log.read_text(encoding="utf-8")

    async def is_idle(self) -> bool:
        """The probe: it is connected, and has nothing to do."""
        assert self.process.returncode is None, self.printed
        return await is_idle(self.port)

    async def settle(self) -> None:
        """Wait until everything that follows from what people did has happened."""
        await self.discord.until(lambda: self.process.returncode is not None or connected(self.discord))
        await self.discord.settle(self.is_idle)

    async def stop(self) -> int:
        """Ask it to stop, as systemd or Docker do, and give its exit code; they would kill it after ten seconds."""
        self.process.terminate()
        return await asyncio.wait_for(self.process.wait(), 10)

    async def kill(self) -> None:
        """Let it die without a word, and wait until Discord has noticed."""
        self.process.kill()
        await self.process.wait()
        await self.discord.until(lambda: not connected(self.discord))


def connected(discord: DiscordSandbox) -> bool:
    """Whether a bot has a connection."""
    return any(each.socket is not None for each in discord.gateway.live())


@asynccontextmanager
async def running(on: Stage, folder: Path, **settings: str) -> AsyncIterator[Running]:
    """`salon run` in a folder, connected and at rest."""
    port = free_port()
    given = {**on.environment, "SALON_LOG": "info", "SALON_HTTP_PORT": str(port), **settings}
    log = folder / f"run-{port}.log"
    async with forked(folder, given, "run", out=log, err=log) as begun:
        bot = Running(begun, on.discord, log, port)
        await bot.settle()
        yield bot


@asynccontextmanager
async def sandbox(folder: Path, *words: str) -> AsyncIterator[tuple[Process, Sequence[str]]]:
    """`salon sandbox` on a free port, and what it printed before it began to wait."""
    lines: list[str] = []
    async with process(folder, {}, "sandbox", "--port", "0", *words, err=STDOUT) as begun:
        assert begun.stdout
        while not lines or "Ctrl-C" not in lines[-1]:
            line = await asyncio.wait_for(begun.stdout.readline(), 30)
            assert line, lines
            lines.append(line.decode().rstrip("\n"))
        yield begun, lines
