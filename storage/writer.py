"""The one thread that writes: what is queued runs as savepoints of one transaction (group commit)."""

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlite_utils import Database

from bot.ports import StorageFault
from storage import faults

R = TypeVar("R")

MOST = 128
"""Calls in one transaction: the last of them waits for the others, so not without end."""


class Closed(RuntimeError):
    """The database was closed: nothing can be run any more."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One call: what to run, and who waits for it."""

    work: Callable[[], object]
    answer: Future[Any]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of one call, to be told after the commit."""

    value: object = None
    error: BaseException | None = None

    def tell(self, answer: Future[Any]) -> None:
        if self.error is None:
            answer.set_result(self.value)
        else:
            answer.set_exception(self.error)


class Writer:
    """Runs calls in the order in which they came; each is answered after its commit, or with a StorageFault.

    Args:
        db: What the calls write to.
        reopen: Gives it a new connection. Done before the first try after a fault: the old connection may keep to a
            file that is gone, or to one that was read-only when it was opened.
    """

    def __init__(self, db: Database, reopen: Callable[[], None]) -> None:
        self._db = db
        self._reopen = reopen
        self._is_broken = False
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._closed = False
        self._gate = threading.Lock()
        self._thread = threading.Thread(target=self._loop, name="storage-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[], R]) -> Future[R]:
        """Queue a call. It cannot be taken back: who stops waiting for it only does not hear of it."""
        answer: Future[R] = Future()
        answer.set_running_or_notify_cancel()
        with self._gate:
            if self._closed:
                raise Closed("the database is closed")
            self._queue.put(_Job(work, answer))
        return answer

    def close(self) -> None:
        """Run what is queued, and end; a second time changes nothing."""
        with self._gate:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join()

    def _loop(self) -> None:
        open_ = True
        while open_:
            batch = self._batch()
            open_ = batch[-1] is not None  # nothing is queued behind the end
            if jobs := [job for job in batch if job is not None]:
                self._commit(jobs)

    def _batch(self) -> list[_Job | None]:
        """Wait for a call, and take what else has come by then."""
        batch = [self._queue.get()]
        while len(batch) < MOST:
            try:
                batch.append(self._queue.get_nowait())
            except queue.Empty:
                break
        return batch

    def _commit(self, jobs: Sequence[_Job]) -> None:
        try:
            outcomes = self._transaction(jobs)
        except Exception as error:  # noqa: BLE001  # nobody may be left waiting for an answer
            self._is_broken = True
            outcomes = [_Outcome(error=_not_committed(error)) for _ in jobs]
        for job, outcome in zip(jobs, outcomes, strict=True):
            outcome.tell(job.answer)

    def _transaction(self, jobs: Sequence[_Job]) -> list[_Outcome]:
        if self._is_broken:
            self._reopen()
            self._is_broken = False
        # IMMEDIATE: a transaction that reads first and writes later cannot be upgraded once anyone else has written.
        self._db.execute("BEGIN IMMEDIATE")
        try:
            outcomes = [self._run(job) for job in jobs]
            self._db.execute("COMMIT")
        except BaseException:
            self._db.rollback()
            raise
        return outcomes

    def _run(self, job: _Job) -> _Outcome:
        try:
            with self._db.atomic():
                return _Outcome(job.work())
        except BaseException as error:  # whatever it is, it is the caller's, and the thread goes on
            # A full disk, for one, may end the whole transaction.
            if why := faults.reason(error) or ("" if self._db.conn.in_transaction else "the transaction was lost"):
                raise StorageFault(why) from error
            return _Outcome(error=_raisable(error))


def _not_committed(cause: BaseException) -> StorageFault:
    """One for each caller: they are raised in different places."""
    fault = StorageFault(faults.reason(cause) or "the transaction did not come through")
    fault.__cause__ = cause
    return fault


def _raisable(error: BaseException) -> BaseException:
    """The error as a coroutine can raise it: `StopIteration` would end it instead."""
    if not isinstance(error, StopIteration):
        return error
    raised = RuntimeError("a use case raised StopIteration")
    raised.__cause__ = error
    return raised
