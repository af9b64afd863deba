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
from pathlib import Path

import click

from bot.sandbox.acts import Unsettled
from bot.stage import DISCORD, SLACK
from tests.chaos.findings import Findings
from tests.chaos.judging import compared
from tests.chaos.oracle import Oracle
from tests.chaos.play import Plan, prepared

EACH = 25
"""Kills a stage; then another one begins, with its moderators on the other chat."""


async def _stage(plan: Plan, keep: Path | None) -> tuple[Findings, Counter[str], int]:
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
        return found, play.weather.met, play.kills


@click.command()
@click.option("--kills", default=EACH, show_default=True, type=click.IntRange(min=1))
@click.option("--seed", help="What everything random follows from; a fresh one unless given.")
@click.option("--json", "as_json", is_flag=True, help="End with one line of JSON.")
@click.option("--keep", type=click.Path(path_type=Path), help="Where data and log of a bot that fails are copied to.")
def main(kills: int, seed: str | None, keep: Path | None, *, as_json: bool) -> None:
    """Let everything go wrong that can, and compare what should be with what is."""
    seed = seed or secrets.token_hex(4)
    click.echo(f"seed {seed}")
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # whoever is killed breaks off in mid-sentence
    found, met, killed, number = Findings(), Counter[str](), 0, 0
    while killed < kills:
        began = time.monotonic()
        plan = Plan(f"{seed}/{number}", min(EACH, kills - killed), (SLACK, DISCORD)[number % 2])
        here, faults, dead = asyncio.run(_stage(plan, keep))
        killed, met, number = killed + dead, met + faults, number + 1
        for line in [*(f"lost: {each}" for each in here.lost), *(f"duplicated: {each}" for each in here.duplicated)]:
            click.echo(f"stage {plan.seed}: {line}")
        found.add(here)
        click.echo(f"stage {plan.seed}: {dead} kills in {time.monotonic() - began:.0f} s", err=True)
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
