"""Effects go out in order, a lane at a time, and none is lost or forgotten."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.moderation.cases import due_at
from bot.moderation.effects import Effect, LookAtListing, ReadCard, Say, ShowCard, TellMember, TellSupport
from bot.moderation.evolve import evolve
from bot.ports import Outbox, QueuedEffect
from storage import Database
from storage.database import Work
from tests.storage.story import ARTIST, START


def tell(number: int) -> TellMember:
    """A post that is never coalesced."""
    return TellMember(1, ARTIST, Say(f"say.{number}"))


def after(seconds: float) -> datetime:
    """A time of the test's."""
    return START + timedelta(seconds=seconds)


def lease(outbox: Outbox, seconds: float, limit: int = 9, hold: float = 60) -> list[QueuedEffect]:
    """Take what is due at a time."""
    return outbox.lease(after(seconds), after(seconds + hold), {}, limit)


def effects(leased: list[QueuedEffect]) -> list[Effect]:
    """What was taken."""
    return [each.effect for each in leased]


def test_a_lane_goes_out_in_order(work: Work) -> None:
    """The second effect of a lane waits until the first is done, however long that takes."""
    work.outbox.put([tell(1), tell(2)], START)
    work.outbox.put([tell(3)], START)
    gone = []
    while leased := lease(work.outbox, 1):
        assert len(leased) == 1
        assert lease(work.outbox, 1) == []
        gone += effects(leased)
        work.outbox.done(leased[0].id, after(2))
    assert gone == [tell(1), tell(2), tell(3)]


def test_lanes_do_not_wait_for_each_other(work: Work) -> None:
    """The first effect of every free lane is taken, oldest first."""
    work.outbox.put([tell(1), ShowCard(1, 1), tell(2), TellSupport(2, Say("x"))], START)
    assert effects(lease(work.outbox, 0)) == [tell(1), ShowCard(1, 1), TellSupport(2, Say("x"))]


def test_each_road_has_hands_of_its_own(work: Work) -> None:
    """A road that is full holds up no other, and is left out of what there is to wait for."""
    work.outbox.put([ShowCard(1, 1), ShowCard(2, 1), ShowCard(3, 1), tell(1)], START)
    taken = work.outbox.lease(START, after(60), {"room": 2}, 9)
    assert effects(taken) == [ShowCard(1, 1), ShowCard(2, 1), tell(1)]
    assert [each.road for each in taken] == ["room", "room", "discord"]
    assert effects(work.outbox.lease(START, after(60), {"room": 0}, 9)) == []
    assert work.outbox.next_at() == START
    assert work.outbox.next_at(["room"]) == after(60)


def test_a_sweep_makes_way(work: Work) -> None:
    """What belongs to a catch-up has a road of its own, until somebody who acts now wants the same."""
    work.outbox.put([ReadCard(1, 1), ReadCard(2, 1)], START, sweep=True)
    work.outbox.put([ReadCard(2, 1)], START)
    work.outbox.put([ReadCard(2, 1)], START, sweep=True)
    assert effects(work.outbox.lease(START, after(60), {"sweep": 0}, 9)) == [ReadCard(2, 1)]
    assert effects(work.outbox.lease(START, after(60), {"sweep": 1}, 9)) == [ReadCard(1, 1)]


def test_what_is_leased_is_described(work: Work) -> None:
    """A leased effect comes with its lane, its age and the number of tries, this one included."""
    work.outbox.put([tell(1)], START)
    (first,) = lease(work.outbox, 5)
    assert first == QueuedEffect(first.id, tell(1), f"1/member/{ARTIST}", 1, START, "discord")
    assert 0 < len(first.id) <= 22
    work.outbox.retry(first.id, after(9), "busy")
    (again,) = lease(work.outbox, 9)
    assert (again.id, again.attempts) == (first.id, 2)


