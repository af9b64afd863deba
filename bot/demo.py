"""`salon demo`: whole cases, played by people through the real clients against the sandbox."""

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from bot.clocks import JumpingClock
from bot.players import Players, Tale
from bot.stage import DISCORD, SLACK, stage
from bot.tales.appealed import appealed
from bot.tales.kept import kept
from bot.tales.removed import removed
from bot.tales.replaced import replaced
from bot.tales.silent import answered_late, silent
from bot.tales.worded import worded
from bot.transcript import Transcript

ON_SLACK: Sequence[Tale] = (replaced, worded)
"""Those in which the moderators sit on Slack."""

ON_DISCORD: Sequence[Tale] = (kept, silent, appealed, answered_late, removed)
"""Those in which they sit on Discord."""


def play(*, as_json: bool) -> int:
    """Play the cases and print what happened. Exit code 0 only if every check holds."""
    return asyncio.run(_play(click.echo, as_json=as_json))


async def _play(out: Callable[[str], None], *, as_json: bool) -> int:
    clock = JumpingClock()
    with tempfile.TemporaryDirectory() as folder:
        async with stage(Path(folder), chats=(SLACK, DISCORD), clock=clock) as on:
            tale = Transcript(on, out, as_json=as_json)
            if not as_json:
                out("Salon, the real bot, in a sandbox of its own: a Slack workspace, a Discord server, a gallery.")
                out("Nobody waits here: the clock jumps, and the transcript says by how much.")
            people = Players(on, tale, clock)
            for moderators_on, tales in ((SLACK, ON_SLACK), (DISCORD, ON_DISCORD)):
                async with on.bot_running(clock, SALON_MODERATORS_ON=moderators_on, **on.telling()):
                    for each in tales:
                        await each(people)
            return 0 if tale.end() else 1
