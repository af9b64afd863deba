"""What must hold of the translations in a policy file: all of its sentences, each in its place, and none besides."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationInfo

from bot.config.policy_checks import Faults, raise_if
from bot.config.policy_shapes import TranslationShape
from bot.config.texts_file import languages
from bot.moderation.model import CHOICES

_CODED = {"categories": "categories", "questions": "considerations", "statements": "considerations"}
"""By which table's codes each of these goes."""

Translations = Mapping[str, TranslationShape]


def whole(translations: Translations, info: ValidationInfo) -> Translations:
    """Every fault of every language, held against what of the file is sound; what is not has faults of its own."""
    raise_if(
        (f".{language}{place}", sentence)
        for language, words in translations.items()
        for place, sentence in _faults(language, words, info.data)
    )
    return translations


def _faults(language: str, words: TranslationShape, file: Mapping[str, Any]) -> Faults:
    if language == file.get("language"):
        yield "", "is the language of the file itself"
    elif language not in languages():
        yield "", f"is no language that Salon speaks: {', '.join(languages())}"
    for name in ("stance", "allowed", "not_allowed"):
        if name in file and len(getattr(words, name)) != len(file[name]):
            yield f".{name}", f"is to have as many sentences as {name}: {len(file[name])}"
    for name, table in _CODED.items():
        if table in file:
            yield from _each(f".{name}", getattr(words, name), [entry.code for entry in file[table]])
    yield from _each(".labels", words.labels, [choice for choices in CHOICES.values() for choice in choices])


def _each(place: str, given: Iterable[str], wanted: Iterable[str]) -> Iterator[tuple[str, str]]:
    given, wanted = dict.fromkeys(given), dict.fromkeys(wanted)
    yield from ((f"{place}.{name}", "is missing") for name in wanted if name not in given)
    yield from ((f"{place}.{name}", "has nothing that it translates") for name in given if name not in wanted)
