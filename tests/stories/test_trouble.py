"""What goes wrong on our side, and on the chat's."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.stage import SUPPORT
from tests.stories.acting import ACCEPT, KEEP, Scene, only, says


@contextmanager
def poisoned(data: Path, table: str) -> Iterator[None]:
    """Between two runs of the bot, have the database refuse every new row of a table; afterwards no more."""
    with closing(sqlite3.connect(data / "salon.db")) as database:
        database.execute(f"CREATE TRIGGER poison BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'poison'); END")
    yield
    with closing(sqlite3.connect(data / "salon.db")) as database:
        database.execute("DROP TRIGGER poison")


async def begun(stopped: Scene) -> None:
    """Let the bot set its data up."""
    async with stopped.bot():
        await stopped.settle()


async def test_a_report_whose_handling_raises(stopped: Scene, tmp_path: Path) -> None:
    """The reporter hears that it is safe; once the trouble is over, it is handled without being sent again."""
    await begun(stopped)
    url = stopped.listing("Neon Koi").url
    with poisoned(tmp_path, "reports"):
        stopped.trouble = 1
        async with stopped.bot():
            shown = await stopped.report("alice", url)
            assert says(shown.text, "say.trouble", support=SUPPORT)
            assert not stopped.cards
    stopped.trouble = 0
    async with stopped.bot():
        await stopped.settle()
        assert len(stopped.cards) == 1
        assert "Neon Koi" in stopped.cards[0].text


async def test_a_message_whose_handling_raises(stopped: Scene, tmp_path: Path) -> None:
    """So does an artist who answers; the answer is judged once the trouble is over."""
    async with stopped.bot():
        await stopped.asked()
    with poisoned(tmp_path, "messages"):
        stopped.trouble = 1
        async with stopped.bot():
            await stopped.writes("ines", "I ink by hand.")
            await stopped.on.until(lambda: says(stopped.told("ines"), "say.trouble", support=SUPPORT))
    stopped.trouble = 0
    async with stopped.bot():
        await stopped.settle()
        assert "I ink by hand." in stopped.reply_card.text


async def test_the_bot_goes_on(stopped: Scene, tmp_path: Path) -> None:
    """A handler that raises stops nothing else: votes and commands work meanwhile."""
    async with stopped.bot():
        card = await stopped.case()
    with poisoned(tmp_path, "reports"):
        stopped.trouble = 1
        async with stopped.bot():
            await stopped.report("bob", stopped.listing("First Snow").url)
            await stopped.vote("mo kai", KEEP, card)
            await stopped.decide()
            assert says(card.text, "say.status_cleared")


@pytest.mark.parametrize("route", ["post", "open"])
async def test_the_chat_cuts_the_line(scene: Scene, route: str) -> None:
    """A chat does what was asked and cuts the line: each message is there once all the same."""
    card = await scene.case()
    for side in scene.sides:
        method, path = getattr(side.ways, route)
        side.faults.reset(method, path, times=2)
    await scene.ask(card)
    for _ in range(2):
        await scene.decide()
    await scene.writes("ines", "I ink by hand.")
    await scene.decide()
    assert len([each for each in scene.heard("ines") if says(each, "notice.greeting")]) == 1
    assert len([each for each in scene.cards if says(each.text, "card.heading_reply")]) == 1


async def test_the_chat_asks_for_patience(scene: Scene) -> None:
    """What the chat puts off is sent when it may be, and stands once."""
    card = await scene.case()
    for side in scene.sides:
        side.faults.answer(
            *side.ways.post, 429, times=2, body={"message": "Slow down.", "retry_after": 40, "global": False}
        )
    await scene.ask(card)
    assert not scene.heard("ines")
    for _ in range(3):
        await scene.passes(timedelta(seconds=41))
    assert len([each for each in scene.heard("ines") if says(each, "notice.greeting")]) == 1


@only("discord", "slack_sdk gives us the header with every 429")
async def test_the_chat_says_how_long(scene: Scene) -> None:
    """What Cloudflare, in front of Discord, puts off is not asked for again before its time."""
    card = await scene.case()
    slow = {"message": "Slow down.", "retry_after": 300, "global": False}
    scene.theirs.faults.answer(*scene.theirs.ways.open, 429, body=slow)
    await scene.ask(card)
    await scene.passes(timedelta(seconds=299))
    assert not scene.heard("ines")
    await scene.passes(timedelta(seconds=2))
    assert says(scene.told("ines"), "notice.greeting", title="Neon Koi")


@only("discord", "Slack's refusals are answers of 200")
async def test_something_on_the_way_refuses(scene: Scene) -> None:
    """A 403 or 404 without Discord's own word for it is a proxy's, and says nothing of the artist: they are asked."""
    card = await scene.case()
    scene.theirs.faults.answer(*scene.theirs.ways.open, 403)
    scene.theirs.faults.answer(*scene.theirs.ways.open, 404)
    await scene.ask(card)
    assert says(card.text, "say.status_notice_due")
    for _ in range(2):
        await scene.passes(timedelta(seconds=61))
    assert says(scene.told("ines"), "notice.greeting", title="Neon Koi")
    assert says(card.text, "say.status_awaiting_member")


async def test_events_that_come_twice(scene: Scene) -> None:
    """A message that the chat delivers again is one answer, a reaction one vote."""
    await scene.asked()
    scene.theirs.faults.double(scene.theirs.ways.message_event, times=3)
    await scene.writes("ines", "I ink by hand.")
    assert scene.reply_card.text.count("I ink by hand.") == 1
    scene.ours.faults.double(scene.ours.ways.reaction_event, times=3)
    await scene.vote("mo", ACCEPT, scene.reply_card)
    await scene.decide()
    assert len(scene.heard("ines")) == 2


async def test_events_that_are_lost(scene: Scene) -> None:
    """Votes of which the chat never tells are found when the card is read before the deadline counts."""
    card = await scene.case()
    scene.ours.faults.lose(scene.ours.ways.reaction_event, times=2)
    await scene.vote("mo kai", KEEP, card)
    assert not says(card.text, "say.card_stands")
    await scene.days(8)
    assert says(card.text, "say.status_cleared")
