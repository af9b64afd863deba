"""What moderators write to the member of a case: unnamed there, and on record here with who wrote it."""

from datetime import datetime
from typing import Final

from bot.moderation import commands as c
from bot.moderation.effects import Say
from bot.moderation.events import MemberMessaged
from bot.moderation.inbound import MessagedMember
from bot.moderation.questions import waiting
from bot.moderation.views import Answer, Said, Written
from bot.moderation.words import clean
from bot.ports import StoredMessage, UnitOfWork
from bot.service.deciding import apply

MESSAGE: Final = "say.member_message"
SHOWN: Final = 600
"""Characters of a question that the thread of a card shows."""


def message_member(uow: UnitOfWork, event: MessagedMember, now: datetime) -> Answer:
    """`/case message N WORDS`."""
    case = uow.cases.get(event.case)
    if case is None:
        return Said(Say("say.no_such_case", {"case": event.case}))
    words = uow.words.put(clean(event.words), event.account, now)
    decision = apply(uow, case, c.MessageMember(event.account, event.moderator, words), now)
    return Said(decision.answer or Say("say.done"))


def shorten(words: str) -> str:
    """As much as fits into a line that says more than that; `/case show` has all of it."""
    return words if len(words) <= SHOWN else f"{words[:SHOWN].rstrip()}…"


def written(uow: UnitOfWork, number: int) -> tuple[Written, ...]:
    """What was written on either side of a case, oldest first."""
    case = uow.cases.get(number)
    asking = waiting(case) if case else ()
    theirs = [(each.at, from_member(each, number, asking)) for each in uow.conversation.of_case(number)]
    ours = [(at, _ours(uow, event)) for at, event in uow.cases.history(number) if isinstance(event, MemberMessaged)]
    both = sorted([*theirs, *ours], key=lambda each: each[0])
    return tuple(each for _, each in both if each.words)


def from_member(message: StoredMessage, case: int, asking: tuple[str, ...] = ()) -> Written:
    """A message of the member, and what moderators have to know of it."""
    if message.deleted:
        return Written(message.words, Say("card.deleted"))
    return Written(message.words, Say("card.question", {"case": case}) if message.id in asking else None)


def _ours(uow: UnitOfWork, event: MemberMessaged) -> Written:
    return Written(uow.words.get(event.words), by=event.by)
