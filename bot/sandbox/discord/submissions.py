"""Filling in a modal as Discord's own client lets people do it (docs.discord.com: 'Component Reference', 'Modal')."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from bot.sandbox.acts import ClientRefuses, File, NotSeen
from bot.sandbox.pictures import dimensions

from . import message_json, payloads
from .drafts import MAX_FILE
from .files import clean_name, content_type
from .kinds import Json, Part
from .model import Attachment, User

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .world import World


@runtime_checkable
class Somebody(Protocol):
    """A person that is chosen from a menu, or given to an option."""

    @property
    def user(self) -> User:
        """Return the account."""


Value: TypeAlias = "str | bool | File | Somebody | Sequence[str | File | Somebody]"
MAX_TEXT = 4000
OPTIONED = frozenset({Part.STRING_SELECT, Part.CHECKBOX_GROUP, Part.RADIO_GROUP})


@dataclass(slots=True)
class Filler:
    """Fills in the fields of one modal; what was uploaded or chosen is collected in `resolved`."""

    world: World
    channel_id: int
    resolved: Json = field(default_factory=dict)

    def fill(self, part: Json, value: Value | None) -> Json:
        """Return a field as it is submitted, or refuse as the client does."""
        kind = part["type"]
        shown: Json = {"type": kind, "id": part["id"], "custom_id": part["custom_id"]}
        if kind == Part.TEXT_INPUT:
            return shown | {"value": _text(part, value)}
        if kind == Part.CHECKBOX:
            return shown | {"value": bool(value)}
        given = _listed(value)
        if kind == Part.FILE_UPLOAD:
            chosen = [self._upload(each) for each in given if isinstance(each, File)]
        elif kind in OPTIONED:
            chosen = [option(part, str(each)) for each in given]
        else:
            chosen = [self._person(each) for each in given if isinstance(each, Somebody)]
        _count(part, len(chosen), len(given))
        if kind == Part.RADIO_GROUP:
            return shown | {"value": chosen[0] if chosen else None}
        return shown | {"values": chosen}

    def _upload(self, file: File) -> str:
        name = clean_name(file.name)
        if len(file.data) > MAX_FILE:
            raise ClientRefuses(f"{name} is too large")
        kept = Attachment(
            id=self.world.timing.snowflake(),
            channel_id=self.channel_id,
            filename=name,
            data=file.data,
            content_type=file.content_type or content_type(name),
            dimensions=dimensions(file.data),
            ephemeral=True,
        )
        self.world.files.keep(kept)
        self.resolved.setdefault("attachments", {})[str(kept.id)] = message_json.attachment(kept, self.world.files)
        return str(kept.id)

    def _person(self, person: Somebody) -> str:
        resolve_person(self.world, person.user, self.resolved)
        return str(person.user.id)


def resolve_person(world: World, user: User, resolved: Json) -> None:
    """Describe a person that a select or an option names."""
    resolved.setdefault("users", {})[str(user.id)] = payloads.user(user)
    if user.id in world.members:
        member = payloads.member(world.members[user.id], with_user=False)
        held = {"permissions": str(int(world.roles[world.guild_id].permissions))}
        resolved.setdefault("members", {})[str(user.id)] = member | held


def _listed(value: Value | None) -> list[str | File | Somebody]:
    if value is None or isinstance(value, bool):
        return []
    return [value] if isinstance(value, str | File | Somebody) else list(value)


def _text(part: Json, value: Value | None) -> str:
    text = part.get("value", "") if value is None else str(value)
    least, most = part.get("min_length") or 0, part.get("max_length") or MAX_TEXT
    if not text and part.get("required") is not False:
        raise ClientRefuses("This field is required")
    if len(text) > most or (text and len(text) < least):
        raise ClientRefuses(f"The text has {len(text)} characters, and must have {least} to {most}")
    return text


def option(part: Json, label: str) -> str:
    """Return the value behind an option that people read."""
    for each in part["options"]:
        if each["label"] == label:
            return str(each["value"])
    raise NotSeen(f"no option {label!r}: {[each['label'] for each in part['options']]}")


def _count(part: Json, chosen: int, given: int) -> None:
    least = part.get("min_values", 1)
    if part.get("required") is False and not chosen:
        least = 0
    most = part.get("max_values", 1 if part["type"] != Part.CHECKBOX_GROUP else len(part["options"]))
    if not least <= chosen <= most or chosen != given:
        raise ClientRefuses(f"{given} were given where {least} to {most} must be")
