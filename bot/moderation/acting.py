"""What an action round leads to, and what becomes of that: it ends by itself, and an unlisted work can be repaired."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bot.moderation import action_events as a
from bot.moderation.draft import Draft
from bot.moderation.effects import CallPlatform, PlatformEvent, Say, ShowCard, TellMember
from bot.moderation.endings import resolve, tell_member, tell_reporters
from bot.moderation.model import Action, Case, Choice, Ending
from bot.moderation.undoing import lift, undo

ENDINGS: Final[Mapping[Choice, Ending]] = {
    Choice.NONE: Ending.NOTHING_FOLLOWS,
    Choice.UNLIST: Ending.UNLISTED,
    Choice.WARN: Ending.WARNED,
    Choice.PAUSE: Ending.PAUSED,
}
UNMARKED: Final = "say.member_unlisted_unmarked"
"""Unlisted, and no violation: the work is older than the policy, or nobody knows how old."""
REASONS: Final = frozenset({"say.member_unlisted", UNMARKED, "say.member_warned", "say.member_paused"})
"""The statements of reasons: what was decided and why, until when, how to repair it, how to contest it."""


def act(draft: Draft, outcome: Choice) -> None:
    """The vote on further action is over: nothing follows, or this does."""
    tell_reporters(draft)
    if outcome is Choice.NONE:
        draft.record(a.CaseClosed(Ending.NOTHING_FOLLOWS, draft.facts.now))
        tell_member(draft, "say.member_nothing_follows")
    else:
        _take(draft, outcome)


def _take(draft: Draft, outcome: Choice) -> None:
    rules, now = draft.case.rules, draft.facts.now
    lasting = {Choice.UNLIST: rules.unlist_for, Choice.PAUSE: rules.pause_for}.get(outcome)
    until = now + lasting if lasting else None
    expires = None if draft.facts.record.exempt else now + rules.violation_for
    draft.record(a.ActionTaken(outcome, now, until, expires), a.CaseClosed(ENDINGS[outcome], now))
    case = draft.case
    accounts = case.owner.accounts if case.owner else ()
    told = reasons(case.number, Action(outcome, now, until, expires))
    draft.want(*(TellMember(case.number, account, told) for account in accounts[:1]))
    draft.want(CallPlatform(case.number, PlatformEvent.ACTION_DECIDED, until, outcome=outcome))


def reasons(case: int, action: Action) -> Say:
    """The statement of reasons."""
    key = f"say.member_{ENDINGS[action.outcome].name.lower()}" if action.expires else UNMARKED
    times = {"until": action.until or action.since, "expires": action.expires or action.since}
    return Say(key, {"case": case}, times)


def reasons_delivered(draft: Draft) -> None:
    """The member has it: the time to appeal begins."""
    if draft.case.action and draft.case.action.told_at is None:
        draft.record(a.ReasonsDelivered(draft.facts.now))


def accept_repair(draft: Draft, *, judged: bool) -> None:
    """The work is listed again, the case is over, and no mark is left: what was repaired counts no more."""
    undo(draft)
    resolve(draft, Ending.REPAIRED if judged else Ending.REPAIRED_UNJUDGED)


def refuse_repair(draft: Draft) -> None:
    """The action stands, and the work can still be repaired while that lasts; once it is over, it stays listed."""
    close_again(draft)
    action = draft.case.action
    tell_member(draft, "say.member_repair_refused_over" if action and action.over else "say.member_repair_refused")


def close_again(draft: Draft) -> None:
    """The case is closed as it was before."""
    action = draft.case.action
    ending = ENDINGS[action.outcome] if action else Ending.NOTHING_FOLLOWS
    draft.record(a.CaseClosed(ending, draft.facts.now))


def restriction_ends(case: Case) -> datetime | None:
    """When what the action restricts ends by itself."""
    return case.action.until if case.action and case.action.restricts else None


def end_restriction(draft: Draft) -> None:
    """Its time is over."""
    action, ends = draft.case.action, restriction_ends(draft.case)
    if action and ends and draft.facts.now >= ends:
        lift(draft, action)
        draft.want(ShowCard(draft.case.number, draft.case.round.number))
        tell_member(draft, f"say.member_{action.outcome}_over")
