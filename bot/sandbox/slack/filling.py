"""Filling in a modal as Slack's own client lets people do it (docs.slack.dev: 'Block elements', 'view_submission')."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from bot.sandbox.acts import ClientRefuses, File, NotSeen

from . import drawn, elements, payloads, uploads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .kinds import Json
    from .model import User
    from .world import World


@runtime_checkable
class Somebody(Protocol):
    """A person that is chosen from a menu."""

    @property
    def user(self) -> User:
        """Return the account."""


Value: TypeAlias = "str | File | Somebody | Sequence[str | File | Somebody]"
PATTERNS = {
    "url_text_input": re.compile(r"https?://\S+"),
    "email_text_input": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
    "number_input": re.compile(r"-?\d+(\.\d+)?"),
}
MIB = 1024 * 1024
MAX_FILE = 10 * MIB


@dataclass(frozen=True, slots=True)
class Filler:
    """Fills in fields for one person."""

    world: World
    user: User

    def fill(self, part: Json, value: Value | None, *, optional: bool) -> Json:
        """Return a field's state as it is submitted, or refuse as the client does."""
        kind = part["type"]
        if kind in elements.INPUTS:
            return {"type": kind, "value": _text(part, value, optional=optional)}
        given = _listed(value)
        if kind == "file_input":
            return {"type": kind, "files": self._files(part, given, optional=optional)}
        state = choose(part, given) if given or value is not None else _initial(part)
        chosen = [each for key, each in state.items() if key != "type" and each]
        if not chosen and not optional:
            raise ClientRefuses(f"Please complete this required field: {part['action_id']}")
        return state

    def _files(self, part: Json, given: list[str | File | Somebody], *, optional: bool) -> list[Json]:
        files = [each for each in given if isinstance(each, File)]
        most, kinds = part.get("max_files", elements.MAX_FILES), part.get("filetypes")
        if len(files) > most or (not files and not optional) or len(files) != len(given):
            raise ClientRefuses(f"{len(given)} files were given where 1 to {most} fit")
        for each in files:
            if len(each.data) > MAX_FILE or (kinds and each.name.rpartition(".")[2].lower() not in kinds):
                raise ClientRefuses(f"{each.name} is too large, or of another kind than {kinds}")
        kept = [uploads.keep_ready(self.world, self.user, each) for each in files]
        for one in kept:
            one.given_to_app = True
        return [payloads.file(self.world, one) for one in kept]


def _listed(value: Value | None) -> list[str | File | Somebody]:
    if value is None:
        return []
    return [value] if isinstance(value, str | File | Somebody) else list(value)


def _text(part: Json, value: Value | None, *, optional: bool) -> str | None:
    text = part.get("initial_value", "") if value is None else str(value)
    least, most = part.get("min_length") or 0, part.get("max_length") or elements.MAX_INPUT
    if not text.strip():
        if not optional:
            raise ClientRefuses(f"Please complete this required field: {part['action_id']}")
        return None
    if not least <= len(text) <= most:
        raise ClientRefuses(f"The text has {len(text)} characters, and must have {least} to {most}")
    pattern = PATTERNS.get(part["type"])
    if pattern is not None and not pattern.fullmatch(text):
        raise ClientRefuses(f"{text!r} does not fit a {part['type']}")
    return text


def choose(part: Json, given: list[str | File | Somebody]) -> Json:
    """Return the state of a menu with something chosen from it."""
    kind = str(part["type"])
    if kind in ("users_select", "multi_users_select"):
        ids = [each.user.id for each in given if isinstance(each, Somebody)]
        return {"type": kind} | ({"selected_users": ids} if "multi" in kind else {"selected_user": _one(ids)})
    if kind == "datepicker":
        return {"type": kind, "selected_date": _one([str(each) for each in given])}
    chosen = [_option(part, str(each)) for each in given]
    if kind.startswith("multi") or kind == "checkboxes":
        if len(chosen) > part.get("max_selected_items", len(chosen)):
            raise ClientRefuses(f"No more than {part['max_selected_items']} can be chosen")
        return {"type": kind, "selected_options": chosen}
    return {"type": kind, "selected_option": _one(chosen)}


def _one(chosen: list[str] | list[Json]) -> str | Json | None:
    if len(chosen) > 1:
        raise ClientRefuses("Only one can be chosen")
    return chosen[0] if chosen else None


def _option(part: Json, name: str) -> Json:
    for each in drawn.options(part):
        if drawn.words(each["text"]) == name:
            found: Json = each
            return found
    raise NotSeen(f"no option {name!r}: {[drawn.words(each['text']) for each in drawn.options(part)]}")


def _initial(part: Json) -> Json:
    names = {"option": "selected_option", "options": "selected_options", "user": "selected_user"}
    names |= {"users": "selected_users", "date": "selected_date"}
    given = {names[key]: part[f"initial_{key}"] for key in names if f"initial_{key}" in part}
    return choose(part, []) | given
