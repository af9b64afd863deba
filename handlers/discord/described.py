"""What all commands have in common: their descriptions from the texts, and the ranges of what they take."""

from typing import Any

from discord import app_commands

from handlers.discord import limits
from handlers.discord.desk import Desk

Number = app_commands.Range[int, 1, 999_999_999]
Reason = app_commands.Range[str, 3, 300]
Words = app_commands.Range[str, 1, 100]
Link = app_commands.Range[str, 1, 500]

ANYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False)
INSTALLED = app_commands.AppInstallationType(guild=True, user=False)


def described(
    desk: Desk,
    name: str,
    key: str,
    callback: Any,  # noqa: ANN401 - discord.py reads the parameters from the signature
    **parameters: str,
) -> app_commands.Command[Any, ..., None]:
    """A command with its descriptions from the texts."""
    about = {each: desk.pen.label(f"command.{text}", limits.COMMAND_DESCRIPTION) for each, text in parameters.items()}
    command: app_commands.Command[Any, ..., None] = app_commands.Command(
        name=name,
        description=desk.pen.label(f"command.{key}", limits.COMMAND_DESCRIPTION),
        callback=app_commands.describe(**about)(callback),
        allowed_contexts=ANYWHERE,
        allowed_installs=INSTALLED,
    )
    return command
