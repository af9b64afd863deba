"""The command line: verbs only."""

import click


@click.group()
def main() -> None:
    """Salon, a moderation bot for Slack and Discord."""
