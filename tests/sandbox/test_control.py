"""Acting in the sandbox by words: what somebody types at a keyboard is done as a person would, and told back."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.sandbox import messenger
from bot.sandbox.acts import ClientRefuses, NotSeen
from bot.sandbox.control import HELP, read_discord, read_slack, serving
from bot.sandbox.control.grammar import Misunderstood, named, understand
from bot.stage import DISCORD, SLACK
from tests.sandbox.orders import SEEN, asks, does, seen

if TYPE_CHECKING:
    from pathlib import Path

    from bot.clocks import JumpingClock
    from bot.sandbox.control import Play
    from bot.stage import Stage


def test_words_are_sorted() -> None:
    """What stands free keeps its order; options may stand anywhere."""
    order = understand(["mo", "--case", "2", "react", "💬", "--reply"])
    assert order.words == ("mo", "react", "💬")
    assert order.number("--case") == 2
    assert order.number("--message") is None
    assert order.flags == {"--reply"}
    assert named(["A note=1=2", "loose", "b=3"], ["a NOTE"]) == ({"a NOTE": "1=2"}, ["loose", "b=3"])


REFUSED = (
    ("mo --nod", "--nod is no option: there are --case"),
    ("mo react --case", "--case takes a word behind it"),
    ("mo react 💬 --case one", "--case takes a number, not 'one'"),
    ("mo", "Say what mo does as well"),
    ("mo react", "Say an emoji as well"),
    ("zoe react 💬", "there is no 'zoe' here: there are mo, kai"),
    ("mo@irc react 💬", "there is no chat 'irc' here: there are "),
    ("mo dance", "nobody knows how to 'dance'"),
    ("mo react 🎉", "mo sees no message with 🎉 under it"),
    ("mo click Go --message 77", "mo sees no message 77: `look mo` shows what there is"),
    ("mo choose Urgent", "mo sees no menu with Urgent"),
    ("mo fill x", "no form is open before mo"),
    ("mo write hello --in attic", "there is no channel attic: there are "),
    ("gallery burn", "the gallery does not know 'burn'"),
    ("gallery remove Sunflowers", "the gallery has no listing 'Sunflowers'"),
    ("gallery replace neon-koi-1 D", "has the works A, B, and no D"),
    ("gallery add ines Much 40", "a listing has 1 to 9 works"),
)


async def test_what_makes_no_order_is_said(play: Play) -> None:
    """With what would."""
    for words, why in REFUSED:
        with pytest.raises(Misunderstood) as told:
            await does(play, *words.split())
        assert why in str(told.value)


@pytest.mark.parametrize("chats", [(DISCORD,)], ids="-".join, indirect=True)
async def test_what_goes_into_no_option_is_said(play: Play) -> None:
    """Discord's client knows what a command takes."""
    for words, why in (("one", "number takes a number, not 'one'"), ("number=x", "number takes a number, not 'x'")):
        with pytest.raises(Misunderstood, match=why):
            await does(play, "mo", "command", "/case show", words)
    with pytest.raises(Misunderstood, match="person takes somebody who is here, not '@zoe'"):
        await does(play, "mo", "command", "/case owner", "1", "@zoe")


async def test_a_report_and_a_vote(play: Play, on: Stage) -> None:
    """Forms are filled in by what they show; votes go to the card that offers them."""
    told = await does(play, "alice", "report", on.gallery.listings[0].url, SEEN, "Which image or video?=the second")
    assert "alice sends the form" in told
    assert "as case 1" in told
    await does(play, "mo", "react", "💬", "--case", "1")
    card = seen(play, "mo", "Case 1")
    assert card.reactions["💬"] == 2
    await does(play, "mo", "unreact", "💬")
    assert seen(play, "mo", "Case 1").reactions["💬"] == 1
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
        await does(play, "alice", "fill", "What do you see?=" + "x" * 4001)
    link = f"Link to the listing={on.gallery.listings[0].url}"
    assert "reported this listing already" in await does(play, "alice", "fill", link, SEEN)


