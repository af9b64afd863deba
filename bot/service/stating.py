"""The full statement about a case, as far as the record goes."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.moderation import events as e
from bot.moderation.appeals import refusal
from bot.moderation.ballots import ballots
from bot.moderation.effects import Say
from bot.moderation.inbound import AskedStatement
from bot.moderation.model import CONCERNS, Account, Action, Case, Round, RoundKind
from bot.moderation.policy import Policy
from bot.moderation.views import Answer, Said, StatementView
from bot.ports import UnitOfWork
from bot.service.deciding import facts
from bot.service.ground import Ground
from bot.service.judging import judged_version, policy_of
from bot.service.record import in_words, standing
from bot.service.several import title_of, url_of
from bot.service.showing import concerned_media, my_case_view, snapshot_of, statements
from bot.service.sorting import cases_of, persons_accounts, told_now


def show(uow: UnitOfWork, event: AskedStatement, ground: Ground, now: datetime) -> Answer:
    """For the member of the case alone; to everybody else there is no such case of theirs."""
    mine = {case.number: case for case in (*told_now(uow, event.account), *cases_of(uow, event.account))}
    case = mine.get(event.case)
    if case is None or not case.finding:
        return Said(Say("say.not_yours"))
    return statement(uow, case, persons_accounts(uow, event.account), ground, now)


def statement(uow: UnitOfWork, case: Case, accounts: Iterable[Account], ground: Ground, now: datetime) -> StatementView:
    """All of it. `accounts` are those of whoever reads it: it says where they stand, and where nobody else does."""
    snapshot, policy = snapshot_of(uow, case), policy_of(uow, case)
    decided, media = _deciding(case), concerned_media(case, case.grounds)
    mine = my_case_view(uow, case, now)
    cast = ballots(case, decided, facts(uow, case, now)).values()
    return StatementView(
        reference=case.finding[0],
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
        rule=Say(f"statement.rule_{decided.kind}", {"quorum": case.rules.ask}),
        deciders=sum(choice in CONCERNS for choice in cast),
        weighed=tuple(Say(f"statement.weighed_{each.outcome}") for each in case.rounds if _weighed(each)),
        status=mine.status,
        deadline=mine.deadline,
        more_time=mine.deadline is not None and not case.extended,
        support=ground.support,
        listings=mine.listings,
        flagged=not case.reporters,
        action=_standing_action(case),
        outcome=tuple(_outcome(case, now)),
        standing=tuple(in_words(standing(uow, accounts, now), "my_standing")),
        judged=judged_version(uow, case),
    )


def _standing_action(case: Case) -> Action | None:
    return case.action if case.action and not case.action.undone else None


def _outcome(case: Case, now: datetime) -> Iterator[Say]:
    """What was decided since the notice, until when, and what can be said against it."""
    action = _standing_action(case)
    if action is None:
        return
    key = "over" if action.over else str(action.outcome)
    yield Say(f"statement.outcome_{key}", {}, {"until": action.until} if action.until else {})
    if action.expires:
        yield Say("statement.outcome_counts", {}, {"expires": action.expires})
    if refusal(case, now) is None:
        yield Say("statement.outcome_appeal")


def _deciding(case: Case) -> Round:
    """The round whose finding the member read last."""
    number = next(each.round for each in case.observations if each.id in case.finding)
    return case.rounds[number - 1]


def _weighed(round_: Round) -> bool:
    return round_.kind is RoundKind.REPLY and round_.outcome is not None


def _sent_at(uow: UnitOfWork, case: Case) -> datetime | None:
    delivered = (e.NoticeDelivered, e.NoticeHandedOver)
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
