"""`uv run python -m tests.chaos --kills N --seed S [--json]`: whether anything is lost or comes twice.

Exit codes: 0 nothing was, 1 something was, and a line each says what.
"""

import asyncio
import json
import logging
import secrets
import shutil
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from bot.sandbox.acts import Unsettled
from bot.stage import DISCORD, SLACK
from tests.chaos import broken
from tests.chaos.findings import Findings
from tests.chaos.judging import compared
from tests.chaos.oracle import Oracle
from tests.chaos.play import Plan, prepared
from tests.chaos.processes import salon_run
from tests.processes.forked import Run

MOST = 25
"""Kills a stage, at most."""
AT_ONCE = 2
"""Stages that play at the same time: most of a stage's time goes by in waiting."""
BOTS: Mapping[str, Run] = {"salon": salon_run, **{run.__name__.replace("_", "-"): run for run in broken.EVERY}}
"""Which bot is put to the proof."""


def plans(kills: int, seed: str, run: Run = salon_run) -> list[Plan]:
    """Stages that share the kills, and judge on each chat in turn: two kills are enough for both."""
    stages = max(2, -(-kills // MOST))
    shares = [len(range(number, kills, stages)) for number in range(min(stages, kills))]
    chats = (SLACK, DISCORD)
    return [Plan(f"{seed}/{n}", each, chats[n % 2], run, nights=True) for n, each in enumerate(shares)]


async def _together(some: Sequence[Plan], keep: Path | None) -> list[tuple[Findings, Counter[str], int]]:
    return await asyncio.gather(*(_stage(plan, keep) for plan in some))


async def _stage(plan: Plan, keep: Path | None) -> tuple[Findings, Counter[str], int]:
    began = time.monotonic()
    async with prepared(plan) as play:
        await play.storm()
        oracle = Oracle(play)
        try:
            await play.settle()
        except Unsettled as fault:
            oracle.found.lost.append(f"the bot did not come to rest: {fault}; still waiting: {play.bot.waits()}")
            await play.revive()
        found = await compared(oracle)
        found.lost += [f"the bot ended by itself, after saying: {words}" for words in play.ended]
        if keep and (found.lost or found.duplicated):
            shutil.copytree(play.bot.folder, keep / plan.seed.replace("/", "-"))
    for line in [*(f"lost: {each}" for each in found.lost), *(f"duplicated: {each}" for each in found.duplicated)]:
        click.echo(f"stage {plan.seed}: {line}")
    click.echo(f"stage {plan.seed}: {play.kills} kills in {time.monotonic() - began:.0f} s", err=True)
    return found, play.weather.met, play.kills


@click.command()
@click.option("--kills", default=MOST, show_default=True, type=click.IntRange(min=1))
@click.option("--seed", help="What everything random follows from; a fresh one unless given.")
@click.option("--json", "as_json", is_flag=True, help="End with one line of JSON.")
@click.option("--keep", type=click.Path(path_type=Path), help="Where data and log of a bot that fails are copied to.")
@click.option("--bot", default="salon", show_default=True, type=click.Choice([*BOTS]), help="Broken ones are caught.")
def main(kills: int, seed: str | None, keep: Path | None, bot: str, *, as_json: bool) -> None:
    """Let everything go wrong that can, and compare what should be with what is."""
    seed = seed or secrets.token_hex(4)
    click.echo(f"seed {seed}")
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # whoever is killed breaks off in mid-sentence
    found, met, killed = Findings(), Counter[str](), 0
    every = plans(kills, seed, BOTS[bot])
    for first in range(0, len(every), AT_ONCE):
        for here, faults, dead in asyncio.run(_together(every[first : first + AT_ONCE], keep)):
            killed, met = killed + dead, met + faults
            found.add(here)
    _tell(found, met, killed, seed, as_json=as_json)
    sys.exit(1 if found.lost or found.duplicated else 0)


def _tell(found: Findings, met: Counter[str], kills: int, seed: str, *, as_json: bool) -> None:
    counts = {
        "kills": kills,
        "faults": dict(sorted(met.items())),
        "reports": found.reports,
        "ballots": found.ballots,
        "notices": found.notices,
        "replies": found.replies,
        "lost": len(found.lost),
        "duplicated": len(found.duplicated),
        "seed": seed,
    }
    if as_json:
        click.echo(json.dumps(counts))
    else:
        for name, value in counts.items():
            click.echo(f"{name}: {value}")


if __name__ == "__main__":
    main()
