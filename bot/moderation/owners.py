"""Whose listing it is, where the platform does not say: moderators name the owner, and in larger teams agree on it."""

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.ballots import is_settled
from bot.moderation.draft import Draft
from bot.moderation.effects import Say, ShowCard
from bot.moderation.endings import send_notice
from bot.moderation.model import Account, Case, Facts, Owner, Status
from bot.moderation.rounds import explain, weigh


def name_owner(draft: Draft, command: c.NameOwner) -> None:
    """Name the owner's account, confirm what another moderator named, or name somebody else instead."""
    case = draft.case
    if unfit := _unfit(case, command, draft.facts):
        draft.say(unfit)
        return
    if case.owner and case.owner.named_by and _is_theirs(case.owner, command.account, draft.facts):
        draft.record(e.OwnerConfirmed(command.by))
    else:
        key = case.owner.key if case.owner else str(command.account)
        draft.record(e.OwnerNamed(Owner(key, (command.account,), named_by=command.by)))
    settled = is_settled(draft.case.owner, draft.case.rules)
    draft.say(Say("say.owner_named" if settled else "say.owner_needs_second", {"case": case.number}))
    _go_on(draft)


def _unfit(case: Case, command: c.NameOwner, facts: Facts) -> Say | None:
    """Why this naming is refused, if it is. Never because somebody reported the case: that would tell who did."""
    owner, place = case.owner, {"case": case.number}
    person = facts.person(command.account)
    if is_settled(owner, case.rules):
        return Say("say.owner_known", place)
    if person == facts.person(command.by):
        return Say("say.owner_yourself", place)
    namer = facts.person(owner.named_by) if owner and owner.named_by else None
    if owner and _is_theirs(owner, command.account, facts) and namer == facts.person(command.by):
        return Say("say.owner_needs_second", place)
    return None


def _is_theirs(owner: Owner, account: Account, facts: Facts) -> bool:
    """Whether it is an account of the person who was named."""
    return facts.person(account) in {facts.person(each) for each in owner.accounts}


def _go_on(draft: Draft) -> None:
    """The card shows it; a verdict that waited for it may hold now, a notice that waited goes out."""
    case = draft.case
    draft.want(ShowCard(case.number, case.round.number))
    if case.status is Status.NOTICE_DUE:
        send_notice(draft)
    else:
        explain(draft)
        weigh(draft)
