"""Acknowledged after the commit: what the database did not take, the chat is not told of, and so it comes again."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import structlog

from bot.clocks import JumpingClock
from bot.sandbox import discord as on_discord
from bot.sandbox.slack import events
from bot.stage import SLACK, Stage, free_port
from tests.stories.acting import CONCERN, LINK, SEEN, SLOP, TEXTS, WORDS, says
from tests.stories.slack_acting import KEEP, SlackScene
from tests.stories.staging import stage

SOON = 600.0
"""So many times sooner Slack comes again: a minute passes in a tenth of a second. Its three seconds stay."""
TROUBLE = TEXTS["command.trouble"]


@contextmanager
def refusing(data: Path) -> Iterator[None]:
    """The database takes no event."""
    with closing(sqlite3.connect(data / "salon.db", isolation_level=None)) as database:
        database.execute("CREATE TRIGGER poison BEFORE INSERT ON inbox BEGIN SELECT RAISE(ABORT, 'poison'); END")
        yield
        database.execute("DROP TRIGGER poison")


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """Somebody else writes to the database, and takes their time."""
    with closing(sqlite3.connect(data / "salon.db", isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        yield
        database.execute("ROLLBACK")


def kept(data: Path) -> list[str]:
    """What stands in the inbox: the kind of each event, oldest first."""
    with closing(sqlite3.connect(data / "salon.db")) as database:
        return [kind for (kind,) in database.execute("SELECT type FROM inbox ORDER BY position")]


def votes_taken(slack: SlackScene, name: str) -> list[int]:
    """For each vote of theirs that was acknowledged, how often it had come in vain before."""
    told = [(each.payload.get("event") or {}, each.attempt) for each in slack.on.slack.dispatcher.delivered]
    return [
        attempt
        for event, attempt in told
        if event.get("type") == "reaction_added" and event["user"] == slack.who(name).id
    ]


@pytest.fixture
def clock() -> JumpingClock:
    """By which everybody lives."""
    return JumpingClock()


@pytest.fixture(params=["socket", "http"])
async def slack(tmp_path: Path, clock: JumpingClock, request: pytest.FixtureRequest) -> AsyncIterator[SlackScene]:
    """A stage with the bot on it, to which Slack's events come in either way."""
    port = free_port() if request.param == "http" else 0
    async with (
        stage(tmp_path, chats=(SLACK,), clock=clock, scale=SOON, http_port=port) as on,
        on.bot_running(clock),
    ):
        assert not port or await on.slack.webhooks.verify()
        yield SlackScene(on, clock)


async def test_slack_sends_again_what_was_not_committed(slack: SlackScene, tmp_path: Path) -> None:
    """The vote is not acknowledged; it comes again, is taken exactly once, and counts."""
    card = await slack.case()
    before = len(kept(tmp_path))
    with structlog.testing.capture_logs() as log, refusing(tmp_path):
        await slack.who("mo").reacts(KEEP, card)
        await slack.on.slack.until(lambda: "listener failed" in [each["event"] for each in log])
        assert len(kept(tmp_path)) == before
    await slack.settle()
    [attempt] = votes_taken(slack, "mo")
    assert attempt > 0
    assert kept(tmp_path)[before:] == ["Reacted"]
    await slack.vote("kai", KEEP, card)
    await slack.decide()
    assert says(card.text, "say.status_cleared")


async def test_an_event_that_comes_twice_is_one(slack: SlackScene, tmp_path: Path) -> None:
    """Both are acknowledged, one is on record: Slack's id of the event tells."""
    card = await slack.case()
    before = len(kept(tmp_path))
    slack.on.slack.faults.double("reaction_added")
    await slack.vote("mo", KEEP, card)
    assert votes_taken(slack, "mo") == [0, 0]
    assert kept(tmp_path)[before:] == ["Reacted"]


async def test_what_is_not_for_us_is_acknowledged(slack: SlackScene, tmp_path: Path) -> None:
    """An event that nobody here listens to does not come again, and is not on record."""
    world, dispatcher = slack.on.slack.world, slack.on.slack.dispatcher
    await slack.settle()
    before = kept(tmp_path)
    envelope = events.envelope(world, {"type": "pin_added", "user": slack.who("mo").id, "event_ts": "1.2"}, None)
    dispatcher.tell("pin_added", envelope)
    await slack.settle()
    assert [each.attempt for each in dispatcher.delivered if each.payload == envelope] == [0]
    assert not dispatcher.given_up
    assert kept(tmp_path) == before


@pytest.fixture
async def discord(tmp_path: Path, clock: JumpingClock) -> AsyncIterator[Stage]:
    """A stage with the bot on it, on Discord."""
    async with stage(tmp_path, clock=clock) as on, on.bot_running(clock):
        yield on


async def reported(on: Stage) -> on_discord.MessageView:
    """Alice sends the report form; what she sees first."""
    link = on.gallery.list(on.artist("ines"), "Neon Koi", 1).url
    form = on_discord.opened(await on.person("alice").runs("report-listing"))
    return await form.submits({LINK: link, CONCERN: SLOP, WORDS: SEEN})


async def test_a_report_that_is_slowly_committed(discord: Stage, tmp_path: Path) -> None:
    """She is told 'one moment' within Discord's three seconds, and that it was taken once it was."""
    with locked(tmp_path):
        shown = await reported(discord)
        assert shown.thinking
        assert kept(tmp_path) == []
    await discord.settle()
    assert says((await shown.latest()).text, "say.report_taken", case=1)
    assert kept(tmp_path) == ["ReportSent"]


async def test_a_report_that_is_not_committed(discord: Stage, tmp_path: Path) -> None:
    """She hears that it may not have been recorded, not that it was; the second time it is."""
    with refusing(tmp_path):
        shown = await reported(discord)
        await discord.settle()
        assert (await shown.latest()).text == TROUBLE
        assert kept(tmp_path) == []
    shown = await reported(discord)
    await discord.settle()
    assert says((await shown.latest()).text, "say.report_taken", case=1)


async def test_a_report_that_is_slow_and_not_committed(discord: Stage, tmp_path: Path) -> None:
    """After 'one moment' she hears of the trouble: it never stays at that."""
    with refusing(tmp_path):
        with locked(tmp_path):
            shown = await reported(discord)
            assert shown.thinking
        await discord.settle()
        assert (await shown.latest()).text == TROUBLE
    assert kept(tmp_path) == []
