"""The history of a case for moderators: what happened and when, without who reported and who voted how."""

from datetime import datetime

from bot.moderation import action_events as a
from bot.moderation import events as e
from bot.moderation.effects import Say
from bot.moderation.model import Case, Ending
from bot.ports import UnitOfWork

_LINES: dict[type, str] = {
    e.CaseOpened: "say.history_opened",
    e.ReportJoined: "say.history_report",
    e.Flagged: "say.history_flagged",
    e.Reopened: "say.history_reopened",
    e.TakenUpAgain: "say.history_taken_up_again",
    e.NoteAdded: "say.history_note",
    e.MediaPurged: "say.history_purged",
    e.LeadsCalled: "say.history_leads_called",
    e.ReportersUnsealed: "say.history_unsealed",
    e.ListingJoined: "say.history_listing_joined",
    e.CardLost: "say.history_card_lost",
    e.VerdictReached: "say.history_verdict",
    e.VerdictQuestioned: "say.history_relinked",
    e.RoundExpired: "say.history_expired",
    e.OwnerNamed: "say.history_owner_named",
    e.OwnerConfirmed: "say.history_owner_confirmed",
    e.OwnerDisputed: "say.history_owner_disputed",
    e.OwnerMoved: "say.history_owner_moved",
    e.OwnerLetGo: "say.history_owner_let_go",
    e.NoticeDelivered: "say.history_notice",
    e.NoticeStood: "say.history_notice",
    e.NoticeFailed: "say.history_notice_failed",
    e.NoticeHandedOver: "say.history_handed_over",
    e.AnswerHandedIn: "say.history_handed_in",
    e.MemberMessaged: "say.history_messaged",
    e.MemberBack: "say.history_back_again",
    e.ReminderDue: "say.history_reminder",
    e.MoreTimeGiven: "say.history_more_time",
    e.Replied: "say.history_replied",
    e.ReplyJoined: "say.history_reply_joined",
    e.ReplyRevised: "say.history_reply_revised",
    e.ListingChanged: "say.history_changed",
    e.ListingMissing: "say.history_missing",
    e.ListingBack: "say.history_back",
    e.ListingGone: "say.history_gone_one",
    e.MemberSilent: "say.history_silent",
    e.ActionNeeded: "say.history_action",
    e.CaseCleared: "say.history_cleared",
    e.CaseLapsed: "say.history_lapsed",
    e.CaseResolved: "say.history_resolved",
    e.CaseWithdrawn: "say.history_withdrawn",
    a.ReasonsDelivered: "say.history_reasons",
    a.CaseClosed: "say.history_closed",
    a.RestrictionEnded: "say.history_restriction_ended",
    a.ActionUndone: "say.history_undone",
    a.Appealed: "say.history_appealed",
    a.CaseOverturned: "say.history_overturned",
}
"""Events that moderators read of. Ballots, looks and private words to voters are on record, not on show."""


def history(uow: UnitOfWork, number: int) -> list[tuple[datetime, Say]]:
    """The lines of a case, oldest first."""
    return [(at, _line(uow, event)) for at, event in uow.cases.history(number) if type(event) in _LINES]


def crowd(uow: UnitOfWork, case: Case) -> Say | None:
    """That many people reported at once. It is no line of the history, from which their reports would push it out."""
    if not case.crowded:
        return None
    noted = next(event for _, event in uow.cases.history(case.number) if isinstance(event, e.ManyReports))
    return Say("command.reports_crowd", {"people": noted.people, "minutes": noted.minutes})


def _line(uow: UnitOfWork, event: e.Event) -> Say:
    key = _LINES[type(event)]
    match event:
        case e.VerdictReached(outcome=outcome):
            return Say(f"{key}_{outcome}")
        case e.ListingJoined(media=media):
            return Say(key, {"letters": ", ".join(each.letter for each in media)})
        case e.CaseLapsed(ending=Ending.NEVER_DELIVERED):
            return Say("say.history_unreached")
        case e.NoticeHandedOver(words=words):
            return Say(key, {"how": uow.words.get(words) if words else "…"})
        case e.Reopened(earlier=number) | e.TakenUpAgain(number=number):
            return Say(key, {"case": number})
        case e.NoteAdded(words=words):
            return Say(key, {"words": uow.words.get(words)})
        case e.ReportersUnsealed(words=words):
            return Say(key, {"why": uow.words.get(words)})
        case e.MediaPurged(words=words, digests=digests):
            return Say(key, {"why": uow.words.get(words), "count": len(digests)})
        case e.CaseResolved(ending=ending) | a.CaseClosed(ending=ending):
            return Say(f"{key}_{ending.name.lower()}")
        case _:
            return Say(key)
