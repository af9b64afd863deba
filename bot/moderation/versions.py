"""Which version of the policy a work is judged under: the one in force on the day when it was listed.

How a case is handled (deadlines, quorums, reactions) is another matter: that is of the version under which it opened.
"""

from collections.abc import Iterable
from datetime import date, datetime


def judged_under(kept: Iterable[tuple[str, date]], own: date, listed_at: datetime | None) -> str:
    """The hash of that version; '' where it is the one that the case opens under.

    Where nobody knows when a work was listed it is that one, too: people can read it, and such a work makes no
    violation. What is older than every version that was kept is judged by the oldest: no later one was to be known.

    Args:
        kept: Hash and first day of every version, those kept last at the end. Of two of one day the later counts.
        own: The first day of the version that the case opens under. What comes after it is in force for nobody yet.
        listed_at: When the work was listed.
    """
    earlier = {day: hash_ for hash_, day in kept if day < own}
    if listed_at is None or listed_at.date() >= own or not earlier:
        return ""
    return earlier[max((day for day in earlier if day <= listed_at.date()), default=min(earlier))]
