"""What people cannot see: ballots and observations. A card shows no count, so the stored case is read, and only read.

Whoever stands with the chats says what must be there: the reactions on each card, and what the diary says that ever
stood on it. The database is opened once the bot is gone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.config import load
from bot.data import open_storage
from bot.moderation.events import RoundExpired, VerdictReached
from bot.moderation.model import Case, Round
from bot.ports import UnitOfWork
from tests.chaos.diary import Note, Reactions
from tests.chaos.findings import Findings
from tests.chaos.hands import EMOJI, Sight
from tests.chaos.oracle import Oracle, told
from tests.chaos.play import TEAM, Play
from tests.stories.acting import says


@dataclass(frozen=True, slots=True)
class Record:
    """What the bot keeps: its cases, what moderators noticed, and when each round was decided, by its card."""

    cases: tuple[Case, ...]
    sentences: Mapping[int, tuple[str, ...]]
    decided: Mapping[str, datetime]


def read(play: Play) -> Record:
    """The record of a stage whose bot is gone."""
    settings = load({**play.on.environment, **play.bot.settings}, None).settings
    with open_storage(settings) as storage:
        return storage.run(_read)


def _read(uow: UnitOfWork) -> Record:
    cases: list[Case] = []
    while case := uow.cases.get(len(cases) + 1):
        cases.append(case)
    sentences = {case.number: tuple(uow.words.get(each.words) for each in case.observations) for case in cases}
    decided = {
        round_.card.message: at
        for case in cases
        for at, event in uow.cases.history(case.number)
        if isinstance(event, VerdictReached | RoundExpired) and (round_ := case.rounds[event.round - 1]).card
    }
    return Record(tuple(cases), sentences, decided)


def compare(oracle: Oracle, record: Record) -> Findings:
    """Every standing reaction of an eligible moderator is a ballot, and nothing else is; every note is there once."""
    cards = {card.id: card for shown in oracle.cases for card in shown.cards}
    for case in record.cases:
        for round_ in case.rounds:
            card = cards.get(round_.card.message) if round_.card else None
            if card:
                _round(oracle, case, round_, card)
    _notes(oracle, record)
    return oracle.found


def _round(oracle: Oracle, case: Case, round_: Round, card: Sight) -> None:
    play = oracle.play
    hands = {each.account: each for each in (play.hand(name, play.plan.judged_on) for name in TEAM)}
    eligible = {each.name for each in hands.values()} - _reporters(oracle, case)
    stored = frozenset(
        (hands[mark.account.id].name, str(mark.choice)) for mark in round_.marks if mark.account in round_.moderators
    )
    counted = _of(eligible, stored)
    oracle.found.ballots += len(counted)
    what = f"ballots on round {round_.number} of case {case.number}"
    if not round_.closed:
        standing = _of(eligible, frozenset((name, choice) for choice in EMOJI for name in card.reactors(choice)))
        oracle.found.lost += [f"{what}: {each} is not counted" for each in sorted(standing - counted)]
        oracle.found.duplicated += [f"{what}: {each} does not stand" for each in sorted(counted - standing)]
    elif counted not in {_of(eligible, stood) for stood in play.diary.stood[card.id]}:
        oracle.found.lost.append(f"{what}: at no time did exactly {sorted(counted)} stand")


def _of(eligible: set[str], marks: Reactions) -> Reactions:
    return frozenset(mark for mark in marks if mark[0] in eligible)


def _reporters(oracle: Oracle, case: Case) -> set[str]:
    """Whoever tried to report the listing: whether a try is on record is nothing that a ballot can tell."""
    shown = next((each for each in oracle.cases if each.number == case.number), None)
    return {each.who.name for each in oracle.play.diary.reports if shown and each.title == shown.title}


def _notes(oracle: Oracle, record: Record) -> None:
    numbers: dict[str, list[int]] = {}
    for shown in oracle.cases:
        numbers.setdefault(shown.title, []).append(shown.number)
    for note in oracle.play.diary.notes:
        cases = numbers.get(note.title, [])
        found = sum(record.sentences[number].count(note.sentence) for number in cases)
        what = f"{note.sentence!r} of {note.who.name} on {note.title}"
        oracle.found.exactly(what, found, int(_must_be_there(note, record, cases)), 1)


def _must_be_there(note: Note, record: Record, cases: list[int]) -> bool:
    """It was promised while its question was open, and the bot did not say that it is not for them."""
    decided = record.decided.get(note.card)
    in_time = note.promised and (decided is None or note.promised < decided)
    refused = any(says(text, "say.not_your_case", case=number) for text in told(note.who) for number in cases)
    return bool(in_time) and not refused