def test_a_retry_holds_up_its_lane(work: Work) -> None:
    """What is to be tried again later keeps its place: nothing of its lane passes it."""
    work.outbox.put([tell(1), tell(2)], START)
    (first,) = lease(work.outbox, 0)
    work.outbox.retry(first.id, after(30), "rate limited")
    assert lease(work.outbox, 29) == []
    assert work.outbox.next_at() == after(30)
    assert effects(lease(work.outbox, 30)) == [tell(1)]


def test_a_lease_that_ran_out_may_have_gone_out(work: Work) -> None:
    """After the lease's end the effect is given to the next, who knows to look first."""
    work.outbox.put([tell(1)], START)
    (first,) = lease(work.outbox, 0, hold=60)
    assert not work.outbox.maybe_sent(first.id)
    assert lease(work.outbox, 59) == []
    assert work.outbox.next_at() == after(60)
    (again,) = lease(work.outbox, 60)
    assert again.id == first.id
    assert work.outbox.maybe_sent(first.id)
    work.outbox.retry(first.id, after(70), "busy")
    assert work.outbox.maybe_sent(first.id), "what may have gone out once may have gone out for ever"


@pytest.mark.parametrize("unknown", [True, False])
def test_an_unknown_outcome_may_have_gone_out(work: Work, unknown: bool) -> None:
    """A retry says whether the try may have gone out; a plain one did not."""
    work.outbox.put([tell(1)], START)
    (first,) = lease(work.outbox, 0)
    work.outbox.retry(first.id, after(1), "timeout", unknown=unknown)
    assert work.outbox.maybe_sent(first.id) is unknown
    (again,) = lease(work.outbox, 1)
    assert work.outbox.maybe_sent(again.id) is unknown


def test_a_newer_sync_takes_the_place_of_a_waiting_one(work: Work) -> None:
    """Of one key only the newest waits, where the oldest stood."""
    work.outbox.put([ReadCard(1, 1), ShowCard(1, 1), ReadCard(1, 1), ShowCard(1, 1)], START)
    taken = lease(work.outbox, 0)
    assert [each.effect for each in taken] == [ReadCard(1, 1), ShowCard(1, 1)]
    for each in taken:
        work.outbox.done(each.id, after(1))
    assert lease(work.outbox, 1) == []


def test_a_leased_sync_does_not_swallow_a_newer_one(work: Work) -> None:
    """Somebody may be drawing the older state already, even if their lease ran out: the newer one is done after it."""
    work.outbox.put([ShowCard(1, 1)], START)
    (first,) = lease(work.outbox, 0)
    work.outbox.put([ShowCard(1, 1)], after(100))
    work.outbox.put([ShowCard(1, 1)], after(100))
    work.outbox.done(first.id, after(101))
    (second,) = lease(work.outbox, 101)
    assert second.id != first.id
    work.outbox.done(second.id, after(102))
    assert lease(work.outbox, 102) == []


def test_a_sync_to_be_tried_again_keeps_its_time_when_replaced(work: Work) -> None:
    """'Try again after' is the chat's word: a newer redraw does not come before it, and remembers the earlier try."""
    work.outbox.put([ShowCard(1, 1)], START)
    (first,) = lease(work.outbox, 0)
    work.outbox.retry(first.id, after(30), "rate limited", unknown=True)
    work.outbox.put([ShowCard(1, 1)], after(5))
    assert lease(work.outbox, 29) == []
    (again,) = lease(work.outbox, 30)
    assert again.id == first.id
    assert work.outbox.maybe_sent(again.id)


def test_what_is_put_off_holds_nobody_up(work: Work) -> None:
    """An effect for later waits outside its lane, and joins it when its time has come."""
    work.outbox.put([tell(1)], START, after=after(50))
    work.outbox.put([tell(2)], START)
    (second,) = lease(work.outbox, 0)
    assert second.effect == tell(2)
    work.outbox.done(second.id, after(1))
    assert work.outbox.next_at() == after(50)
    assert lease(work.outbox, 49) == []
    work.outbox.put([tell(3)], after(51))
    assert effects(lease(work.outbox, 51)) == [tell(1)], "its time came before the third was put"


