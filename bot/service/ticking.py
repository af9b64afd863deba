"""What falls due."""

from datetime import datetime

from bot.moderation import commands as c
from bot.moderation.events import Replied
from bot.moderation.model import Case, Reply, Standing
from bot.ports import UnitOfWork
from bot.service.deciding import apply_to


def due(uow: UnitOfWork, now: datetime) -> list[Case]:
    """The cases that want a tick."""
    return [case for number in uow.cases.due(now) if (case := uow.cases.get(number))]


def next_due(uow: UnitOfWork, now: datetime) -> datetime | None:
    """When the next case wants one, of those that do not want one already."""
    return uow.cases.next_due(now)


def standing(uow: UnitOfWork) -> dict[tuple[int, int], Standing]:
    """The verdicts that stand now and are not final yet, by case and round."""
    rounds = [(case.number, case.round) for case in uow.cases.in_status() if case.rounds]
    return {(case, each.number): each.stands for case, each in rounds if each.stands and not each.closed}


def tick(uow: UnitOfWork, number: int, *, steady: bool, now: datetime) -> None:
    """Do what is due for a case. `steady`: its verdict has stood by the running bot's own clock too."""
    decision = apply_to(uow, number, c.Tick(steady=steady), now)
    for event in decision.events if decision else ():
        if isinstance(event, Replied):
            _assign(uow, event.reply, number)


def _assign(uow: UnitOfWork, reply: Reply, number: int) -> None:
    """A message that waited too long to be sorted counts for each of its cases; the first one keeps it on record."""
    for id_ in reply.messages:
        message = uow.conversation.get(id_)
        if message and message.case is None:
            uow.conversation.assign(id_, number)
