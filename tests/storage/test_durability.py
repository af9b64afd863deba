"""What was acknowledged is there after the process was killed."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.moderation.cases import due_at
from bot.moderation.evolve import evolve
from storage import Database

WRITER = """
import asyncio, itertools, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.moderation.cases import due_at
from bot.moderation.evolve import evolve
from bot.moderation.inbound import AskedPolicy
from bot.moderation.model import Account, Chat
from storage import Database

NOW = datetime(2026, 7, 1, tzinfo=UTC)

async def main():
    core = Database(Path(sys.argv[1]), evolve=evolve, due_at=due_at)
    keep = lambda work, key: work.inbox.keep(AskedPolicy(key, Account(Chat.DISCORD, "1")), NOW)
    async def one(key):
        await core(keep, str(key))
        print(key, flush=True)
    for first in itertools.count(0, 20):
        await asyncio.gather(*(one(key) for key in range(first, first + 20)))

asyncio.run(main())
"""


@pytest.mark.parametrize("seed", range(3))
def test_acknowledged_writes_survive_kill_9(tmp_path: Path, seed: int) -> None:
    """Every event that was acknowledged before `kill -9` is in the inbox afterwards, and is to be handled."""
    path = tmp_path / "salon.db"
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)  # noqa: S603  # ours
    assert writer.stdout is not None
    with writer.stdout as said:
        acknowledged = [next(said).strip() for _ in range(random.Random(seed).randint(50, 400))]  # noqa: S311  # no secret
        writer.send_signal(signal.SIGKILL)
        acknowledged += [line.strip() for line in said if line.endswith("\n")]
    writer.wait()
    with Database(path, evolve=evolve, due_at=due_at) as database:
        kept = database.run(lambda work: {work.inbox.event(row.id).key for row in work.inbox.failures()})
        assert database.run(lambda work: work.sql.value("PRAGMA integrity_check")) == "ok"
    assert set(acknowledged) <= kept
