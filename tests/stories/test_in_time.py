"""What is said at the right time, at a pace, or not at all."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clocks import JumpingClock
from bot.stage import DISCORD, SLACK
from tests.stories.acting import ASK, KEEP, says
from tests.stories.discord_acting import DiscordScene as Scene
from tests.stories.discord_acting import playing
from tests.stories.slack_acting import SlackScene
from tests.stories.staging import stage

MESSAGES = ("POST", "/channels/{channel_id}/messages")


@pytest.fixture
async def stopped(tmp_path: Path) -> AsyncIterator[Scene]:
    """A stage on which no bot runs yet."""
    async with playing(tmp_path) as on_it:
        yield on_it


def dropped(data: Path) -> list[str]:
    """Why effects were dropped, as it is on record."""
    with closing(sqlite3.connect(data / "salon.db")) as database:
        found = database.execute("SELECT result FROM outbox WHERE result LIKE 'dropped: %' ORDER BY position")
        return [row[0].removeprefix("dropped: ") for row in found]


async def test_a_reminder_three_days_late(stopped: Scene, tmp_path: Path) -> None:
    """The first one is let go; the last one is made up for, with the time that it promises, before silence counts."""
    async with stopped.bot():
        await stopped.asked()
        [card] = stopped.cards
        await stopped.days(11)
        assert len(stopped.heard("ines")) == 2
        stopped.on.discord.faults.answer(*MESSAGES, 503, times=10_000)
        await stopped.days(4)
        stopped.on.discord.faults.pending.clear()
        await stopped.passes(timedelta(minutes=10))
        assert says(card.text, "say.status_awaiting_member")
        assert len(stopped.heard("ines")) == 3
        assert set(dropped(tmp_path)) == {"the reminder comes too late"}
        await stopped.days(1)
        assert says(card.text, "say.status_awaiting_member")
        await stopped.days(2)
        assert says(stopped.cards[-1].text, "card.heading_action")
        assert len(stopped.heard("ines")) == 3


async def test_what_is_set_right_is_not_held_against_anybody(stopped: Scene, tmp_path: Path) -> None:
    """Whoever took one of two verdicts away before they could be told hears nothing of it."""
    async with stopped.bot():
        card = await stopped.case()
        stopped.on.discord.faults.answer(*MESSAGES, 503, times=10_000)
        await stopped.vote("mo", KEEP, card)
        await stopped.vote("mo", ASK, card)
        await stopped.unvote("mo", ASK, card)
        stopped.on.discord.faults.pending.clear()
        await stopped.passes(timedelta(minutes=10))
        assert stopped.heard("mo") == []
        assert dropped(tmp_path) == ["it is set right"]


async def test_a_round_that_is_over(stopped: Scene, tmp_path: Path) -> None:
    """Nobody is told after the decision that a ballot of theirs did not count."""
    async with stopped.bot():
        card = await stopped.case()
        stopped.on.discord.faults.answer(*MESSAGES, 503, times=10_000)
        for emoji in (KEEP, ASK):
            await stopped.vote("noor", emoji, card)
        await stopped.vote("mo kai", KEEP, card)
        await stopped.decide()
        stopped.on.discord.faults.pending.clear()
        await stopped.passes(timedelta(minutes=10))
        assert says(card.text, "say.status_cleared")
        assert stopped.heard("noor") == []
        assert dropped(tmp_path) == ["the round is over"]
        assert [says(each, "say.reporter_closed") for each in stopped.heard("alice")] == [True]


async def test_an_answer_in_passing(stopped: Scene, tmp_path: Path) -> None:
    """'There is no open question for you' is said at once, or not at all."""
    async with stopped.bot():
        stopped.on.discord.faults.answer(*MESSAGES, 503, times=10_000)
        await stopped.writes("theo", "Hello?")
        await stopped.days(2)
        stopped.on.discord.faults.pending.clear()
        await stopped.passes(timedelta(minutes=10))
        assert stopped.heard("theo") == []
        assert dropped(tmp_path) == ["it is too late for an answer"]


async def test_new_conversations_at_a_pace(tmp_path: Path) -> None:
    """Of many who are to be told at once, so many new ones a minute; those whom the bot knows wait for nobody."""
    async with playing(tmp_path, team=14) as stopped, stopped.bot(SALON_NEW_DMS_PER_MINUTE="3"):
        await stopped.writes("theo", "Hello?")
        crowd = ["alice", "bob", "carol", *(f"moderator{number}" for number in range(4, 10))]
        url = stopped.listing("Neon Koi").url
        for name in (*crowd, "theo"):
            await stopped.report(name, url)
            await stopped.passes(timedelta(minutes=16))  # many within an hour would have the bot write to leads as well
        await stopped.vote("mo kai noor moderator14", KEEP, stopped.card("Neon Koi"))
        await stopped.decide()

        def told() -> int:
            return sum(says(each, "say.reporter_closed") for name in crowd for each in stopped.heard(name))

        assert told() == 3
        assert says(stopped.told("theo"), "say.reporter_closed")
        for count in (6, 9, 9):
            await stopped.passes(timedelta(minutes=1, seconds=1))
            assert told() == count


async def test_a_chat_that_hangs_holds_up_no_other(tmp_path: Path) -> None:
    """Slack takes every request and never answers; on Discord everything goes on."""
    clock = JumpingClock()
    async with stage(tmp_path, chats=(DISCORD, SLACK), clock=clock) as on:
        scene = Scene(on, clock)
        async with scene.bot():
            for number in range(8):
                hanging = on.slack.faults.withhold("POST", "conversations.open", times=100)
                await on.colleague("theo").writes(f"Hello? {number}")
            for number in range(5):
                await scene.who("theo").writes(f"Hello? {number}")
            await on.until(lambda: len(scene.heard("theo")) == 5)
            on.slack.faults.pending.clear()
            hanging.released.set()


async def test_it_stops_in_time_though_the_database_is_locked(tmp_path: Path) -> None:
    """A post hangs, and another program keeps the database locked: ten seconds are enough, and nothing is lost."""
    clock = JumpingClock()
    async with stage(tmp_path, chats=(SLACK,), clock=clock) as on:
        scene = SlackScene(on, clock)
        async with AsyncExitStack() as running:
            await running.enter_async_context(on.bot_running(clock))
            await scene.asked()
            withheld = on.slack.faults.withhold("POST", "chat.postMessage")
            await on.colleague("ines").writes("Which fins do you mean?")
            await on.until(lambda: not on.slack.faults.pending)
            with closing(sqlite3.connect(tmp_path / "salon.db", isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                async with asyncio.timeout(10):
                    await running.aclose()
        withheld.released.set()
        async with scene.bot():
            await scene.settle()
            [card] = on.workspace.room.messages
            assert [says(each.text, "say.thread_question") for each in card.replies if each.text] == [True]
