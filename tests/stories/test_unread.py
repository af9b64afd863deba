"""A conversation that the chat does not let us read: what may stand in it is no silence."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.discord import Permission
from tests.stories.acting import DAY, Scene, only, says
from tests.stories.discord_acting import DiscordScene, playing
from tests.stories.test_other_ways import in_thread, unreachable, with_threads

ANSWER = "I inked it by hand."
MINUTES = DAY / 24 / 6


def sentences(texts: list[str], key: str) -> int:
    """How often one was said."""
    return sum(says(each, key) for each in texts)


@only("slack", "a scope is what Slack calls it, and takes away")
async def test_without_the_scope(scene: Scene) -> None:
    """Support hears of it once; once it is back the answer is found, and that is said as well."""
    await scene.asked()
    await scene.passes(12 * DAY)
    scene.theirs.faults.lose("message")
    await scene.writes("ines", ANSWER)
    scope = {"ok": False, "error": "missing_scope"}
    scene.theirs.faults.answer("POST", "conversations.history", 200, times=3, body=scope)
    await scene.passes(2 * DAY)
    for _ in range(2):
        await scene.passes(MINUTES)
        assert sentences([each.text for each in scene.cards], "say.unread") == 1
        assert sentences([each.text for each in scene.cards], "card.heading_action") == 0
    await scene.passes(MINUTES)
    assert not scene.theirs.faults.pending
    assert ANSWER in scene.reply_card.text
    assert sentences([each.text for each in scene.cards], "say.unread_over") == 1


@pytest.fixture
async def stopped_on_discord(tmp_path: Path) -> AsyncIterator[DiscordScene]:
    """A stage on which no bot runs yet, with Discord alone: only there we talk in threads of our own."""
    async with playing(tmp_path) as on_it:
        yield on_it


async def late(stopped: DiscordScene) -> None:
    """An artist was asked in a private thread, and reminded for the last time; then the bot stops."""
    async with with_threads(stopped):
        await unreachable(stopped)
        await stopped.passes(13 * DAY)


async def test_a_thread_that_is_gone(stopped_on_discord: DiscordScene) -> None:
    """It takes nothing else along: the answer that came by direct message is found."""
    stopped = stopped_on_discord
    await late(stopped)
    stopped.on.lobby.threads[0].delete()
    stopped.who("ines").opens_dms()
    await stopped.who("ines").writes(ANSWER)
    async with with_threads(stopped):
        await stopped.passes(2 * DAY)
        assert ANSWER in stopped.reply_card.text


async def test_nothing_is_left_of_it(stopped_on_discord: DiscordScene) -> None:
    """Where nobody could answer any more, the artist is sought anew, and has their whole time."""
    stopped = stopped_on_discord
    await late(stopped)
    stopped.on.lobby.threads[0].delete()
    async with with_threads(stopped):
        await stopped.passes(2 * DAY)
        assert says(stopped.cards[0].text, "say.undeliverable_other")
        stopped.who("ines").opens_dms()
        await stopped.passes(DAY)
        assert says(stopped.told("ines"), "say.member_lost", case=1)
        assert says(stopped.cards[0].text, "say.status_awaiting_member")


async def test_without_the_permission(stopped_on_discord: DiscordScene) -> None:
    """Discord shows an empty thread then, and refuses nothing: the question stood there, so that is no silence."""
    stopped = stopped_on_discord
    await late(stopped)
    lobby, bot = stopped.on.lobby, stopped.on.discord.bot_role
    lobby.overwrite(bot, deny=Permission.READ_MESSAGE_HISTORY)
    await stopped.who("ines").writes(ANSWER, reply_to=in_thread(stopped)[0])
    async with with_threads(stopped):
        await stopped.passes(2 * DAY)
        await stopped.passes(MINUTES)
        assert sentences([each.text for each in stopped.cards], "say.unread") == 1
        assert sentences([each.text for each in stopped.cards], "card.heading_action") == 0
        lobby.overwrite(bot, allow=Permission.READ_MESSAGE_HISTORY)
        await stopped.passes(MINUTES)
        assert ANSWER in stopped.reply_card.text
