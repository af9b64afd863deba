"""One chat fails, is locked out or goes away: the other goes on, somebody is told, and it heals by itself."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import structlog

from bot.clocks import JumpingClock
from bot.sandbox import discord as on_discord
from bot.sandbox import slack as on_slack
from bot.stage import DISCORD, SLACK, Stage
from handlers.shared.presence import CannotLogIn
from handlers.web import Standing
from tests.stories.acting import CONCERN, LINK, SEEN, SLOP, STORED, WORDS, Scene, says
from tests.stories.slack_acting import KEEP, SlackScene
from tests.stories.staging import stage

SLOW = timedelta(seconds=400)
"""Longer than any wait between two tries."""


@pytest.fixture
async def on(tmp_path: Path, clock: JumpingClock, request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """Both chats, the moderators' channel on the first; nobody runs yet."""
    chats = getattr(request, "param", (SLACK, DISCORD))
    async with stage(tmp_path / "data", chats=chats, clock=clock) as prepared:
        yield prepared


@pytest.fixture
def clock() -> JumpingClock:
    """By which everybody lives."""
    return JumpingClock()


moderated_on_discord = pytest.mark.parametrize("on", [(DISCORD, SLACK)], indirect=True)


async def standing(on: Stage, chat: str) -> Standing:
    """How it is with a chat, as /readyz says."""
    return (await on.bot.readiness()).chats[chat]


async def until(on: Stage, chat: str, holds: Callable[[Standing], bool], clock: JumpingClock | None = None) -> Standing:
    """Wait until it is so with a chat; with a clock, let hours pass meanwhile."""
    async with asyncio.timeout(30):
        while not holds(found := await standing(on, chat)):
            await on.slack.world.pulse.wait(0.05)
            if clock:
                clock.jump(SLOW)
    return found


async def reported_on_discord(on: Stage, title: str) -> str:
    """Alice reports a listing of ines there; the answer, once it has come."""
    link = on.gallery.list(on.artist("ines"), title, 1).url
    form = on_discord.opened(await on.person("alice").runs("report-listing"))
    shown = on_discord.answer(await form.submits({LINK: link, CONCERN: SLOP, WORDS: SEEN}))
    await on.discord.until(lambda: not shown.thinking)
    return (await shown.latest()).text


async def later(on: Stage, clock: JumpingClock, count: Callable[[], int], more: int) -> None:
    """Let time pass until something has happened so many times more."""
    before = count()
    async with asyncio.timeout(30):
        while count() < before + more:
            clock.jump(SLOW)
            await on.slack.world.pulse.wait(0.05)


def tries(data: Path) -> int:
    """How often the effect that was tried most, and is not done, was tried."""
    with closing(sqlite3.connect(data / "salon.db")) as database:
        found: int = database.execute("SELECT max(attempts) FROM outbox WHERE result IS NULL").fetchone()[0]
        return found


def warnings(messages: list[on_discord.MessageView] | list[on_slack.MessageView], chat: str) -> int:
    """How often support was told that a chat has locked the bot out."""
    return sum(says(each.text, "say.chat_refuses", chat=chat) for each in messages)


@moderated_on_discord
async def test_slacks_token_is_revoked_while_it_runs(on: Stage, clock: JumpingClock) -> None:
    """Discord's people notice nothing, its support channel hears of it once, and Slack is back once it lets us in."""
    async with on.bot_running(clock):
        began = (await standing(on, SLACK)).since
        on.slack.revokes()
        down = await until(on, SLACK, lambda each: each.why == "Slack does not accept the bot: token_revoked")
        assert not down.up
        assert began <= down.since <= clock.now()
        assert (await standing(on, DISCORD)).up
        assert says(await reported_on_discord(on, "Neon Koi"), "say.report_taken", case=1)
        await on.discord.until(lambda: len(on.room.messages) == 2)
        await later(on, clock, lambda: _calls(on, "auth.test"), 3)
        assert warnings(on.room.messages, "Slack") == 1
        on.slack.reinstalls()
        assert (await until(on, SLACK, lambda each: each.up, clock)).why == ""
        await on.settle()
        assert "AI is a tool" in on_slack.answer(await on.colleague("carol").runs("/ai-policy")).text
        await on.settle()


