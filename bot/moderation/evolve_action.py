"""What the events of further action and appeals make of a case: the second half of `evolve.py`."""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.moderation import action_events as a
from bot.moderation.model import Action, Case, Ending, Reply, Status


def evolved(case: Case, event: a.ActionEvent) -> Case:
    """The case after the event."""
    match event:
        case a.LadderChanged() | a.RoundSuperseded():
            return _on_round(case, event)
        case a.ActionTaken():
            return replace(case, action=Action(event.outcome, event.at, event.until, event.expires))
        case a.CaseClosed():
            return _over(case, Status.CLOSED, event.ending, event.at)
        case a.ReasonsDelivered():
            return replace(case, action=replace(_action(case), told_at=event.at))
        case a.ReasonsFailed():
            return replace(case, action=replace(_action(case), tried=event.at))
        case a.RestrictionEnded():
            return replace(case, action=replace(_action(case), over=True))
        case a.ActionUndone():
            return replace(case, action=replace(_action(case), undone=True))
        case a.Appealed():
            return replace(reopened(case, Status.APPEAL_IN_REVIEW), appeal=event.statement)
        case a.AppealJoined():
            return replace(case, appeal=(case.appeal or Reply()).joined(event.statement))
        case a.CaseOverturned():
            return _over(case, Status.OVERTURNED, event.ending, event.at)
        case _:
            assert_never(event)


def reopened(case: Case, status: Status) -> Case:
    """A case that was closed has something to decide again."""
    return replace(case, status=status, ending=None, ended_at=None)


def _over(case: Case, status: Status, ending: Ending, at: datetime) -> Case:
    return replace(case, status=status, ending=ending, ended_at=at, closed_at=case.closed_at or at)


def _action(case: Case) -> Action:
    if case.action is None:
        raise ValueError(f"case {case.number}: no action was taken")
    return case.action


def _on_round(case: Case, event: a.LadderChanged | a.RoundSuperseded) -> Case:
    round_ = case.rounds[event.round - 1]
    match event:
        case a.LadderChanged():
            changed = replace(round_, offers=event.offers)
        case a.RoundSuperseded():
            changed = replace(round_, closed=True, superseded=True, stands=None, looking=False)
        case _:
            assert_never(event)
    return replace(case, rounds=tuple(changed if each.number == event.round else each for each in case.rounds))
