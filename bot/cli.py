"""The command line: verbs only, no logic. Whatever is wrong with the configuration is listed at once, with exit 2."""

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
from rich.console import Console
from rich.progress import Progress

from bot import upkeep
from bot.config import (
    ConfigFaults,
    Configuration,
    describe,
    describe_policy_texts,
    describe_texts,
    fetch_choice,
    languages,
    load_policy,
    load_texts,
    policy_in_force,
)
from bot.ports import Cannot, StorageFault, UnitOfWork
from bot.setup import DOTENV, configured

if TYPE_CHECKING:
    from bot.catalog.imports import Import
    from bot.catalog.listing_table import ListingRow
    from bot.catalog.people_table import PersonRow
    from bot.evidence.pool import Asks

Row = TypeVar("Row")

_BATCH: Final = 200
"""Rows a transaction: few enough for the progress bar to move, enough to be quick."""
_SCALE: Final = click.FloatRange(min=1, max=1_000_000)
_PATH: Final = click.Path(path_type=Path)
_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)


class _Salon(click.Group):
    """Lists what is wrong with the configuration in words, whichever verb met it."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - what click's own returns
        """Run the verb."""
        try:
            return super().invoke(ctx)
        except ConfigFaults as found:
            click.echo("This has to be repaired first:", err=True)
            for fault in found.faults:
                click.echo(f"  - {fault}", err=True)
            ctx.exit(2)
        except (Cannot, StorageFault) as fault:
            raise click.ClickException(str(fault)) from fault


@click.group(cls=_Salon)
@click.version_option(package_name="salon-bot")
def main() -> None:
    """Salon: members report a listing, moderators judge it by reactions, the artist is asked privately."""


@main.command()
def run() -> None:
    """Run the bot, until it is told to stop."""
    given = configured()
    from bot import app

    sys.exit(app.run(given.settings, given.policy, given.texts))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")
def demo(*, as_json: bool) -> None:
    """Play six cases and print who saw what, where."""
    from bot import demo as script

    sys.exit(script.play(as_json=as_json))


@main.group(invoke_without_command=True)
@click.option("--port", default=8700, show_default=True, help="Where it listens for `act`; 0 finds a free one.")
@click.option("--scale", default=60.0, show_default=True, type=_SCALE, help="How many times faster time runs.")
@click.option(
    "--chat",
    "chats",
    multiple=True,
    default=("discord", "slack"),
    show_default=True,
    type=click.Choice(["discord", "slack"]),
    help="Open this one alone; said twice, both, with the moderators' channel on the first.",
)
@click.option("--no-bot", is_flag=True, help="Only the sandbox: `salon run` in another terminal is the bot.")
@click.pass_context
def sandbox(ctx: click.Context, port: int, scale: float, chats: tuple[str, ...], *, no_bot: bool) -> None:
    """Run the bot in a make-believe Discord and Slack.

    The real bot, with a server, a workspace and a gallery of its own, all on this machine.
    """
    ctx.obj = port
    if ctx.invoked_subcommand is None:
        from bot import rehearsal

        sys.exit(rehearsal.serve(rehearsal.Rehearsal(port, scale, tuple(dict.fromkeys(chats)), with_bot=not no_bot)))


@sandbox.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True)
@click.pass_obj
def act(port: int, words: tuple[str, ...]) -> None:
    """Do something in a running sandbox, as one of its people. `salon sandbox act help` says what."""
    from bot.sandbox import messenger

    text, done = messenger.send(words, port)
    click.echo(text, err=not done)
    sys.exit(0 if done else 1)


@main.command()
@click.option("--dm", "dm_to", help="Send one trial message to this account: a Discord user's or Slack member's id.")
def doctor(dm_to: str | None) -> None:
    """Check the set-up and say what to do.

    Settings, token, intents, channels, permissions, quorums: a line each.
    """
    given = configured()
    from bot import doctor

    sys.exit(doctor.run(given, dm_to))


@main.group()
def slack() -> None:
    """The Slack app that Salon is."""


@slack.command()
@click.option("--http", "host", help="For SLACK_MODE=http: your host, which Slack can reach by https.")
def manifest(host: str | None) -> None:
    """Print the app's manifest, to be pasted at api.slack.com/apps ('From a manifest', 'JSON')."""
    from bot import edges
    from bot.config import load_texts

    click.echo(json.dumps(edges.slack_manifest(load_texts("en"), host or ""), indent=2, ensure_ascii=False))


@main.group()
def listings() -> None:
    """The platform's listings."""


@listings.command("import")
@click.argument("file", type=_FILE)
def import_listings(file: Path) -> None:
    """Take over a table of listings (CSV or JSON), for a platform that answers no questions."""
    given = configured()
    from bot.catalog.links import Links
    from bot.catalog.listing_table import read_listings
    from bot.catalog.settings import CatalogSettings

    links = Links(CatalogSettings(hosts=given.settings.listing_hosts, pattern=given.settings.listing_pattern))
    found = read_listings(file.name, file.read_bytes(), links.canonical)
    _import(given, file, found, _keep_listings)


