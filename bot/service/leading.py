"""Those who lead the moderators are told in private where something needs them."""

from datetime import datetime
from typing import Final

from bot.moderation.ballots import recused
from bot.moderation.effects import CallLeads, TellLead, TellSupport
from bot.moderation.model import Account
from bot.ports import UnitOfWork
from bot.service.deciding import facts
from bot.service.ground import Ground

MOST: Final = 50
"""Moderators of whom a chat that lists nobody is asked whether they lead: those who acted last."""


def may_lead(uow: UnitOfWork, ground: Ground) -> tuple[Account, ...]:
    """Accounts that were seen to act as moderators, the latest first: not every chat lists its people to a bot."""
    return uow.people.moderators(ground.chat)[:MOST]


def call(uow: UnitOfWork, effect: CallLeads, leads: frozenset[Account], now: datetime) -> None:
    """Tell each person once, but for those who are part of the case; where nobody is left, the support contact."""
    case = uow.cases.get(effect.case)
    if case is None:
        return
    known = facts(uow, case, now, *leads)
    away = recused(case, known)
    persons = {known.person(each): each for each in sorted(leads, reverse=True) if known.person(each) not in away}
    told = [TellLead(effect.case, effect.round, each, effect.say) for each in persons.values()]
    uow.outbox.put(told or [TellSupport(effect.case, effect.say)], now)
