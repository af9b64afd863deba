"""`salon compare`: whether two files show the same picture, in a sentence or as JSON."""

import asyncio
import json
from pathlib import Path

import click

from bot.evidence.names import clean_name
from bot.evidence.pairs import Refused, compare_files
from bot.evidence.pool import Asks, at_hand
from bot.evidence.reader import FileReader
from bot.moderation.notices import Texts
from bot.moderation.resemblance import FARTHEST, Compared, Likeness, Sameness, likeness


def run(one: Path, other: Path, by: Sameness, texts: Texts, *, as_json: bool, pool: Asks | None = None) -> int:
    """Compare, and print. Exit codes: 0 compared, 3 one of them was refused."""
    try:
        compared = asyncio.run(_compared(one, other, pool))
    except Refused as refused:
        reason = texts.text(refused.key).format(name=clean_name(refused.file.name))
        shown: dict[str, object] = {"distance": None, "verdict": None, "refused": reason}
        click.echo(json.dumps(shown, ensure_ascii=False) if as_json else reason, err=not as_json)
        return 3
    verdict = likeness(compared, by)
    shown = {"distance": compared.distance, "verdict": verdict.value}
    click.echo(json.dumps(shown) if as_json else _sentence(texts, compared, verdict, by))
    return 0


async def _compared(one: Path, other: Path, pool: Asks | None) -> Compared:
    async with at_hand(pool) as reading:
        return await compare_files(one, other, FileReader(reading))


def _sentence(texts: Texts, compared: Compared, verdict: Likeness, by: Sameness) -> str:
    if compared.identical:
        why = texts.text("compare.pixels")
    elif compared.quality < by.flat:
        why = texts.text("compare.flat").format(quality=compared.quality, needed=by.flat)
    else:
        why = texts.text("compare.bits").format(distance=compared.distance, bits=FARTHEST)
    return f"{texts.text(f'compare.{verdict}')} {why}"
