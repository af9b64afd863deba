"""`salon run` as a process of its own: it plays, it stops when asked, and being killed at any moment loses nothing."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clocks import JumpingClock
from bot.rehearsal import recipes
from bot.sandbox.control import DiscordSide, Play
from bot.sandbox.control.grammar import understand
from bot.sandbox.discord import MessageView, Person, opened
from bot.sandbox.gallery import Listing
from bot.stage import Stage, stage
from tests.processes.salon import Running, running, salon
from tests.wire import held

FAST = {"SALON_TIME_SCALE": "1200"}
"""An undo window takes half a second."""
SLOWER = {"SALON_TIME_SCALE": "300"}
"""An undo window takes two seconds: time enough to be killed in."""
SEEN = "The fins melt into each other in all three pictures."
POST = ("POST", "/channels/{channel_id}/messages")


@pytest.fixture
def clock() -> JumpingClock:
    """By which Discord lives; the bot has the machine's."""
    return JumpingClock()


@pytest.fixture
async def on(tmp_path: Path, clock: JumpingClock) -> AsyncIterator[Stage]:
    """People and a gallery, and no bot yet."""
    async with held(stage(tmp_path / "data", clock=clock)) as prepared:
        yield prepared


def hang(on: Stage) -> Listing:
    """A listing of Ines."""
    return on.gallery.list(on.artist("ines"), "Neon Koi", works=3)


async def acts(on: Stage, bot: Running, *words: str) -> str:
    """Somebody does something, and everything happens that follows."""
    return await Play((DiscordSide(on.discord),), on.gallery, bot.settle, recipes()).obey(understand(words))


async def reports(who: Person, listing: Listing) -> MessageView:
    """Send the form, and look at the first answer, whatever becomes of it."""
    modal = opened(await who.runs("report-listing"))
    link, words = recipes()["report"].fields
    concern = next(label for label, field in modal.fields.items() if "options" in field)
    first = modal.fields[concern]["options"][0]["label"]
    return await modal.submits({link: listing.url, words: SEEN, concern: [first]})


async def asked(on: Stage, bot: Running) -> None:
    """A case opens, two moderators ask the artist, and one says what was noticed."""
    await acts(on, bot, "alice", "report", hang(on).url, SEEN)
    for who in ("mo", "kai"):
        await acts(on, bot, who, "react", "💬")
    await acts(on, bot, "kai", "notice", "1", SEEN)


async def test_a_case_is_played_and_the_bot_stops_when_asked(on: Stage, tmp_path: Path) -> None:
    """From the report to the artist's answer; SIGTERM ends it with 0, and the log holds no token."""
    async with running(on, tmp_path, **FAST) as bot:
        await asked(on, bot)
        ines = on.person("ines")
        await on.discord.until(lambda: ines.inbox)
        await acts(on, bot, "ines", "write", "I inked them by hand.", "--reply")
        assert "📥" in ines.inbox[-1].reactions
        assert await bot.stop() == 0
        assert "1200 times shorter" in bot.printed
        assert "Traceback" not in bot.printed
        assert on.discord.token not in bot.printed


async def test_it_stops_while_discord_is_away(on: Stage, tmp_path: Path) -> None:
    """Between two tries to reconnect it is asleep, and SIGTERM wakes it."""
    async with running(on, tmp_path) as bot:
        await on.discord.stop()
        await on.discord.until(lambda: "Attempting a reconnect" in bot.printed)
        assert await bot.stop() == 0


async def test_what_is_missing_is_listed_at_once(tmp_path: Path) -> None:
    """Exit 2, a line each, no traceback; a token that is there is not repeated."""
    ended = await salon(tmp_path, {"DISCORD_TOKEN": "hush-hush", "SALON_TEAM": "many"}, "run")
    assert ended.code == 2
    for name in ("SALON_TEAM", "SALON_SUPPORT", "SALON_LISTING_HOSTS", "DISCORD_GUILD_ID"):
        assert f"  - {name} " in ended.err
    assert "Traceback" not in ended.printed
    assert "hush-hush" not in ended.printed


async def test_a_wrong_token_is_said(on: Stage, tmp_path: Path) -> None:
    """Exit 2 and one clear line: trying again would not help."""
    ended = await salon(tmp_path, {**on.environment, "DISCORD_TOKEN": "wrong-but-secret"}, "run")
    assert ended.code == 2
    assert "Discord does not accept the bot" in ended.err
    assert "Traceback" not in ended.printed
    assert "wrong-but-secret" not in ended.printed


async def test_a_second_bot_on_the_same_data_refuses(on: Stage, tmp_path: Path) -> None:
    """It would send everything twice."""
    async with running(on, tmp_path) as bot:
        ended = await salon(tmp_path, on.environment, "run")
        assert (ended.code, ended.out) == (2, "")
        assert f"in use by another Salon (process {bot.process.pid}): stop that one first" in ended.err
        assert await bot.stop() == 0


