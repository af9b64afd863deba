"""The processes that read files: what they may not do, and what happens when one does not survive."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from asyncio import create_task, gather
from contextlib import suppress
from dataclasses import dataclass

import pytest

from bot.evidence.limits import DEFAULT_LIMITS, ProcessLimits, Unfit
from bot.evidence.pool import Pool
from bot.evidence.reader import FileReader
from bot.evidence.sniff import Format
from bot.evidence.wire import Deed, Order
from tests.evidence.hostile import many_scans
from tests.evidence.media import picture

DESCRIBE = Order(Deed.DESCRIBE, Format.PNG, DEFAULT_LIMITS)
FORBIDDEN = {
    "fork": "os.fork()",
    "run a program": "os.posix_spawn('/bin/true', ['true'], {})",
    "become a program": "os.execv('/bin/true', ['true'])",
    "open a socket": "socket.socket()",
    "read another process's memory": "open(f'/proc/{os.getppid()}/mem', 'rb').read(1)",
    "send a signal to the bot": "os.kill(os.getppid(), 0) if os.geteuid() == 65534 else os.fork()",
    "take a gigabyte": "bytearray(1 << 30)",
    "write a large file": "[out.write(bytes(1 << 20)) for _ in range(20)]; out.flush()",
    "open many files": "[open('/dev/null') for _ in range(40)]",
}


@pytest.mark.parametrize("deed", FORBIDDEN)
def test_the_process_can_do_nothing_but_compute(deed: str) -> None:
    """Whoever takes it over through a decoder finds no program, no network, no neighbour, and little room."""
    code = (
        "import os, signal, socket, tempfile\n"
        "from bot.evidence.inside.confine import confine\n"
        "from bot.evidence.limits import PROCESS_LIMITS\n"
        "out = tempfile.TemporaryFile()\n"
        "confine(PROCESS_LIMITS)\n"
        "try:\n"
        f"    {FORBIDDEN[deed]}\n"
        "except (OSError, MemoryError) as fault:\n"
        "    print('refused')\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603
    assert (ended.stdout, ended.returncode) == ("refused\n", 0), ended.stderr


async def test_the_process_knows_no_secret() -> None:
    """Its environment has the way to our code in it, and nothing else."""
    os.environ["DISCORD_TOKEN"] = "a token"  # noqa: S105 - it is none
    try:
        async with Pool() as pool:
            [pid] = pool.pids
            status = await asyncio.to_thread(_read, f"/proc/{pid}/status")
            environment = await asyncio.to_thread(_read, f"/proc/{pid}/environ")
    finally:
        del os.environ["DISCORD_TOKEN"]
    assert "a token" not in environment
    assert "Seccomp:\t2" in status
    assert f"Uid:\t{os.geteuid() or 65534}\t" in status


def _read(path: str) -> str:
    with open(path, encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - a file of the kernel's
        return file.read()


async def test_one_process_reads_many_files() -> None:
    """It is warm: started once, and asked again and again."""
    async with Pool() as pool:
        before = pool.pids
        for _ in range(5):
            await pool.ask(DESCRIBE, picture())
        assert pool.pids == before
    assert pool.pids == []


async def test_a_process_is_replaced_in_time() -> None:
    """So that nothing adds up."""
    async with Pool(ProcessLimits(turns=2)) as pool:
        [first] = pool.pids
        for _ in range(3):
            await pool.ask(DESCRIBE, picture())
        assert pool.pids != [first]


@pytest.mark.parametrize(
    ("sign", "key"),
    [
        (signal.SIGKILL, "file.too_heavy"),
        (signal.SIGXCPU, "file.too_slow"),
        (signal.SIGALRM, "file.too_slow"),
        (signal.SIGSEGV, "file.crashed"),
        (signal.SIGABRT, "file.crashed"),
    ],
)
async def test_a_dead_process_is_replaced(sign: signal.Signals, key: str) -> None:
    """The file is marked with what its reader died of, and the next one is read by another."""
    async with Pool() as pool:
        [first] = pool.pids
        os.kill(first, signal.SIGSTOP)  # it takes the file and does not get on with it
        asking = create_task(FileReader(pool).examine("work.png", picture(size=(900, 900))))
        while pool.pids:  # noqa: ASYNC110 - until the question is under way: one turn of the loop
            await asyncio.sleep(0)
        os.kill(first, sign)
        with suppress(ProcessLookupError):  # SIGKILL does not wait for it to go on
            os.kill(first, signal.SIGCONT)
        assert (await asking).refused == key
        assert (await FileReader(pool).examine("work.png", picture())).refused is None
        assert pool.pids != [first]


async def test_the_file_of_a_dead_process_is_let_go() -> None:
    """A file that kills its reader while it is handed over is out of memory at once: the next is as large."""
    async with Pool() as pool:
        [first] = pool.pids
        os.kill(first, signal.SIGSTOP)
        data = picture().ljust(DEFAULT_LIMITS.size, b"x")
        held = sys.getrefcount(data)
        asking = create_task(FileReader(pool).examine("work.png", data))
        while pool.pids:  # noqa: ASYNC110 - until the question is under way: one turn of the loop
            await asyncio.sleep(0)
        os.kill(first, signal.SIGKILL)
        assert (await asking).refused == "file.too_heavy"
        assert sys.getrefcount(data) == held


async def test_a_wedged_process_is_replaced() -> None:
    """One that does not answer in time is not waited for."""
    async with Pool(ProcessLimits(wall=0.5)) as pool:
        [first] = pool.pids
        os.kill(first, signal.SIGSTOP)
        with pytest.raises(Unfit, match="too_slow"):
            await pool.ask(DESCRIBE, picture())
    async with Pool() as pool:
        await pool.ask(DESCRIBE, picture())


async def test_computing_is_counted() -> None:
    """By the time that it really computes, not by the clock: a busy machine harms nobody."""
    async with Pool(ProcessLimits(cpu=0)) as pool:
        found = await FileReader(pool).examine("work.jpg", many_scans(20_000))
    assert found.refused == "file.too_slow"


async def test_between_files_no_clock_runs() -> None:
    """What a slow file has left of its time is not all that the next one has for being handed over."""
    async with Pool() as pool:
        await pool.ask(DESCRIBE, picture())
        [pid] = pool.pids
        limits = await asyncio.to_thread(_read, f"/proc/{pid}/limits")
    [line] = [each.split() for each in limits.splitlines() if each.startswith("Max cpu time")]
    assert line[3:5] == ["unlimited", "unlimited"]


async def test_memory_is_counted() -> None:
    """A picture within the limits of pictures, and beyond what this process may take."""
    async with Pool(ProcessLimits(memory=30 * 1024 * 1024)) as pool:
        found = await FileReader(pool).examine("work.png", picture(size=(6000, 6000)))
        assert found.refused == "file.too_heavy"
        assert (await FileReader(pool).examine("work.png", picture())).refused is None


@dataclass(frozen=True)
class TakenOver:
    """Implements `bot.evidence.pool.Asks` as a process does that somebody else steers."""

    head: bytes
    body: bytes = b""

    async def ask(self, *_: object, **__: object) -> tuple[bytes, bytes]:
        """Always the same, whatever was asked."""
        return self.head, self.body


@pytest.mark.parametrize(
    "answer",
    [
        TakenOver(b""),
        TakenOver(b"no JSON"),
        TakenOver(b"[" * 100_000),
        TakenOver(b'{"width": "wide"}'),
        TakenOver(b'{"facts": [{"source": "png"}]}'),
        TakenOver(b'{"width": 64, "height": 48, "quality": 90}', b"half a hash"),
        TakenOver(b'{"width": 64, "height": 48}', b"hashes of nothing"),
        TakenOver(b'{"width": 1000000000, "height": 1000000000, "quality": null}', b"\x00"),
        TakenOver(b'{"width": 0, "height": -1}', b"\x00"),
    ],
    ids=range(9),
)
async def test_an_answer_that_does_not_fit_is_a_refusal(answer: TakenOver) -> None:
    """Of whichever kind: it is a value like every other, so that nothing is tried again for ever because of it."""
    reader = FileReader(answer)
    assert (await reader.examine("work.png", picture())).refused == "file.crashed"
    assert await reader.small(picture(), 32) is None


async def test_one_at_a_time() -> None:
    """However many ask at once, one process is there, and each gets the answer to its own question."""
    async with Pool() as pool:
        reader = FileReader(pool)
        sizes = [(40 + n, 50) for n in range(12)]
        found = await gather(*(reader.examine("work.png", picture(size=size)) for size in sizes))
        assert [(each.width, each.height) for each in found] == sizes
        assert len(pool.pids) == 1


async def test_two_at_a_time() -> None:
    """Where the pool is made for two."""
    async with Pool(size=2) as pool:
        await gather(*(pool.ask(DESCRIBE, picture()) for _ in range(6)))
        assert len(pool.pids) == 2


async def test_who_stops_waiting_gets_nobody_elses_answer() -> None:
    """A question that was given up in the middle takes its process with it."""
    async with Pool() as pool:
        [first] = pool.pids
        os.kill(first, signal.SIGSTOP)
        asking = create_task(pool.ask(DESCRIBE, picture(size=(700, 700))))
        while pool.pids:  # noqa: ASYNC110 - until the question is under way: one turn of the loop
            await asyncio.sleep(0)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        head, _ = await pool.ask(DESCRIBE, picture(size=(50, 40)))
        assert json.loads(head)["width"] == 50


async def test_a_process_that_cannot_start_is_told() -> None:
    """The bot does not come up without it: nothing could be shown."""
    with pytest.raises(RuntimeError, match="does not start"):
        async with Pool(ProcessLimits(files=-5)):
            pass
