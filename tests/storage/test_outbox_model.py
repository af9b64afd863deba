"""Whatever is put, leased, done and tried again, the outbox does what lists in memory would do."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlite_utils
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.moderation.effects import (
    Effect,
    LookAtListing,
    MarkStored,
    ReadCard,
    Say,
    ShowCard,
    TellMember,
    lane,
    road,
    sync_key,
)
from storage.migrations import migrate
from storage.outbox import Effects
from storage.sql import Sql
from tests.storage.story import ARTIST, START, private


@dataclass(eq=False)
class Row:
    """An effect, as the model remembers it."""

    effect: Effect
    ready: datetime
    turn: int = 0
    lease: datetime | None = None
    attempts: int = 0
    maybe: bool = False


class Model:
    """The outbox as lists: a queue for each lane, and beside them what is put off."""

    def __init__(self) -> None:
        self.lanes: defaultdict[str, list[Row]] = defaultdict(list)
        self.later: list[Row] = []
        self._turns = itertools.count()

    def join(self, now: datetime) -> None:
        """What was put off until now goes to the end of its lane."""
        for row in sorted(self.later, key=lambda row: row.ready):
            if row.ready <= now:
                self.later.remove(row)
                row.turn = next(self._turns)
                self.lanes[lane(row.effect)].append(row)

    def put(self, effect: Effect, now: datetime, ready: datetime) -> None:
        """Replace what it makes needless, or wait."""
        self.join(now)
        alike = [row for row in self.unfinished() if sync_key(effect) == sync_key(row.effect) is not None]
        waiting = [row for row in alike if row not in self.later and row.lease is None and ready == now]
        put_off = [row for row in alike if row in self.later]
        if waiting:
            for row in waiting:  # two, where an older one was given back while a newer one waited
                row.effect = effect
        elif put_off:
            put_off[0].effect, put_off[0].ready = effect, ready
        else:
            self.later.append(Row(effect, ready))
        self.join(now)

    def free(self, now: datetime) -> list[Row]:
        """The first of each lane, where it can be taken, in the order of turns."""
        heads = [queue[0] for queue in self.lanes.values() if queue]
        free = [row for row in heads if row.ready <= now and (row.lease is None or row.lease <= now)]
        return sorted(free, key=lambda row: row.turn)

    def finish(self, row: Row) -> None:
        """It is done."""
        self.lanes[lane(row.effect)].remove(row)

    def unfinished(self) -> list[Row]:
        """All that is still to be done."""
        return [*itertools.chain.from_iterable(self.lanes.values()), *self.later]

    def pending(self, now: datetime) -> int:
        """How much is in hand or can be taken; not what stands behind something that waits for its next try."""
        count = sum(row.ready <= now for row in self.later)
        for queue in self.lanes.values():
            held_up = False
            for row in queue:
                count += row.lease is not None or (row.ready <= now and not held_up)
                held_up = held_up or (row.lease is None and row.ready > now)
        return count

    def next_at(self) -> datetime | None:
        """When a lane can be served."""
        heads = [queue[0] for queue in self.lanes.values() if queue]
        times = [max(row.ready, row.lease or row.ready) for row in heads]
        return min([*times, *(row.ready for row in self.later if not self.lanes[lane(row.effect)])], default=None)


NUMBERS = st.integers(1, 9)
EFFECTS = st.one_of(
    st.sampled_from([ShowCard(1, 1), ReadCard(1, 1), ShowCard(1, 2), LookAtListing(1)]),
    st.builds(LookAtListing, st.just(1), NUMBERS.map(str)),
    st.builds(MarkStored, NUMBERS, st.just(private("1"))),
    st.builds(TellMember, st.just(1), st.just(ARTIST), NUMBERS.map(lambda number: Say(f"say.{number}"))),
)
SECONDS = st.integers(0, 20).map(lambda seconds: timedelta(seconds=seconds))


class OutboxMachine(RuleBasedStateMachine):
    """Plays the pump and the use cases against outbox and model at once."""

    def __init__(self) -> None:
        super().__init__()
        self.db = sqlite_utils.Database(memory=True)
        migrate(self.db)
        self.outbox = Effects(Sql(self.db))
        self.model = Model()
        self.now = START
        self.held: dict[str, Row] = {}

    def teardown(self) -> None:
        """Let the database go."""
        self.db.close()

    @rule(effects=st.lists(EFFECTS, min_size=1, max_size=4))
    def put(self, effects: Sequence[Effect]) -> None:
        """A use case wants something done."""
        self.outbox.put(effects, self.now)
        for effect in effects:
            self.model.put(effect, self.now, self.now)

    @rule(effect=EFFECTS, wait=SECONDS)
    def put_off(self, effect: Effect, wait: timedelta) -> None:
        """A use case wants something done later."""
        self.outbox.put([effect], self.now, after=self.now + wait)
        self.model.put(effect, self.now, self.now + wait)

    @rule(
        limits=st.dictionaries(st.sampled_from(["room", "platform", "discord"]), st.integers(0, 3)),
        others=st.integers(1, 4),
        hold=SECONDS.filter(bool),
    )
    def lease(self, limits: Mapping[str, int], others: int, hold: timedelta) -> None:
        """The pump takes what is due; it gets the model's rows, in the model's order."""
        self.model.join(self.now)
        taken: Counter[str] = Counter()
        expected = []
        for row in self.model.free(self.now):
            taken[road(row.effect)] += 1
            expected += [row] if taken[road(row.effect)] <= limits.get(road(row.effect), others) else []
        leased = self.outbox.lease(self.now, self.now + hold, limits, others)
        assert [each.effect for each in leased] == [row.effect for row in expected]
        for queued, row in zip(leased, expected, strict=True):
            row.maybe |= row.lease is not None
            row.lease, row.attempts = self.now + hold, row.attempts + 1
            assert (queued.lane, queued.attempts) == (lane(row.effect), row.attempts)
            assert self.outbox.maybe_sent(queued.id) == row.maybe
            assert self.held.get(queued.id, row) is row, "an id means one effect"
            self.held[queued.id] = row

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def done(self, data: st.DataObject) -> None:
        """One that was taken is done, in time or late."""
        id_ = data.draw(st.sampled_from(list(self.held)))
        self.outbox.done(id_, self.now)
        self.model.finish(self.held.pop(id_))

    @precondition(lambda self: self.held)
    @rule(data=st.data(), wait=SECONDS, unknown=st.booleans())
    def retry(self, data: st.DataObject, wait: timedelta, unknown: bool) -> None:
        """One that was taken is given back."""
        id_ = data.draw(st.sampled_from(list(self.held)))
        self.outbox.retry(id_, self.now + wait, "busy", unknown=unknown)
        row = self.held[id_]
        row.ready, row.lease, row.maybe = self.now + wait, None, row.maybe or unknown
        assert self.outbox.maybe_sent(id_) == row.maybe

    @rule(wait=SECONDS)
    def time_passes(self, wait: timedelta) -> None:
        """The clock goes on."""
        self.now += wait

    @invariant()
    def agrees(self) -> None:
        """The outbox and the model say the same about what is to come."""
        assert self.outbox.next_at() == self.model.next_at()
        assert self.outbox.pending(self.now) == self.model.pending(self.now)


TestOutbox = OutboxMachine.TestCase
TestOutbox.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
