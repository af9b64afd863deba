"""Whose accounts are whose: said by the platform, or shown by somebody with a code; what that changes in every case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.moderation import codes
from bot.moderation import commands as c
from bot.moderation.effects import FindAccount, Say, TellPerson
from bot.moderation.inbound import AskedLink, ChoseHere
from bot.moderation.model import Account, Chat
from bot.moderation.views import Answer, Linked, Said
from bot.ports import Snapshot, UnitOfWork
from bot.service.deciding import apply
from bot.service.ground import Ground
from bot.service.sorting import persons_accounts

LIVES: Final = timedelta(minutes=15)
"""How long a code can be used."""
TRIES: Final = 5
"""Wrong codes after which an account has to wait."""
WAIT: Final = timedelta(hours=1)
"""How long it has to wait, and how long a wrong code is remembered."""


# By code


def take_link(uow: UnitOfWork, event: AskedLink, ground: Ground, now: datetime) -> Answer:
    """`/link`: give a code, or take one that was given on another chat."""
    if len(ground.chats) < 2:  # noqa: PLR2004 - one chat and another
        return Said(Say("say.link_alone"))
    return _enter(uow, event, ground, now) if event.digest else _offer(uow, event.account, now)


def _offer(uow: UnitOfWork, account: Account, now: datetime) -> Answer:
    code, until = codes.fresh(uow.new_id()), now + LIVES
    uow.links.offer(account, codes.digest(code), until)
    return Said(Say("say.link_code", {"code": code}, {"until": until}))


def _enter(uow: UnitOfWork, event: AskedLink, ground: Ground, now: datetime) -> Answer:
    """Whoever guesses is told nothing about codes that there are, and soon has to wait."""
    wrong, until = uow.links.misses(event.account, now) or (0, now)
    if wrong >= TRIES:
        return Said(Say("say.link_wait", {}, {"until": until}))
    asked = uow.links.find(event.digest, now)
    if asked == event.account:
        return Said(Say("say.link_own"))
    if asked is None or asked.chat is event.account.chat:
        uow.links.missed(event.account, now + WAIT)
        return Said(Say("say.link_unknown", {"minutes": LIVES // timedelta(minutes=1)}))
    return _link(uow, asked, event.account, ground, now)


def _link(uow: UnitOfWork, asked: Account, entered: Account, ground: Ground, now: datetime) -> Answer:
    uow.links.spend(asked)
    uow.links.forgive(entered)
    both = (asked, entered)
    if len(set(uow.people.members(both).values())) > 1:
        return Said(Say("say.link_two_members", {"support": ground.support}))
    if entered in persons_accounts(uow, asked):
        return Linked(Say("say.link_already"))
    before = persons_before(uow, both)
    uow.people.unite(both, uow.new_id())
    reweigh(uow, before, now)
    uow.outbox.put([TellPerson(asked, Say("say.link_done_there"))], now)
    return Linked(Say("say.link_done", {"support": ground.support}))


# By the platform


@dataclass(frozen=True, slots=True)
class Known:
    """What the platform says of a member: an account, or an address by which one can be found."""

    person: str
    account: Account | None = None
    address: tuple[Chat, str] | None = None


def take_people(uow: UnitOfWork, known: Iterable[Known], now: datetime) -> None:
    """The platform says whose accounts these are."""
    known = tuple(known)
    accounts = [each.account for each in known if each.account]
    before = persons_before(uow, accounts)
    for each in known:
        if each.account:
            uow.people.link(each.account, each.person)
    for each in known:
        if each.address:
            uow.people.keep_address(each.person, *each.address)
    reweigh(uow, before, now)
    for case in uow.cases.concerning([], {each.person for each in known if each.address}):
        if case.is_open and case.owner:
            look_for(uow, case.owner.key, now)


def take_owner(uow: UnitOfWork, snapshot: Snapshot, now: datetime) -> None:
    """What the platform says of a listing's owner. Who has a listing in a case is needed."""
    if snapshot.owner is None:
        return
    accounts = [Known(snapshot.owner, account) for account in snapshot.accounts]
    take_people(uow, [*accounts, Known(snapshot.owner, address=snapshot.address)], now)
    look_for(uow, snapshot.owner, now)


def look_for(uow: UnitOfWork, person: str, now: datetime) -> None:
    """A member is needed: look for the accounts by which they could be reached too."""
    uow.outbox.put([FindAccount(person, chat) for chat in uow.people.addressed(person)], now)


def finish_account(uow: UnitOfWork, effect: FindAccount, found: Account | None, now: datetime) -> None:
    """The look is back: the account is the member's, or none can be found; either way the address has served."""
    uow.people.forget_address(effect.person, effect.chat)
    if found:
        take_people(uow, [Known(effect.person, found)], now)


# What follows


def persons_before(uow: UnitOfWork, accounts: Iterable[Account]) -> dict[Account, str]:
    """The persons behind these accounts and behind all that are linked with them, to tell later what has changed."""
    all_ = {each for account in accounts for each in persons_accounts(uow, account)}
    known = uow.people.persons(all_)
    return {account: known.get(account, str(account)) for account in all_}


def reweigh(uow: UnitOfWork, before: Mapping[Account, str], now: datetime) -> None:
    """Weigh every case anew that a change of persons may concern, in the transaction that made the change."""
    after = uow.people.persons(before)
    changed = {account: person for account, person in before.items() if after.get(account, str(account)) != person}
    if not changed:
        return
    theirs = uow.people.accounts(after[account] for account in changed)
    accounts = {*changed, *(account for each in theirs.values() for account in each)}
    for case in uow.cases.concerning(accounts, theirs):
        apply(uow, case, c.Reweigh(changed), now)


def write_here(uow: UnitOfWork, event: ChoseHere, now: datetime) -> Answer:
    """The person wants to be written to at this account: from now on, also about what is open."""
    uow.people.choose(event.account, now)
    for case in uow.cases.of_owner(persons_accounts(uow, event.account)):
        if case.is_open:
            apply(uow, case, c.WriteTo(event.account), now)
    return Said(Say("say.write_here"))
