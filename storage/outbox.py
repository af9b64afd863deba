"""Effects until they are done (`bot.ports.Outbox`).

A row is *put off* (it has no turn yet: its `after` lies ahead), *waiting*, *leased*, or *finished* (it has a result).

- An effect takes its place in its lane (`turn`, a counter: no clock can reorder it) when it is put, or, if it was put
  off, when its time has come. So what is put off does not hold up its lane, and comes behind what went before it.
- Only the first unfinished effect of a lane is leased. While it is leased, or waits for its next try, its lane waits.
- A waiting effect is replaced in place by a newer one of its key: it keeps place, id, attempts and the time of its next
  try (a chat's 'try again after' holds for the newer one too). One put off is replaced by any newer one, and takes its
  time. A waiting one is not replaced by one that is put off (what is due now stays due), nor is one that was leased and
  not given back (somebody may still be drawing the older state). So of one key one waits and one is put off, at
  most; only where an older one is given back while a newer one waits there are two, and a third makes both the newest.
- Each row has a road (`bot.moderation.effects.road`), or belongs to a sweep until something live wants the same.
- Finished rows stay, with their result; the indexes leave them out.
"""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from bot.moderation.effects import SWEEP, Effect, lane, road, sync_key
from bot.ports import QueuedEffect
from storage.codec import EFFECTS
from storage.sql import Row, Sql, clean, listed, moment, stamp

NOWHERE = "-"
"""The place of what was tried when none was known; that of what was never tried is empty."""
NEXT_TURN = "1 + coalesce((SELECT max(turn) FROM outbox WHERE result IS NULL AND turn IS NOT NULL), 0)"

_INSERT = f"""
    INSERT INTO outbox (id, lane, road, key, turn, ready_at, type, version, body, created_at)
    VALUES (:id, :lane, :road, :key, CASE WHEN :now < :ready_at THEN NULL ELSE {NEXT_TURN} END, :ready_at,
        :type, :version, :body, :now)"""  # noqa: S608  # joined from this file's own text
_TAKE_TURN = f"UPDATE outbox SET turn = {NEXT_TURN} WHERE position = :position"  # noqa: S608  # the same
_PUT_OFF = """
    SELECT position FROM outbox WHERE result IS NULL AND turn IS NULL AND ready_at <= :now
    ORDER BY ready_at, position"""
_LIVE = f"road = CASE WHEN :road = '{SWEEP}' THEN road ELSE :road END"
_REPLACE_WAITING = f"""
    UPDATE outbox SET type = :type, version = :version, body = :body, {_LIVE}
    WHERE key = :key AND result IS NULL AND turn IS NOT NULL AND leased_until IS NULL"""  # noqa: S608  # the same
_REPLACE_PUT_OFF = f"""
    UPDATE outbox SET type = :type, version = :version, body = :body, ready_at = :ready_at, {_LIVE}
    WHERE key = :key AND result IS NULL AND turn IS NULL"""  # noqa: S608  # the same
_FREE = """
    SELECT *, row_number() OVER (PARTITION BY road ORDER BY turn) AS place FROM outbox AS mine
    WHERE result IS NULL AND turn IS NOT NULL AND ready_at <= :now AND (leased_until IS NULL OR leased_until <= :now)
    AND NOT EXISTS (
        SELECT 1 FROM outbox WHERE lane = mine.lane AND result IS NULL AND turn IS NOT NULL AND turn < mine.turn
    ) ORDER BY turn"""
_LEASE = """
    UPDATE outbox SET attempts = attempts + 1, maybe_sent = maybe_sent OR leased_until IS NOT NULL,
        leased_until = :until
    WHERE position = :position"""
_DONE = """
    UPDATE outbox SET result = :result, finished_at = :now, leased_until = NULL WHERE id = :id AND result IS NULL"""
_RETRY = """
    UPDATE outbox SET ready_at = :at, why = :why, maybe_sent = maybe_sent OR :unknown, leased_until = NULL
    WHERE id = :id AND result IS NULL"""
_GIVE_WAY = """
    UPDATE outbox SET turn = NULL, ready_at = :at, why = :why, attempts = attempts - 1, leased_until = NULL
    WHERE id = :id AND result IS NULL"""
