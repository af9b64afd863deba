"""Accounts turn out to be one person's: what is open is weighed anew, what is final stands and says so."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation import reaching
from bot.moderation.ballots import ballots, is_settled
from bot.moderation.draft import Draft
from bot.moderation.effects import ShowCard
from bot.moderation.endings import send_notice
from bot.moderation.model import IN_REVIEW, Case, Choice, Facts, Owner, Status
from bot.moderation.rounds import explain, weigh


def reweigh(draft: Draft, command: c.Reweigh) -> None:
    """Two reports of one person are one, two ballots one or none; owner and reporters have none."""
    counted = _final(draft.case, replace(draft.facts, people={**draft.facts.people, **command.before}))
    _unconfirm(draft)
    before = draft.case.owner
    reaching.update(draft)
    _try_anew(draft, before)
    _question(draft, counted)
    if draft.case.status in IN_REVIEW:
        explain(draft)
        weigh(draft)


def _final(case: Case, facts: Facts) -> Mapping[int, Counter[Choice]]:
    """How many ballots for each choice the rounds had that ballots decided, by this knowledge of persons."""
    return {each.number: Counter(ballots(case, each, facts).values()) for each in case.rounds if each.outcome}


def _question(draft: Draft, counted: Mapping[int, Counter[Choice]]) -> None:
    """A final verdict with a ballot that would not count now stands, and its card says so; noted once."""
    now = _final(draft.case, draft.facts)
    for round_ in draft.case.rounds:
        if not round_.relinked and counted.get(round_.number) != now.get(round_.number):
            draft.record(e.VerdictQuestioned(round_.number))
            if round_.card:
                draft.want(ShowCard(draft.case.number, round_.number))


def _unconfirm(draft: Draft) -> None:
    """A name that one person gave from two accounts is not confirmed yet."""
    owner, person = draft.case.owner, draft.facts.person
    if draft.case.status is not Status.IN_REVIEW or owner is None or not (owner.named_by and owner.confirmed_by):
        return
    if person(owner.named_by) == person(owner.confirmed_by):
        draft.record(e.OwnerNamed(replace(owner, confirmed_by=None)))


def write_to(draft: Draft, command: c.WriteTo) -> None:
    """The owner said where they want to be written to: there everything goes on, a conversation that began as well."""
    before = draft.case.owner
    reaching.update(draft)
    reaching.begin_at(draft, command.account)
    _try_anew(draft, before)


def _try_anew(draft: Draft, before: Owner | None) -> None:
    """A notice that could not be sent for want of a way to the owner is sent once there is another."""
    case = draft.case
    unheard = case.status is Status.UNDELIVERABLE and not case.member_knows
    settled_now = case.status is Status.NOTICE_DUE and not is_settled(before, case.rules)
    if (unheard and case.owner != before) or settled_now:
        draft.want(ShowCard(draft.case.number, draft.case.round.number))
        send_notice(draft)
