"""Dates as programs write them. What else stands in a field for dates is somebody's words, and stays in the file."""

import re
from collections.abc import Iterator

from bot.evidence.inside.facts import fact
from bot.moderation.file_fact import FileFact

TIME = r"\d\d:\d\d(:\d\d(\.\d{1,9})?)?"
ZONE = r" ?(Z|[A-Z]{3}|[+-]\d\d:?\d\d)?"
NUMBERS = rf"\d{{4}}([-:]\d\d([-:]\d\d([T ]{TIME}{ZONE})?)?)?"
"""ISO 8601 in full or cut short, as XMP has it; also with EXIF's colons."""
NAMES = rf"([A-Z][a-z]{{2}}, )?\d{{1,2}} [A-Z][a-z]{{2}} \d{{4}} {TIME}{ZONE}"
"""RFC 1123, as the PNG specification asks."""
DATE = re.compile(f"{NUMBERS}|{NAMES}", re.ASCII)


def dates(source: str, field: str, text: str) -> Iterator[FileFact]:
    """The fact that a date is; nothing of what is none."""
    if is_date(text):
        yield fact(source, field, text, "fact.date")


def is_date(text: str) -> bool:
    """Whether it is a date and nothing else."""
    return DATE.fullmatch(text) is not None
