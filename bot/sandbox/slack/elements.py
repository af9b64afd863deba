"""Block elements and what they hold, with their limits (docs.slack.dev: 'Block elements', 'Composition objects')."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import uploads
from .checker import EITHER

if TYPE_CHECKING:
    from collections.abc import Callable

    from .checker import Checker
    from .kinds import Json

MAX_URL = 3000
MAX_OPTIONS, MAX_GROUPS, MAX_BOXES = 100, 100, 10
MAX_INPUT, MAX_FILES = 3000, 10
SELECTS = frozenset({"static_select", "users_select"})
MULTIS = frozenset(f"multi_{each}" for each in SELECTS)
CHOICES = frozenset({"checkboxes", "radio_buttons"})
INPUTS = frozenset({"plain_text_input", "url_text_input", "email_text_input", "number_input"})
ACTIVE = SELECTS | MULTIS | CHOICES | {"button", "datepicker", "overflow"}
FIELDS = SELECTS | MULTIS | CHOICES | INPUTS | {"datepicker", "file_input"}


def check(part: Json, place: Checker) -> None:
    """Check an element of a kind that may stand in this place."""
    kind = str(part.get("type"))
    if kind == "image":
        return picture(part, place)
    place.identify(part)
    if "confirm" in part:
        _confirm(part["confirm"], place.at("confirm"))
    found = CHECKS.get(kind) or (_select if kind in SELECTS | MULTIS else _choice if kind in CHOICES else _input)
    return found(part, place)


def picture(part: Json, place: Checker) -> None:
    """Check an image: described, and either of the web or of Slack, not both ('Image block', 'Image element')."""
    place.text(part, "alt_text", 2000, required=True)
    url, ours = part.get("image_url"), part.get("slack_file")
    if (url is None) == (ours is None):
        return place.wrong("must provide either image_url or slack_file")
    if ours is None:
        place.text(part, "image_url", MAX_URL)
        return None if str(url).startswith(("https://", "http://")) else place.at("image_url").wrong("invalid url")
    named = isinstance(ours, dict) and ("url" in ours) != ("id" in ours)
    if not named or uploads.block_picture(place.world, ours) is None:
        place.at("slack_file").wrong("invalid slack file")
    return None


def _confirm(part: Json, place: Checker) -> None:
    place.words(part, "title", 100, required=True)
    place.words(part, "text", 300, kinds=EITHER, required=True)
    place.words(part, "confirm", 30, required=True)
    place.words(part, "deny", 30, required=True)


def _button(part: Json, place: Checker) -> None:
    place.words(part, "text", 75, required=True)
    place.text(part, "value", 2000)
    place.text(part, "url", MAX_URL)
    place.text(part, "accessibility_label", 75)
    if part.get("style") not in (None, "primary", "danger"):
        place.at("style").wrong("must be one of primary, danger")


def options(part: Json, place: Checker, most: int, *, kinds: tuple[str, ...] = ("plain_text",)) -> None:
    """Check the options of a menu ('Option object')."""
    for at, each in place.items(part, "options", most):
        at.words(each, "text", 75, kinds=kinds, required=True)
        at.text(each, "value", 150, required=True)
        at.words(each, "description", 75, kinds=kinds)
    initial = part.get("initial_options") or ([part["initial_option"]] if part.get("initial_option") else [])
    if any(each not in part.get("options", []) for each in initial):
        place.wrong("initial option must be one of the options")


def _select(part: Json, place: Checker) -> None:
    place.words(part, "placeholder", 150)
    if part["type"] in MULTIS:
        place.whole(part, "max_selected_items", 1, MAX_OPTIONS)
    if not str(part["type"]).endswith("static_select"):
        return None
    if "option_groups" not in part:
        return options(part, place, MAX_OPTIONS)
    for at, each in place.items(part, "option_groups", MAX_GROUPS):
        at.words(each, "label", 75, required=True)
        options(each, at, MAX_OPTIONS)
    return None


def _choice(part: Json, place: Checker) -> None:
    options(part, place, MAX_BOXES, kinds=EITHER)


def _overflow(part: Json, place: Checker) -> None:
    options(part, place, 5)


def _date(part: Json, place: Checker) -> None:
    place.words(part, "placeholder", 150)


def _input(part: Json, place: Checker) -> None:
    place.words(part, "placeholder", 150)
    place.whole(part, "min_length", 0, MAX_INPUT)
    place.whole(part, "max_length", 1, MAX_INPUT)
    if (part.get("min_length") or 0) > (part.get("max_length") or MAX_INPUT):
        place.wrong("min_length must be less than max_length")
    place.text(part, "initial_value", part.get("max_length") or MAX_INPUT)
    if part["type"] == "number_input" and "is_decimal_allowed" not in part:
        place.wrong("missing required field: is_decimal_allowed")


def _files(part: Json, place: Checker) -> None:
    place.whole(part, "max_files", 1, MAX_FILES)
    if "files:read" not in place.world.manifest.scopes:
        place.wrong("file_input requires the files:read scope")


CHECKS: dict[str, Callable[[Json, Checker], None]] = {
    "button": _button,
    "overflow": _overflow,
    "datepicker": _date,
    "file_input": _files,
}
