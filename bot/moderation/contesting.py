"""The member appeals, and the way of the statement of reasons to them, without which no time to appeal runs."""

from bot.moderation import action_events as a
from bot.moderation import appeals, reaching
from bot.moderation import commands as c
from bot.moderation.acting import reasons
from bot.moderation.draft import Draft
from bot.moderation.effects import Say, ShowCard, TellMember, TellSupport
from bot.moderation.model import RoundKind, Way
from bot.moderation.rounds import open_round


def appeal(draft: Draft, command: c.Appeal) -> None:
    """Put the decision to other moderators, or say why that cannot be."""
    case = draft.case
    if refused := appeals.refusal(case, draft.facts.now):
        draft.say(refused)
        return
    draft.want(ShowCard(case.number, case.round.number))
    draft.record(a.Appealed(command.statement))
    open_round(draft, RoundKind.APPEAL)
    draft.say(Say("say.appeal_taken", {"case": case.number}))


def fail_reasons(draft: Draft, command: c.FailReasons) -> None:
    """The next way is tried; with none left the support contact hears of it, and the time to appeal does not run."""
    case, owner = draft.case, draft.case.owner
    if owner is None or case.action is None or case.action.undone:
        return
    way = reaching.next_after(owner, Way(command.account, command.aside), command.threads)
    if way:
        draft.want(TellMember(case.number, way.account, reasons(case.number, case.action), way.aside))
    else:
        draft.want(TellSupport(case.number, Say("say.reasons_undelivered", {"case": case.number})))
