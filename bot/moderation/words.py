"""People's words: what of them can be seen."""

import re
import unicodedata
from typing import Final

_KEPT: Final = frozenset("\n\u200c\u200d")
"""Lines, and two characters that stand in emoji and in several scripts."""
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co"})
_BLANK: Final = "\u200c\u200d\ufe0e\ufe0f\u115f\u1160\u3164\uffa0\u2800"
"""What shows nothing by itself, though Unicode counts it as a sign or a letter."""


def clean(text: str) -> str:
    """The text without control and invisible characters; lines stay lines. Where nothing of it can be seen, ''."""
    lines = re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", text).replace("\t", " ")
    hidden = {char for char in set(lines) - _KEPT if unicodedata.category(char) in _HIDDEN}
    kept = lines.translate(dict.fromkeys(map(ord, hidden))) if hidden else lines
    return re.sub(r"\n{3,}", "\n\n", kept).strip() if _shows(kept) else ""


def _shows(text: str) -> bool:
    return any(char not in _BLANK and not char.isspace() for char in text)
