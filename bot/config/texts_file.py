"""From `notices.<language>.toml` to sentences by dotted key."""

import re
import string
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any, Final

from bot.config.faults import ConfigFaults
from bot.config.toml import TEXTS, read_toml
from bot.moderation.notices import Texts

_KEY: Final = re.compile(r"[a-z][a-z0-9_]*")
_FILE: Final = re.compile(r"notices\.([a-z]{2})\.toml")


def languages() -> tuple[str, ...]:
    """The languages that there are sentences in."""
    matches = (_FILE.fullmatch(file.name) for file in TEXTS.iterdir())
    return tuple(sorted(match[1] for match in matches if match))


@cache
def load_texts(language: str) -> Texts:
    """The sentences of a language.

    Raises:
        ConfigFaults: With every fault of the file.
    """
    return read_texts(TEXTS / f"notices.{language}.toml", language)


def read_texts(file: Traversable, language: str) -> Texts:
    """The sentences of a file; ConfigFaults with every fault of it."""
    sentences = dict(_flat(read_toml(file)))
    faults = [f"{file.name}: {key} {fault}" for key, value in sentences.items() for fault in _faults(key, value)]
    if faults:
        raise ConfigFaults(faults)
    return Texts(language, sentences)


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def _faults(key: str, sentence: object) -> Iterator[str]:
    if not all(_KEY.fullmatch(step) for step in key.split(".")):
        yield "is no key: use small letters, digits and _"
    if not isinstance(sentence, str):
        yield "is to be a sentence, in quotes"
    elif not sentence.strip():
        yield "is empty"
    else:
        yield from _place_faults(sentence)


def _place_faults(sentence: str) -> Iterator[str]:
    try:
        fields = list(string.Formatter().parse(sentence))
    except ValueError:
        yield "has a { or } on its own: a place is {like_this}, a brace to read is doubled"
        return
    for _, name, form, conversion in fields:
        if name is not None and (form or conversion or not _KEY.fullmatch(name)):
            yield f"has a place named '{name}': a place is {{like_this}}"
