"""Buttons and forms of members: what was taken is on record once, as often as it was sent and no more."""

from itertools import groupby

from tests.chaos.diary import Pressed
from tests.chaos.hands import STATEMENT
from tests.chaos.oracle import Oracle
from tests.chaos.record import Record


def compare(oracle: Oracle, record: Record) -> None:
    """Look for what each button or form said in the case that it was about."""
    kept = [each for each in oracle.play.diary.pressed if each.button != STATEMENT]
    for (case, words), tries in groupby(sorted(kept, key=_what), key=_what):
        _once_each(oracle, record, case, words, [*tries])


def _what(pressed: Pressed) -> tuple[int, str]:
    return pressed.case, pressed.words


def _once_each(oracle: Oracle, record: Record, case: int, words: str, tries: list[Pressed]) -> None:
    """What came once the case was over may be refused: whoever pressed hears that."""
    over = record.over.get(case)
    promised = [each for each in tries if each.promised and (over is None or each.promised < over)]
    found = sum(shown.text.count(words) for shown in oracle.cases if shown.number == case)
    oracle.found.replies += min(found, len(tries))
    oracle.found.exactly(f"{words!r} of {tries[0].who.name} in case {case}", found, len(promised), len(tries))
