"""The full statement about a case, as far as the record goes."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from bot.moderation import action_events as a
from bot.moderation import events as e
from bot.moderation.ballots import ballots
from bot.moderation.effects import Say
from bot.moderation.inbound import AskedStatement
from bot.moderation.model import CHOICES, CONCERNS, Account, Action, Case, Choice, Ending, Round, RoundKind, Status
from bot.moderation.policy import Policy
from bot.moderation.views import Answer, Said, StatementView
from bot.ports import UnitOfWork
from bot.service.deciding import facts
from bot.service.ground import Ground
from bot.service.judging import judged_version, policy_of, speaks
from bot.service.record import in_words, standing
from bot.service.several import title_of, url_of
from bot.service.showing import concerned_media, my_case_view, snapshot_of, statements
from bot.service.sorting import known_to, persons_accounts

_UNJUDGED = frozenset({Ending.ACCEPTED_UNJUDGED, Ending.REPAIRED_UNJUDGED})
"""Endings that an answer which nobody judged in time has led to."""


def show(uow: UnitOfWork, event: AskedStatement, ground: Ground, now: datetime) -> Answer:
    """For the member of the case alone; to everybody else there is no such case of theirs."""
    case = next((each for each in known_to(uow, event.account) if each.number == event.case), None)
    if case is None or not case.finding:
        return Said(Say("say.not_yours"))
    policy = policy_of(uow, case, *speaks(uow, event.account, ground))
    return statement(uow, case, policy, persons_accounts(uow, event.account), ground.support, now)


def statement(
    uow: UnitOfWork, case: Case, policy: Policy, accounts: Iterable[Account], support: str, now: datetime
) -> StatementView:
    """All of it. `accounts` are those of whoever reads it: it says where they stand, and where nobody else does."""
    snapshot, mine = snapshot_of(uow, case), my_case_view(uow, case, policy, now)
    media, action = concerned_media(case, case.grounds), _standing_action(case)
    undone = not case.is_open and case.action is not None and action is None
    return StatementView(
        reference=_reference(case),
        case=case.number,
        title=title_of(uow, case),
        url=url_of(uow, case),
        media=media,
        synthetic=any(_is_synthetic(uow, each.digest) for each in media),
        captured_at=snapshot.captured_at,
        sent_at=_sent_at(uow, case),
        statements=statements(uow, case, policy, case.grounds),
        clauses=_clauses(case, policy),
        policy=policy.version,
        policy_url=policy.url,
        decided=_asked_by(uow, case, now),
        weighed=tuple(_weighed(case)),
        status=None if action and case.status is Status.CLOSED else mine.status,  # it would say the outcome twice
        deadline=mine.deadline,
        more_time=mine.deadline is not None and not case.extended,
        support=support,
        listings=mine.listings,
        flagged=not case.reporters,
        action=action,
        outcome=tuple(_outcome(uow, case, action, now)) if action else tuple(_undone(uow, case)) if undone else (),
        undone=undone,
        contest=mine.appeal if action or undone else Say("statement.contest_free"),
        standing=tuple(in_words(standing(uow, accounts, now), "my_standing")),
        judged=judged_version(uow, case),
    )


def _standing_action(case: Case) -> Action | None:
    return case.action if case.action and not case.action.undone else None


def _outcome(uow: UnitOfWork, case: Case, action: Action, now: datetime) -> Iterator[Say]:
    """What was decided since the notice and until when, by how many and under which rule, and how long it counts."""
    key = "over" if action.over else str(action.outcome)
    yield Say(f"statement.outcome_{key}", {}, {"until": action.until} if action.until else {})
    yield _acted_by(uow, case, action, now)
    if action.expires:
        yield Say("statement.outcome_counts", {}, {"expires": action.expires})


def _undone(uow: UnitOfWork, case: Case) -> Iterator[Say]:
    """That a decision was undone, and when."""
    since: dict[str, datetime] = {}
    for _, event in uow.cases.history(case.number):
        if isinstance(event, a.ActionTaken):
            since = {"since": event.at}
        elif isinstance(event, a.ActionUndone):
            yield Say("statement.outcome_undone", {}, {**since, "at": event.at})


def _reference(case: Case) -> str:
    """The finding that the case began with: whatever is noticed later, the reference stays."""
    return next(each.finding[0] for each in case.rounds if each.finding)


def _asked_by(uow: UnitOfWork, case: Case, now: datetime) -> Say:
    """How many decided on the question that the member had last, and under which rule."""
    again = [each for each in case.rounds if each.outcome is Choice.AGAIN]
    round_ = again[-1] if case.questions > 1 else case.rounds[0]
    return _rule(uow, case, round_, CONCERNS, case.rules.ask, now)


def _acted_by(uow: UnitOfWork, case: Case, action: Action, now: datetime) -> Say:
    """How many decided what was decided: whoever wanted something stricter supported this too."""
    [*_, round_] = [each for each in case.rounds if each.kind is RoundKind.ACTION and each.outcome]
    ladder = CHOICES[RoundKind.ACTION]
    said = _rule(uow, case, round_, ladder[ladder.index(action.outcome) :], case.rules.action, now)
    return replace(said, times={"since": action.since})


def _rule(uow: UnitOfWork, case: Case, round_: Round, winning: Container[Choice], quorum: int, now: datetime) -> Say:
    cast = ballots(case, round_, facts(uow, case, now)).values()
    return Say(f"statement.rule_{round_.kind}", {"count": sum(each in winning for each in cast), "quorum": quorum})


def _weighed(case: Case) -> Iterator[Say]:
    """What became of each answer of the present owner's."""
    judging = [each for each in case.rounds if each.kind is RoundKind.REPLY and not each.revised]
    for each in judging[case.earlier :]:
        if each.outcome:
            yield Say(f"statement.weighed_{each.outcome}")
        elif each is case.round and case.ending in _UNJUDGED:
            yield Say("statement.weighed_unjudged")


def _sent_at(uow: UnitOfWork, case: Case) -> datetime | None:
    delivered = (e.NoticeDelivered, e.NoticeHandedOver, e.NoticeStood)
    return max((at for at, event in uow.cases.history(case.number) if isinstance(event, delivered)), default=None)


def _clauses(case: Case, policy: Policy) -> tuple[str, ...]:
    """In the policy's order."""
    touched = {code for each in case.observations if each.id in case.grounds for code in each.considerations}
    numbers = {each.clause for each in policy.considerations if each.code in touched}
    return tuple(policy.not_allowed[number - 1] for number in sorted(numbers))


def _is_synthetic(uow: UnitOfWork, digest: str | None) -> bool:
    """Only where credentials hold that say so: a label alone is easily forged."""
    said = {fact.means for fact in uow.file_facts.of(digest)} if digest else set()
    return {"fact.c2pa_trusted", "fact.source_ai"} <= said
