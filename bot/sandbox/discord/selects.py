"""Select menus, in messages and modals (docs.discord.com: 'Component Reference')."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .kinds import Json, Part

if TYPE_CHECKING:
    from .forms import Form

KINDS = frozenset(
    {Part.STRING_SELECT, Part.USER_SELECT, Part.ROLE_SELECT, Part.MENTIONABLE_SELECT, Part.CHANNEL_SELECT}
)
MAX_OPTIONS = 25


def check(part: Json, form: Form) -> None:
    """Hold a select menu against its limits; the custom id is the caller's concern."""
    form.text(part, "placeholder", 150)
    form.whole(part, "min_values", 0, MAX_OPTIONS)
    form.whole(part, "max_values", 1, MAX_OPTIONS)
    if part.get("type") == Part.STRING_SELECT:
        check_options(part, form, MAX_OPTIONS)


def check_options(part: Json, form: Form, most: int) -> None:
    """Hold the options against their limits; no two may carry the same value."""
    options = form.items(part, "options", most, least=1)
    values = [each.get("value") for each in options]
    for number, each in enumerate(options):
        place = form.at("options", number)
        place.text(each, "label", 100, least=1, required=True)
        place.text(each, "value", 100, least=1, required=True)
        place.text(each, "description", 100)
        if values.index(each.get("value")) != number:
            place.at("value").wrong("SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is taken.")
    if (part.get("max_values") or 1) > len(options):
        form.at("max_values").wrong("SELECT_COMPONENT_MAX_VALUES_OUT_OF_RANGE", "More than there are options.")


def defaults(part: Json) -> Json:
    """Return what Discord fills in where nothing was said."""
    if part.get("type") not in KINDS:
        return {}
    least, most = part.get("min_values"), part.get("max_values")
    return {"min_values": 1 if least is None else least, "max_values": 1 if most is None else most}
