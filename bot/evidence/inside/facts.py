"""A fact on one line, as it leaves the bounded process."""

import unicodedata

from bot.moderation.file_fact import FileFact

LONGEST = 200


def fact(source: str, field: str, value: object, means: str) -> FileFact:
    """A fact, its value cut to a line."""
    return FileFact(source, line(field), line(value), means)


def line(value: object) -> str:
    """The value on one line: no controls or direction marks, one space where there was white space, not endless."""
    text = " ".join(str(value)[: LONGEST * 50].split())
    shown = "".join(sign for sign in text if unicodedata.category(sign)[0] != "C")
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"
