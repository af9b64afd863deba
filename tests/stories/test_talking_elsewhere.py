"""A message was taken by the chat, and we never heard; meanwhile the two talk somewhere else."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.stories.discord_acting import DiscordScene, playing
from tests.stories.test_other_ways import in_thread, unreachable, with_threads

FORGOTTEN = timedelta(hours=1)
"""Longer than Discord remembers a nonce."""


@pytest.fixture
async def stopped(tmp_path: Path) -> AsyncIterator[DiscordScene]:
    """A stage on which no bot runs yet, with Discord alone: only there two conversations with one account exist."""
    async with playing(tmp_path) as on_it:
        yield on_it


async def test_it_is_found_where_it_went(stopped: DiscordScene) -> None:
    """A message of the moderators stands in the thread once, though the artist has written directly since."""
    async with with_threads(stopped):
        await unreachable(stopped)
        ines = stopped.who("ines")
        stopped.on.discord.faults.reset("POST", "/channels/{channel_id}/messages")
        await stopped.commands("mo", "case message", number=1, words="Would a sketch be at hand?")
        assert not stopped.on.discord.faults.pending
        ines.opens_dms()
        await stopped.writes("ines", "I draw by hand.")
        await stopped.passes(FORGOTTEN)
    asked = [each.text for each in in_thread(stopped)] + stopped.heard("ines")
    assert sum("Would a sketch be at hand?" in each for each in asked) == 1
