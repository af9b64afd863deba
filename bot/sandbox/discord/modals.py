"""Modals as the bot opens them: what may stand in one, and its limits (docs.discord.com: 'Modal', 'Label')."""

from __future__ import annotations

from . import selects
from .components import Checker, keep, walk
from .forms import Form
from .kinds import Json, Part

MAX_ITEMS = 5
MAX_TEXT = 4000
MAX_FILES = 10
MAX_CHOICES = 10
GROUPS = frozenset({Part.RADIO_GROUP, Part.CHECKBOX_GROUP})
IN_LABEL = selects.KINDS | GROUPS | {Part.TEXT_INPUT, Part.FILE_UPLOAD, Part.CHECKBOX}


def read(data: Json, form: Form) -> Json:
    """Check a modal, and return it as Discord shows it."""
    form.text(data, "custom_id", 100, least=1, required=True)
    form.text(data, "title", 45, least=1, required=True)
    checker = Checker([], modern=True)
    for number, each in enumerate(form.items(data, "components", MAX_ITEMS, least=1)):
        _item(each, form.at("components", number), checker)
    form.finish()
    return {"custom_id": data["custom_id"], "title": data["title"], "components": keep(data["components"], [])}


def _item(item: Json, form: Form, checker: Checker) -> None:
    kind = item.get("type")
    if kind == Part.LABEL:
        form.text(item, "label", 45, least=1, required=True)
        form.text(item, "description", 100, least=1)
        _field(item.get("component") or {}, form.at("component"), IN_LABEL, checker)
    elif kind == Part.ROW:
        inside = form.items(item, "components", 1, least=1)
        for number, each in enumerate(inside):
            form.at("components", number).text(each, "label", 45, least=1, required=True)
            _field(each, form.at("components", number), frozenset({Part.TEXT_INPUT}), checker)
    elif kind == Part.TEXT:
        form.text(item, "content", MAX_TEXT, least=1, required=True)
    else:
        form.at("type").wrong("UNION_TYPE_CHOICES", "Value of field 'type' must be one of (1, 10, 18).")


def _field(field: Json, form: Form, allowed: frozenset[Part], checker: Checker) -> None:
    kind = field.get("type")
    if kind not in allowed:
        form.at("type").wrong("UNION_TYPE_CHOICES", "This component cannot stand here.")
        return
    checker.identify(field, form)
    if kind in selects.KINDS:
        selects.check(field, form)
    elif kind == Part.TEXT_INPUT:
        _text_input(field, form)
    elif kind == Part.FILE_UPLOAD:
        form.whole(field, "min_values", 0, MAX_FILES)
        form.whole(field, "max_values", 1, MAX_FILES)
    elif kind in GROUPS:
        selects.check_options(field, form, MAX_CHOICES)


def _text_input(field: Json, form: Form) -> None:
    if field.get("style") not in (1, 2):
        form.at("style").wrong("BASE_TYPE_CHOICES", "Value must be one of {1, 2}.")
    form.whole(field, "min_length", 0, MAX_TEXT)
    form.whole(field, "max_length", 1, MAX_TEXT)
    form.text(field, "value", field.get("max_length") or MAX_TEXT)
    form.text(field, "placeholder", 100)
    if (field.get("min_length") or 0) > (field.get("max_length") or MAX_TEXT):
        form.at("min_length").wrong("BASE_TYPE_MIN_LENGTH", "min_length cannot be greater than max_length.")


def fields(modal: Json) -> dict[str, Json]:
    """Return a modal's fields by the label that people read."""
    found: dict[str, Json] = {}
    for each in walk(modal["components"]):
        if each["type"] == Part.LABEL:
            found[each["label"]] = each["component"]
        elif each["type"] == Part.TEXT_INPUT and each.get("label"):
            found[each["label"]] = each
    return found


def empty_form() -> Form:
    """Return the place in an interaction callback where a modal stands."""
    return Form(("data",))
