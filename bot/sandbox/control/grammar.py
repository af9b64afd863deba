"""From the words of a command line to an order: what somebody is to do, and with what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.sandbox.acts import File

FLAGS = frozenset({"--reply", "--dm"})
VALUED = frozenset({"--message", "--case", "--in"})


class Misunderstood(ValueError):
    """The words make no order; the text says what would."""


@dataclass(frozen=True, slots=True)
class Order:
    """What was typed.

    Attributes:
        words: What stands free, in order.
        options: What came behind `--in` and the like, by name.
        flags: Which of FLAGS were given.
        files: What came with `--file`.
    """

    words: tuple[str, ...]
    options: dict[str, str] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    files: tuple[File, ...] = ()

    def number(self, option: str) -> int | None:
        """The number behind an option, or None where it was not given."""
        given = self.options.get(option)
        if given is not None and not given.isdecimal():
            raise Misunderstood(f"{option} takes a number, not {given!r}")
        return None if given is None else int(given)

    def past(self, count: int) -> Order:
        """The same order without its first words."""
        return Order(self.words[count:], self.options, self.flags, self.files)

    def word(self, place: int, what: str) -> str:
        """One word, insisted on."""
        if place >= len(self.words):
            raise Misunderstood(f"Say {what} as well: `help` has examples")
        return self.words[place]


def understand(words: Sequence[str], files: Sequence[File] = ()) -> Order:
    """Sort words into what stands free and what is an option."""
    free: list[str] = []
    options: dict[str, str] = {}
    flags: set[str] = set()
    rest = iter(words)
    for word in rest:
        if word in FLAGS:
            flags.add(word)
        elif word in VALUED:
            options[word] = _behind(rest, word)
        elif word.startswith("--"):
            raise Misunderstood(f"{word} is no option: there are {', '.join(sorted(FLAGS | VALUED | {'--file'}))}")
        else:
            free.append(word)
    return Order(tuple(free), options, frozenset(flags), tuple(files))


def _behind(rest: Iterator[str], option: str) -> str:
    value = next(rest, None)
    if value is None:
        raise Misunderstood(f"{option} takes a word behind it")
    return value


def named(words: Sequence[str], names: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Words like `Name=value`, by name where there is such a name; and the others."""
    given: dict[str, str] = {}
    others: list[str] = []
    for word in words:
        name, equals, value = word.partition("=")
        found = next((each for each in names if each.casefold() == name.strip().casefold()), None)
        if equals and found is not None:
            given[found] = value
        else:
            others.append(word)
    return given, others
