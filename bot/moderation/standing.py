"""Where a member stands: the violations that count now, and what may follow at most. Kept nowhere: read off the cases.

So what is overturned or taken back un-counts by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.moderation.model import CHOICES, Case, Choice, Record, RoundKind


@dataclass(frozen=True, slots=True)
class Violation:
    """One that counts. `noticed_at` is when the member had the notice that came before it."""

    case: int
    outcome: Choice
    at: datetime
    expires: datetime
    noticed_at: datetime


def violation(case: Case, now: datetime) -> Violation | None:
    """The violation that a case made, if it made one and that counts now."""
    action = case.action
    if action is None or action.undone or action.expires is None or now >= action.expires:
        return None
    return Violation(case.number, action.outcome, action.since, action.expires, case.noticed_at or action.since)


def violations(cases: Iterable[Case], now: datetime) -> tuple[Violation, ...]:
    """Those of a member that count now, oldest first. One notice makes at most one."""
    by_notice = {(case.notices or (case.number,))[0]: found for case in cases if (found := violation(case, now))}
    return tuple(sorted(by_notice.values(), key=lambda each: each.at))


def record(case: Case, cases: Iterable[Case], *, listed_at: datetime | None, since: date, now: datetime) -> Record:
    """What the member's cases mean for this one.

    Args:
        case: The one that is to be decided.
        cases: All of the member's, this one included or not.
        listed_at: When its work was uploaded, where that is known. In doubt it is for the artist.
        since: The day from which on there was a policy.
        now: The time.
    """
    others = violations((each for each in cases if each.number != case.number), now)
    if listed_at is None or listed_at.date() < since:
        return Record(exempt=True)
    return Record(earlier=sum(each.at < case.opened_at and each.noticed_at < listed_at for each in others))


def ladder(known: Record) -> tuple[Choice, ...]:
    """What an action round may end in: a first violation concerns the listing, and can be repaired."""
    every = CHOICES[RoundKind.ACTION]
    return every if known.earlier and not known.exempt else (Choice.NONE, Choice.UNLIST)
