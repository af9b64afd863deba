"""Those who report: how much to give on their word, how often, and when to have them pause.

The accuracy of a reporter orders what moderators look at first; it never votes, and no card shows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Reporting:
    """What the policy asks of those who report.

    Attributes:
        an_hour, a_day: How many reports one person may send.
        last: How many of their reports count for how they do.
        warn_below, pause_below: In percent, the likelihood that a report of theirs is upheld at which they are asked to
            look closer, and at which they pause.
        pause: How long such a pause is.
        many: From so many reporters on about one member's works, in `many_within`, leads are told.
    """

    an_hour: int = 20
    a_day: int = 60
    last: int = 100
    warn_below: int = 21
    pause_below: int = 13
    pause: timedelta = timedelta(days=14)
    many: int = 5
    many_within: timedelta = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one report: when it was made, and whether moderators upheld it or kept the work."""

    at: datetime
    upheld: bool


@dataclass(frozen=True, slots=True)
class Restraint:
    """That somebody was asked to look closer, and until when their reports pause, if they do or did."""

    warned_at: datetime
    until: datetime | None = None


class Verdict(Enum):
    """What is to be done about somebody who reports."""

    NOTHING = auto()
    WARN = auto()
    PAUSE = auto()
    FORGIVE = auto()


def accuracy(fates: Sequence[Fate]) -> float:
    """The likelihood that a report is upheld. Nobody is judged by a few: without any it is one half."""
    upheld = sum(each.upheld for each in fates)
    return (2 + upheld) / (4 + len(fates))


def weight(fates: Sequence[Fate]) -> float:
    """How much a report counts where it is to be said what is looked at first; 1 for somebody who is new."""
    return 0.25 + 1.5 * accuracy(fates)


def judge(fates: Sequence[Fate], restraint: Restraint | None, by: Reporting) -> Verdict:
    """Whether somebody is warned, or pauses: only after a warning, and for reports that were made after it.

    After a pause they begin anew: one more report that is not upheld brings the next one.
    """
    percent = 100 * accuracy(fates)
    if percent >= by.warn_below:
        return Verdict.FORGIVE if restraint else Verdict.NOTHING
    if restraint is None:
        return Verdict.WARN
    since = restraint.until or restraint.warned_at
    again = any(each.at > since and not each.upheld for each in fates)
    return Verdict.PAUSE if again and percent < by.pause_below else Verdict.NOTHING


def again_at(made: Sequence[datetime], by: Reporting, now: datetime) -> datetime | None:
    """When somebody who reported at these times (newest first) may report again; None where that is now."""
    limits = ((by.an_hour, timedelta(hours=1)), (by.a_day, timedelta(days=1)))
    ends = [made[most - 1] + window for most, window in limits if len(made) >= most]
    return max((each for each in ends if each > now), default=None)
