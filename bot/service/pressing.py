"""The buttons of a notice: whatever they say is put on record, and goes the way that the same words would go."""

from datetime import datetime

from bot.moderation import commands as c
from bot.moderation.effects import FetchFiles, LookAtListing, Say
from bot.moderation.inbound import Answered, AskedForm
from bot.moderation.model import Account, Case, MessageRef, Reply, Status
from bot.moderation.views import Answer, Said, Silent
from bot.moderation.words import clean
from bot.ports import StoredMessage, UnitOfWork
from bot.service.deciding import apply_to
from bot.service.ground import Ground
from bot.service.sorting import candidates, cases_of, is_understood, may_have, meaning, sort

NOT_YOURS = Said(Say("say.not_yours"))


def may_answer(uow: UnitOfWork, event: AskedForm) -> Answer:
    """Nothing to say where the form may open; else why it stays shut."""
    case = notified(uow, event.account, event.case)
    if case is None:
        return Silent() if may_have(uow, event.account, event.case) else NOT_YOURS
    return Silent() if _is_open_to(uow, case, Answered(event.key, event.account, event.case, "")) else _over(case)


def take(uow: UnitOfWork, event: Answered, ground: Ground, now: datetime) -> Answer:
    """A button was pressed, or the form behind it sent."""
    case = notified(uow, event.account, event.case)
    if case is None and not may_have(uow, event.account, event.case):
        return NOT_YOURS
    if case and not _is_open_to(uow, case, event):
        return _over(case)
    if not clean(event.words) and not event.files:
        return Said(Say("say.answer_nothing"))
    if case is None:
        return _early(uow, event, now)
    if case.status is Status.UNDELIVERABLE:
        apply_to(uow, case.number, c.MeetMember(event.account), now)
    message = _message(uow.new_id(), event, case, now)
    uow.conversation.add(message)
    return _sorted(uow, message, case, ground, now)


def notified(uow: UnitOfWork, account: Account, number: int) -> Case | None:
    """The case, if its notice stands before the person behind this account; to nobody else there is such a case."""
    return next((case for case in cases_of(uow, account) if case.number == number and case.notices), None)


def _early(uow: UnitOfWork, event: Answered, now: datetime) -> Said:
    """The chat showed the notice before it told us so: what is pressed there waits until we know."""
    message = _message(uow.new_id(), event, None, now)
    uow.conversation.add(message)
    if message.files:
        uow.outbox.put([FetchFiles(message.id)], now)
    return _taken(message, event.case)


def _taken(message: StoredMessage, case: int) -> Said:
    """That it need not be sent again is promised where no file has still to be looked at."""
    return Said(Say("say.answer_files" if message.files else "say.answer_taken", {"case": case}))


def _is_open_to(uow: UnitOfWork, case: Case, event: Answered) -> bool:
    """Whether an answer to its notice would still belong to the case."""
    return case.number in {each.number for each in candidates(uow, _message("", event, case, case.opened_at))}


def _over(case: Case) -> Said:
    return Said(Say("say.button_over", {"case": case.number}))


def _message(id_: str, event: Answered, case: Case | None, now: datetime) -> StoredMessage:
    """As if it had been written in answer to the notice, or to one that we do not know yet.

    It stands in no channel: what names it is our own id.
    """
    return StoredMessage(
        id=id_,
        ref=MessageRef(event.account.chat, "", id_),
        account=event.account,
        words=clean(event.words),
        files=event.files,
        at=now,
        reply_to=case.notices[-1] if case else None,
        candidates=() if case else (event.case,),
        given=event.given,
    )


def _sorted(uow: UnitOfWork, message: StoredMessage, case: Case, ground: Ground, now: datetime) -> Said:
    if message.files:
        apply_to(uow, case.number, c.HoldMessage(Reply((message.id,))), now)
        uow.outbox.put([FetchFiles(message.id)], now)
        return _taken(message, case.number)
    said = meaning(message)
    reasons = isinstance(said, c.MoreTime) and not is_understood(case, said, message.words)
    if reasons or isinstance(said, c.TakeReply | c.TakeQuestion):
        sort(uow, message, ground, now)
        return _taken(message, case.number)
    uow.conversation.assign(message.id, case.number)
    decision = apply_to(uow, case.number, said, now)
    # Once an answer is judged, moderators read this one too, and nobody is told what a look found.
    told = decision and LookAtListing(case.number, message.id) in decision.effects
    receipt = "say.removed_looking" if told else "say.answer_taken"
    return Said((decision.answer if decision else None) or Say(receipt, {"case": case.number}))
