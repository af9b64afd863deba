"""Private messages: on record first, then their files fetched, then sorted to a case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.moderation import commands as c
from bot.moderation.effects import FetchFiles, ReadConversation, Say, ShowCard, TellPerson
from bot.moderation.inbound import ChoseCase, Edited, Wrote
from bot.moderation.model import Account, MessageRef, Reply, Status
from bot.moderation.views import Answer, Said, Silent
from bot.ports import ConversationReading, StoredFile, StoredMessage, UnitOfWork
from bot.service.deciding import apply_to
from bot.service.ground import Ground
from bot.service.kept_files import not_kept
from bot.service.seeing import saw_reply
from bot.service.sorting import candidates, give, persons_accounts, reply_of, sort, to_tell, unclaimed

OVERTAKEN: Final = timedelta(minutes=6)
"""How late a message can still come after what happened to it: chats deliver again for five minutes."""
OVER: Final = frozenset({"no-channel", "no-account", "no-common-guild", "dm-closed", "blocked"})
"""Why a conversation cannot be read in which nobody can be asked, or answer, any more: then that is no silence."""


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
        edited=event.edited,
    )
    if not uow.conversation.add(message):
        return Silent()
    for case in to_tell(uow, message.account):
        apply_to(uow, case.number, c.SeeMember(message.account), now)
    if message.files:
        for case in candidates(uow, message):
            apply_to(uow, case.number, c.HoldMessage(Reply((message.id,))), now)
        uow.outbox.put([FetchFiles(message.id)], now)
    elif message.words:
        sort(uow, message, ground, now)
    return Silent()


def take_by_hand(uow: UnitOfWork, id_: str, now: datetime) -> Say | None:
    """An answer that a moderator put on record, its files fetched: it is the member's reply."""
    message = uow.conversation.get(id_)
    if message is None or message.by is None or message.case is None:
        return None
    apply_to(uow, message.case, c.ReleaseMessage(id_), now)
    decision = apply_to(uow, message.case, c.HandIn(message.by, True, reply_of(message)), now)
    return decision.answer if decision else None


def take_files(uow: UnitOfWork, id_: str, files: tuple[StoredFile, ...], ground: Ground, now: datetime) -> None:
    """The files of a message are stored, or not: say which are not, and why, and go on with what is left."""
    message = uow.conversation.get(id_)
    if message is None or message.stored is not None:
        return
    uow.conversation.store_files(id_, files)
    saw_reply(uow, message, files)
    if message.by:
        take_by_hand(uow, id_, now)
        return
    for case in candidates(uow, message):
        apply_to(uow, case.number, c.ReleaseMessage(id_), now)
    uow.outbox.put([TellPerson(message.account, say) for say in not_kept(files)], now)
    stored = uow.conversation.get(id_)
    if stored and (stored.words or any(not file.refused for file in files)):
        sort(uow, stored, ground, now)


def take_edit(uow: UnitOfWork, event: Edited, now: datetime) -> Answer:
    """A member changed a message: the record keeps both versions, and an open reply card shows the new one.

    An edit that failed may be handled after a newer one. It brings no older words back.
    """
    message = uow.conversation.at(event.message)
    if message is None:
        read_later(uow, event.message, now, now)
    elif uow.conversation.edit(message.id, event.words.strip(), event.at):
        show_answer(uow, message, now)
    return Silent()


def take_deletion(uow: UnitOfWork, gone: MessageRef, now: datetime) -> None:
    """A member deleted a message: it stays on record, marked, and an open reply card says so.

    One that is not on record yet may still come, where its deletion overtook it: then that is found by a reading.
    """
    message = uow.conversation.at(gone)
    if message is None:
        read_later(uow, gone, now + OVERTAKEN, now)
    elif not message.deleted:
        uow.conversation.mark_deleted(message.id)
        show_answer(uow, message, now)


def read_later(uow: UnitOfWork, overtaken: MessageRef, at: datetime, now: datetime) -> None:
    """Something happened to a message that is not on record: have its conversation read, where that is one of ours."""
    if account := uow.people.talking_in(overtaken.chat, overtaken.channel):
        uow.outbox.put([ReadConversation(None, account)], now, after=at)


def show_answer(uow: UnitOfWork, message: StoredMessage, now: datetime) -> None:
    """The card on which this message is judged is to show it as it is now."""
    case = uow.cases.get(message.case) if message.case else None
    if case and case.status is Status.REPLY_IN_REVIEW:
        uow.outbox.put([ShowCard(case.number, case.round.number)], now)


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


@dataclass(frozen=True, slots=True)
class Known:
    """What was on record of a conversation when its reading began: words by message, and the newest message."""

    since: MessageRef | None
    channel: str
    words: Mapping[MessageRef, str]
    newest: MessageRef | None


def known(uow: UnitOfWork, account: Account) -> Known:
    """From where on a conversation is to be read: all that is new, and all that could still matter.

    New is what came since it was last read without a gap, not since the newest message on record: of two messages,
    the later one may come in first. What could matter begins with the first notice of an open case.
    """
    standing = uow.conversation.standing(account)
    read = uow.people.read_to(account)
    since = min([read, *(each.ref for each in standing), *_notices(uow, account)], key=_age) if read else None
    channel = uow.people.private_channel(account) or ""
    words = {each.ref: each.words for each in standing}
    return Known(since, channel, words, uow.conversation.newest_in(account))


def _notices(uow: UnitOfWork, account: Account) -> list[MessageRef]:
    """Those about open cases that stand in this conversation."""
    mine = [case for case in uow.cases.of_owner([account]) if case.is_open]
    return [each for case in mine for each in case.notices if each.chat is account.chat]


def _age(ref: MessageRef) -> tuple[int, str]:
    """Ids grow with time on every chat: they are numbers, or times of equal length."""
    return len(ref.message), ref.message


def have_read(uow: UnitOfWork, account: Account, before: Known, reading: ConversationReading) -> None:
    """What is older than a message that was on record when the reading began, the reading has seen."""
    if before.newest and before.newest.channel in reading.channels:
        uow.people.have_read(account, before.newest)


def compare(uow: UnitOfWork, before: Known, reading: ConversationReading, ground: Ground, now: datetime) -> None:
    """Take what was missed, and what was edited or deleted meanwhile. What came live since the reading is newer."""
    found = {event.message: event for event in reading.messages}
    for ref, event in found.items():
        message = uow.conversation.at(ref)
        if message is None:
            take_message(uow, event, ground, now)
        elif before.words.get(ref) == message.words != event.words.strip():
            take_edit(uow, Edited("", ref, event.words, event.edited or event.at), now)
    for ref in before.words:
        if ref not in found and ref.channel in reading.channels:
            take_deletion(uow, ref, now)


def finish_conversation(
    uow: UnitOfWork, effect: ReadConversation, begun: Known, reading: ConversationReading, ground: Ground, now: datetime
) -> bool:
    """A conversation was read and compared: let the case go on. False where more may stand there than was read."""
    account, over = effect.account, reading.unread in OVER
    case = uow.cases.get(effect.case) if effect.case is not None else None
    if case is None or case.status is not Status.AWAITING_MEMBER or case.owner is None:
        return over or not reading.unread
    if (waiting := unclaimed(uow, case)).reply.messages:
        apply_to(uow, case.number, waiting, now)
    elif over and begun.channel and account == case.owner.accounts[0]:
        apply_to(uow, case.number, c.FailNotice(account, reading.unread, True, ground.threads), now)
    elif over or not reading.unread:
        apply_to(uow, case.number, c.FinishConversationLook(account), now)
    else:
        return False
    return True
