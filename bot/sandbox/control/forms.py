"""Forms on a person's screen, filled in from words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .chat import Kind
from .grammar import named

if TYPE_CHECKING:
    from .chat import Field, Filled, Form
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


def values(form: Form, order: Order, fields: tuple[str, ...] = ()) -> dict[str, Filled]:
    """What the words put into a form: by label, else in order; what must be chosen and is not, is the first option."""
    labels = [each.label for each in form.fields]
    given, others = named(order.words, labels)
    in_order = [label for label in fields or _words(form) if label in labels and label not in given]
    given |= dict(zip(in_order, others, strict=False))
    filled: dict[str, Filled] = {}
    for each in form.fields:
        if each.kind is Kind.FILES:
            filled[each.label] = list(order.files)
        elif each.kind is Kind.CHOICE:
            filled |= _chosen(each, given.get(each.label))
        elif each.label in given:
            filled[each.label] = given[each.label]
    return filled


def _words(form: Form) -> list[str]:
    """The fields that take words, those first that must have some."""
    found = [each for each in form.fields if each.kind is Kind.WORDS]
    return [each.label for each in sorted(found, key=lambda each: not each.required)]


def _chosen(field: Field, given: str | None) -> dict[str, Filled]:
    if given is not None:
        wanted = [given] if given in field.options else [each.strip() for each in given.split(";")]
        return {field.label: wanted}
    return {field.label: [*field.options[:1]]} if field.required and not field.filled else {}


def missing(form: Form, filled: dict[str, Filled]) -> list[str]:
    """The fields that must hold words and do not."""
    empty = [each for each in form.fields if each.kind is Kind.WORDS and each.required]
    return [each.label for each in empty if not (filled.get(each.label) or each.filled)]


def shown(form: Form) -> str:
    """A form as somebody sees it."""
    lines = [f"A form is open: {form.title}", *(f"    ! {each}" for each in form.trouble)]
    for each in form.fields:
        lines.append(f"    {each.label}{'' if each.required else ' (may stay empty)'}")
        lines += [f"        · {label}" for label in each.options]
    return "\n".join(lines)
