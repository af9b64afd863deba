"""File names as they can be shown: one line, no control or direction marks, not endless."""

import unicodedata

LONGEST = 100


def clean_name(name: str) -> str:
    """The name without characters of the Unicode category 'other' (controls, format marks), cut to 100."""
    shown = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C").strip()
    return shown if len(shown) <= LONGEST else shown[: LONGEST // 2] + "…" + shown[-(LONGEST // 2 - 1) :]
