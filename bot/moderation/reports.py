"""Reports: the first opens a case, later ones join it; their authors are recused from then on."""

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.draft import Draft
from bot.moderation.effects import CallPlatform, PlatformEvent, Say, TellReporter
from bot.moderation.model import IN_REVIEW, Account, Facts, Owner, RoundKind
from bot.moderation.rounds import explain, open_round, warn_if_too_few, weigh


def open_case(draft: Draft, command: c.OpenCase) -> None:
    """Open a case, unless the listing is the reporter's own."""
    if _is_owner(command.owner, command.reporter, draft.facts):
        draft.say(Say("say.report_own"))
        return
    draft.record(
        e.CaseOpened(
            command.number,
            command.policy,
            command.rules,
            command.listing,
            command.snapshot,
            command.media,
            command.owner,
            draft.facts.now,
        ),
        *_grounds(command),
    )
    _take_over(draft, command.earlier)
    open_round(draft, RoundKind.LISTING)
    draft.want(CallPlatform(command.number, PlatformEvent.CASE_OPENED))
    draft.say(Say(_taken(command), {"case": command.number}))


def _grounds(command: c.OpenCase) -> tuple[e.Event, ...]:
    """Why there is a case. A moderator who flags a listing on duty reports nothing, and keeps their ballot."""
    if command.duty:
        return (e.Flagged(command.report, command.reporter),)
    return (e.ReportJoined(command.report, command.reporter, command.moderator),)


def _take_over(draft: Draft, earlier: c.Earlier | None) -> None:
    """Whoever reported the listing then is told that it is looked at again, and has no ballot on it now either."""
    if earlier is None:
        return
    draft.record(e.Reopened(earlier.number))
    told: set[str] = set()
    for each in earlier.reports:
        draft.record(e.ReportJoined(each.report, each.reporter, each.moderator))
        if (person := draft.facts.person(each.reporter)) not in told:
            told.add(person)
            say = Say("say.reporter_reopened", {"case": draft.case.number, "earlier": earlier.number})
            draft.want(TellReporter(draft.case.number, each.reporter, say))


def _taken(command: c.OpenCase) -> str:
    if command.earlier:
        return "say.reopened"
    return "say.flagged" if command.duty else "say.report_taken"


def join_report(draft: Draft, command: c.JoinReport) -> None:
    """Add a report to the open case: one a person, and none by the owner."""
    case, facts = draft.case, draft.facts
    if not case.takes_reports:
        draft.say(Say("say.case_over", {"case": case.number}))
        return
    if _is_owner(case.owner, command.reporter, facts):
        draft.say(Say("say.report_own"))
        return
    if facts.person(command.reporter) in {facts.person(account) for account in case.reporters}:
        draft.say(Say("say.report_repeated", {"case": case.number}))
        return
    draft.record(e.ReportJoined(command.report, command.reporter, command.moderator))
    draft.say(Say("say.report_taken", {"case": case.number}))
    if case.status in IN_REVIEW:
        if command.moderator:
            warn_if_too_few(draft)
        explain(draft)
        weigh(draft)


def _is_owner(owner: Owner | None, account: Account, facts: Facts) -> bool:
    return owner is not None and facts.person(account) in {facts.person(each) for each in owner.accounts}
