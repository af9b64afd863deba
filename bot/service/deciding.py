"""The one way in which a case changes: gather the facts, decide, append the events, queue the effects."""

from collections.abc import Iterator
from datetime import datetime

from bot.moderation import commands as c
from bot.moderation.cases import decide
from bot.moderation.draft import Decision
from bot.moderation.model import Account, Case, Facts
from bot.ports import UnitOfWork
from bot.service.record import record_of


def apply(uow: UnitOfWork, case: Case | None, command: c.Command, now: datetime) -> Decision:
    """Put a command to a case and keep what follows.

    Args:
        uow: The transaction.
        case: The case as stored; None only for `OpenCase`.
        command: What is asked.
        now: The time.

    Returns:
        The decision, its events appended and its effects queued.
    """
    decision = decide(case, command, facts(uow, case, now, *_accounts(command)))
    if decision.events and decision.case:
        uow.cases.append(case, decision.case, decision.events, now)
    uow.outbox.put(decision.effects, now)
    return decision


def apply_to(uow: UnitOfWork, number: int, command: c.Command, now: datetime) -> Decision | None:
    """The same for a case by number; None where there is no such case."""
    case = uow.cases.get(number)
    return apply(uow, case, command, now) if case else None


def facts(uow: UnitOfWork, case: Case | None, now: datetime, *more: Account) -> Facts:
    """The time, the persons behind every account that the case or the caller names, and all accounts of these."""
    persons = uow.people.persons({*_accounts_of(case), *more})
    owner = {case.owner.key} if case and case.owner else set()
    known = uow.people.accounts({*persons.values(), *owner})
    return Facts(now, persons, known, record_of(uow, case, now))


def _accounts_of(case: Case | None) -> Iterator[Account]:
    if case is None:
        return
    yield from case.reporters
    if case.owner:
        yield from case.owner.accounts
        yield from (each for each in (case.owner.named_by, case.owner.confirmed_by) if each)
    yield from case.owners
    for round_ in case.rounds:
        yield from (mark.account for mark in round_.marks)
        yield from round_.lost
    for observation in case.observations:
        yield observation.author


def _accounts(command: c.Command) -> Iterator[Account]:
    match command:
        case c.OpenCase(reporter=reporter, owner=owner, earlier=earlier):
            yield reporter
            yield from owner.accounts if owner else ()
            yield from (each.reporter for each in earlier.reports) if earlier else ()
        case (
            c.JoinReport(reporter=account)
            | c.JoinListing(reporter=account)
            | c.Observe(author=account)
            | c.Withdraw(by=account)
            | c.AddNote(by=account)
            | c.Purge(by=account)
            | c.Unseal(by=account)
            | c.HandOver(by=account)
            | c.HandIn(by=account)
            | c.MessageMember(by=account)
            | c.FailNotice(account=account)
        ):
            yield account
        case c.React(mark=mark):
            yield mark.account
        case c.TakeReading(marks=marks):
            yield from (mark.account for mark in marks)
        case c.SeeOwner(owner=owner):
            yield from owner.accounts
        case c.NameOwner(by=by, account=account):
            yield from (by, account)
        case c.Reweigh(before=before):
            yield from before
        case _:
            return
