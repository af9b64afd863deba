"""Forms on a person's screen, filled in from words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.discord.kinds import Part

from .grammar import named

if TYPE_CHECKING:
    from bot.sandbox.discord import ModalView, Value
    from bot.sandbox.discord.kinds import Json

    from .grammar import Order


@dataclass(frozen=True, slots=True)
class Recipe:
    """A verb that opens one of the bot's forms and fills it in.

    Attributes:
        fields: The labels of the fields that the words behind the verb go to, in order.
        command: The slash command that opens the form; or
        button: the label of the button that does.
    """

    fields: tuple[str, ...]
    command: str = ""
    button: str = ""


def values(modal: ModalView, order: Order, fields: tuple[str, ...] = ()) -> dict[str, Value]:
    """What the words put into a form: by label, else in order; what must be chosen and is not, is the first option."""
    given, others = named(order.words, list(modal.fields))
    in_order = [label for label in fields or _texts(modal) if label in modal.fields and label not in given]
    given |= dict(zip(in_order, others, strict=False))
    filled: dict[str, Value] = {}
    for label, part in modal.fields.items():
        if part["type"] == Part.FILE_UPLOAD:
            filled[label] = list(order.files)
        elif part["type"] == Part.TEXT_INPUT:
            filled |= {label: given[label]} if label in given else {}
        else:
            filled[label] = _chosen(part, given.get(label))
    return filled


def _texts(modal: ModalView) -> list[str]:
    """The fields that take a text, those first that must have one."""
    found = [label for label, part in modal.fields.items() if part["type"] == Part.TEXT_INPUT]
    return sorted(found, key=lambda label: modal.fields[label].get("required") is False)


def _chosen(part: Json, given: str | None) -> list[str]:
    labels = [str(each["label"]) for each in part.get("options", [])]
    if given in labels:
        return [str(given)]
    if given is not None:
        return [each.strip() for each in given.split(";")]
    return labels[:1] if part.get("required") is not False else []


def missing(modal: ModalView, filled: dict[str, Value]) -> list[str]:
    """The fields that must hold a text and do not."""
    return [
        label
        for label, part in modal.fields.items()
        if part["type"] == Part.TEXT_INPUT
        and part.get("required") is not False
        and not (filled.get(label) or part.get("value"))
    ]


def shown(modal: ModalView) -> str:
    """A form as somebody sees it."""
    lines = [f"A form is open: {modal.title}"]
    for label, part in modal.fields.items():
        needed = "" if part.get("required") is not False else " (may stay empty)"
        lines.append(f"    {label}{needed}")
        lines += [f"        · {each['label']}" for each in part.get("options", [])]
    return "\n".join(lines)
