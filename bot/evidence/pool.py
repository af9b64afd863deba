"""The processes that read files: warm, bounded, and replaced when one dies or does not answer."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from typing import Protocol, Self

from bot.evidence.limits import PROCESS_LIMITS, ProcessLimits, Unfit
from bot.evidence.wire import LENGTHS, Order, packed, packed_order

AT_ONCE = 1
"""A WebP of 40 million pixels costs 800 MB while it is unpacked: one at a time is enough."""

PATIENCE = 60
"""Seconds for a process to start, on a machine that is very busy."""
CHUNK = 64 * 1024
LONGEST_HEAD, LONGEST_BODY = 256 * 1024, 16 * 1024 * 1024
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""numpy would start a thread for each core, and what waits for them counts as computing."""
CAUSES = {
    signal.SIGXCPU: "file.too_slow",
    signal.SIGALRM: "file.too_slow",
    signal.SIGKILL: "file.too_heavy",
}
"""What a process that was ended by a signal died of. The system's own killer goes by memory."""


class Asks(Protocol):
    """Something that has files read."""

    async def ask(self, order: Order, data: bytes) -> tuple[bytes, bytes]:
        """Head and body of the answer; Unfit where there is none."""
        ...


class Pool:
    """Use as an asynchronous context manager: inside, at least one process is warm.

    Args:
        limits: What a process may use.
        size: How many files are read at once.
        trust: Certificates (PEM) of those whose content credentials are vouched for.
    """

    def __init__(self, limits: ProcessLimits = PROCESS_LIMITS, size: int = AT_ONCE, trust: str = "") -> None:
        self._limits = limits
        self._trust = trust
        self._turns = asyncio.Semaphore(size)
        self._idle: list[_Child] = []

    async def __aenter__(self) -> Self:
        """Start the first process."""
        self._idle.append(await _Child.start(self._limits, self._trust))
        return self

    async def __aexit__(self, *_: object) -> None:
        """End them all."""
        while self._idle:
            await self._idle.pop().end()

    @property
    def pids(self) -> list[int]:
        """The processes that wait for a file."""
        return [child.pid for child in self._idle]

    async def ask(self, order: Order, data: bytes) -> tuple[bytes, bytes]:
        """Head and body of the answer.

        Raises:
            Unfit: The process did not survive the file, or did not answer in time; another one takes its place.
        """
        async with self._turns:
            child = self._idle.pop() if self._idle else await _Child.start(self._limits, self._trust)
            try:
                async with asyncio.timeout(self._limits.wall):
                    answer = await child.ask(order, data)
            except TimeoutError:
                await child.end()
                raise Unfit("file.too_slow") from None
            except (EOFError, ConnectionError, _Nonsense) as fault:
                fault.__traceback__ = None  # asyncio keeps it with the pipe, and it all that stood here: the file
                raise Unfit(await child.cause()) from None
            except BaseException:
                child.kill()  # nobody waits any more, and it may be in the middle of an answer
                raise
            await self._keep(child)
            return answer

    async def _keep(self, child: "_Child") -> None:
        if child.turns < self._limits.turns:
            self._idle.append(child)
        else:
            await child.end()


@asynccontextmanager
async def at_hand(pool: Asks | None, trust: str = "") -> AsyncIterator[Asks]:
    """The pool that is there already; else one of our own, for as long as the block runs."""
    if pool is not None:
        yield pool
        return
    async with Pool(trust=trust) as own:
        yield own


class _Nonsense(Exception):
    """An answer that no sound process gives."""


class _Child:
    """One process. It has none of our environment: no token is in it."""

    def __init__(self, process: Process) -> None:
        self._process = process
        assert process.stdin and process.stdout  # noqa: S101, PT018 - for the type checker: both are pipes
        self._to, self._from = process.stdin, process.stdout
        self.pid = process.pid
        self.turns = 0

    @classmethod
    async def start(cls, limits: ProcessLimits, trust: str) -> "_Child":
        """A process that knows whom to trust, has warmed up and has given up its privileges."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "bot.evidence.inside", json.dumps(asdict(limits))),
            stdin=PIPE,
            stdout=PIPE,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **ONE_THREAD},
            start_new_session=True,
        )
        child = cls(process)
        try:
            async with asyncio.timeout(PATIENCE):
                child._to.write(packed({}, len(trust)) + trust.encode("ascii"))
                await child._answer()
        except (EOFError, TimeoutError):
            await child.end()
            raise RuntimeError("the process that reads files does not start: its error stands above") from None
        except BaseException:
            child.kill()
            raise
        return child

    async def ask(self, order: Order, data: bytes) -> tuple[bytes, bytes]:
        """Hand over an order and its file, a part at a time so that it is never in memory twice; the answer."""
        self.turns += 1
        self._to.write(packed_order(order, len(data)))
        view = memoryview(data)
        for at in range(0, len(data), CHUNK):
            self._to.write(view[at : at + CHUNK])
            await self._to.drain()
        await self._to.drain()
        return await self._answer()

    async def _answer(self) -> tuple[bytes, bytes]:
        head, body = LENGTHS.unpack(await self._from.readexactly(LENGTHS.size))
        if head > LONGEST_HEAD or body > LONGEST_BODY:
            raise _Nonsense
        return await self._from.readexactly(head), await self._from.readexactly(body)

    async def cause(self) -> str:
        """Key of the sentence for why it died; it is ended where it still lives."""
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                await self._process.wait()
        code = self._process.returncode
        await self.end()
        return CAUSES.get(signal.Signals(-code), "file.crashed") if code and code < 0 else "file.crashed"

    async def end(self) -> None:
        """End it, and wait until it is gone."""
        self.kill()
        await self._process.wait()

    def kill(self) -> None:
        """End it."""
        self._to.close()
        with suppress(ProcessLookupError):
            self._process.kill()
