"""Where no chat leads to the member: a moderator hands the notice over, and the answer in, another way."""

from dataclasses import replace
from datetime import datetime

from bot.moderation import commands as c
from bot.moderation.draft import Decision
from bot.moderation.effects import FetchFiles, Say
from bot.moderation.inbound import AskedLetter, HandedIn, HandedOver
from bot.moderation.model import Account, Case, MessageRef, Reply
from bot.moderation.seeking import SOUGHT, takes_answers
from bot.moderation.telling_why import untold
from bot.moderation.views import Answer, LetterView, ReasonsView, Said
from bot.moderation.words import clean
from bot.ports import StoredMessage, UnitOfWork
from bot.service.corresponding import take_by_hand
from bot.service.deciding import apply_to
from bot.service.ground import Ground
from bot.service.sending import dress_reasons
from bot.service.showing import notice_view, version_of


def letter(uow: UnitOfWork, event: AskedLetter, ground: Ground, now: datetime) -> Answer:
    """`/case notice N`: the text, as it would be sent now. Of whoever has the question already the time goes on.

    Where the member could not be told what was decided, that and why.
    """
    case = _case(uow, event.case)
    if isinstance(case, Said):
        return case
    if case.action and case.owner and untold(case):
        why = dress_reasons(uow, case, case.action, ground, now)
        locale = uow.people.profile(case.owner.accounts[0]).locale
        return LetterView(ReasonsView(case.number, why, version_of(uow, case), locale))
    if case.status not in SOUGHT or case.owner is None or not case.owner.accounts:
        return Said(Say("say.no_letter", {"case": case.number}))
    account = case.owner.accounts[0]
    notice = notice_view(uow, case, account, ground, now)
    if case.clock:
        notice = replace(notice, deadline=case.clock.deadline)
    return LetterView(notice)


def hand_over(uow: UnitOfWork, event: HandedOver, now: datetime) -> Answer:
    """`/case delivered N HOW`."""
    case = _case(uow, event.case)
    if isinstance(case, Said):
        return case
    words = uow.words.put(clean(event.words), event.account, now)
    return _said(apply_to(uow, case.number, c.HandOver(event.account, event.moderator, words), now))


def hand_in(uow: UnitOfWork, event: HandedIn, now: datetime) -> Answer:
    """`/case reply N`: on record as the member's answer. One with files waits for them, and the clock with it."""
    case = _case(uow, event.case)
    if isinstance(case, Said):
        return case
    if not takes_answers(case) or case.owner is None:
        return Said(Say("say.no_answer_awaited", {"case": case.number}))
    if not clean(event.words) and not event.files:
        return Said(Say("say.answer_empty"))
    message = _on_record(uow, event, case.owner.accounts[0], now)
    if not message.files:
        return Said(take_by_hand(uow, message.id, now) or Say("say.done"))
    apply_to(uow, case.number, c.HoldMessage(Reply((message.id,))), now)
    uow.outbox.put([FetchFiles(message.id)], now)
    return Said(Say("say.handed_in", {"case": case.number}))


def _on_record(uow: UnitOfWork, event: HandedIn, member: Account, now: datetime) -> StoredMessage:
    """It stands in no channel: what names it is our own id."""
    id_ = uow.new_id()
    message = StoredMessage(
        id=id_,
        ref=MessageRef(event.account.chat, "", id_),
        account=member,
        words=clean(event.words),
        files=event.files,
        at=now,
        case=event.case,
        by=event.account,
    )
    uow.conversation.add(message)
    return message


def _case(uow: UnitOfWork, number: int) -> Case | Said:
    return uow.cases.get(number) or Said(Say("say.no_such_case", {"case": number}))


def _said(decision: Decision | None) -> Said:
    return Said((decision.answer if decision else None) or Say("say.done"))