_HASTEN = """
    UPDATE outbox SET ready_at = :now
    WHERE result IS NULL AND turn IS NOT NULL AND leased_until IS NULL AND why = :why AND ready_at > :now"""
_AHEAD = """
    SELECT position, ready_at, leased_until FROM outbox
    WHERE result IS NULL AND (turn IS NOT NULL OR why <> '') AND (ready_at > :now OR leased_until > :now)"""
_MOVE = "UPDATE outbox SET ready_at = :ready_at, leased_until = :leased_until WHERE position = :position"
_NEXT_AT = """
    SELECT min(at) FROM (
        SELECT CASE WHEN leased_until > ready_at THEN leased_until ELSE ready_at END AS at FROM outbox AS mine
        WHERE result IS NULL AND turn IS NOT NULL AND road NOT IN (SELECT value FROM json_each(:full)) AND NOT EXISTS (
            SELECT 1 FROM outbox WHERE lane = mine.lane AND result IS NULL AND turn IS NOT NULL AND turn < mine.turn)
        UNION ALL
        SELECT ready_at FROM outbox AS mine
        WHERE result IS NULL AND turn IS NULL AND NOT EXISTS (
            SELECT 1 FROM outbox WHERE lane = mine.lane AND result IS NULL AND turn IS NOT NULL))"""
_PENDING = """
    SELECT (
        SELECT count(*) FROM outbox AS mine
        WHERE result IS NULL AND turn IS NOT NULL AND (leased_until IS NOT NULL OR ready_at <= :now AND NOT EXISTS (
            SELECT 1 FROM outbox WHERE lane = mine.lane AND result IS NULL AND turn IS NOT NULL AND turn < mine.turn
            AND leased_until IS NULL AND ready_at > :now))
    ) + (SELECT count(*) FROM outbox WHERE result IS NULL AND turn IS NULL AND ready_at <= :now)"""
_PLACE = "UPDATE outbox SET place = :place WHERE id = :id AND (NOT maybe_sent OR place = '')"
_UNDER_WAY = """
    SELECT EXISTS (SELECT 1 FROM outbox
    WHERE lane = :lane AND result IS NULL AND (leased_until IS NOT NULL OR maybe_sent))"""
_FREE_ALL = """
    UPDATE outbox SET maybe_sent = 1, leased_until = NULL, attempts = attempts - 1
    WHERE result IS NULL AND turn IS NOT NULL AND leased_until IS NOT NULL"""


