"""What the files of a card say about their making: the same thing said by several files is one line."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.moderation.effects import Say, ShowCard
from bot.moderation.file_fact import FileFact
from bot.moderation.model import Media
from bot.moderation.views import FactLine
from bot.ports import UnitOfWork

NOTHING = "fact.none"
TELLING = (
    "fact.source_ai", "fact.source_part_ai", "fact.source_human", "fact.generator", "fact.ai_system", "fact.credit",
    "fact.label", "fact.generator_reported", "fact.c2pa_trusted", "fact.c2pa_invalid", "fact.c2pa_valid",
    "fact.history", "fact.source_ambiguous", "fact.c2pa_action", "fact.c2pa_tool", "fact.c2pa_earlier",
    "fact.c2pa_remote", "fact.camera", "fact.tool",
)  # fmt: skip
"""By how much they help to understand a work, whichever way they point; what is not named comes last. What is said
goes before who signed it: of most signers nobody here knows anything."""


def note(uow: UnitOfWork, digest: str, facts: tuple[FileFact, ...], now: datetime) -> None:
    """What a file says is known. Where that is news, the cards of open cases about it are drawn anew."""
    if facts == uow.file_facts.of(digest):
        return
    uow.file_facts.put(digest, facts)
    uow.outbox.put([ShowCard(case.number, case.round.number) for case in uow.cases.open_about([digest])], now)


def facts_in(uow: UnitOfWork, media: Iterable[Media]) -> tuple[FactLine, ...]:
    """The lines: of each file first what helps most, then the rest; last, which files say nothing."""
    found: dict[FileFact, list[str]] = {}
    for each in media:
        for fact in uow.file_facts.of(each.digest) if each.digest else ():
            letters = found.setdefault(fact, [])
            letters.extend([each.letter] if each.letter not in letters else [])
    return tuple(_line(fact, found[fact]) for fact in _in_turn(sorted(found, key=_place), found))


def _in_turn(facts: Iterable[FileFact], said_by: Mapping[FileFact, Iterable[str]]) -> list[FileFact]:
    """Those by which a file has its first word go before second words: a card has room for a few."""
    heard: set[str] = set()
    first: list[FileFact] = []
    later: list[FileFact] = []
    for fact in facts:
        is_first = fact.means != NOTHING and not heard.issuperset(said_by[fact])
        (first if is_first else later).append(fact)
        heard.update(said_by[fact])
    return [*first, *later]


def _place(fact: FileFact) -> tuple[int, str, str, str]:
    if fact.means == NOTHING:
        return len(TELLING) + 1, "", "", ""
    place = TELLING.index(fact.means) if fact.means in TELLING else len(TELLING)
    return place, fact.source, fact.field, fact.value


def _line(fact: FileFact, letters: list[str]) -> FactLine:
    says_nothing = fact.means == NOTHING
    return FactLine(tuple(letters), fact.source, "" if says_nothing else fact.field, fact.value, Say(fact.means))
