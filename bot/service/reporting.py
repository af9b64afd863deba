"""Reports as people send them: kept at once, then looked up (`opening.py`)."""

from datetime import datetime

from bot.moderation.effects import AnswerReport, LookUpListing, Say
from bot.moderation.inbound import ReportConfirmed, ReportSent
from bot.moderation.policy import Category
from bot.moderation.views import Answer, Deferred, Said, Silent
from bot.moderation.words import clean
from bot.ports import StoredReport, UnitOfWork
from bot.service.ground import Ground
from bot.service.restraining import paused, too_many


def take_report(uow: UnitOfWork, event: ReportSent, ground: Ground, now: datetime) -> Answer:
    """Keep the report, and have its listing looked up. What is plainly wrong with it is said at once."""
    uow.people.seen(event.reporter, now, event.locale)
    by = ground.policy.reporting
    if refusal := _refusal(event, ground) or too_many(uow, event.reporter, by, now):
        return Said(refusal)
    until = paused(uow, event.reporter, by, now)
    report = StoredReport(
        id=uow.new_id(),
        reporter=event.reporter,
        moderator=event.moderator,
        link=event.link.strip(),
        which=event.which,
        category=event.category,
        words=clean(event.words),
        files=event.files,
        token=event.token,
        expires=event.expires,
        locale=event.locale,
        sure=event.sure,
        at=now,
        state="muted" if until else "pending",
    )
    uow.reports.add(report)
    if until:
        return Said(Say("say.report_paused", {"support": ground.support}, {"until": until}))
    uow.outbox.put([LookUpListing(report.id)], now)
    return Deferred()


def _refusal(event: ReportSent, ground: Ground) -> Say | None:
    """What is wrong with a report before anything is looked up."""
    least, most = ground.policy.limits.report
    category = _category(event, ground)
    if category is None:
        return Say("say.report_category")
    if not category.opens_case:
        return Say("say.report_elsewhere", {"support": ground.support})
    if not least <= len(clean(event.words)) <= most:
        return Say("say.report_words", {"least": least, "most": most})
    if not event.link.strip() and not event.files:
        return Say("say.report_nothing")
    return None


def _category(event: ReportSent, ground: Ground) -> Category | None:
    return next((each for each in ground.policy.categories if each.code == event.category), None)


def confirm_report(uow: UnitOfWork, event: ReportConfirmed, now: datetime) -> Answer:
    """The reporter goes on, knowing that nobody may be left to vote."""
    report = uow.reports.get(event.token)
    if report is None or report.reporter != event.reporter:
        return Said(Say("say.not_yours"))
    if report.state != "unsure":
        return Silent()
    uow.reports.confirm(report.id)
    uow.reports.set_state(report.id, "pending")
    uow.outbox.put([LookUpListing(report.id)], now)
    return Said(Say("say.report_confirmed"))


def refuse_report(uow: UnitOfWork, report_id: str, say: Say, now: datetime) -> None:
    """The listing cannot be found, or is none of the platform's: the reporter is told, the report stays on record."""
    report = uow.reports.get(report_id)
    if report and report.state == "pending":
        uow.reports.set_state(report.id, "refused")
        uow.outbox.put([AnswerReport(report.id, report.reporter, say)], now)
