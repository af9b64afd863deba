"""Using a command as Discord's client offers it: only where it is offered, only with options that fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.acts import ClientRefuses, NotSeen

from . import message_json
from .kinds import CommandKind, Context, Json, OptionKind
from .permissions import Permission
from .submissions import Somebody, Value, resolve_person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model import Channel, Message, User
    from .world import World

TYPES: dict[OptionKind, tuple[type, ...]] = {
    OptionKind.STRING: (str,),
    OptionKind.INTEGER: (int,),
    OptionKind.BOOLEAN: (bool,),
    OptionKind.USER: (Somebody,),
    OptionKind.NUMBER: (int, float),
}
MAX_TEXT = 6000


@dataclass(slots=True)
class Use:
    """One person about to use a command somewhere."""

    world: World
    user: User
    channel: Channel
    context: Context

    def offered(self) -> list[Json]:
        """Return the commands that the client lists here for this person."""
        direct = self.context is Context.BOT_DM
        commands = self.world.commands.get(None, []) + (
            [] if direct else self.world.commands.get(self.world.guild_id, [])
        )
        here = [each for each in commands if each.get("contexts") is None or self.context in each["contexts"]]
        if direct:
            return here
        held = self.world.may(self.user, self.channel)
        if Permission.USE_APPLICATION_COMMANDS not in held:
            return []
        return [each for each in here if int(each["default_member_permissions"] or 0) & ~held == 0]

    def _find(self, kind: CommandKind, name: str) -> Json:
        found = [each for each in self.offered() if each["type"] == kind and each["name"] == name]
        if not found:
            offered = [each["name"] for each in self.offered()]
            raise NotSeen(f"{self.user.name} is not offered {name!r} in {self.channel.name}, but {offered}")
        return found[-1]

    def menu(self, name: str, message: Message) -> Json:
        """Build the data of a context menu command; the message is readable whatever the intents."""
        command = self._find(CommandKind.MESSAGE, name)
        shown = message_json.message(message, self.world, reveal=True)
        data = {**_common(command), "target_id": str(message.id)}
        return data | {"resolved": {"messages": {str(message.id): shown}}}

    def slash(self, name: str, given: Mapping[str, Value | int | float], focused: str | None = None) -> Json:
        """Build the data of a slash command, with its subcommands nested."""
        first, *rest = name.split()
        command = self._find(CommandKind.SLASH, first)
        resolved: Json = {}
        data, place = _common(command), command
        at = data
        for each in rest:
            place = _sub(place, each)
            inside: Json = {"type": place["type"], "name": each}
            at["options"] = [inside]
            at = inside
        at["options"] = self._options(place, given, resolved, focused)
        return data | ({"resolved": resolved} if resolved else {})

    def _options(
        self, place: Json, given: Mapping[str, Value | int | float], resolved: Json, focused: str | None
    ) -> list[Json]:
        known = {each["name"]: each for each in place.get("options", [])}
        if any(each["type"] in (OptionKind.SUBCOMMAND, OptionKind.GROUP) for each in known.values()):
            raise ClientRefuses(f"Choose one of {list(known)}")
        if set(given) - set(known):
            raise NotSeen(f"no options {set(given) - set(known)}, but {list(known)}")
        missing = [name for name, each in known.items() if each.get("required") and name not in given]
        if missing and focused is None:
            raise ClientRefuses(f"The options {missing} are required")
        return [self._option(known[name], value, resolved, focused) for name, value in given.items()]

    def _option(self, known: Json, value: Value | float, resolved: Json, focused: str | None) -> Json:
        shown: Json = {"name": known["name"], "type": known["type"]}
        if focused == known["name"]:
            return shown | {"value": value, "focused": True}
        _fits(known, value)
        if isinstance(value, Somebody):
            resolve_person(self.world, value.user, resolved)
            return shown | {"value": str(value.user.id)}
        choices = {each["name"]: each["value"] for each in known.get("choices", [])}
        if choices and value not in choices:
            raise ClientRefuses(f"Choose one of {list(choices)}")
        return shown | {"value": choices.get(str(value), value)}


def _fits(known: Json, value: Value | float) -> None:
    kind = OptionKind(known["type"])
    wrong_kind = kind in TYPES and not isinstance(value, TYPES[kind])
    if wrong_kind or (isinstance(value, bool) and kind is not OptionKind.BOOLEAN):
        raise ClientRefuses(f"{known['name']} takes a {kind.name.lower()}")
    if isinstance(value, str):
        least, most = known.get("min_length", 0), known.get("max_length", MAX_TEXT)
        if not least <= len(value) <= most:
            raise ClientRefuses(f"{known['name']} takes {least} to {most} characters")
    if isinstance(value, int | float) and not known.get("min_value", value) <= value <= known.get("max_value", value):
        raise ClientRefuses(f"{known['name']} is out of range")


def _common(command: Json) -> Json:
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
    return data | ({"guild_id": command["guild_id"]} if "guild_id" in command else {})


def _sub(place: Json, name: str) -> Json:
    for each in place.get("options", []):
        if each["name"] == name and each["type"] in (OptionKind.SUBCOMMAND, OptionKind.GROUP):
            return dict(each)
    raise NotSeen(f"no subcommand {name!r}")
