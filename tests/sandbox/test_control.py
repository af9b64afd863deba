"""Acting in the sandbox by words: what somebody types at a keyboard is done as a person would, and told back."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.clocks import JumpingClock
from bot.rehearsal import recipes
from bot.sandbox import messenger
from bot.sandbox.control import HELP, Play, readable, serving
from bot.sandbox.control.grammar import Misunderstood, named, understand
from bot.sandbox.discord import ClientRefuses, NotSeen
from tests.stories.staging import stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.stage import Stage

SEEN = "The fins melt into each other in all three pictures."
UNDO = timedelta(minutes=11)


@pytest.fixture
def clock() -> JumpingClock:
    """By which Discord and the bot live."""
    return JumpingClock()


@pytest.fixture
async def on(tmp_path: Path, clock: JumpingClock) -> AsyncIterator[Stage]:
    """People, two listings of Ines, and the real bot."""
    async with stage(tmp_path, clock=clock) as prepared:
        for title in ("Neon Koi", "First Snow"):
            prepared.gallery.list(prepared.artist("ines"), title, works=2)
        async with prepared.bot_running(clock):
            yield prepared


@pytest.fixture
def play(on: Stage) -> Play:
    """What takes the orders."""
    return Play(on.discord, on.gallery, on.settle, recipes(), {"NAME": "two words"}, act="act")


async def does(play: Play, *words: str) -> str:
    """Type an order."""
    return await play.obey(understand(words))


async def asks(play: Play, clock: JumpingClock, listing: int) -> None:
    """A listing is reported, and its artist asked."""
    case = str(listing + 1)
    await does(play, "alice", "report", play.gallery.listings[listing].url, SEEN)
    await does(play, "mo", "react", "💬", "--case", case)
    await does(play, "kai", "react", "💬", "--case", case)
    await does(play, "kai", "notice", case, SEEN)
    clock.jump(UNDO)
    await play.settle()


def test_words_are_sorted() -> None:
    """What stands free keeps its order; options may stand anywhere."""
    order = understand(["mo", "--case", "2", "react", "💬", "--reply"])
    assert order.words == ("mo", "react", "💬")
    assert order.number("--case") == 2
    assert order.number("--message") is None
    assert order.flags == {"--reply"}
    assert named(["A note=1=2", "loose", "b=3"], ["a NOTE"]) == ({"a NOTE": "1=2"}, ["loose", "b=3"])


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["mo", "--nod"], "--nod is no option: there are --case"),
        (["mo", "react", "--case"], "--case takes a word behind it"),
        (["mo", "react", "💬", "--case", "one"], "--case takes a number, not 'one'"),
        (["mo"], "Say what mo does as well"),
        (["mo", "react"], "Say an emoji as well"),
        (["zoe", "react", "💬"], "there is no 'zoe' here: there are mo, kai"),
        (["mo", "dance"], "nobody knows how to 'dance'"),
        (["mo", "react", "🎉"], "mo sees no message with 🎉 under it"),
        (["mo", "click", "Go", "--message", "77"], "mo sees no message 77: `look mo` shows what there is"),
        (["mo", "choose", "Case 1"], "mo sees no menu with Case 1"),
        (["mo", "fill", "x"], "no form is open before mo"),
        (["mo", "write", "hello", "--in", "attic"], "there is no channel attic: there are moderators, lobby"),
        (["mo", "command", "/case show", "one"], "number takes a number, not 'one'"),
        (["gallery", "burn"], "the gallery does not know 'burn'"),
        (["gallery", "remove", "Sunflowers"], "the gallery has no listing 'Sunflowers'"),
        (["gallery", "replace", "neon koi", "D"], "has the works A, B, and no D"),
        (["gallery", "add", "ines", "Much", "40"], "a listing has 1 to 9 works"),
    ],
)
async def test_what_makes_no_order_is_said(play: Play, words: list[str], why: str) -> None:
    """With what would."""
    with pytest.raises(Misunderstood) as told:
        await does(play, *words)
    assert why in str(told.value)


async def test_a_report_and_a_vote(play: Play, on: Stage) -> None:
    """Forms are filled in by what they show; votes go to the card that offers them."""
    told = await does(play, "alice", "report", on.gallery.listings[0].url, SEEN, "Which image or video?=the second")
    assert "alice sends the form" in told
    assert "as case 1" in told
    await does(play, "mo", "react", "💬", "--case", "1")
    [card] = on.room.messages
    assert card.reactions["💬"] == 2
    await does(play, "mo", "unreact", "💬")
    assert card.reactions["💬"] == 1
    assert "A report came in" in await does(play, "mo", "command", "/case show", "1")


async def test_a_form_that_is_not_filled_in_stays_open(play: Play, on: Stage) -> None:
    """It is shown, with how to go on."""
    await does(play, "alice", "report", on.gallery.listings[0].url, SEEN)
    told = await does(play, "mo", "click", "What did you notice?")
    assert "A form is open: What did you notice?" in told
    assert "· no visible artistic intention" in told
    assert 'act mo fill "In one sentence=…"' in told
    told = await does(play, "mo", "fill", SEEN, "What does it touch?=no visible artistic intention")
    assert "that is noted on case 1" in told
    told = await does(play, "alice", "command", "/report-listing")
    assert "Link to the listing (may stay empty)" in told
    with pytest.raises(ClientRefuses):
        await does(play, "alice", "fill", "What do you see?=x")
    link = f"Link to the listing={on.gallery.listings[0].url}"
    assert "reported this listing already" in await does(play, "alice", "fill", link, SEEN)


async def test_an_artist_answers_and_says_to_which_case(play: Play, on: Stage, clock: JumpingClock) -> None:
    """Waiting for a message, writing, choosing from a menu, answering one message; each sees only their own."""
    await asks(play, clock, 0)
    assert "Neon Koi" in await does(play, "wait", "ines")
    await asks(play, clock, 1)
    assert "First Snow" in await does(play, "wait", "ines")
    told = await does(play, "ines", "write", "I inked", "them by hand.")
    assert "which one is this message about" in told
    assert "Case 2: First Snow" in told
    await does(play, "ines", "choose", "Case 2: First Snow")
    clock.jump(timedelta(minutes=3))
    await does(play, "wait", "mo", "🆗", "--case", "2")
    assert "I inked them by hand." in on.room.messages[-1].text
    await does(play, "ines", "write", "So is this one.", "--reply")
    seen = await does(play, "look", "ines")
    assert "[1]" not in seen
    assert "direct messages" in seen
    assert "#moderators" not in seen
    assert await does(play, "look", "theo") == "theo sees nothing yet."
    with pytest.raises(Misunderstood, match="has no menu with Case 9"):
        await does(play, "ines", "choose", "Case 9", "--message", str(play.screen.number(on.person("ines").inbox[0])))


async def test_a_message_has_a_menu_of_its_own(play: Play, on: Stage) -> None:
    """The link in the message is in the form already."""
    await does(play, "bob", "write", f"Look at {on.gallery.listings[0].url}", "--in", "#lobby")
    told = await does(play, "alice", "use", "Report listing", f"What do you see?={SEEN}")
    assert "as case 1" in told


async def test_people_come_and_go(play: Play, on: Stage) -> None:
    """And close their direct messages."""
    assert "theo     left" not in await does(play, "list")
    await does(play, "theo", "leave")
    assert "theo     left" in await does(play, "list")
    with pytest.raises(NotSeen):
        await does(play, "theo", "leave")
    await does(play, "theo", "join")
    with pytest.raises(NotSeen):
        await does(play, "theo", "join")
    await does(play, "theo", "close-dms")
    assert not on.person("theo").user.dms_open
    await does(play, "theo", "open-dms")
    assert on.person("theo").user.dms_open


async def test_the_gallery_changes(play: Play, on: Stage) -> None:
    """As an owner or the platform would change it."""
    koi = on.gallery.listings[0]
    before = koi.works[1].data
    await does(play, "gallery", "replace", "neon koi", "b")
    assert koi.works[1].data != before
    await does(play, "gallery", "remove", koi.url)
    assert "(taken down)" in await does(play, "gallery")
    await does(play, "gallery", "restore", koi.id)
    assert "“Quiet Hour”, by Theo, 3 works" in await does(play, "gallery", "add", "theo", "Quiet Hour", "3")
    assert "(taken down)" not in await does(play, "gallery", "list")


async def test_what_else_can_be_asked(play: Play) -> None:
    """Help, and the settings of another bot as a shell takes them."""
    assert await does(play, "help") == HELP.format(act="act")
    assert await does(play, "env") == "export NAME='two words'"


async def test_orders_come_over_http(play: Play, on: Stage, tmp_path: Path) -> None:
    """As JSON only, which no web page can send unasked; files come along."""
    picture = tmp_path / "koi.jpg"
    picture.write_bytes(on.gallery.sample_picture(3))
    told: list[str] = []
    async with serving(play, 0, told.append) as port, aiohttp.ClientSession() as session:
        words = ["ines", "write", "in ink", "--file", str(picture)]
        text, done = await asyncio.to_thread(messenger.send, words, port)
        assert (text.startswith("ines writes message 1."), done) == (True, True)
        assert on.person("ines").inbox[0].attachments[0].filename == "koi.jpg"
        text, done = await asyncio.to_thread(messenger.send, ["mo", "dance"], port)
        assert (text.startswith("nobody knows how to 'dance'"), done) == (True, False)
        url = f"http://127.0.0.1:{port}/act"
        async with session.post(url, data='{"words": ["list"]}') as response:
            assert response.status == 415
        async with session.post(url, json={"words": 3}) as response:
            assert response.status == 400
        on.discord.faults.unexpected.append("GET /nowhere")
        text, done = await asyncio.to_thread(messenger.send, ["mo", "command", "/ai-policy"], port)
        assert ("GET /nowhere" in text, done) == (True, False)
        assert (await asyncio.to_thread(messenger.send, ["list"], port))[1]
    assert told[0] == "ines write 'in ink'"
    assert messenger.send(["--file", str(tmp_path / "none.jpg")], port)[0].endswith(
        "cannot be read: No such file or directory"
    )
    assert messenger.send(["list"], port) == (
        f"No sandbox listens on port {port}: start one in another terminal with `salon sandbox`.",
        False,
    )


def test_markup_is_read_as_people_read_it() -> None:
    """Times once, links by their words."""
    text = r"**By** <t:1700000000:f> (<t:1700000000:R>), [Case 1](https://discord.com/x) 5\*"
    assert readable(text) == "By 14 Nov 22:13 UTC, Case 1 5*"
