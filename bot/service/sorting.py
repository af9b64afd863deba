"""Which case a member's message belongs to, and what it says there."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import reduce

from bot.moderation import commands as c
from bot.moderation.appeals import refusal
from bot.moderation.effects import AskWhich, MarkStored, Say, SendNotice, TellMember, TellPerson, lane
from bot.moderation.model import IN_REVIEW, Account, Case, Media, MediaKind, Reply, Status
from bot.moderation.telling_why import untold
from bot.moderation.understood import Meant, appeals, is_all, meant
from bot.ports import StoredMessage, UnitOfWork
from bot.service import afterwards
from bot.service.afterwards import case_over
from bot.service.deciding import apply_to
from bot.service.ground import Ground
from bot.service.questioning import LINK, asks
from bot.service.replacing import answer_so_far, same_again

Meaning = c.ClaimRemoved | c.Dispute | c.MoreTime | c.TakeQuestion | c.Appeal | c.TakeReply
"""What a message can say."""

_LISTENING = frozenset(
    {
        Status.NOTICE_DUE,
        Status.AWAITING_MEMBER,
        Status.UNDELIVERABLE,
        Status.REPLY_IN_REVIEW,
        Status.ACTION_IN_REVIEW,
        Status.APPEAL_IN_REVIEW,
    }
)
_UNTOLD = frozenset({Status.NOTICE_DUE, Status.UNDELIVERABLE})


def persons_accounts(uow: UnitOfWork, account: Account) -> tuple[Account, ...]:
    """Every account of the person behind one, itself first."""
    person = uow.people.persons([account]).get(account)
    return tuple(dict.fromkeys((account, *(uow.people.accounts_of(person) if person else ()))))


def cases_of(uow: UnitOfWork, account: Account) -> list[Case]:
    """The cases of a member that the member knows of, oldest first."""
    return [case for case in uow.cases.of_owner(persons_accounts(uow, account)) if case.member_knows]


def candidates(uow: UnitOfWork, message: StoredMessage) -> list[Case]:
    """The cases a message can belong to: the one it answers, else those that it can move; an appeal, what it can."""
    known = cases_of(uow, message.account)
    if _over(uow, message, known):
        return []
    mine = [case for case in known if _listens(case, message)]
    answered = uow.cases.by_notice(message.reply_to) if message.reply_to else None
    if answered and answered.number in {case.number for case in mine}:
        return [answered]
    appealable = [case for case in mine if refusal(case, message.at) is None]
    if appealable and isinstance(meaning(message), c.Appeal):
        return appealable
    return _expecting(mine) or mine[-1:]


def _expecting(mine: list[Case]) -> list[Case]:
    """Those that await an answer, else the newest open one; beside them every unlisted work, which can be repaired."""
    is_open = [case for case in mine if case.is_open]
    awaiting = [case for case in is_open if case.status is Status.AWAITING_MEMBER] or is_open[-1:]
    return [case for case in mine if case in awaiting or (case.status is Status.CLOSED and case.unlisted)]


def _listens(case: Case, message: StoredMessage) -> bool:
    """Whether it can be about this case: an open one, a work that can be repaired, or a decision to appeal against."""
    if case.status is Status.CLOSED:
        return case.unlisted or (case.action is not None and isinstance(meaning(message), c.Appeal))
    return case.status in _LISTENING


def _over(uow: UnitOfWork, message: StoredMessage, known: list[Case]) -> Case | None:
    """The case that is over and to which the message belongs, if it belongs to one that it cannot move."""
    return case_over(uow, message, known, lambda case: case.is_open or _listens(case, message))


def sort(uow: UnitOfWork, message: StoredMessage, ground: Ground, now: datetime) -> None:
    """Give a message on record to its case, ask which one, or answer that there is none."""
    if message.by_hand and message.candidates:
        message, pressed = _under_its_notice(uow, message), message.candidates[0]
        if message.reply_to is None and not may_have(uow, message.account, pressed):
            uow.conversation.assign(message.id, pressed)  # what was pressed there is of no other case
            return
    if number := _may_answer(uow, message):
        uow.conversation.offer(message.id, (number,))
        return
    unheard = unheard_of(uow, message.account)
    closed = _over(uow, message, cases_of(uow, message.account))
    if closed and (message.reply_to or not unheard):
        afterwards.take(uow, message, closed, now)
        return
    cases = candidates(uow, message)
    if not cases and not unheard:
        key = "say.no_case" if len(ground.chats) == 1 else "say.no_case_link"
        say = Say(key, {"support": ground.support})
        uow.outbox.put([TellPerson(message.account, say)], now)
    elif len(cases) == 1:
        give(uow, message, cases[0], now)
    elif cases:
        _ask_which(uow, message, cases, now)


def _may_answer(uow: UnitOfWork, message: StoredMessage) -> int | None:
    """The case whose notice may stand before the member already, though we do not know it yet: it may be meant.

    A chat shows a message before it tells us so, and a kill or a lost answer can make that minutes.
    """
    if message.reply_to and uow.cases.by_notice(message.reply_to):
        return None
    told = [case for case in told_now(uow, message.account) if not case.member_knows or message.reply_to]
    meant = [case for case in told if case.number in message.candidates]
    return next((case.number for case in meant or told), None)


def told_now(uow: UnitOfWork, account: Account) -> Iterable[Case]:
    """The cases of which a notice is on its way to this account: it may stand before them already."""
    for case in uow.cases.of_owner([account]):
        notice = SendNotice(case.number, account, case.questions)
        due = case.status in _UNTOLD or not (case.is_open or case.member_knows)
        if due and uow.outbox.under_way(lane(notice)):
            yield case


def known_to(uow: UnitOfWork, account: Account) -> list[Case]:
    """The cases that exist for a member: those they know of, and those of which they may know already; oldest first."""
    known = {case.number: case for case in (*told_now(uow, account), *cases_of(uow, account))}
    return [known[number] for number in sorted(known)]


def may_have(uow: UnitOfWork, account: Account, number: int) -> bool:
    """Whether the notice of a case may stand before this account already, though we do not know it yet."""
    return number in {case.number for case in told_now(uow, account)}


def _under_its_notice(uow: UnitOfWork, message: StoredMessage) -> StoredMessage:
    """A button of the notice was pressed before we knew where that stands: now that we may know, it answers it."""
    case = uow.cases.get(message.candidates[0])
    return replace(message, reply_to=case.notices[-1]) if case and case.notices else message


def sort_waiting(uow: UnitOfWork, number: int, ground: Ground, now: datetime) -> None:
    """The notice of a case stands, or does not: what waited for that is sorted now, but for what waits for a file."""
    for message in uow.conversation.waiting_for(number):
        if message.stored is not None or not message.files:
            uow.conversation.offer(message.id, ())
            sort(uow, message, ground, now)


def lost_to(uow: UnitOfWork, account: Account) -> list[Case]:
    """The cases of which the member, seen with this account, could not be told what there is to tell."""
    owned = uow.cases.of_owner(persons_accounts(uow, account))
    return [case for case in owned if case.status is Status.UNDELIVERABLE or untold(case)]


def unheard_of(uow: UnitOfWork, account: Account) -> list[Case]:
    """Those of them whose notice could not be delivered: now that the member writes, a way to them is open."""
    return [case for case in lost_to(uow, account) if not case.member_knows]


def to_tell(uow: UnitOfWork, account: Account) -> list[Case]:
    """Those of which the member is to be told now that they write: of their notice, or of what was decided and why."""
    return [case for case in lost_to(uow, account) if not case.member_knows or untold(case)]


def _ask_which(uow: UnitOfWork, message: StoredMessage, cases: Iterable[Case], now: datetime) -> None:
    """Their clocks wait for the answer. One question at a time: what comes meanwhile waits with the first."""
    asked = uow.conversation.unanswered_question(message.account)
    numbers = tuple(case.number for case in cases)
    uow.conversation.offer(message.id, numbers)
    for number in numbers:
        apply_to(uow, number, c.HoldMessage(reply_of(message)), now)
    if not message.by_hand:
        uow.outbox.put([MarkStored(numbers[0], message.ref)], now)
    if asked is None:
        uow.outbox.put([AskWhich(message.account, message.id, numbers)], now)


def give(uow: UnitOfWork, message: StoredMessage, case: Case, now: datetime) -> None:
    """The message belongs to this case: it removes, disputes, asks for more time, asks, or answers.

    What only shows the same picture again is no answer yet, unless one has begun, and the member is told. It is one
    together with whatever comes after it, or when the time is over, since what no reply has claimed counts then.
    """
    uow.conversation.assign(message.id, case.number)
    if not message.by_hand:
        uow.outbox.put([MarkStored(case.number, message.ref)], now)
    said = meaning(message)
    if is_understood(case, said, message.words):
        decision = apply_to(uow, case.number, said, now)
        if decision and decision.answer:
            uow.outbox.put([TellMember(case.number, message.account, decision.answer)], now)
        return
    answer, begun = unclaimed(uow, case), answer_so_far(case)
    again = same_again(uow, case, answer.reply, reply_of(message))
    if again:
        uow.outbox.put([TellMember(case.number, message.account, again)], now)
    if not again or begun != Reply():
        apply_to(uow, case.number, answer, now)


def is_understood(case: Case, said: Meaning, words: str) -> bool:
    """Whether it says by itself what is to be done. Once something was decided, 'removed' and 'not mine' do not.

    Why somebody needs more time is for people to read while they vote. About an unlisted work it opens no vote: its
    time is that of the unlisting, and what is sent to repair it takes the reasons along.
    """
    if isinstance(said, c.Appeal):
        return case.closed_at is not None and case.status is not Status.APPEAL_IN_REVIEW
    if isinstance(said, c.TakeQuestion):
        return True
    if isinstance(said, c.MoreTime):
        return is_all(words) or case.status not in IN_REVIEW
    return case.closed_at is None and not isinstance(said, c.TakeReply)


def unclaimed(uow: UnitOfWork, case: Case) -> c.TakeReply:
    """What the owner answered and no reply has claimed, as one: what came while no answer was awaited counts too."""
    begun = [case.clock.gathered.reply] if case.clock and case.clock.gathered else []
    said = (*case.replies, *begun, *([case.appeal] if case.appeal else []))
    claimed = {*case.passed_on, *(id_ for reply in said for id_ in reply.messages)}
    accounts = persons_accounts(uow, case.owner.accounts[0]) if case.owner else ()
    replies = [
        reply_of(each)
        for each in uow.conversation.of_case(case.number)
        if each.id not in claimed and each.account in accounts and not each.deleted and _answers(case, each)
    ]
    return c.TakeReply(reduce(Reply.joined, replies, Reply()))


def _answers(case: Case, message: StoredMessage) -> bool:
    """Who asks for more time, and says why, has said something too.

    Once something was decided people read everything: what is unlisted cannot be seen to be removed.
    """
    said = meaning(message)
    more = isinstance(said, c.MoreTime) and not is_all(message.words)
    return case.closed_at is not None or more or isinstance(said, c.TakeReply | c.TakeQuestion | c.Appeal)


def meaning(message: StoredMessage) -> Meaning:
    """What a message says: a few short sentences, and a question, are understood; all else is for people to read."""
    if appeals(message.words):
        return c.Appeal(reply_of(message))
    shows = message.files or LINK.search(message.words)
    match Meant.ANSWER if shows else meant(message.words):
        case Meant.REMOVED:
            return c.ClaimRemoved(message.id)
        case Meant.NOT_MINE:
            return c.Dispute(message.id)
        case Meant.MORE_TIME:
            return c.MoreTime()
        case Meant.ANSWER if asks(message.words) and not message.files:
            return c.TakeQuestion(reply_of(message))
        case Meant.ANSWER:
            return c.TakeReply(reply_of(message))


def reply_of(message: StoredMessage) -> Reply:
    """The message as an answer, with the pictures that could be stored."""
    media = tuple(
        Media("", file.kind, file.digest, file.name)
        for file in message.stored or ()
        if file.refused is None and (file.digest or file.kind is not MediaKind.IMAGE)
    )
    return Reply((message.id,), media, link=bool(LINK.search(message.words)))
