"""Acting with both chats open: who is meant, and what belongs together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.sandbox.control.grammar import Misunderstood
from bot.stage import DISCORD, SLACK
from tests.sandbox.orders import SEEN, does

if TYPE_CHECKING:
    from bot.sandbox.control import Play
    from bot.stage import Stage

pytestmark = pytest.mark.parametrize("chats", [(DISCORD, SLACK), (SLACK, DISCORD)], ids="-".join, indirect=True)


async def test_each_chat_has_its_own_people(play: Play, on: Stage, chats: tuple[str, ...]) -> None:
    """One case is reported on either chat; a name alone is somebody on the first, and each sees their own alone."""
    koi = on.gallery.listings[0].url
    first, second = chats
    assert f"{first.title()}, only alice sees it" in await does(play, "alice", "report", koi, SEEN)
    told = await does(play, f"bob@{second}", "report", koi, SEEN)
    assert "as case 1" in told
    assert f"{second.title()}, only bob sees it" in told
    assert await does(play, "look", "bob") == "bob sees nothing yet."
    assert await does(play, "look", f"mo@{second}") == "mo sees nothing yet."
    assert await does(play, "look", f"mo@{first}") == await does(play, "look", "mo")
    with pytest.raises(Misunderstood, match=f"`look mo@{second}` shows what there is"):
        await does(play, f"mo@{second}", "react", "💬", "--case", "1")
    assert f"act bob@{second} fill" in await does(play, f"bob@{second}", "command", "/report-listing")
    listed = await does(play, "list")
    assert f"mo@{second}" in listed
    assert f"mo@{first}" not in listed
    assert await does(play, "wait", "bot") == "A bot is connected."


async def test_numbers_go_on_across_chats(play: Play, chats: tuple[str, ...]) -> None:
    """Every message has one number, in the order in which they came, whoever looks and wherever it stands."""
    told = [await does(play, f"theo@{chat}", "write", "Hello", "--in", "lobby") for chat in chats]
    assert told[0].startswith("theo writes message 1.")
    assert told[1].startswith("theo writes message 2.")
    assert f"[2] {chats[1].title()}, #lobby, theo:" in await does(play, "look", f"mo@{chats[1]}")


async def test_what_is_hung_belongs_to_one_person(play: Play, on: Stage) -> None:
    """The gallery knows an artist's account on each chat."""
    await does(play, "gallery", "add", "theo", "Quiet Hour")
    owner = on.gallery.listings[-1].owner
    assert (owner.discord_id, owner.slack_id) == (str(on.person("theo").id), on.colleague("theo").id)
