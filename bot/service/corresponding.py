"""Private messages: on record first, then their files fetched, then sorted to a case."""

from datetime import datetime

from bot.moderation import commands as c
from bot.moderation.effects import FetchFiles, ReadConversation, Say, ShowCard, TellPerson
from bot.moderation.inbound import ChoseCase, Edited, Wrote
from bot.moderation.model import Reply, Status
from bot.moderation.views import Answer, Said, Silent
from bot.ports import StoredFile, StoredMessage, UnitOfWork
from bot.service.deciding import apply_to
from bot.service.ground import Ground
from bot.service.seeing import saw_reply
from bot.service.sorting import candidates, give, persons_accounts, sort, unclaimed


def take_message(uow: UnitOfWork, event: Wrote, ground: Ground, now: datetime) -> Answer:
    """Keep a private message. One with files waits for them; the clocks of the cases it may answer wait with it."""
    uow.people.seen(event.account, event.at, event.locale, event.message.channel)
    message = StoredMessage(
        id=uow.new_id(),
        ref=event.message,
        account=event.account,
        words=event.words.strip(),
        files=event.files,
        at=event.at,
        reply_to=event.reply_to,
    )
    if not uow.conversation.add(message):
        return Silent()
    if message.files:
        for case in candidates(uow, message):
            apply_to(uow, case.number, c.HoldMessage(Reply((message.id,))), now)
        uow.outbox.put([FetchFiles(message.id)], now)
    elif message.words:
        sort(uow, message, ground, now)
    return Silent()


def take_files(uow: UnitOfWork, id_: str, files: tuple[StoredFile, ...], ground: Ground, now: datetime) -> None:
    """The files of a message are stored, or refused: say which and why, and go on with what is left."""
    message = uow.conversation.get(id_)
    if message is None or message.stored is not None:
        return
    uow.conversation.store_files(id_, files)
    saw_reply(uow, message, files)
    for case in candidates(uow, message):
        apply_to(uow, case.number, c.ReleaseMessage(id_), now)
    refused = [file for file in files if file.refused]
    for file in refused:
        uow.outbox.put([TellPerson(message.account, Say(file.refused or "", {"name": file.name}))], now)
    stored = uow.conversation.get(id_)
    if stored and (stored.words or len(refused) < len(files)):
        sort(uow, stored, ground, now)


def take_edit(uow: UnitOfWork, event: Edited, now: datetime) -> Answer:
    """A member changed a message: the record keeps both versions, and an open reply card shows the new one."""
    message = uow.conversation.at(event.message)
    if message and message.words != event.words:
        uow.conversation.edit(message.id, event.words)
        case = uow.cases.get(message.case) if message.case else None
        if case and case.status is Status.REPLY_IN_REVIEW:
            uow.outbox.put([ShowCard(case.number, case.round.number)], now)
    return Silent()


def take_choice(uow: UnitOfWork, event: ChoseCase, now: datetime) -> Answer:
    """The member said which case: all that waits for this answer goes there, and the other clocks go on."""
    asked = uow.conversation.get(event.message)
    accounts = persons_accounts(uow, event.account)
    if asked is None or asked.account not in accounts or event.case not in asked.candidates:
        return Said(Say("say.not_yours"))
    if asked.case is not None:
        return Said(Say("say.sorted_before", {"case": asked.case}))
    while waiting := uow.conversation.unanswered_question(asked.account):
        _settle(uow, waiting, event.case, now)
    return Said(Say("say.sorted", {"case": event.case}))


def _settle(uow: UnitOfWork, message: StoredMessage, number: int, now: datetime) -> None:
    chosen = uow.cases.get(number)
    for other in message.candidates:
        apply_to(uow, other, c.ReleaseMessage(message.id), now)
    if chosen:
        give(uow, message, chosen, now)


def finish_conversation(
    uow: UnitOfWork, effect: ReadConversation, found: tuple[Wrote, ...], ground: Ground, now: datetime
) -> None:
    """A conversation was read: take what was missed, then let the case go on."""
    for event in found:
        take_message(uow, event, ground, now)
    case = uow.cases.get(effect.case) if effect.case is not None else None
    if case is None:
        return
    waiting = unclaimed(uow, case)
    if case.status is Status.AWAITING_MEMBER and waiting.reply.messages:
        apply_to(uow, case.number, waiting, now)
    else:
        apply_to(uow, case.number, c.FinishConversationLook(effect.account), now)
