"""What the buttons of a notice offer beside writing. Their words stand under `button.*` and `form.*` by these names."""

from enum import StrEnum
from typing import Final

from bot.moderation.understood import Given


class Way(StrEnum):
    """What answers the notice."""

    IMAGE = "image"
    HOW = "how"
    REMOVED = "removed"
    NOT_MINE = "not_mine"
    MORE_TIME = "more_time"


GIVEN: Final = {Way.IMAGE: Given.INSTEAD, Way.HOW: Given.PROOF}
"""What pictures are that come by the form behind a way."""
FORMS: Final = frozenset(GIVEN)
"""Those that open a form; the others say all by being pressed: what is written on them."""


def read(text: str) -> Way | None:
    """The way of this name, or None."""
    return Way(text) if text in set(Way) else None
