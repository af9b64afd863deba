"""Who may do what. Owner and reporters are refused every command that changes their case."""

from bot.moderation.ballots import recused
from bot.moderation.effects import Say
from bot.moderation.model import Account, Case, Facts


def refusal(case: Case, account: Account, facts: Facts, *, moderator: bool) -> Say | None:
    """Why this account may not change this case, or None where it may."""
    if not moderator:
        return Say("say.moderators_only")
    if facts.person(account) in recused(case, facts):
        return Say("say.not_your_case", {"case": case.number})
    return None


def lead_refusal(case: Case, account: Account, facts: Facts, *, lead: bool) -> Say | None:
    """The same for what only those may do who lead the moderators."""
    if not lead:
        return Say("say.leads_only")
    return refusal(case, account, facts, moderator=True)
