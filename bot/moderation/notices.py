"""Sentences: one language's texts, and how their places are filled. The words stand in `bot/texts`."""

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.moderation.effects import Say


def places(sentence: str) -> frozenset[str]:
    """The names of the places that a sentence has, `{like_this}`."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None)


def language_of(locale: str) -> str:
    """The language of a locale such as `es-419`; '' of none."""
    return locale.replace("_", "-").split("-")[0].lower()


@dataclass(frozen=True, slots=True)
class Texts:
    """One language: dotted key (`say.report_joined`) -> sentence with named places."""

    language: str
    sentences: Mapping[str, str]

    def text(self, key: str) -> str:
        """A sentence without places; KeyError if there is none of this key."""
        return self.sentences[key]

    def fill(self, say: Say, *, escape: Callable[[str], str], when: Callable[[datetime], str]) -> str:
        """The sentence with its places filled, and those that follow it.

        Args:
            say: Key and values.
            escape: Makes people's words harmless on the chat that shows them.
            when: Draws a time as the chat shows times.

        Raises:
            KeyError: The key, or a value for one of its places, is missing.
        """
        values = {name: escape(str(value)) for name, value in say.words.items()}
        values |= {name: when(time) for name, time in say.times.items()}
        following = [self.fill(each, escape=escape, when=when) for each in say.also]
        return "\n".join([self.sentences[say.key].format_map(values), *following])


@dataclass(frozen=True, slots=True)
class Tongues:
    """Every language that there are sentences in; `own` is the community's, for whoever uses none of them."""

    own: Texts
    others: Mapping[str, Texts] = field(default_factory=dict)

    def of(self, locale: str) -> Texts:
        """The sentences for somebody whose chat speaks to them in this language, such as `es-419`."""
        return self.others.get(language_of(locale), self.own)