class Effects:
    """The outbox."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def put(
        self, effects: Iterable[Effect], now: datetime, *, after: datetime | None = None, sweep: bool = False
    ) -> None:
        """Queue effects; a waiting one with the same `sync_key` is replaced in place. Not before `after`."""
        ready_at = max(now, after or now)
        for effect in effects:
            self._join_lanes(now)
            self._put(effect, SWEEP if sweep else road(effect), stamp(now), stamp(ready_at))

    def _put(self, effect: Effect, road_: str, now: str, ready_at: str) -> None:
        encoded = {**EFFECTS.dump(effect)._asdict(), "road": road_}
        key = sync_key(effect)
        if key is not None and self._replace(key, encoded, now, ready_at):
            return
        values = {"id": secrets.token_hex(11), "lane": lane(effect), "key": key, "now": now, "ready_at": ready_at}
        self._sql.run(_INSERT, **values, **encoded)

    def _replace(self, key: str, encoded: dict[str, object], now: str, ready_at: str) -> bool:
        if now == ready_at and self._sql.run(_REPLACE_WAITING, key=key, **encoded):
            return True
        replaced = self._sql.run(_REPLACE_PUT_OFF, key=key, ready_at=ready_at, **encoded)
        if replaced and now == ready_at:
            self._join_lanes(moment(now))
        return bool(replaced)

    def _join_lanes(self, now: datetime) -> None:
        """What was put off until now takes its place."""
        for row in self._sql.rows(_PUT_OFF, now=stamp(now)):
            self._sql.run(_TAKE_TURN, position=row["position"])

    def lease(self, now: datetime, until: datetime, hands: Mapping[str, int], others: int) -> list[QueuedEffect]:
        """Take the first due effects of free lanes, as many of each road as there are hands; ours until `until`."""
        self._join_lanes(now)
        free = self._sql.rows(_FREE, now=stamp(now))
        rows = [row for row in free if row["place"] <= hands.get(row["road"], others)]
        for row in rows:
            self._sql.run(_LEASE, position=row["position"], until=stamp(until))
        return [queued(row) for row in rows]

    def done(self, id_: str, now: datetime, result: str = "done") -> None:
        """It is done, or `result` says how else it ended for good; the first result stays."""
        self._sql.run(_DONE, id=id_, now=stamp(now), result=clean(result))

    def put_off(self, id_: str, at: datetime, why: str) -> None:
        """Give it back untried: until `at` it holds up nobody, and then comes to the end of its lane."""
        self._sql.run(_GIVE_WAY, id=id_, at=stamp(at), why=clean(why))

    def retry(self, id_: str, at: datetime, why: str, *, unknown: bool = False) -> None:
        """Give it back, to be tried again at `at`. `unknown`: it may have gone out; look first."""
        self._sql.run(_RETRY, id=id_, at=stamp(at), why=clean(why), unknown=unknown)

    def is_held_by(self, why: str) -> bool:
        """Whether something was given back for this reason, and has not ended."""
        query = "SELECT EXISTS (SELECT 1 FROM outbox WHERE result IS NULL AND why = :why)"
        return bool(self._sql.value(query, why=clean(why)))

    def hasten(self, why: str, now: datetime) -> None:
        """What was given back for this reason need not wait any longer."""
        self._sql.run(_HASTEN, why=clean(why), now=stamp(now))

    def set_back(self, by: timedelta, now: datetime) -> None:
        """Somebody set the clock back to `now`: what had its turn, or was given back, waits no longer for that."""
        for row in self._sql.rows(_AHEAD, now=stamp(now)):
            ready_at, leased_until = (_earlier(row[each], by) for each in ("ready_at", "leased_until"))
            self._sql.run(_MOVE, position=row["position"], ready_at=ready_at, leased_until=leased_until)

    def maybe_sent(self, id_: str) -> bool:
        """Whether an earlier try of this effect may have gone out (unknown outcome, or a lease that ran out)."""
        return bool(self._sql.value("SELECT maybe_sent FROM outbox WHERE id = :id", id=id_))

    def place(self, id_: str, now_known: str) -> str:
        """Where an effect goes: where an earlier try may have gone; else the place now known ('' for none).

        That is kept. What was never drawn up has none yet, though a kill or a restore lets it count as maybe sent.
        """
        self._sql.run(_PLACE, id=id_, place=now_known or NOWHERE)
        kept = str(self._sql.value("SELECT place FROM outbox WHERE id = :id", id=id_))
        return "" if kept == NOWHERE else kept

    def under_way(self, lane: str) -> bool:
        """Whether something of this lane is being sent, or may have gone out without our knowing it yet."""
        return bool(self._sql.value(_UNDER_WAY, lane=lane))

    def next_at(self, full: Iterable[str] = ()) -> datetime | None:
        """When the next effect can be leased (a lane that is leased counts from its lease's end), or None."""
        earliest = self._sql.value(_NEXT_AT, full=listed(full))
        return moment(earliest) if earliest else None

    def pending(self, now: datetime) -> int:
        """How many effects are leased or due at `now`."""
        return int(self._sql.value(_PENDING, now=stamp(now)))

    def free_all(self) -> None:
        """The process that held the leases is gone: what it was doing may have gone out, and has not failed."""
        self._sql.run(_FREE_ALL)


def _earlier(time: str | None, by: timedelta) -> str | None:
    return stamp(moment(time) - by) if time else None


def queued(row: Row) -> QueuedEffect:
    """A row, as it was before it was leased."""
    return QueuedEffect(
        id=row["id"],
        effect=EFFECTS.load(row["type"], row["version"], row["body"]),
        lane=row["lane"],
        attempts=row["attempts"] + 1,
        created_at=moment(row["created_at"]),
        road=row["road"],
    )
