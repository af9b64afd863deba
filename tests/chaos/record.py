"""What the bot keeps of its cases: read, and only read, once it is gone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.config import load
from bot.data import open_storage
from bot.moderation.action_events import CaseClosed
from bot.moderation.events import (
    CaseCleared,
    CaseLapsed,
    CaseResolved,
    CaseWithdrawn,
    Event,
    OwnerDisputed,
    ReplyRevised,
    RoundExpired,
    VerdictReached,
)
from bot.moderation.model import Case
from bot.ports import UnitOfWork
from tests.chaos.play import Play

_OVER = CaseCleared | CaseLapsed | CaseResolved | CaseWithdrawn | CaseClosed | OwnerDisputed


class Verdict(NamedTuple):
    """What a round decided, and when."""

    outcome: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """The cases.

    Attributes:
        sentences: What moderators noticed, by case.
        ended: When each round was over, by its card.
        verdicts: What each round decided, by case and round.
        over: Since when a case need not take anything of its member any more.
    """

    cases: tuple[Case, ...]
    sentences: Mapping[int, tuple[str, ...]]
    ended: Mapping[str, datetime]
    verdicts: Mapping[tuple[int, int], Verdict]
    over: Mapping[int, datetime]


def read(play: Play) -> Record:
    """The record of a stage whose bot is gone."""
    settings = load({**play.on.environment, **play.bot.settings}, None).settings
    with open_storage(settings) as storage:
        return storage.run(_read)


def _read(uow: UnitOfWork) -> Record:
    cases = tuple(_cases(uow))
    happened = [(case, at, event) for case in cases for at, event in uow.cases.history(case.number)]
    return Record(
        cases,
        sentences={case.number: tuple(uow.words.get(each.words) for each in case.observations) for case in cases},
        ended={card: at for case, at, event in happened if (card := _card(case, event))},
        verdicts={
            (case.number, event.round): Verdict(str(event.outcome), at)
            for case, at, event in happened
            if isinstance(event, VerdictReached)
        },
        over={case.number: at for case, at, event in reversed(happened) if isinstance(event, _OVER)},
    )


def _cases(uow: UnitOfWork) -> Iterator[Case]:
    number = 1
    while case := uow.cases.get(number):
        yield case
        number += 1


def _card(case: Case, event: Event) -> str:
    """That of the round which this ends."""
    if not isinstance(event, VerdictReached | RoundExpired | ReplyRevised):
        return ""
    card = case.rounds[event.round - 1].card
    return card.message if card else ""
