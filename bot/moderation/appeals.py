"""The appeal: once a decision, in time, and heard by moderators who had no ballot on the case before."""

from datetime import datetime

from bot.moderation import action_events as a
from bot.moderation.acting import close_again
from bot.moderation.draft import Draft
from bot.moderation.effects import Say, ShowCard
from bot.moderation.endings import tell_member
from bot.moderation.model import Case, Ending, Reply, Status
from bot.moderation.undoing import undo


def closes_at(case: Case) -> datetime | None:
    """Until when the member may appeal; None while they have not had the statement of reasons, or nothing was done."""
    if case.action is None or case.action.told_at is None or case.ended_at is None:
        return None
    return max(case.action.told_at, case.ended_at) + case.rules.appeal_within


def refusal(case: Case, now: datetime) -> Say | None:
    """Why the member cannot appeal now, or None where they can."""
    place = {"case": case.number}
    if case.action is None or case.action.undone:
        return Say("say.appeal_nothing", place)
    if case.status is Status.APPEAL_IN_REVIEW:
        return Say("say.appeal_heard_now", place)
    if case.appeal is not None:
        return Say("say.appeal_once", place)
    if case.status is Status.REPLY_IN_REVIEW:
        return Say("say.appeal_after_repair", place)
    until = closes_at(case)
    if case.status is not Status.CLOSED or (until and now >= until):
        return Say("say.appeal_late", place)
    return None


def overturn(draft: Draft, ending: Ending) -> None:
    """Everything is undone, with an apology."""
    undo(draft)
    draft.record(a.CaseOverturned(ending, draft.facts.now))
    tell_member(draft, f"say.member_{ending.name.lower()}")


def uphold(draft: Draft) -> None:
    """The decision stands; what it restricts still ends by itself, and can still be repaired."""
    close_again(draft)
    tell_member(draft, "say.member_appeal_stands")


def join(draft: Draft, more: Reply) -> None:
    """What the member adds while the appeal is heard belongs to it."""
    draft.record(a.AppealJoined(more))
    draft.want(ShowCard(draft.case.number, draft.case.round.number))
