"""What is on record of a member: for the core, which asks what may follow, and for people, who ask where they stand."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.moderation.effects import Say
from bot.moderation.joint import touched
from bot.moderation.model import Account, Case, Choice, Owner, Record, Status
from bot.moderation.standing import Violation, record, violations
from bot.ports import UnitOfWork
from bot.service.judging import policy_of

_DECIDING = frozenset({Status.AWAITING_MEMBER, Status.REPLY_IN_REVIEW, Status.ACTION_IN_REVIEW})
"""From where what may follow can come to be asked."""


def record_of(uow: UnitOfWork, case: Case | None, now: datetime) -> Record:
    """What the member's other cases mean for this one; nothing, while nobody asks."""
    if case is None or case.owner is None or case.status not in _DECIDING:
        return Record()
    return record(
        case,
        cases_against(uow, case.owner),
        listed_at=listed_at(uow, case),
        since=policy_of(uow, case).begins,
        now=now,
    )


def cases_against(uow: UnitOfWork, owner: Owner) -> list[Case]:
    """All cases of an owner, whichever of their accounts each names."""
    persons = {*uow.people.persons(owner.accounts).values(), owner.key}
    known = (account for person in persons for account in uow.people.accounts_of(person))
    return uow.cases.of_owner(dict.fromkeys((*owner.accounts, *known)))


def standing(uow: UnitOfWork, accounts: Iterable[Account], now: datetime) -> tuple[Violation, ...]:
    """The violations of whoever has these accounts that count now."""
    return violations(uow.cases.of_owner(accounts), now)


def in_words(found: Iterable[Violation], whose: str) -> Iterator[Say]:
    """A line for each, and what could follow next at most; `whose` says who reads it: `standing` or `my_standing`."""
    found = tuple(found)
    for each in found:
        yield Say(f"say.{whose}_{each.outcome}", {"case": each.case}, {"at": each.at, "expires": each.expires})
    yield Say(f"say.{whose}_{'again' if found else 'none'}")


def factors(uow: UnitOfWork, case: Case, now: datetime, language: str) -> tuple[Say, ...]:
    """The record on the card that asks what follows: how often, which share, how grave, and with what intention."""
    if case.owner is None:
        return ()
    others = [each for each in cases_against(uow, case.owner) if each.number != case.number]
    known = record_of(uow, case, now)
    return (
        Say("say.record_number", {"count": len(violations(others, now)), "earlier": known.earlier}),
        _share(uow, case, others),
        _gravity(uow, case, language),
        _intention(case, known),
        *_ladder(case, known),
    )


def listed_at(uow: UnitOfWork, case: Case) -> datetime | None:
    """When its work was listed; of several the first, so that nobody is warned for what was there before."""
    ids = [part.snapshot for part in touched(case)] or [case.snapshot]
    times = [found.listed_at if (found := uow.listings.get(each)) else None for each in ids]
    known = [each for each in times if each]
    return min(known) if len(known) == len(times) else None


def _share(uow: UnitOfWork, case: Case, others: Iterable[Case]) -> Say:
    """Of how many listings it is. How many there are is known only where the platform tells."""
    against = [case, *(each for each in others if each.action and not each.action.undone)]
    concerned = len({listing for each in against for listing in _listings(each)})
    portfolio = uow.portfolios.of(case.number)
    listings = 1 + max(len(portfolio.works), len(portfolio.listed_at)) if portfolio else 0
    if not listings:
        return Say("say.record_share_unknown", {"concerned": concerned})
    return Say("say.record_share", {"concerned": concerned, "listings": max(listings, concerned)})


def _listings(case: Case) -> tuple[str, ...]:
    """Of several, those that were not left out of the finding."""
    return tuple(part.listing for part in touched(case)) or (case.listing,)


def _gravity(uow: UnitOfWork, case: Case, language: str) -> Say:
    noticed = [each for each in case.observations if each.id in case.grounds]
    touched = frozenset[str]().union(*(each.considerations for each in noticed))
    named = [each.statement for each in policy_of(uow, case, language).considerations if each.code in touched]
    media = {letter for each in noticed for letter in each.media} or {each.letter for each in case.media}
    words: dict[str, str | int] = {
        "considerations": "; ".join(named),
        "media": len(media),
        "all": max(len(case.media), len(media)),
    }
    return Say("say.record_gravity", words)


def _intention(case: Case, known: Record) -> Say:
    """What can be known of it: whether they answered, and whether they had been told before they uploaded this."""
    answered = "answered" if case.answers else "silent"
    return Say(f"say.record_{answered}_{'warned' if known.earlier else 'first'}")


def _ladder(case: Case, known: Record) -> Iterator[Say]:
    if known.exempt:
        yield Say("say.record_exempt")
    elif Choice.WARN not in case.round.choices:
        yield Say("say.record_only_listing")
