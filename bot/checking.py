"""`salon check`: a line for everything that is found, with what to do."""

from datetime import UTC, datetime

import click
from rich.console import Console
from rich.progress import Progress

from bot import data
from bot.config import Settings
from storage import MediaStore
from storage.check import Finding, examine

SIGNS = {True: "✗", False: "·"}


def run(settings: Settings) -> int:
    """Print what is found. Exit codes: 0 nothing is wrong, 1 something is."""
    found = _found(settings)
    for finding in found:
        click.echo(f"{SIGNS[finding.is_fault]} {finding.what} {finding.what_to_do}".rstrip())
    faults = sum(finding.is_fault for finding in found)
    click.echo(f"{faults} to repair: see the lines with {SIGNS[True]}." if faults else "All that is stored is sound.")
    return 1 if faults else 0


def _found(settings: Settings) -> list[Finding]:
    with data.reading(settings) as work, Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("Checking pictures", total=None)
        media = MediaStore(data.media(settings))

        def advance(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        return list(examine(work, media, datetime.now(UTC), advance))


def rebuild(settings: Settings) -> None:
    """Derive every case anew from its events; InUse while the bot runs."""
    with data.open_storage(settings) as storage:
        storage.run(lambda work: work.cases.rebuild())
