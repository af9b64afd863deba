"""The bot's own memory, through everything that hostile files and servers can do."""

import asyncio
import json
import random
import sys
import zlib
from pathlib import Path

from aiohttp import web

from bot.evidence.limits import DEFAULT_LIMITS
from tests.evidence.hostile import BOMBS, mutated, sound
from tests.evidence.leavings import painted, saved
from tests.evidence.servers import serving

MOST = 30 * 1024
"""kB that the bot may grow by: a file of the largest size, and a little."""


async def hostile(request: web.Request) -> web.StreamResponse:
    """Bodies without an end, plain and packed; and one that is just within the limit."""
    part = bytes(1 << 20)
    if request.path == "/full":
        return web.Response(body=saved(painted(), "JPEG").ljust(DEFAULT_LIMITS.size, b"x"))
    if request.path == "/bomb":
        return web.Response(body=zlib.compress(part * 400, wbits=31), headers={"Content-Encoding": "gzip"})
    response = web.StreamResponse()
    await response.prepare(request)
    try:
        while True:
            await response.write(part)
    except ConnectionError:
        return response


async def test_memory_stays_flat(tmp_path: Path) -> None:
    """Read from the kernel (VmHWM), in a process of its own: all bombs, mutations of each kind, endless bodies."""
    chance = random.Random(20261126)  # noqa: S311 - the same files each time
    for number, (name, make, _) in enumerate(BOMBS.values()):
        (tmp_path / f"{number:03} {name}").write_bytes(make())
    for kind, data in sound().items():
        for number in range(5):
            (tmp_path / f"{kind} {number}.bin").write_bytes(mutated(data, chance))
    async with serving(hostile) as url:
        links = [f"{url}/{name}" for name in ("endless", "bomb", "full") * 2]
        measuring = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.evidence.measuring", str(tmp_path), *links), stdout=asyncio.subprocess.PIPE
        )
        told, _ = await measuring.communicate()
    found = json.loads(told)
    print(found)  # noqa: T201 - pytest shows it where the test fails
    assert found["peak"] - found["before"] < MOST, found