async def test_an_artist_answers_and_says_to_which_case(play: Play, clock: JumpingClock) -> None:
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
    assert "I inked them by hand." in seen(play, "mo", "Case 2").text
    await does(play, "ines", "write", "So is this one.", "--reply")
    looked = await does(play, "look", "ines")
    assert "[1]" not in looked
    assert "direct messages" in looked
    assert "#moderators" not in looked
    assert await does(play, "look", "theo") == "theo sees nothing yet."
    with pytest.raises(Misunderstood, match="has no menu with Case 9"):
        await does(play, "ines", "choose", "Case 9", "--message", str(play.screen.number(seen(play, "ines"))))


async def test_a_message_has_a_menu_of_its_own(play: Play, on: Stage) -> None:
    """The link in the message is in the form already."""
    await does(play, "bob", "write", f"Look at {on.gallery.listings[0].url}", "--in", "#lobby")
    told = await does(play, "alice", "use", "Report listing", f"What do you see?={SEEN}")
    assert "as case 1" in told


async def test_people_come_and_go(play: Play) -> None:
    """And close their direct messages."""
    assert "theo          left" not in await does(play, "list")
    await does(play, "theo", "leave")
    assert "theo          left" in await does(play, "list")
    with pytest.raises(NotSeen):
        await does(play, "theo", "leave")
    await does(play, "theo", "join")
    with pytest.raises(NotSeen):
        await does(play, "theo", "join")
    assert "theo          member; sees #lobby" in await does(play, "list")


@pytest.mark.parametrize("chats", [(DISCORD,)], ids="-".join, indirect=True)
async def test_people_close_their_direct_messages(play: Play, on: Stage) -> None:
    """On Discord, where one can, and open them again."""
    await does(play, "theo", "close-dms")
    assert not on.person("theo").user.dms_open
    await does(play, "theo", "open-dms")
    assert on.person("theo").user.dms_open
    with pytest.raises(ClientRefuses, match="no page of their own"):
        await does(play, "theo", "home")


@pytest.mark.parametrize("chats", [(SLACK,)], ids="-".join, indirect=True)
async def test_slack_has_pages_and_lines_of_text(play: Play, clock: JumpingClock) -> None:
    """A page of the bot for everybody, with buttons; somebody is named in a command as its client completes them."""
    for verb in ("close-dms", "open-dms"):
        with pytest.raises(ClientRefuses):
            await does(play, "theo", verb)
    await asks(play, clock, 0)
    told = await does(play, "ines", "home")
    assert "Slack, App Home, Salon:" in told
    assert "Neon Koi · Case 1" in told
    assert "no visible artistic intention" in await does(play, "ines", "click", "The full statement")
    assert "Where they stand" in await does(play, "mo", "command", "/case standing", "@theo")


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
        assert "koi.jpg" in [name for each in play.person("ines").sees() for name, _ in each.files]
        text, done = await asyncio.to_thread(messenger.send, ["mo", "dance"], port)
        assert (text.startswith("nobody knows how to 'dance'"), done) == (True, False)
        url = f"http://127.0.0.1:{port}/act"
        async with session.post(url, data='{"words": ["list"]}') as response:
            assert response.status == 415
        async with session.post(url, json={"words": 3}) as response:
            assert response.status == 400
        on.sandboxes[0].faults.unexpected.append("GET /nowhere")
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
    """Times once, links by their words, emoji as they look."""
    text = r"**By** <t:1700000000:f> (<t:1700000000:R>), [Case 1](https://discord.com/x) 5\*"
    assert read_discord(text) == "By 14 Nov 22:13 UTC, Case 1 5*"
    assert read_slack("*By* hand :speech_balloon: at 12:30, :party_parrot:") == "By hand 💬 at 12:30, :party_parrot:"
