"""Is a message still wanted? Things change while it waits, and some of what is late makes no sense to a person."""

from datetime import datetime, timedelta
from typing import Final

from bot.moderation import effects as f
from bot.moderation.acting import REASONS
from bot.moderation.ballots import uncounted
from bot.moderation.model import IN_REVIEW, Case, Status
from bot.ports import QueuedEffect, UnitOfWork
from bot.service.deciding import facts

STALE: Final = timedelta(days=1)
"""Age after which an answer to something that somebody did in passing would only puzzle them."""
LATE: Final = 4
"""A reminder is too late once this part of the time that it promises has passed: of 48 hours, twelve."""
REMINDER: Final = "say.member_reminder"
FOUND_AGAIN: Final = "say.member_lost"
NOT_ACCEPTED: Final = "say.member_not_accepted"

HURRY: Final = "say.lead_late"

_WHILE: Final = {
    REMINDER: (Status.AWAITING_MEMBER, "the member is not awaited any more"),
    FOUND_AGAIN: (Status.UNDELIVERABLE, "the member is not lost any more"),
    "say.member_still_there": (Status.AWAITING_MEMBER, "the member is not awaited any more"),
    NOT_ACCEPTED: (Status.ACTION_IN_REVIEW, "something else was decided meanwhile"),
}
"""Sentences to the member that are true in one state only."""
_IN_PASSING: Final = frozenset({"say.no_case", "say.voter_late"})


def unwanted(uow: UnitOfWork, queued: QueuedEffect, now: datetime) -> str | None:
    """Why an effect is not wanted any more, or None where it is."""
    effect = queued.effect
    if _is_stale(queued, now):
        return "it is too late for an answer"
    match effect:
        case f.SendNotice():
            return _notice(uow, effect)
        case f.TellMember():
            return _to_member(uow, effect)
        case f.TellVoter():
            return _to_voter(uow, effect, now)
        case f.TellLead():
            return _to_lead(uow, effect)
        case f.AskWhich():
            message = uow.conversation.get(effect.message)
            return "it is sorted already" if message is None or message.case is not None else None
        case f.AnswerReport():
            return _answer(uow, effect)
        case f.TellSupport(case=number, say=f.Say(key="say.too_few")):
            case = uow.cases.get(number)
            return None if case and case.status in IN_REVIEW else "the round is over"
        case _:
            return None


def _is_stale(queued: QueuedEffect, now: datetime) -> bool:
    match queued.effect:
        case f.ShowDigest():
            return now - queued.created_at > STALE / 2
        case f.TellPerson(say=say) | f.TellVoter(say=say):
            return say.key in _IN_PASSING and now - queued.created_at > STALE
        case _:
            return False


def _notice(uow: UnitOfWork, effect: f.SendNotice) -> str | None:
    case = uow.cases.get(effect.case)
    if case is None or case.status not in (Status.NOTICE_DUE, Status.UNDELIVERABLE):
        return "no notice is due any more"
    if case.questions != effect.question or not case.owner or effect.account not in case.owner.accounts:
        return "another notice is due"
    return None


def _to_member(uow: UnitOfWork, effect: f.TellMember) -> str | None:
    case = uow.cases.get(effect.case)
    if case is None:
        return "no such case"
    if effect.say.key in REASONS and (case.action is None or case.action.undone):
        return "what it gives reasons for is undone"
    status, why = _WHILE.get(effect.say.key, (case.status, ""))
    return why if case.status is not status else None


def missed_reminder(uow: UnitOfWork, queued: QueuedEffect, since: datetime, now: datetime) -> int | None:
    """The number of a reminder that comes too late to make sense; None for whatever else it is.

    `since` is when it could have left: that it waited for the morning makes no reminder late.
    """
    effect = queued.effect
    if not isinstance(effect, f.TellMember) or effect.say.key != REMINDER:
        return None
    case = uow.cases.get(effect.case)
    if case is None or case.clock is None:
        return None
    number = int(effect.say.words.get("number", case.clock.reminded))
    promised = case.rules.answer_within - case.rules.reminders[number - 1]
    return number if now - since > promised / LATE else None


def _to_voter(uow: UnitOfWork, effect: f.TellVoter, now: datetime) -> str | None:
    """What is said of a ballot makes sense while it can be set right, and is not."""
    case = uow.cases.get(effect.case)
    if case is None:
        return "no such case"
    why = effect.say.key.removeprefix("say.voter_")
    round_ = case.rounds[effect.round - 1]
    if why != "late" and round_.closed:
        return "the round is over"
    if why == "two" and uncounted(case, round_, facts(uow, case, now)).get(effect.account) != why:
        return "it is set right"
    return None


def _to_lead(uow: UnitOfWork, effect: f.TellLead) -> str | None:
    case = uow.cases.get(effect.case)
    if case is None or not case.is_open:
        return "the case is over"
    round_ = case.rounds[effect.round - 1]
    if effect.say.key == HURRY and (round_.closed or round_.stands):
        return "moderators have got to it"
    return None


def _answer(uow: UnitOfWork, effect: f.AnswerReport) -> str | None:
    report = uow.reports.get(effect.report)
    if report is None:
        return "no such report"
    if effect.confirm and report.state != "unsure":
        return "they have gone on"
    case = uow.cases.get(report.case) if report.case else None
    return "the case is over, and they hear of that" if case and _is_over(case) else None


def _is_over(case: Case) -> bool:
    return not case.is_open
