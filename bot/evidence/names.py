"""File names as they can be shown: one line, no path, no control or direction marks, not endless."""

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

LONGEST = 100
_WAY_UP = re.compile(r"^(?:\.*[/\\]+)+")


def clean_name(name: str) -> str:
    """The name without characters of the Unicode category 'other' (controls, marks) and a way up, cut to 100."""
    shown = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C").strip()
    shown = _WAY_UP.sub("", shown)
    return shown if len(shown) <= LONGEST else shown[: LONGEST // 2] + "…" + shown[-(LONGEST // 2 - 1) :]


def name_in(link: str) -> str:
    """The file's name at the end of a link; '' where there is none, or where it is no link."""
    try:
        return unquote(PurePosixPath(urlsplit(link).path).name)
    except ValueError:
        return ""
