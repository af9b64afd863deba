"""Along which arrows the cases of a story went, by the ledger that it leaves."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path

from bot.moderation.events import Event
from bot.moderation.evolve import evolve
from storage.codec import EVENTS
from tests.stories.arrows import Arrow


def gone_along(database: Path, chats: tuple[str, ...]) -> set[Arrow]:
    """The arrows of a story in which the moderators are on the first of these chats, and the members on the last."""
    sides = (("moderators", chats[0]), ("members", chats[-1]))
    return {Arrow(*step, *side) for step in _steps(database) for side in sides}


def _steps(database: Path) -> Iterator[tuple[str, str]]:
    with closing(sqlite3.connect(database)) as ledger:
        told = ledger.execute("SELECT number, type, version, body FROM events ORDER BY number, seq").fetchall()
    for _, case in groupby(told, key=itemgetter(0)):
        states = _states(EVENTS.load(*event) for _, *event in case)
        yield from (step for step in pairwise(states) if step[0] != step[1])


def _states(events: Iterable[Event]) -> Iterator[str]:
    case = None
    for each in events:
        case = evolve(case, each)
        yield case.status.value
