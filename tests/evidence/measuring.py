"""Run as a program: reads hostile files and fetches hostile bodies as the bot does, and prints what that took of it.

python -m tests.evidence.measuring FOLDER LINK…
"""

import asyncio
import json
import sys
from pathlib import Path

from bot.evidence.allowed import Allowed
from bot.evidence.fetch import GuardedFetch
from bot.evidence.inspect import Inspector
from bot.evidence.limits import DEFAULT_LIMITS, ProcessLimits
from bot.evidence.pool import Pool
from bot.evidence.reader import FileReader
from bot.memory import give_back
from bot.ports import FetchFailed, FetchRefused
from storage import MediaStore
from tests.evidence.media import picture

STATUS = Path("/proc/self/status")
CLEAR = Path("/proc/self/clear_refs")
RESET_PEAK = "5"


def kilobytes(field: str) -> int:
    """A line of what the kernel says of this process."""
    lines = (line.split() for line in STATUS.read_text(encoding="ascii").splitlines())
    return next(int(words[1]) for words in lines if words[0] == f"{field}:")


def forget_peak() -> None:
    """From here on the kernel counts anew."""
    CLEAR.write_text(RESET_PEAK, encoding="ascii")


def content(file: Path) -> bytes:
    """A file, or as much of it as shows that it is too large."""
    with file.open("rb") as opened:
        return opened.read(DEFAULT_LIMITS.size + 1)


async def measured(folder: Path, links: list[str]) -> dict[str, int]:
    """Resident memory in kB: before, and at most."""
    give_back()
    names = sorted(file.name for file in folder.glob("*.*"))  # noqa: ASYNC240 - nobody else waits in this program
    async with Pool(ProcessLimits(cpu=1)) as pool, GuardedFetch(Allowed.of((), links)) as fetch:
        inspector = Inspector(MediaStore(folder / "store"), FileReader(pool))
        await inspector.store("good.png", picture())
        before = kilobytes("VmRSS")
        forget_peak()
        for name in names:
            await inspector.store(name, content(folder / name))
        for link in links:
            try:
                await inspector.store("work.png", await fetch(link))
            except (FetchRefused, FetchFailed):
                continue
        return {"before": before, "peak": kilobytes("VmHWM")}


if __name__ == "__main__":
    json.dump(asyncio.run(measured(Path(sys.argv[1]), sys.argv[2:])), sys.stdout)
