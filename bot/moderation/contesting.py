"""The member appeals."""

from bot.moderation import action_events as a
from bot.moderation import appeals
from bot.moderation import commands as c
from bot.moderation.draft import Draft
from bot.moderation.effects import Say, ShowCard
from bot.moderation.model import RoundKind
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
