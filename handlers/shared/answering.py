"""What the buttons of a notice offer beside writing. Their words stand under `button.*` and `form.*` by these names."""

from enum import StrEnum
from typing import Final


class Way(StrEnum):
    """What answers the notice."""

    IMAGE = "image"
    HOW = "how"
    REMOVED = "removed"
    NOT_MINE = "not_mine"
    MORE_TIME = "more_time"


FORMS: Final = frozenset({Way.IMAGE, Way.HOW})
"""Those that open a form; the others say all by being pressed: what is written on them."""


def read(text: str) -> Way | None:
    """The way of this name, or None."""
    return Way(text) if text in set(Way) else None