@main.group()
def people() -> None:
    """Whose account is whose."""


@people.command("import")
@click.argument("file", type=_FILE)
def import_people(file: Path) -> None:
    """Take over a table (CSV) that says which chat accounts belong to which member of the platform."""
    given = configured()
    from bot.catalog.people_table import read_people

    _import(given, file, read_people(file.read_bytes()), _keep_people)


def _keep_listings(work: UnitOfWork, rows: "Sequence[ListingRow]") -> None:
    for listing, row in rows:
        work.listings.import_row(listing, row)


def _keep_people(work: UnitOfWork, rows: "Sequence[PersonRow]") -> None:
    from bot.catalog.people_table import ADDRESSED
    from bot.clocks import SystemClock
    from bot.service import linking

    known = [linking.Known(row.person, row.account, (ADDRESSED, row.address) if row.address else None) for row in rows]
    linking.take_people(work, known, SystemClock().now())


def _import(
    given: Configuration, file: Path, found: "Import[Row]", keep: Callable[[UnitOfWork, Sequence[Row]], None]
) -> None:
    """All of a file, or nothing where anything is wrong with it."""
    from bot import data

    if found.faults:
        raise ConfigFaults(f"{file.name}, {fault}" for fault in found.faults)
    with data.open_storage(given.settings) as storage, Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task(f"Importing {file.name}", total=len(found.rows))
        for start in range(0, len(found.rows), _BATCH):
            batch = found.rows[start : start + _BATCH]
            storage.run(keep, batch)
            progress.advance(task, len(batch))
    click.echo(f"Imported from {file.name}: {len(found.rows)}")


@main.command()
@click.argument("what", metavar="FILE_OR_URL")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@click.option("--any-host", is_flag=True, help="Fetch from hosts that are on no list. Addresses are checked as ever.")
@click.pass_obj
def inspect(pool: "Asks | None", what: str, *, as_json: bool, any_host: bool) -> None:
    """Say what a file is, and what it says about its making.

    Exit codes: 0 inspected, 3 refused.
    """
    from bot import inspection

    sys.exit(inspection.run(what, fetch_choice(os.environ, DOTENV), as_json=as_json, any_host=any_host, pool=pool))


@main.command()
@click.argument("one", metavar="A", type=_PATH)
@click.argument("other", metavar="B", type=_PATH)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@click.pass_obj
def compare(pool: "Asks | None", one: Path, other: Path, *, as_json: bool) -> None:
    """Say whether two files show the same picture: same, derived, different or unsure.

    Exit codes: 0 compared, 3 one of them was refused.
    """
    from bot import comparison

    by, texts = policy_in_force(os.environ, DOTENV).sameness, load_texts(fetch_choice(os.environ, DOTENV).language)
    sys.exit(comparison.run(one, other, by, texts, as_json=as_json, pool=pool))


@main.group()
def policy() -> None:
    """The policy that Salon serves."""


@policy.command()
def show() -> None:
    """Show the policy in force: what counts, who must agree, how long everybody has."""
    for line in describe(policy_in_force(os.environ, DOTENV)):
        click.echo(line)


@policy.command("texts")
@click.option("--language", type=click.Choice(languages()), help="Only this one.")
def texts_(language: str | None) -> None:
    """Print every sentence that a member can receive, and when, filled with samples, in each language."""
    for each in [language] if language else languages():
        for line in describe_texts(load_texts(each)):
            click.echo(line)
        click.echo()
    for line in describe_policy_texts(policy_in_force(os.environ, DOTENV)):
        click.echo(line)


@policy.command()
@click.argument("file", type=_FILE, required=False)
def check(file: Path | None) -> None:
    """Check a policy file, by default the one in force, and name every fault of it."""
    sound = load_policy(file) if file else policy_in_force(os.environ, DOTENV)
    click.echo(f"{file or 'The policy in force'} is sound: version {sound.version}, from {sound.effective}.")


@policy.command()
@click.argument("file", type=_FILE)
def keep(file: Path) -> None:
    """Keep an earlier version: works that were listed in its time are judged by it."""
    from bot import versions

    earlier = load_policy(file)
    versions.keep(configured(), earlier)
    click.echo(f"Version {earlier.version} is kept: it goes for works listed from {earlier.effective} on.")


@policy.command("versions")
def versions_() -> None:
    """List the versions that are kept, and from which day on works are judged by each."""
    from bot import versions

    for line in versions.kept(configured()):
        click.echo(line)


for verb in upkeep.VERBS:
    main.add_command(verb)
