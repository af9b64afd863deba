"""A case that is taken up again: with all listings that it was about in the end, and with its reports."""

from collections.abc import Iterable

from bot.moderation import commands as c
from bot.moderation.events import ReportJoined
from bot.moderation.joint import touched
from bot.moderation.model import Part, Rules
from bot.ports import Snapshot, StoredReport, UnitOfWork


def listings_of(uow: UnitOfWork, number: int | None) -> tuple[str, ...]:
    """The listings of a joint case that are to be looked up; none where there is one alone, or no such case."""
    case = uow.cases.get(number) if number else None
    return tuple(part.listing for part in touched(case)) if case else ()


def earlier(uow: UnitOfWork, report: StoredReport) -> c.Earlier | None:
    """The case that a report takes up again, with its reports as its record has them, also those it took over."""
    if report.reopens is None:
        return None
    events = [event for _, event in uow.cases.history(report.reopens)]
    reports = tuple(c.JoinReport(e.report, e.reporter, e.moderator) for e in events if isinstance(e, ReportJoined))
    return c.Earlier(report.reopens, reports, len(listings_of(uow, report.reopens)) or 1)


def further(first: Snapshot, others: Iterable[Snapshot], rules: Rules) -> tuple[Part, ...]:
    """What the new case is about beside the first: listings of the same owner, as far as there are letters."""
    parts, room = [], rules.joint_media - len(first.media)
    for each in others:
        if each.owner == first.owner and len(each.media) <= room:
            room -= len(each.media)
            parts.append(Part(each.listing, each.id, each.media))
    return tuple(parts)