def test_put_off_in_the_past_is_not_put_off(work: Work) -> None:
    """`after` that has passed means at once, in the order of putting."""
    work.outbox.put([tell(1)], START)
    work.outbox.put([tell(2)], after(10), after=START)
    assert effects(lease(work.outbox, 10)) == [tell(1)]


def test_one_put_off_is_replaced_by_any_newer_one(work: Work) -> None:
    """A newer look of the same key takes the time of the newer, sooner or later."""
    look = LookAtListing(1)
    work.outbox.put([look], START, after=after(50))
    work.outbox.put([look], START, after=after(80))
    assert work.outbox.next_at() == after(80)
    work.outbox.put([look], after(1))
    (now,) = lease(work.outbox, 1)
    work.outbox.done(now.id, after(2))
    assert work.outbox.next_at() is None


def test_one_that_waits_is_not_put_off(work: Work) -> None:
    """What is due now stays due when one of its key is put for later."""
    look = LookAtListing(1)
    work.outbox.put([look], START)
    work.outbox.put([look], START, after=after(50))
    (now,) = lease(work.outbox, 1)
    work.outbox.done(now.id, after(2))
    assert work.outbox.next_at() == after(50)


def test_results_are_kept(work: Work) -> None:
    """How an effect ended is on record; the first result stays, and nothing revives it."""
    work.outbox.put([tell(1)], START)
    (first,) = lease(work.outbox, 0)
    work.outbox.done(first.id, after(1), "refused: dm-closed")
    work.outbox.done(first.id, after(2))
    work.outbox.retry(first.id, after(3), "late")
    row = work.sql.row("SELECT result, finished_at, leased_until, why FROM outbox")
    assert row == {
        "result": "refused: dm-closed",
        "finished_at": "2026-07-01T12:30:16.123456+00:00",
        "leased_until": None,
        "why": "",
    }
    assert work.outbox.next_at() is None


def test_pending_counts_what_is_leased_or_due(work: Work) -> None:
    """Idle means: nothing in hand, and nothing whose time has come."""
    assert work.outbox.pending(START) == 0
    work.outbox.put([tell(1), tell(2)], START)
    work.outbox.put([tell(3)], START, after=after(50))
    assert work.outbox.pending(START) == 2
    (first,) = lease(work.outbox, 0)
    assert work.outbox.pending(START) == 2
    work.outbox.done(first.id, START)
    assert work.outbox.pending(START) == 1
    assert work.outbox.pending(after(50)) == 2


def test_next_at_is_none_when_nothing_is_to_do(work: Work) -> None:
    """Nothing queued, or all done: nothing to wake up for."""
    assert work.outbox.next_at() is None
    work.outbox.put([tell(1)], START)
    assert work.outbox.next_at() == START
    assert not work.outbox.maybe_sent("unheard of")


def test_a_clock_that_goes_back_reorders_nothing(work: Work) -> None:
    """The order of a lane is that of putting, whatever the wall clock said."""
    work.outbox.put([tell(1)], after(10))
    work.outbox.put([tell(2)], after(5))
    assert lease(work.outbox, 5) == []
    assert effects(lease(work.outbox, 10)) == [tell(1)]


def test_a_new_process_takes_over_what_the_dead_one_held(path: Path) -> None:
    """After a crash nothing waits for the end of a dead process's lease, but what it held may have gone out.

    That it died is no failed try: whoever was killed nine times waits no longer for the tenth, and nobody gives up.
    """
    with Database(path, evolve=evolve, due_at=due_at) as database:
        database.run(lambda work: work.outbox.put([tell(1)], START))
        assert len(database.run(lambda work: lease(work.outbox, 0, hold=9999))) == 1
    with Database(path, evolve=evolve, due_at=due_at) as database:
        (again,) = database.run(lambda work: lease(work.outbox, 1))
        assert database.run(lambda work: work.outbox.maybe_sent(again.id))
        assert again.attempts == 1


