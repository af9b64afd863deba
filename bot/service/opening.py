"""The listing of a report was captured: a case opens, is joined, or the reporter hears why not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.moderation import commands as c
from bot.moderation.draft import Decision
from bot.moderation.effects import AnswerReport, Say
from bot.moderation.joint import left_out
from bot.moderation.model import Case, Ending, Media, Owner, Status
from bot.moderation.resemblance import Sameness
from bot.ports import Snapshot, StoredReport, UnitOfWork
from bot.service import joining, judging, linking, reopening
from bot.service.deciding import apply, apply_to
from bot.service.ground import Ground
from bot.service.listings import look_later, see, shows_the_same
from bot.service.portfolio import look_once
from bot.service.resemblance import alike
from bot.service.restraining import watch
from bot.service.seeing import saw_listing
from bot.service.sorting import persons_accounts

SHIELDING = frozenset(
    {
        Ending.KEPT,
        Ending.ACCEPTED,
        Ending.ACCEPTED_UNJUDGED,
        Ending.REPAIRED,
        Ending.REPAIRED_UNJUDGED,
        Ending.OVERTURNED,
        Ending.OVERTURNED_UNJUDGED,
    }
)
"""Endings after which the same media of the same owner open no new case. An undecided case shields nothing."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is known once the listing of a report is captured.

    Attributes:
        case: The open case of the listing, if any.
        judged: Hash of the policy that its work is judged under, where that is another than new cases open under.
        joint: The joint case of its member that takes it, where it has none.
    """

    report: StoredReport
    snapshot: Snapshot
    owner: Owner | None
    case: Case | None
    judged: str = ""
    joint: Case | None = None

    @property
    def judged_in(self) -> Case | None:
        """The case that the report goes to, where that is open already."""
        return self.case or self.joint


def take_listing(uow: UnitOfWork, report_id: str, snapshots: Sequence[Snapshot], ground: Ground, now: datetime) -> None:
    """Open a case, join the open one, or say why not. A report that is settled already is left as it is.

    Several snapshots are those of a case that is taken up again: what is decided or open elsewhere is left out.
    """
    report = uow.reports.get(report_id)
    if report is None or report.state != "pending":
        return
    every = [_found(uow, report, each, ground, now) for each in snapshots]
    free = [each for each in every if not each.case and not _is_decided(uow, each, ground.policy.sameness)]
    found = (free or every)[0]
    if _is_own(uow, found):
        uow.reports.set_state(report.id, "refused")
        _answer(uow, found, Say("say.report_own"), now)
    elif not (free or found.case):
        uow.reports.set_state(report.id, "decided")
        _answer(uow, found, Say("say.report_decided"), now)
    elif refused := judging.not_asked_then(uow, found.judged, report.category):
        uow.reports.set_state(report.id, "refused")
        _answer(uow, found, refused, now)
    elif _leaves_nobody(uow, found, ground):
        uow.reports.set_state(report.id, "unsure")
        uow.outbox.put([AnswerReport(report.id, report.reporter, Say("say.report_leaves_nobody"), confirm=True)], now)
    elif found.case:
        _join(uow, found, found.case, now)
    elif found.joint:
        _settle(uow, found, joining.join(uow, found.joint, report, found.snapshot, now), now)
    else:
        _open(uow, found, [each.snapshot for each in free[1:]], ground, now)


def _is_own(uow: UnitOfWork, found: Found) -> bool:
    """Whether the reporter owns it. Asked before all else: any other answer could tell an owner that there is a case.

    Where the platform does not say whose it is, whom moderators of its newest case named.
    """
    newest = uow.cases.on_listing(found.snapshot.listing)[-1:]
    owner = found.owner or next((case.owner for case in newest), None)
    return owner is not None and not {*owner.accounts}.isdisjoint(persons_accounts(uow, found.report.reporter))


def _found(uow: UnitOfWork, report: StoredReport, snapshot: Snapshot, ground: Ground, now: datetime) -> Found:
    uow.listings.save(snapshot)
    saw_listing(uow, snapshot, now)
    owner, case = _owner(uow, snapshot, now), uow.cases.open_on(snapshot.listing)
    judged = judging.in_force(uow, snapshot, ground)
    joint = None if case or report.reopens else joining.takes(uow, owner, snapshot, judged or ground.policy_hash, now)
    return Found(report, snapshot, owner, case, judged, joint)


def _answer(uow: UnitOfWork, found: Found, say: Say, now: datetime) -> None:
    uow.outbox.put([AnswerReport(found.report.id, found.report.reporter, say)], now)


def _owner(uow: UnitOfWork, snapshot: Snapshot, now: datetime) -> Owner | None:
    """The owner as the platform and our own table know it. Accounts that the platform names are linked to it."""
    if snapshot.owner is None:
        return None
    linking.take_owner(uow, snapshot, now)
    known = uow.people.accounts_of(snapshot.owner)
    return Owner(snapshot.owner, tuple(dict.fromkeys((*snapshot.accounts, *known))))


def reported_media(which: str, media: Iterable[Media]) -> tuple[Media, ...]:
    """The media that a reporter means: those named by letter where only letters were written, else all."""
    every = tuple(media)
    letters = {part for part in which.upper().replace(",", " ").split() if part != "AND"}
    named = tuple(each for each in every if each.letter in letters)
    return named if named and len(named) == len(letters) else every


def _is_decided(uow: UnitOfWork, found: Found, by: Sameness) -> bool:
    """Media of one owner that were kept or accepted open no new case, also in another listing, or made anew."""
    digests = {each.digest for each in reported_media(found.report.which, found.snapshot.media) if each.digest}
    if found.case or not digests:
        return False
    return all(_shields(uow, found, alike(uow, digest, by)) for digest in digests)


def _judged(uow: UnitOfWork, found: Found, digests: Iterable[str]) -> dict[str, int]:
    """The newest ended case about each of these: of the owner or, while nobody knows whose it is, of the listing."""
    if found.owner:
        return {digest: number for digest, (_, number) in uow.cases.judged(found.owner.key, digests).items()}
    about = uow.cases.about(digests)
    listing = found.snapshot.listing
    return {digest: case.number for digest, case in about if listing in case.listings and not case.is_open}


def _shields(uow: UnitOfWork, found: Found, digests: Iterable[str]) -> bool:
    """Whether the newest ended case about one of these media decided on it, or left it out as fine."""
    judged = _judged(uow, found, digests)
    newest = max(judged.values(), default=None)
    case = uow.cases.get(newest) if newest else None
    if case is None or case.status is Status.WITHDRAWN:
        return False
    fine = any(number == newest and digest in left_out(case) for digest, number in judged.items())
    return case.ending in SHIELDING or case.closed_at is not None or fine


def _leaves_nobody(uow: UnitOfWork, found: Found, ground: Ground) -> bool:
    """Whether this report would take the ballot of the last moderator who may vote, and they have not agreed to it."""
    if not found.report.moderator or found.report.sure or found.report.duty:
        return False
    case = found.judged_in
    accounts = (*(case.recused if case else ()), found.report.reporter)
    known = uow.people.persons(accounts)
    away = {known.get(account, str(account)) for account in accounts}
    team = case.rules.team if case else ground.team
    return len(away) >= team


def _join(uow: UnitOfWork, found: Found, case: Case, now: datetime) -> None:
    report = found.report
    if report.duty:
        uow.reports.set_state(report.id, "refused")
        _answer(uow, found, Say("say.flag_open", {"case": case.number}), now)
        return
    decision = apply(uow, case, c.JoinReport(report.id, report.reporter, report.moderator), now)
    _settle(uow, found, decision, now)
    if decision.events and case.parts:
        joining.see_one(uow, case, found.snapshot, now)
    elif decision.events and not shows_the_same(uow, case.snapshot, found.snapshot):
        see(uow, case.number, c.SeeListing(c.Sight.CHANGED, found.snapshot.id, found.snapshot.media), now)


def _open(uow: UnitOfWork, found: Found, others: Iterable[Snapshot], ground: Ground, now: datetime) -> None:
    report, snapshot = found.report, found.snapshot
    further = reopening.further(snapshot, others, ground.rules)
    command = c.OpenCase(
        number=uow.cases.next_number(),
        policy=ground.policy_hash,
        rules=judging.policy_then(uow, found.judged, ground).rules(ground.team),
        listing=snapshot.listing,
        snapshot=snapshot.id,
        media=snapshot.media,
        owner=found.owner,
        report=report.id,
        reporter=report.reporter,
        moderator=report.moderator,
        duty=report.duty,
        earlier=reopening.earlier(uow, report),
        joint=bool(further) or joining.begins(uow, found.owner, ground, now),
        further=further,
        judged=found.judged,
    )
    decision = apply(uow, None, command, now)
    _settle(uow, found, decision, now)
    if decision.case:
        if report.reopens:
            apply_to(uow, report.reopens, c.TakeUpAgain(decision.case.number), now)
        look_later(uow, decision.case, now + ground.policy.limits.look_every, now)
        look_once(uow, decision.case, snapshot, now)


def _settle(uow: UnitOfWork, found: Found, decision: Decision, now: datetime) -> None:
    number = decision.case.number if decision.case and decision.events else None
    uow.reports.set_state(found.report.id, "joined" if number else "refused", number)
    if decision.answer:
        _answer(uow, found, decision.answer, now)
    if number and (case := uow.cases.get(number)):
        watch(uow, case, uow.policies.get(case.policy).reporting, now)
