"""What the member writes about a case that is over: on its record, and kindly answered, though not each time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from bot.moderation.appeals import refusal
from bot.moderation.effects import MarkStored, Say, TellMember
from bot.moderation.model import Case
from bot.ports import StoredMessage, UnitOfWork

ONCE_IN: Final = timedelta(hours=1)
"""Of several messages in a row one is answered."""


def case_over(
    uow: UnitOfWork, message: StoredMessage, mine: list[Case], listens: Callable[[Case], bool]
) -> Case | None:
    """The case that is over and to which the message belongs: the one that it answers, else the last, with none open.

    `mine` are the cases of the member that the member knows of; `listens` says which of them the message can move.
    """
    answered = uow.cases.by_notice(message.reply_to) if message.reply_to else None
    if answered and answered.number in {case.number for case in mine}:
        return None if listens(answered) else answered
    return mine[-1] if mine and not any(map(listens, mine)) else None


def take(uow: UnitOfWork, message: StoredMessage, case: Case, now: datetime) -> None:
    """Keep it with the case, and say what can be done if something is wrong."""
    since = max(now - ONCE_IN, case.ended_at or now - ONCE_IN)
    known = uow.conversation.was_answered(case.number, since)
    uow.conversation.assign(message.id, case.number)
    if not message.by_hand:
        uow.outbox.put([MarkStored(case.number, message.ref)], now)
    if not known:
        uow.conversation.answer(message.id, now)
        # What was decided against the member can be appealed; what left no mark needs no appeal.
        key = "say.member_over" if refusal(case, now) else "say.member_over_appeal"
        uow.outbox.put([TellMember(case.number, message.account, Say(key, {"case": case.number}))], now)
