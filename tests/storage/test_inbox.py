"""Platform events are kept once, and none is lost."""

from pathlib import Path

from bot.moderation.cases import due_at
from bot.moderation.evolve import evolve
from bot.moderation.inbound import AskedMyCase, AskedPolicy
from bot.ports import FailedEvent
from storage import Database
from storage.database import Work
from tests.storage.story import ARTIST, START, STRANGER, WEEK


def test_a_repeat_changes_nothing(work: Work) -> None:
    """The second delivery of an event is known by its key."""
    assert work.inbox.keep(AskedPolicy("k1", ARTIST), START) is not None
    assert work.inbox.keep(AskedPolicy("k1", STRANGER), START) is None
    assert work.inbox.keep(AskedPolicy("k2", ARTIST), START) is not None
    assert work.inbox.pending() == 2


def test_events_without_a_key_are_all_kept(work: Work) -> None:
    """Where a platform gives no key, nothing is taken for a repeat."""
    assert work.inbox.keep(AskedPolicy("", ARTIST), START) != work.inbox.keep(AskedPolicy("", ARTIST), START)
    assert work.inbox.pending() == 2


def test_a_key_is_one_of_its_kind(work: Work) -> None:
    """Two different things that happened to one message, keyed by it, are both kept."""
    assert work.inbox.keep(AskedPolicy("k1", ARTIST), START) is not None
    assert work.inbox.keep(AskedMyCase("k1", ARTIST), START) is not None


def test_a_failure_stays_visible_until_it_is_handled(work: Work) -> None:
    """A failed event is listed, with its tries and its reason, oldest first, and is gone once handled."""
    first, second = (work.inbox.keep(AskedPolicy(key, ARTIST), START) or "" for key in ("k1", "k2"))
    work.inbox.failed(second, "KeyError: 'x'", START)
    work.inbox.failed(first, "ValueError: " + "long" * 400, START)
    work.inbox.failed(first, "ValueError: again \ud83d", WEEK)
    assert work.inbox.pending() == 0
    assert work.inbox.failures() == [
        FailedEvent(first, "AskedPolicy", START, 2, "ValueError: again \ufffd", WEEK),
        FailedEvent(second, "AskedPolicy", START, 1, "KeyError: 'x'", START),
    ]
    assert work.inbox.event(first) == AskedPolicy("k1", ARTIST)
    work.inbox.handled(first, WEEK)
    work.inbox.failed(first, "late", WEEK)
    assert [row.id for row in work.inbox.failures()] == [second]


def test_a_reason_is_short(work: Work) -> None:
    """Of a long reason the beginning is kept."""
    id_ = work.inbox.keep(AskedPolicy("k1", ARTIST), START) or ""
    work.inbox.failed(id_, "x" * 5000, START)
    assert work.inbox.failures()[0].why == "x" * 300


def test_what_a_dead_process_left_unhandled_is_retried(path: Path) -> None:
    """An event that was kept, and not handled when the process died, is found among the failures."""
    with Database(path, evolve=evolve, due_at=due_at) as database:
        done = database.run(lambda work: work.inbox.keep(AskedPolicy("k1", ARTIST), START)) or ""
        database.run(lambda work: work.inbox.handled(done, START))
        left = database.run(lambda work: work.inbox.keep(AskedPolicy("k2", ARTIST), START))
    with Database(path, evolve=evolve, due_at=due_at) as database:
        (failure,) = database.run(lambda work: work.inbox.failures())
        cut_off = "the bot stopped before it was handled"
        assert failure == FailedEvent(left or "", "AskedPolicy", START, 0, cut_off, None)
        assert database.run(lambda work: work.inbox.keep(AskedPolicy("k1", ARTIST), START)) is None


def test_a_failure_is_tried_at_once_when_told_or_after_a_restart(path: Path) -> None:
    """Whoever repaired something need not wait for the pause, and a restart may have repaired it."""
    with Database(path, evolve=evolve, due_at=due_at) as database:
        id_ = database.run(lambda work: work.inbox.keep(AskedPolicy("k1", ARTIST), START)) or ""
        assert database.run(lambda work: work.inbox.retry(id_)) is False, "it has not failed"
        database.run(lambda work: work.inbox.failed(id_, "KeyError", START))
        assert database.run(lambda work: work.inbox.retry(id_)) is True
        assert [row.tried_at for row in database.run(lambda work: work.inbox.failures())] == [None]
        database.run(lambda work: work.inbox.failed(id_, "KeyError", START))
    with Database(path, evolve=evolve, due_at=due_at) as database:
        assert [row.tried_at for row in database.run(lambda work: work.inbox.failures())] == [None]
