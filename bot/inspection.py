"""`salon inspect`: what a file is, and what it says about its making. Nothing is kept, and nothing is decided."""

import asyncio
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from bot import app
from bot.config import FetchChoice, load_texts
from bot.evidence.fetch import GuardedFetch
from bot.evidence.limits import Unfit
from bot.evidence.local import read_local
from bot.evidence.names import clean_name, name_in
from bot.evidence.pool import Asks, at_hand
from bot.evidence.reader import FileReader
from bot.moderation.notices import Texts
from bot.ports import Examined, FetchFailed, FetchRefused

REFUSED: Final = 3


@dataclass(frozen=True, slots=True)
class Report:
    """What is printed.

    Attributes:
        found: What was looked at; None where it did not come to that.
        refused: Why it cannot be shown, in words, or None.
    """

    found: Examined | None = None
    refused: str | None = None


class _NotRead(Exception):
    """There are no bytes to look at; the message says why, in words."""


def run(what: str, choice: FetchChoice, *, as_json: bool, any_host: bool, pool: Asks | None = None) -> int:
    """Inspect a file or a link. Exit codes: 0 inspected, 3 refused."""
    texts = load_texts(choice.language)
    report = asyncio.run(_report(what, choice, texts, pool, any_host=any_host))
    if as_json:
        click.echo(json.dumps(_as_json(report, texts), ensure_ascii=False))
    else:
        for line in _lines(what, report, texts):
            click.echo(line)
    return REFUSED if report.refused else 0


async def _report(what: str, choice: FetchChoice, texts: Texts, pool: Asks | None, *, any_host: bool) -> Report:
    name = _name(what)
    try:
        data = await _fetched(what, name, choice, texts, any_host=any_host) if _is_link(what) else _read(what, texts)
    except _NotRead as fault:
        return Report(refused=str(fault))
    async with at_hand(pool, choice.trusted_signers) as reading:
        found = await FileReader(reading).examine(name, data)
    return Report(found, _sentence(texts, found.refused, name) if found.refused else None)


def _name(what: str) -> str:
    return clean_name(name_in(what) if _is_link(what) else Path(what).name) or "?"


def _is_link(what: str) -> bool:
    """A file that is there is meant, however it is called."""
    return "://" in what and not os.path.exists(what)  # noqa: PTH110 - pathlib raises where it cannot be a name


def _read(what: str, texts: Texts) -> bytes:
    try:
        return read_local(Path(what))
    except Unfit as unfit:
        raise _NotRead(_sentence(texts, unfit.key, _name(what))) from None


async def _fetched(what: str, name: str, choice: FetchChoice, texts: Texts, *, any_host: bool) -> bytes:
    """The bytes behind a link, and which rule forbids it where one does."""
    async with GuardedFetch(app.allowed(choice, any_host=any_host)) as fetch:
        try:
            return await fetch(what)
        except FetchRefused as fault:
            raise _NotRead(f"{_sentence(texts, fault.key, name)} ({clean_name(fault.why)})") from None
        except FetchFailed as fault:
            raise _NotRead(f"{_sentence(texts, 'inspect.unfetched', name)} ({clean_name(str(fault))})") from None


def _sentence(texts: Texts, key: str, name: str) -> str:
    return texts.text(key).format(name=name)


def _as_json(report: Report, texts: Texts) -> dict[str, object]:
    found = report.found
    facts = [
        {"source": each.source, "field": each.field, "value": each.value, "means": texts.text(each.means)}
        for each in (found.facts if found else ())
    ]
    return {
        "ok": report.refused is None,
        "format": found.format if found else None,
        "width": found.width if found else None,
        "height": found.height if found else None,
        "sha256": found.sha256 if found else None,
        "quality": found.looks.quality if found and found.looks else None,
        "facts": facts,
        "refused": report.refused,
    }


def _lines(what: str, report: Report, texts: Texts) -> Iterator[str]:
    """The same for people: a line for each fact, and below it what it does and does not mean."""
    found = report.found
    yield clean_name(what)
    if report.refused:
        yield report.refused
    if found is None:
        return
    size = f", {found.width} by {found.height}" if found.width else ""
    yield f"{found.format}{size}, SHA-256 {found.sha256}"
    for each in found.facts:
        yield ""
        yield f"{each.source} {each.field}: {each.value}"
        yield f"    {texts.text(each.means)}"
