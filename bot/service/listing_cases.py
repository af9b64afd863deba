"""`/case list`: the cases that are open, those to vote on, those that are due, or those in which words occur."""

from datetime import datetime, timedelta
from typing import Final

from bot.moderation.effects import Say
from bot.moderation.inbound import AskedList
from bot.moderation.model import IN_REVIEW, Account, Case
from bot.moderation.views import Answer, Listed
from bot.ports import UnitOfWork
from bot.service.asking import wants_ballot
from bot.service.deciding import facts
from bot.service.showing import case_line

SOON: Final = timedelta(days=1)
MOST: Final = 200
"""Cases that are looked through for words; a chat shows some fifteen of them."""


def list_cases(uow: UnitOfWork, event: AskedList, now: datetime) -> Answer:
    """Oldest first; with words, ended cases too, newest first. Nobody finds a listing of their own there."""
    found = uow.cases.saying(event.words, MOST) if event.words else uow.cases.in_status()
    shown = tuple(
        case_line(uow, case)
        for case in found
        if not _is_theirs(uow, case, event.account, now) and _belongs(uow, case, event, now)
    )
    key = "say.list_found" if event.words else f"say.list_{event.which}"
    return Listed(Say(key, {"words": event.words} if event.words else {}), shown)


def _belongs(uow: UnitOfWork, case: Case, event: AskedList, now: datetime) -> bool:
    match event.which:
        case "mine":
            known = facts(uow, case, now, event.account)
            return case.status in IN_REVIEW and wants_ballot(case, event.account, known)
        case "due":
            return is_due_soon(case, now)
        case _:
            return True


def is_due_soon(case: Case, now: datetime) -> bool:
    """Whether moderators have to decide within a day; in a rehearsal, where days are short, within half their time."""
    if case.status not in IN_REVIEW:
        return False
    return case.round.deadline - now <= min(SOON, case.rules.decide_within / 2)


def _is_theirs(uow: UnitOfWork, case: Case, account: Account, now: datetime) -> bool:
    known = facts(uow, case, now, account)
    return case.owner is not None and known.person(account) in {known.person(each) for each in case.owner.accounts}
