"""What is wrong with the configuration, all of it at once, in words that say what to do."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pydantic_core import ErrorDetails


class ConfigFaults(Exception):
    """Salon cannot start as it is set up. `faults` has a sentence for each thing to repair, and never a secret."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


CHECKED: Final = "checked"
"""The type of an error that carries several faults: (place below the key, sentence) each, as `faults`."""

_SENTENCES: Final[Mapping[str, str]] = {
    "missing": "is missing",
    "extra_forbidden": "is not a key that Salon knows",
    "enum": "is not a name that Salon knows here",
    "string_type": "is to be text, in quotes",
    "string_pattern_mismatch": "has characters that do not belong there",
    "string_too_short": "is empty",
    "string_too_long": "is longer than {max_length} characters",
    "too_short": "needs at least one entry",
    "int_type": "is to be a whole number",
    "bool_type": "is to be true or false",
    "date_type": "is to be a date such as 2026-11-23, without quotes",
    "greater_than_equal": "is to be at least {ge}",
    "less_than_equal": "is to be at most {le}",
    "tuple_type": "is to be a list, in [brackets]",
    "dict_type": "is to be a table",
    "model_type": "is to be a table",
    "value_error": "{error}",
}


def key_path(steps: Iterable[int | str]) -> str:
    """A place in a file as people count: `categories (entry 3).sentence`."""
    path = ""
    for step in steps:
        if isinstance(step, int):
            path += f" (entry {step + 1})"
        elif step != "[key]":
            path += f".{step}" if path else step
    return path


def file_faults(file: str, error: ErrorDetails) -> Iterator[str]:
    """One pydantic error as sentences. They name the place and never repeat what stands there."""
    place = f"{file}: {key_path(error['loc'])}"
    context = error.get("ctx", {})
    if error["type"] == CHECKED:
        yield from (f"{place}{below} {sentence}" for below, sentence in context["faults"])
    else:
        sentence = _SENTENCES.get(error["type"], "cannot be read: {msg}")
        yield f"{place} {sentence.format(msg=error['msg'], **context)}"