def test_finished_rows_cost_nothing(work: Work) -> None:
    """No query of the pump reads a table or an index that holds finished rows."""
    said: list[str] = []
    work.sql.db.conn.set_trace_callback(said.append)
    work.outbox.put([tell(1)], START, after=after(1))
    work.outbox.put([ShowCard(1, 1)], START)
    lease(work.outbox, 1)
    work.outbox.next_at()
    work.outbox.pending(START)
    work.outbox.free_all()
    work.sql.db.conn.set_trace_callback(None)
    asked = [each for each in said if each.lstrip().startswith(("SELECT", "UPDATE", "INSERT"))]
    plans = [step[3] for each in asked for step in work.sql.db.execute(f"EXPLAIN QUERY PLAN {each}")]
    partial = ("outbox_turns", "outbox_lanes", "outbox_put_off", "outbox_keys")
    touching = [plan for plan in plans if "outbox" in plan or "mine" in plan]
    assert touching
    assert [plan for plan in touching if not any(name in plan for name in partial) and "PRIMARY KEY" not in plan] == []


def test_what_waits_for_a_reason_is_hastened_when_it_is_over(work: Work) -> None:
    """And nothing else: neither what waits for another reason nor what somebody has."""
    work.outbox.put([ShowCard(1, 1), ShowCard(2, 1), ShowCard(3, 1)], START)
    first, second, third = lease(work.outbox, 0)
    work.outbox.retry(first.id, after(300), "not connected")
    work.outbox.retry(second.id, after(300), "rate limited")
    assert work.outbox.next_at() == after(60)
    work.outbox.hasten("not connected", after(10))
    assert effects(lease(work.outbox, 10)) == [first.effect]
    assert third.effect == ShowCard(3, 1)


def test_a_clock_that_is_set_back_holds_nothing_up(work: Work) -> None:
    """Of what is leased, was tried, was put off as not to go yet, or waits its turn; what has its hour keeps it."""
    hour = timedelta(hours=1)
    work.outbox.put([ShowCard(1, 1), ShowCard(2, 1), ShowCard(3, 1), tell(1), tell(2)], START)
    leased, retried, put_off, told = lease(work.outbox, 0)
    work.outbox.put([ShowCard(4, 1)], START, after=after(30))
    work.outbox.retry(retried.id, after(30), "rate limited")
    work.outbox.put_off(put_off.id, after(30), "it is night")
    work.outbox.done(told.id, START)
    work.outbox.set_back(hour, START - hour)
    [waited] = lease(work.outbox, -3600)
    assert waited.effect == tell(2)
    work.outbox.done(waited.id, START - hour)
    assert effects(lease(work.outbox, -3600 + 30)) == [retried.effect, put_off.effect]
    assert effects(lease(work.outbox, -3600 + 61)) == [leased.effect]
    assert ShowCard(4, 1) in effects(lease(work.outbox, 30))


def test_what_may_have_gone_out_keeps_its_place(work: Work) -> None:
    """It is looked for where it may stand; what surely did not go out goes where the two talk now."""
    work.outbox.put([tell(1)], START)
    [queued] = lease(work.outbox, 0)
    assert work.outbox.place(queued.id, "") == ""
    assert work.outbox.place(queued.id, "direct") == "direct"
    work.outbox.retry(queued.id, after(1), "reset", unknown=True)
    assert work.outbox.place(queued.id, "thread") == "direct"


def test_what_went_where_nobody_was_known_stays_there(work: Work) -> None:
    """It opened a conversation, and is looked for in that one, wherever the two talk by now."""
    work.outbox.put([tell(1)], START)
    [queued] = lease(work.outbox, 0)
    assert work.outbox.place(queued.id, "") == ""
    work.outbox.retry(queued.id, after(1), "reset", unknown=True)
    assert work.outbox.place(queued.id, "thread") == ""


def test_what_was_never_drawn_up_has_no_place_yet(work: Work) -> None:
    """Killed right after it was leased it counts as maybe sent, and goes where the two talk all the same."""
    work.outbox.put([tell(1)], START)
    [queued] = lease(work.outbox, 0)
    work.outbox.free_all()
    assert work.outbox.maybe_sent(queued.id)
    assert work.outbox.place(queued.id, "thread") == "thread"
    assert work.outbox.place(queued.id, "direct") == "thread"
