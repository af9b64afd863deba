"""Application commands as they are registered (docs.discord.com: 'Application Commands')."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .errors import ApiError
from .forms import Form
from .kinds import CommandKind, Json, OptionKind

if TYPE_CHECKING:
    from .world import World

NAME = re.compile(r"[-_'\w]{1,32}")
MAX_SLASH = 100
MAX_MENU = 15
MAX_OPTIONS = 25
MAX_CHOICES = 25
NESTED = (OptionKind.SUBCOMMAND, OptionKind.GROUP)


def replace_all(world: World, commands: list[Json], guild_id: int | None) -> list[Json]:
    """Put a new set of commands in the place of the old one ('Bulk Overwrite')."""
    form = Form()
    for number, each in enumerate(commands):
        check(each, form.at(number))
    form.finish()
    _counts(commands)
    before = {(each["type"], each["name"]): each for each in world.commands.get(guild_id, [])}
    kept = [_keep(world, each, guild_id, before) for each in commands]
    world.commands[guild_id] = kept
    return kept


def _counts(commands: list[Json]) -> None:
    kinds = [each.get("type") or CommandKind.SLASH for each in commands]
    limits = ((CommandKind.SLASH, MAX_SLASH), (CommandKind.USER, MAX_MENU), (CommandKind.MESSAGE, MAX_MENU))
    if any(kinds.count(kind) > most for kind, most in limits):
        raise ApiError(30032)
    names = [(kind, each["name"]) for kind, each in zip(kinds, commands, strict=True)]
    if len(set(names)) < len(names):
        form = Form()
        form.wrong("APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
        form.finish()


def check(command: Json, form: Form) -> None:
    """Hold a command against its limits; only slash commands are described."""
    kind = command.get("type") or CommandKind.SLASH
    if kind == CommandKind.SLASH:
        _name(command, form)
        form.text(command, "description", 100, least=1, required=True)
        _options(command, form)
    else:
        form.text(command, "name", 32, least=1, required=True)
        if command.get("description"):
            message = "Context menu commands cannot have description"
            form.at("description").wrong("APPLICATION_COMMAND_INVALID_DESCRIPTION", message)
    contexts = command.get("contexts")
    if contexts is not None and (not contexts or not set(contexts) <= {0, 1, 2}):
        form.at("contexts").wrong("BASE_TYPE_CHOICES", "Value must be one of {0, 1, 2}.")


def _name(named: Json, form: Form) -> None:
    name = named.get("name")
    form.text(named, "name", 32, least=1, required=True)
    if isinstance(name, str) and (not NAME.fullmatch(name) or name != name.lower()):
        form.at("name").wrong("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _options(command: Json, form: Form) -> None:
    options = form.items(command, "options", MAX_OPTIONS)
    optional = False
    for number, each in enumerate(options):
        place = form.at("options", number)
        _name(each, place)
        place.text(each, "description", 100, least=1, required=True)
        _choices(each, place)
        if optional and each.get("required"):
            message = "Required options must be placed before non-required options"
            place.wrong("APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional = optional or not each.get("required")
        if each.get("type") in NESTED:
            _options(each, place)
    if len({each.get("name") for each in options}) < len(options):
        form.at("options").wrong("APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists")


def _choices(option: Json, form: Form) -> None:
    choices = form.items(option, "choices", MAX_CHOICES)
    for number, each in enumerate(choices):
        form.at("choices", number).text(each, "name", 100, least=1, required=True)
        if isinstance(each.get("value"), str):
            form.at("choices", number).text(each, "value", 100, least=1)
    if choices and option.get("autocomplete"):
        form.wrong("APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_CHOICES", "Autocomplete options cannot have choices")


def _keep(world: World, command: Json, guild_id: int | None, before: dict[tuple[int, str], Json]) -> Json:
    kind = command.get("type") or CommandKind.SLASH
    allowed = command.get("default_member_permissions")
    earlier = before.get((kind, command["name"]))
    kept: Json = {
        "id": earlier["id"] if earlier else str(world.timing.snowflake()),
        "application_id": str(world.application_id),
        "version": str(world.timing.snowflake()),
        "type": int(kind),
        "name": command["name"],
        "description": command.get("description") or "",
        "default_member_permissions": None if allowed is None else str(allowed),
        "nsfw": bool(command.get("nsfw")),
    }
    if command.get("options"):
        kept["options"] = [_option(each) for each in command["options"]]
    if guild_id is not None:
        return kept | {"guild_id": str(guild_id)}
    contexts = command.get("contexts")
    kept |= {"contexts": contexts, "integration_types": command.get("integration_types") or [0]}
    return kept | {"dm_permission": contexts is None or 1 in contexts}


def _option(option: Json) -> Json:
    kept = {key: value for key, value in option.items() if value is not None}
    return kept | ({"options": [_option(each) for each in kept["options"]]} if "options" in kept else {})
