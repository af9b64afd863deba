"""From words to the options of one of Discord's slash commands, as its client offers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.discord.kinds import OptionKind

from .grammar import Misunderstood, named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.sandbox.discord import DiscordSandbox, Value
    from bot.sandbox.discord.kinds import Json


def options(discord: DiscordSandbox, name: str, words: Sequence[str]) -> dict[str, Value | float]:
    """What the words put into a command's options: by name, else in order."""
    declared = _declared(discord, name)
    given, others = named(words, [each["name"] for each in declared])
    free = [each["name"] for each in declared if each["name"] not in given]
    given |= dict(zip(free, others, strict=False))
    return {each["name"]: _typed(discord, each, given[each["name"]]) for each in declared if each["name"] in given}


def _declared(discord: DiscordSandbox, name: str) -> list[Json]:
    """The options that a command takes; none for a command that is not known here, which the client then says."""
    world = discord.world
    first, *rest = name.split() or [""]
    commands = [*world.commands.get(None, []), *world.commands.get(world.guild_id, [])]
    place = next((each for each in commands if each["name"] == first), {})
    for step in rest:
        place = next((each for each in place.get("options", []) if each["name"] == step), {})
    nested = (OptionKind.SUBCOMMAND, OptionKind.GROUP)
    return [each for each in place.get("options", []) if each["type"] not in nested]


def _typed(discord: DiscordSandbox, option: Json, value: str) -> Value | float:
    try:
        match option["type"]:
            case OptionKind.INTEGER:
                return int(value)
            case OptionKind.NUMBER:
                return float(value)
            case OptionKind.BOOLEAN:
                return value.lower() in {"yes", "true", "1"}
            case OptionKind.USER:
                return discord.people[value.lstrip("@").casefold()]
            case _:
                return value
    except ValueError:
        raise Misunderstood(f"{option['name']} takes a number, not {value!r}") from None
    except KeyError:
        raise Misunderstood(f"{option['name']} takes somebody who is here, not {value!r}") from None
