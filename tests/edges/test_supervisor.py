"""Connections are kept up, each by itself, with back-off; what ends one says so, and ends nothing else."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
import structlog

from bot.moderation.model import Chat
from bot.supervisor import FIRST_WAIT, LONGEST_WAIT, Supervisor
from handlers.shared.presence import CannotLogIn, Lost, Presence

NOW = datetime(2026, 11, 26, 7, 30, tzinfo=UTC)


class SwiftClock:
    """A clock on which whoever waits has waited at once.

    Attributes:
        waits: How long everybody waited.
    """

    def __init__(self) -> None:
        self.waits: list[float] = []

    def now(self) -> datetime:
        """The wall clock."""
        return NOW + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        """Seconds since the first wait."""
        return sum(self.waits)

    async def sleep(self, seconds: float) -> None:
        """Have waited."""
        self.waits.append(seconds)


class Line:
    """A connection that ends as it is told to, and stays where it is told nothing more.

    Attributes:
        tries: How often it was begun.
        staying: Set once it stays.
    """

    def __init__(self, clock: SwiftClock, ends: Sequence[Exception | None]) -> None:
        self.presence = Presence(clock.now)
        self.busy = 0
        self.tries = 0
        self.staying = asyncio.Event()
        self._ends = list(ends)
        self._closed = asyncio.Event()

    async def run(self) -> None:
        """Come up, unless refused, and end."""
        self.tries += 1
        if not self._ends:
            self.presence.up()
            self.staying.set()
            await self._closed.wait()
            return
        end = self._ends.pop(0)
        if not isinstance(end, CannotLogIn):
            self.presence.up()
            await asyncio.sleep(0)
        if end:
            raise end

    async def close(self) -> None:
        """Let `run` return."""
        self._closed.set()


class Keeping:
    """Two chats that are kept up, and who was told of what."""

    def __init__(self, discord: Sequence[Exception | None], slack: Sequence[Exception | None]) -> None:
        self.clock = SwiftClock()
        self.lines = {Chat.DISCORD: Line(self.clock, discord), Chat.SLACK: Line(self.clock, slack)}
        self.told: list[Chat] = []
        self.supervisor = Supervisor(self.lines, self.clock, self._tell)

    async def _tell(self, chat: Chat) -> None:
        self.told.append(chat)
        if len(self.told) > 1:
            raise OSError("the disk is full")

    async def until_up(self, chat: Chat) -> None:
        """Until a chat is up to stay."""
        await asyncio.wait_for(self.lines[chat].staying.wait(), 10)


@asynccontextmanager
async def keeping(discord: Sequence[Exception | None], slack: Sequence[Exception | None]) -> AsyncIterator[Keeping]:
    """Both are kept up until the block ends."""
    kept = Keeping(discord, slack)
    async with asyncio.TaskGroup() as group:
        for chat in Chat:
            group.create_task(kept.supervisor.keep_up(chat))
        yield kept
        await kept.supervisor.close()


async def test_each_wait_is_about_twice_as_long() -> None:
    """With jitter, up to five minutes; the other chat is connected once."""
    async with keeping([Lost("away")] * 12, []) as kept:
        await kept.until_up(Chat.DISCORD)
        expected = [min(FIRST_WAIT * 2**count, LONGEST_WAIT) for count in range(12)]
        shares = [wait / about for wait, about in zip(kept.clock.waits, expected, strict=True)]
        assert all(0.75 <= share <= 1.25 for share in shares)
        assert len(set(shares)) == len(shares)
        assert (kept.lines[Chat.SLACK].tries, kept.told) == (1, [])


async def test_it_waits_at_least_as_long_as_it_is_told() -> None:
    """Discord's sessions are counted."""
    async with keeping([Lost("too many sessions", 77)], []) as kept:
        await kept.until_up(Chat.DISCORD)
        assert kept.clock.waits == [77]


async def test_a_fault_of_ours_ends_nothing_else() -> None:
    """It is logged without anybody's words, and the connection is begun anew."""
    with structlog.testing.capture_logs() as log:
        async with keeping([ValueError("somebody's own words")], []) as kept:
            await kept.until_up(Chat.DISCORD)
            assert kept.lines[Chat.SLACK].tries == 1
    assert [each["error"] for each in log if each["event"] == "connection failed"] == ["ValueError"]
    assert "own words" not in str(log)


async def test_who_is_refused_is_tried_seldom_and_told_once() -> None:
    """Each time that it begins, whether or not it can be told."""
    ends = [None, CannotLogIn("no"), CannotLogIn("no"), None, CannotLogIn("no again"), CannotLogIn("no again")]
    with structlog.testing.capture_logs() as log:
        async with keeping([], ends) as kept:
            await kept.until_up(Chat.SLACK)
            assert kept.told == [Chat.SLACK, Chat.SLACK]
            assert [wait >= LONGEST_WAIT for wait in kept.clock.waits] == [False, True, True, False, True, True]
    assert [each["why"] for each in log if each["event"] == "not accepted"] == ["no", "no again"]
    assert [each["error"] for each in log if each["event"] == "not told"] == ["OSError"]


async def test_refused_by_all_from_the_start() -> None:
    """There is nobody to run for."""
    with pytest.raises(ExceptionGroup) as ended:
        async with keeping([CannotLogIn("one")], [CannotLogIn("two")]):
            await asyncio.Event().wait()
    assert ended.group_contains(CannotLogIn, match="one; two")


async def test_refused_by_all_later_on() -> None:
    """It stays: whoever restores the tokens need not know how to start it."""
    async with keeping([None, CannotLogIn("one")], [None, CannotLogIn("two")]) as kept:
        await kept.until_up(Chat.DISCORD)
        await kept.until_up(Chat.SLACK)
        assert sorted(kept.told) == [Chat.DISCORD, Chat.SLACK]


def test_presence_tells_since_when_and_why() -> None:
    """Of one outage the first time counts and the latest reason; up again, there is none."""
    now = [NOW]
    presence = Presence(lambda: now[0])
    assert (presence.is_up, presence.why) == (False, "not connected yet")
    now[0] += timedelta(minutes=1)
    presence.up()
    assert (presence.since, presence.why) == (now[0], "")
    now[0] += timedelta(minutes=1)
    presence.down("cut")
    presence.down("refused")
    now[0] += timedelta(minutes=1)
    presence.down("refused still")
    assert (presence.is_up, presence.since, presence.why) == (False, NOW + timedelta(minutes=2), "refused still")
