"""Reports: the first opens a case, later ones join it; their authors are recused from then on."""

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.draft import Draft
from bot.moderation.effects import CallPlatform, PlatformEvent, Say, TellReporter
from bot.moderation.model import IN_REVIEW, Account, Case, Facts, Owner, Part, RoundKind
from bot.moderation.replies import lettered
from bot.moderation.rounds import explain, open_round, warn_if_too_few, weigh


def open_case(draft: Draft, command: c.OpenCase) -> None:
    """Open a case, unless the listing is the reporter's own."""
    if is_owner(command.owner, command.reporter, draft.facts):
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
            command.joint,
            command.judged,
        ),
        *_grounds(command),
    )
    _take_over(draft, command.earlier)
    open_round(draft, RoundKind.LISTING)
    draft.want(CallPlatform(command.number, PlatformEvent.CASE_OPENED))
    for part in command.further:
        take_in(draft, part)
    draft.say(_taken(command))


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


def _taken(command: c.OpenCase) -> Say:
    count, earlier = 1 + len(command.further), command.earlier
    if earlier and count < earlier.listings:
        return Say("say.reopened_some", {"case": command.number, "count": count, "all": earlier.listings})
    key = "say.reopened" if earlier else "say.flagged" if command.duty else "say.report_taken"
    return Say(key, {"case": command.number})


def take_in(draft: Draft, part: Part) -> None:
    """A further listing is part of the case from now on, lettered on from what is there."""
    case = draft.case
    media = lettered(part.media, len(case.media))
    draft.record(e.ListingJoined(part.listing, part.snapshot, media, draft.facts.now))
    draft.want(CallPlatform(case.number, PlatformEvent.CASE_OPENED, listing=part.listing))


def join_report(draft: Draft, command: c.JoinReport) -> None:
    """Add a report to the open case: one a person, and none by the owner."""
    case, facts = draft.case, draft.facts
    if not case.takes_reports:
        draft.say(Say("say.case_over", {"case": case.number}))
        return
    if is_owner(case.owner, command.reporter, facts):
        draft.say(Say("say.report_own"))
        return
    if is_reporter(case, command.reporter, facts):
        key = "say.report_joint" if len(case.parts) > 1 else "say.report_repeated"
        draft.say(Say(key, {"case": case.number}))
        return
    add_reporter(draft, command)


def add_reporter(draft: Draft, command: c.JoinReport | c.JoinListing) -> None:
    """Their report is with the case, and they have no ballot on it any more."""
    case = draft.case
    draft.record(e.ReportJoined(command.report, command.reporter, command.moderator))
    draft.say(Say("say.report_taken", {"case": case.number}))
    if case.status in IN_REVIEW:
        if command.moderator:
            warn_if_too_few(draft)
        explain(draft)
        weigh(draft)


def is_reporter(case: Case, account: Account, facts: Facts) -> bool:
    """Whether somebody has reported the case, with whatever account."""
    return facts.person(account) in {facts.person(each) for each in case.reporters}


def is_owner(owner: Owner | None, account: Account, facts: Facts) -> bool:
    """Whether it is the owner's account."""
    return owner is not None and facts.person(account) in {facts.person(each) for each in owner.accounts}
