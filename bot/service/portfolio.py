"""What else the owner of a case's listing shows: looked at once it is known whose it is, and kept for the case."""

from datetime import datetime

from bot.moderation.effects import LookAtPortfolio, Say, ShowCard
from bot.moderation.model import Case
from bot.moderation.policy import Policy
from bot.ports import Portfolio, Snapshot, UnitOfWork
from bot.service.seeing import saw


def look_once(uow: UnitOfWork, case: Case, snapshot: Snapshot, now: datetime) -> None:
    """Have the owner's other works looked at, where the platform says who that is and nobody has looked yet."""
    if snapshot.owner and uow.portfolios.of(case.number) is None:
        uow.outbox.put([LookAtPortfolio(case.number, snapshot.owner)], now)


def listing_of(uow: UnitOfWork, effect: LookAtPortfolio) -> str | None:
    """The listing that is not to be among the others; None where the case is over."""
    case = uow.cases.get(effect.case)
    return case.listing if case and case.is_open else None


def finish(uow: UnitOfWork, effect: LookAtPortfolio, found: Portfolio, now: datetime) -> None:
    """It was looked at: kept for the case, whose card is drawn anew where there is something to show.

    Its pictures count among all that were seen: nearly the same work in ten listings shows on the first card about one.
    """
    saw(uow, found.sightings, now)
    uow.portfolios.keep(effect.case, found)
    case = uow.cases.get(effect.case)
    if case and case.is_open and (found.works or found.listed_at):
        uow.outbox.put([ShowCard(case.number, case.round.number)], now)


def many_uploads(portfolio: Portfolio, case: Case, policy: Policy) -> Say | None:
    """How many listings came in the days before the case, where the policy finds them worth saying."""
    limits = policy.limits
    since = case.opened_at - limits.uploads_within
    count = sum(since <= each <= case.opened_at for each in portfolio.listed_at)
    if count < limits.uploads_from:
        return None
    return Say(
        "say.card_uploads", {"count": count, "days": max(1, round(limits.uploads_within.total_seconds() / 86_400))}
    )
