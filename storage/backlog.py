"""What waits in the outbox or was not sent, for whoever runs the bot; inbox and outbox themselves are for the bot."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from bot.moderation.effects import CallPlatform
from bot.ports import QueuedEffect
from storage.outbox import NEXT_TURN, queued
from storage.sql import Row, Sql, moment, stamp

MOST: Final = 200
"""Rows that are shown of those that ended."""

_WAITING = "SELECT * FROM outbox WHERE result IS NULL ORDER BY position"
_UNSENT = """
    SELECT * FROM (
        SELECT * FROM outbox WHERE result LIKE 'refused:%' OR result LIKE 'dropped:%'
        ORDER BY finished_at DESC LIMIT :most
    ) ORDER BY position"""
_CALLS = "SELECT * FROM outbox WHERE type = 'CallPlatform' AND created_at >= :since ORDER BY position"
_NOW = "UPDATE outbox SET ready_at = :now WHERE id = :id"
_AGAIN = f"""
    UPDATE outbox SET result = NULL, finished_at = NULL, ready_at = :now, turn = {NEXT_TURN}
    WHERE id = :id"""  # noqa: S608  # joined from our own text


class State(Enum):
    """How a row stands."""

    WAITING = "waiting"
    LEASED = "on its way"
    UNSENT = "not sent"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the outbox, without what it says and to whom. `why` is why it waits, or how it ended."""

    id: str
    kind: str
    state: State
    since: datetime
    attempts: int
    why: str


@dataclass(frozen=True, slots=True)
class Call:
    """Something that the platform is, was or was not told."""

    item: Item
    effect: CallPlatform


class Backlog:
    """The outbox, as a person sees it."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def items(self, now: datetime) -> list[Item]:
        """What waits or is on its way, then the newest of what was refused or dropped, each oldest first."""
        rows = [*self._sql.rows(_WAITING), *self._sql.rows(_UNSENT, most=MOST)]
        return [_item(row, now) for row in rows]

    def item(self, id_: str, now: datetime) -> Item | None:
        """One, or None."""
        row = self._row(id_)
        return _item(row, now) if row else None

    def calls(self, since: datetime, now: datetime) -> list[Call]:
        """All that was to be told since then, told or not, oldest first."""
        rows = self._sql.rows(_CALLS, since=stamp(since))
        read = ((row, queued(row).effect) for row in rows)
        return [Call(_item(row, now), effect) for row, effect in read if isinstance(effect, CallPlatform)]

    def effect(self, id_: str) -> QueuedEffect:
        """What is to be done; KeyError where there is no such row."""
        row = self._row(id_)
        if row is None:
            raise KeyError(id_)
        return queued(row)

    def retry(self, item: Item, now: datetime) -> None:
        """Let it be tried at once: in its place, or as the last of its lane where it had ended."""
        self._sql.run(_NOW if item.state is State.WAITING else _AGAIN, id=item.id, now=stamp(now))

    def _row(self, id_: str) -> Row | None:
        return self._sql.row("SELECT * FROM outbox WHERE id = :id", id=id_)


def _item(row: Row, now: datetime) -> Item:
    return Item(
        id=row["id"],
        kind=row["type"],
        state=_state(row, now),
        since=moment(row["created_at"]),
        attempts=row["attempts"],
        why=row["result"] or row["why"],
    )


def _state(row: Row, now: datetime) -> State:
    if row["result"] is not None:
        return State.UNSENT if row["result"].startswith(("refused:", "dropped:")) else State.ENDED
    leased = row["leased_until"] and moment(row["leased_until"]) > now
    return State.LEASED if leased else State.WAITING