async def test_a_port_that_is_taken_is_said(on: Stage, tmp_path: Path) -> None:
    """Exit 2 and one clear line, since Slack may have to come to it."""
    async with running(on, tmp_path) as bot:
        given = {**on.environment, "SALON_DATA": "elsewhere", "SALON_HTTP_PORT": str(bot.port)}
        ended = await salon(tmp_path, given, "run")
        assert (ended.code, ended.out) == (2, "")
        assert f"127.0.0.1:{bot.port} cannot be opened" in ended.err
        assert "SALON_HTTP_PORT" in ended.err
        assert "Traceback" not in ended.err


@pytest.mark.parametrize("verb", ["run", "inbox", "outbox", "check", "people import table.csv"])
async def test_data_that_cannot_be_used(on: Stage, tmp_path: Path, verb: str) -> None:
    """Where a file stands in the place of the folder, each verb says so in one line, and ends."""
    spoilt = tmp_path / "spoilt"
    spoilt.write_bytes(b"a file, and no folder")
    (tmp_path / "table.csv").write_text("person,chat,account\nm1,discord,200000000000000001\n")
    ended = await salon(tmp_path, {**on.environment, "SALON_DATA": str(spoilt)}, *verb.split())
    assert ended.code == (2 if verb == "run" else 1)
    assert str(spoilt) in ended.err
    assert "Traceback" not in ended.printed


async def test_killed_between_a_report_and_its_card(on: Stage, tmp_path: Path) -> None:
    """The report was committed: after the restart it has exactly one card, and its reporter an answer."""
    alice, listing = on.person("alice"), hang(on)
    async with running(on, tmp_path) as bot:
        on.gallery.stall()
        answer = await reports(alice, listing)
        assert answer.thinking
        await bot.kill()
    assert not on.room.messages
    on.gallery.up()
    async with running(on, tmp_path):
        assert ["Case 1" in each.text for each in on.room.messages] == [True]
        assert "case 1" in [*alice.answers, *alice.inbox][-1].text
        assert not answer.thinking


async def test_killed_before_it_knew_that_the_card_was_posted(on: Stage, tmp_path: Path) -> None:
    """Discord has it, the bot does not know: there is still exactly one, with its reactions."""
    async with running(on, tmp_path) as bot:
        withheld = on.discord.faults.withhold(*POST)
        await reports(on.person("alice"), hang(on))
        await on.discord.until(lambda: on.room.messages)
        await bot.kill()
        withheld.released.set()
    async with running(on, tmp_path):
        [card] = on.room.messages
        assert set(card.reactions) == {"🎨", "💬"}


async def test_killed_with_votes_on_the_card(on: Stage, tmp_path: Path) -> None:
    """A vote from before and a vote while nobody ran count alike: the artist is asked."""
    ines = on.person("ines")
    async with running(on, tmp_path, **SLOWER) as bot:
        await acts(on, bot, "alice", "report", hang(on).url, SEEN)
        await acts(on, bot, "mo", "react", "💬")
        await acts(on, bot, "mo", "notice", "1", SEEN)
        await bot.kill()
    await on.person("kai").reacts("💬", on.room.messages[0])
    assert not ines.inbox
    async with running(on, tmp_path, **SLOWER):
        await on.discord.until(lambda: ines.inbox)
    assert SEEN in ines.inbox[0].text


async def test_no_second_notice_after_discord_has_forgotten_the_first(
    on: Stage, tmp_path: Path, clock: JumpingClock
) -> None:
    """Discord knows a nonce for minutes only; after that the bot finds its own message in the conversation."""
    ines = on.person("ines")
    async with running(on, tmp_path, **SLOWER) as bot:
        await asked(on, bot)
        withheld = on.discord.faults.withhold(*POST)
        await on.discord.until(lambda: ines.inbox)
        await bot.kill()
        withheld.released.set()
    clock.jump(timedelta(minutes=5))
    async with running(on, tmp_path, **SLOWER) as bot:
        assert len(ines.inbox) == 1
        await acts(on, bot, "ines", "write", "I inked them by hand.", "--reply")
        assert [each.author == "ines" for each in ines.inbox] == [False, True]
        await on.discord.until(lambda: "the artist has answered" in on.room.messages[-1].text)


def in_hand(data: Path) -> list[tuple[int, str | None]]:
    """Of each effect that is not done: whether it may have gone out, and until when somebody has it."""
    with closing(sqlite3.connect(data / "salon.db")) as database:
        return list(database.execute("SELECT maybe_sent, leased_until FROM outbox WHERE result IS NULL"))


async def test_it_stops_while_a_message_hangs(on: Stage, tmp_path: Path) -> None:
    """Within ten seconds, with 0; what was on its way is given back, and is there once after the next start."""
    async with running(on, tmp_path) as bot:
        withheld = on.discord.faults.withhold(*POST)
        await reports(on.person("alice"), hang(on))
        await on.discord.until(lambda: on.room.messages)
        assert await bot.stop() == 0
        withheld.released.set()
        left = in_hand(tmp_path / "data")
        assert [leased for _, leased in left] == [None] * len(left)
        assert sum(maybe_sent for maybe_sent, _ in left) == 1
        assert "Traceback" not in bot.printed
    async with running(on, tmp_path):
        [card] = on.room.messages
        assert set(card.reactions) == {"🎨", "💬"}
    assert (1, None) not in in_hand(tmp_path / "data")
