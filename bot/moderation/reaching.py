"""Where the owner is reached: every account that is known to be theirs, and the one that is written to first."""

from bot.moderation import events as e
from bot.moderation.draft import Draft
from bot.moderation.model import Account, Chat, Facts, Owner, Way


def update(draft: Draft) -> None:
    """Take over what is known of the owner's accounts now. A conversation that began somewhere goes on there."""
    case = draft.case
    if case.owner is None:
        return
    known = _known(case.owner, draft.facts)
    order = (*case.owner.accounts, *known) if case.member_knows else (*known, *case.owner.accounts)
    _record(draft, case.owner, order)


def _known(owner: Owner, facts: Facts) -> tuple[Account, ...]:
    persons = dict.fromkeys((owner.key, *map(facts.person, owner.accounts)))
    return tuple(account for person in persons for account in facts.accounts.get(person, ()))


def begin_at(draft: Draft, account: Account) -> None:
    """This account is the one to write to from here on, if it is the owner's."""
    owner = draft.case.owner
    if owner and account in owner.accounts:
        _record(draft, owner, (account, *owner.accounts))


def _record(draft: Draft, owner: Owner, order: tuple[Account, ...]) -> None:
    accounts = tuple(dict.fromkeys(order))
    if accounts != owner.accounts:
        draft.record(e.OwnerReached(accounts))


def next_after(owner: Owner, way: Way, threads: frozenset[Chat]) -> Way | None:
    """The way to try where this one failed, or None where every way was tried.

    First every account in its turn; then, on the chats that have them, a private thread with each.
    """
    direct = [Way(account) for account in owner.accounts]
    ways = [*direct, *(Way(account, aside=True) for account in owner.accounts if account.chat in threads)]
    later = ways[ways.index(way) + 1 :] if way in ways else []
    return later[0] if later else None
