"""Whether a message asks us something and answers nothing. In doubt it answers: nobody's answer is lost for a '?'."""

import re
from typing import Final

_ENDS: Final = re.compile(r"(?<=[.!?…\uff1f\u061f])\W+")
"""Where one sentence ends and the next begins."""
_ASKS: Final = re.compile(r"[?\uff1f\u061f]\W*$")
"""Its mark, in several scripts, and no word after it."""
_COURTESY: Final = 3
"""A sentence of so few words beside a question is a greeting or thanks."""
LINK: Final = re.compile(r"https?://\S", re.IGNORECASE)


def asks(words: str) -> bool:
    """Whether every sentence asks, but for a greeting or thanks; one that tells something too is an answer."""
    sentences = [each for each in _ENDS.split(words.strip()) if each]
    asking = [each for each in sentences if _ASKS.search(each)]
    rest = [each for each in sentences if each not in asking]
    return bool(asking) and not LINK.search(words) and all(len(each.split()) <= _COURTESY for each in rest)