def _calls(on: Stage, method: str) -> int:
    return sum(each.method == method for each in on.slack.traffic)


@moderated_on_discord
async def test_what_is_written_while_the_token_is_revoked(on: Stage, clock: JumpingClock) -> None:
    """An artist who answers meanwhile has answered: once there is a token again, it is stored (📥) and judged."""
    async with on.bot_running(clock):
        scene = Scene(on, clock)
        await scene.asked()
        on.slack.revokes()
        await until(on, SLACK, lambda each: not each.up)
        written = await scene.who("ines").writes("I inked it by hand.")
        on.slack.world.refusal = None
        await until(on, SLACK, lambda each: each.up, clock)
        await scene.settle()
        assert STORED in written.reactions
        assert "I inked it by hand." in scene.reply_card.text


async def test_discords_token_is_reset_while_it_runs(on: Stage, clock: JumpingClock) -> None:
    """Slack's moderators go on; it says so once; a token that is taken away is no reason to try it all the time."""
    play = SlackScene(on, clock)
    async with on.bot_running(clock):
        card = await play.case()
        await on.discord.gateway.reset_token()
        down = await until(on, DISCORD, lambda each: "taken away" in each.why)
        assert not down.up
        await on.slack.until(lambda: warnings(on.workspace.room.messages, "Discord") == 1)
        await later(on, clock, lambda: _logins(on), 2)
        await play.who("mo").reacts(KEEP, card)
        await play.who("kai").reacts(KEEP, card)
        await on.slack.until(lambda: says(card.text, "say.card_stands"))
        assert warnings(on.workspace.room.messages, "Discord") == 1
        assert on.discord.world.identified == 1


def _logins(on: Stage) -> int:
    return sum(each.template == "/users/@me" for each in on.discord.traffic)


@moderated_on_discord
async def test_one_is_refused_from_the_start(on: Stage, clock: JumpingClock) -> None:
    """The bot runs all the same, and says what is missing; the other one's support channel knows."""
    lobby = on.lobby
    given = {"SLACK_BOT_TOKEN": "xoxb-wrong", "DISCORD_SUPPORT_CHANNEL_ID": str(lobby.record.id)}
    with structlog.testing.capture_logs() as log:
        async with on.bot_starting(clock, **given):
            await until(on, DISCORD, lambda each: each.up)
            await until(on, SLACK, lambda each: "invalid_auth" in each.why)
            assert says(await reported_on_discord(on, "Neon Koi"), "say.report_taken", case=1)
            await on.discord.until(lambda: warnings(lobby.messages, "Slack") == 1)
    [said] = [each for each in log if each["event"] == "not accepted"]
    assert (said["chat"], said["log_level"]) == (SLACK, "error")
    assert "xoxb-wrong" not in str(log)


async def test_nobody_lets_it_in(on: Stage, clock: JumpingClock) -> None:
    """Then there is nobody to run for: it ends, and names both."""
    with pytest.raises(ExceptionGroup) as ended:
        async with on.bot_starting(clock, SLACK_BOT_TOKEN="xoxb-wrong", DISCORD_TOKEN="wrong"):  # noqa: S106 - wrong ones
            await asyncio.Event().wait()
    assert ended.group_contains(CannotLogIn, match=r"Slack does not accept.*invalid_auth")
    assert ended.group_contains(CannotLogIn, match="Discord does not accept")


@moderated_on_discord
async def test_discord_is_away(on: Stage, clock: JumpingClock, tmp_path: Path) -> None:
    """Slack's people are answered; what is for Discord waits without being tried all the time, and then goes out."""
    async with on.bot_running(clock):
        await on.discord.stop()
        await until(on, DISCORD, lambda each: not each.up)
        play = SlackScene(on, clock)
        form = on_slack.opened(await play.who("carol").runs("/report-listing", play.listing("Neon Koi", SLACK)))
        await form.submits({CONCERN: SLOP, WORDS: SEEN})
        await on.slack.until(lambda: any(says(each.text, "say.report_taken") for each in play.who("carol").answers))
        assert tries(tmp_path / "data") <= 2
        await on.discord.start()
        await until(on, DISCORD, lambda each: each.up, clock)
        await on.settle()
        assert ["Case 1" in each.text for each in on.room.messages] == [True]
        assert set(on.room.messages[0].reactions) == {"🎨", "💬"}
