"""`salon backup` and `salon restore`: what they print."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from bot import data
from bot.config import Settings
from storage import MediaStore
from storage.backup import Advance, back_up
from storage.restore import restore


def make(settings: Settings, to: Path) -> int:
    """Back everything up. Exit codes: 0 all of it, 1 all but what is named."""
    with _progress() as advance:
        made = back_up(data.database(settings), MediaStore(data.media(settings)), to, datetime.now(UTC), advance)
    click.echo(f"Backed up to {to}: the database and its pictures ({made.pictures}).")
    for digest in made.missing:
        click.echo(f"Not in it, because it is missing or damaged: picture {digest} (`salon check`).", err=True)
    return 1 if made.missing else 0


def take_back(settings: Settings, backup: Path, *, replace: bool) -> None:
    """Put a backup in the place of the data."""
    with _progress() as advance:
        aside = restore(backup, settings.data, datetime.now(UTC), advance, replace=replace)
    click.echo(f"Restored from {backup} to {settings.data}.")
    if aside:
        click.echo(f"What stood there before is in {aside}.")
    click.echo("What happened since the backup was made is forgotten; what still stands in the chats is read again.")


@contextmanager
def _progress() -> Iterator[Advance]:
    with Progress(console=Console(stderr=True)) as progress:
        tasks = {name: progress.add_task(f"Copying {name}", total=None) for name in ("database", "pictures")}

        def advance(what: str, done: int, total: int) -> None:
            progress.update(tasks[what], completed=done, total=total)

        yield advance
