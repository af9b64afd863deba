"""The verbs for what is stored: what waits, what went wrong, whether all is sound, and copies of it."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from bot.setup import configured

_NEW: Final = click.Path(path_type=Path)
_FOLDER: Final = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group(invoke_without_command=True)
@click.pass_context
def inbox(ctx: click.Context) -> None:
    """List what came in and could not be handled."""
    if ctx.invoked_subcommand is None:
        from bot import backlog

        _list(backlog.inbox(configured().settings), "Everything that came in is handled.")


@inbox.command("retry")
@click.argument("ids", nargs=-1, metavar="[ID]...")
def retry_inbox(ids: tuple[str, ...]) -> None:
    """Try these again now, or all of them."""
    from bot import backlog

    count = backlog.retry_inbox(configured().settings, ids)
    click.echo(f"To be tried again: {count}. {_TAKEN_UP}")


@click.group(invoke_without_command=True)
@click.pass_context
def outbox(ctx: click.Context) -> None:
    """List what waits to be sent, was refused or was dropped."""
    if ctx.invoked_subcommand is None:
        from bot import backlog

        _list(backlog.outbox(configured().settings), "Nothing waits to be sent, and nothing was refused or dropped.")


@outbox.command("retry")
@click.argument("id_", metavar="ID")
def retry_outbox(id_: str) -> None:
    """Try something now, also what was refused or dropped."""
    from bot import backlog

    backlog.retry_outbox(configured().settings, id_)
    click.echo(f"It is tried again, if it is still wanted. {_TAKEN_UP}")


@outbox.command("drop")
@click.argument("id_", metavar="ID")
@click.option("--reason", required=True, help="Why; kept with it.")
def drop_outbox(id_: str, reason: str) -> None:
    """Have something that waits not sent; its case goes on as if the chat had refused it."""
    from bot import backlog

    backlog.drop_outbox(configured(), id_, reason)
    click.echo("It will not be sent.")


@click.group()
def webhooks() -> None:
    """What your platform is told."""


_SINCE = click.option("--since", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]), help="From then on (UTC).")


@webhooks.command("list")
@_SINCE
def list_webhooks(since: datetime | None) -> None:
    """List what your platform was told and is still to be told."""
    from bot import webhooks

    _list(webhooks.told(configured().settings, _utc(since)), "There was nothing to tell.")


@webhooks.command("replay")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@_SINCE
@click.option("--failed", is_flag=True, help="Only what was refused or dropped.")
@click.option("--dry-run", is_flag=True, help="Only say what would be told again.")
def replay_webhooks(ids: tuple[str, ...], since: datetime | None, *, failed: bool, dry_run: bool) -> None:
    """Tell your platform something again, under the ids of the first time."""
    from bot import webhooks

    lines = webhooks.replay(configured().settings, ids, _utc(since), failed=failed, dry_run=dry_run)
    _list(lines, "There is nothing to tell again.")
    if lines and not dry_run:
        click.echo(f"To be told again: {len(lines)}. {_TAKEN_UP}")


@click.group()
def statements() -> None:
    """The statements of reasons."""


@statements.command("export")
@_SINCE
def export_statements(since: datetime | None) -> None:
    """Print what was decided against artists as the European transparency database takes it.

    One JSON object a line for each decision that restricts somebody and was not undone. It names nobody.
    """
    from bot import statements

    for line in statements.exported(configured(), _utc(since)):
        click.echo(line)


@webhooks.command("schema")
def schema_of_webhooks() -> None:
    """Print the JSON Schema of everything that your platform is told."""
    from bot import webhooks

    click.echo(webhooks.description())


def _utc(time: datetime | None) -> datetime | None:
    return time.replace(tzinfo=UTC) if time else None


@click.command()
@click.option("--rebuild", is_flag=True, help="First derive every case anew from its events; the bot must be stopped.")
def check(*, rebuild: bool) -> None:
    """Check that everything stored is sound: database, cases, pictures, inbox and outbox."""
    from bot import checking

    settings = configured().settings
    if rebuild:
        checking.rebuild(settings)
    sys.exit(checking.run(settings))


@click.command()
@click.argument("path", type=_NEW)
def backup(path: Path) -> None:
    """Copy everything that is stored into a new folder, while the bot runs."""
    from bot import safekeeping

    sys.exit(safekeeping.make(configured().settings, path))


@click.command()
@click.argument("path", type=_FOLDER)
@click.option("--replace", is_flag=True, help="Where there are data already: put them aside, and keep them.")
def restore(path: Path, *, replace: bool) -> None:
    """Put a backup in the place of the data; the bot must be stopped."""
    from bot import safekeeping

    safekeeping.take_back(configured().settings, path, replace=replace)


_TAKEN_UP = "A running bot takes it up within a minute."


def _list(lines: list[str], nothing: str) -> None:
    for line in lines or [nothing]:
        click.echo(line)


VERBS = (check, backup, restore, inbox, outbox, webhooks, statements)
