"""What a final verdict, or a deadline without one, leads to."""

from typing import assert_never

from bot.moderation import events as e
from bot.moderation.acting import accept_repair, act, refuse_repair
from bot.moderation.appeals import overturn, uphold
from bot.moderation.draft import Draft
from bot.moderation.endings import ask, resolve, tell_member, tell_reporters
from bot.moderation.letting_go import let_go
from bot.moderation.model import Choice, Ending, RoundKind


def conclude(draft: Draft, outcome: Choice) -> None:
    """Act on a final verdict."""
    match outcome:
        case Choice.KEEP:
            draft.record(e.CaseCleared(draft.facts.now))
            tell_reporters(draft)
        case Choice.ASK:
            ask(draft)
        case Choice.ACCEPT:
            _accept(draft, judged=True)
        case Choice.AGAIN | Choice.REFUSE:
            _do_not_accept(draft, outcome)
        case Choice.NONE | Choice.UNLIST | Choice.WARN | Choice.PAUSE:
            act(draft, outcome)
        case Choice.OVERTURN:
            overturn(draft, Ending.OVERTURNED)
        case Choice.STANDS:
            uphold(draft)
        case _:
            assert_never(outcome)


def expire(draft: Draft, kind: RoundKind) -> None:
    """Nobody decided in time: for the artist."""
    match kind:
        case RoundKind.LISTING:
            draft.record(e.CaseLapsed(draft.facts.now))
            tell_reporters(draft)
        case RoundKind.REPLY:
            _accept(draft, judged=False)
        case RoundKind.ACTION:
            act(draft, Choice.NONE)
        case RoundKind.APPEAL:
            overturn(draft, Ending.OVERTURNED_UNJUDGED)
        case _:
            assert_never(kind)


def _accept(draft: Draft, *, judged: bool) -> None:
    if draft.case.closed_at:
        accept_repair(draft, judged=judged)
    else:
        resolve(draft, Ending.ACCEPTED if judged else Ending.ACCEPTED_UNJUDGED)


def _do_not_accept(draft: Draft, outcome: Choice) -> None:
    case = draft.case
    if case.closed_at:
        refuse_repair(draft)
    elif case.moved:
        let_go(draft)
    elif outcome is Choice.AGAIN:
        ask(draft)
    else:
        draft.record(e.ActionNeeded())
        tell_member(draft, "say.member_not_accepted")
