"""The member asks other moderators to look at a decision again: by a button, by `/appeal`, or by writing it."""

from dataclasses import replace
from datetime import datetime

from bot.moderation import appeals
from bot.moderation import commands as c
from bot.moderation.effects import Say
from bot.moderation.inbound import AppealSent
from bot.moderation.model import Account, Case, MessageRef, Reply
from bot.moderation.views import Answer, Said
from bot.moderation.words import clean
from bot.ports import StoredMessage, UnitOfWork
from bot.service.deciding import apply
from bot.service.ground import Ground
from bot.service.sorting import cases_of


def take(uow: UnitOfWork, event: AppealSent, ground: Ground, now: datetime) -> Answer:
    """The form was sent: what it says is on record, as all is that the member says."""
    case = _meant(uow, event.account, event.case, now)
    if case is None:
        return Said(Say("say.appeal_no_case", {"support": ground.support}))
    if refused := appeals.refusal(case, now):
        return Said(replace(refused, words={**refused.words, "support": ground.support}))
    id_ = uow.new_id()
    ref = MessageRef(event.account.chat, "", id_)
    uow.conversation.add(StoredMessage(id_, ref, event.account, clean(event.words), (), now, case=case.number))
    return Said(appeal(uow, case, (id_,), now))


def appeal(uow: UnitOfWork, case: Case, messages: tuple[str, ...], now: datetime) -> Say:
    """Appeal, with these messages on record as the statement; what to tell the member."""
    decision = apply(uow, case, c.Appeal(Reply(messages)), now)
    return decision.answer or Say("say.done")


def _meant(uow: UnitOfWork, account: Account, number: int | None, now: datetime) -> Case | None:
    """The member's case of this number or, where none is named, the newest that can be appealed, else the newest."""
    mine = [case for case in cases_of(uow, account) if number in (None, case.number)]
    able = [case for case in mine if appeals.refusal(case, now) is None]
    found = able or mine
    return found[-1] if found else None
