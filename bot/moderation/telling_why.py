"""The way of the statement of reasons to the member, without which no time to appeal runs.

Along every private way in turn, again each day and where they are seen, or by a moderator's hand.
"""

from datetime import datetime

from bot.moderation import action_events as a
from bot.moderation import commands as c
from bot.moderation import reaching
from bot.moderation.acting import reasons
from bot.moderation.appeals import closes_at
from bot.moderation.draft import Draft
from bot.moderation.effects import Say, TellMember, TellSupport
from bot.moderation.model import Account, Case, Way


def untold(case: Case) -> bool:
    """Whether something was decided against the member, still holds, and no private way led to them to say why."""
    action = case.action
    return action is not None and action.tried is not None and not (action.told_at or action.undone or action.over)


def fail_reasons(draft: Draft, command: c.FailReasons) -> None:
    """The next way is tried; with none left the support contact hears of it, and the time to appeal does not run."""
    case, owner = draft.case, draft.case.owner
    if owner is None or case.action is None or case.action.undone:
        return
    way = reaching.next_after(owner, Way(command.account, command.aside), command.threads)
    if way:
        draft.want(TellMember(case.number, way.account, reasons(case.number, case.action), way.aside))
    elif case.action.tried is None:
        draft.record(a.ReasonsFailed(draft.facts.now))
        draft.want(TellSupport(case.number, Say("say.reasons_undelivered", {"case": case.number})))


def try_again(draft: Draft, account: Account | None = None) -> None:
    """Where they were seen, else by the first of their ways."""
    reaching.update(draft)
    case = draft.case
    if case.action and case.owner and untold(case):
        draft.record(a.ReasonsFailed(draft.facts.now))
        where = account if account in case.owner.accounts else None
        draft.want(TellMember(case.number, where or case.owner.accounts[0], reasons(case.number, case.action)))


def next_due(case: Case) -> datetime | None:
    """When it is tried again, for as long as a member is looked for."""
    action = case.action
    if action is None or action.tried is None or not untold(case):
        return None
    again = action.tried + case.rules.try_again_every
    return again if again <= action.since + case.rules.unreachable_within else None


def tick(draft: Draft) -> None:
    """It is time to try again."""
    due = next_due(draft.case)
    if due and draft.facts.now >= due:
        try_again(draft)


def hand_over(draft: Draft, command: c.HandOver) -> None:
    """A moderator told the member another way: the time to appeal begins."""
    number = draft.case.number
    draft.record(a.ReasonsDelivered(draft.facts.now, command.by, command.words))
    until = closes_at(draft.case) or draft.facts.now
    draft.say(Say("say.handed_over_reasons", {"case": number}, {"until": until}))
