"""Files that are not what they say, or more than anybody can open."""

import struct
import zlib
from datetime import timedelta

import pytest

from bot.looks import PATIENCE
from bot.sandbox.acts import ClientRefuses, File
from bot.sandbox.gallery import Kind, Work
from bot.stage import DISCORD, SLACK
from tests.stories.acting import DAY, GO_ON, Scene, says, team

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n" + bytes(100)
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n" + b"%" * 100
FILE_ROUTE = {DISCORD: "/attachments", SLACK: "files"}
BETWEEN_TRIES = timedelta(minutes=2)
"""Longer than the bot waits before it tries to fetch a file again."""

BIG = 30 * 1024 * 1024


def huge_png(side: int = 20_000) -> bytes:
    """A whole, valid PNG of so many white points squared."""
    rows = zlib.compress(bytes(side // 8 + 1) * side, 1)
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b""))
    made = [struct.pack(">I", len(data)) + name + data + _crc(name + data) for name, data in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


def _crc(data: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(data))


FILES = [(PDF, "file.pdf"), (EPS, "file.vector"), (huge_png(), "file.too_many_pixels"), (b"", "file.empty")]
NAMES = ["a PDF", "an EPS", "20000 by 20000", "nothing"]


@pytest.mark.parametrize(("data", "key"), FILES, ids=NAMES)
async def test_named_jpg_in_an_answer(scene: Scene, data: bytes, key: str) -> None:
    """The artist hears which file and what would work; it is no answer yet, and the clock runs on."""
    await scene.asked()
    await scene.writes("ines", files=[File("koi.jpg", data)])
    assert says(scene.told("ines"), key, name="koi.jpg")
    [card] = scene.cards
    assert says(card.text, "say.status_awaiting_member")


@pytest.mark.parametrize(("data", "key"), FILES, ids=NAMES)
async def test_named_jpg_in_a_report(scene: Scene, data: bytes, key: str) -> None:
    """A report with nothing but such a file opens no case; the reporter hears why in private."""
    shown = await scene.report("alice", "", files=[File("koi.jpg", data)])
    assert says(shown.text, key, name="koi.jpg")
    assert not scene.cards


async def test_several_bad_files_and_no_link(scene: Scene) -> None:
    """The one answer names each of them with its reason."""
    shown = await scene.report("alice", "", files=[File("back.jpg", PDF), File("line.jpg", EPS)])
    assert says(shown.text, "file.pdf", name="back.jpg")
    assert says(shown.text, "file.vector", name="line.jpg")
    assert not scene.cards


async def test_moderators_see_what_was_attached_and_not_kept(scene: Scene) -> None:
    """`/case show` names a reporter's file that could not be kept, and why."""
    await scene.report(
        "alice", scene.listing("Neon Koi").url, files=[File("back.jpg", PDF), scene.picture("koi-2.jpg")]
    )
    await scene.commands("mo", "case show", number=1)
    shown = "\n".join(each.text for each in scene.who("mo").answers)
    assert says(shown, "command.reports_file", name="back.jpg")
    assert says(shown, "file.pdf", name="back.jpg")
    assert not says(shown, "command.reports_file", name="koi-2.jpg")


async def test_bad_files_in_a_report_that_has_a_link(scene: Scene) -> None:
    """The case opens all the same; the reporter hears in private of each file that cannot be shown, once."""
    files = [File("back.jpg", PDF), File("line.jpg", EPS), scene.picture("koi-2.jpg")]
    shown = await scene.report("alice", scene.listing("Neon Koi").url, files=files)
    assert says(shown.text, "say.report_taken", case=1)
    heard = scene.heard("alice")
    assert len(heard) == 2
    for key, name in (("file.pdf", "back.jpg"), ("file.vector", "line.jpg")):
        assert sum(says(each, key, name=name) for each in heard) == 1
    [card] = scene.cards
    assert "back.jpg" not in card.text


def lose_the_first(scene: Scene, name: str) -> None:
    """Each time that files of somebody's chat are fetched, the first of them cannot be had."""
    side = scene.side(name)
    side.faults.answer("GET", FILE_ROUTE[side.ways.name], 503, times=PATIENCE)


async def give_up(scene: Scene) -> None:
    """Let the bot try as often as it does."""
    for _ in range(PATIENCE):
        await scene.passes(BETWEEN_TRIES)


async def test_one_file_of_an_answer_that_cannot_be_fetched(scene: Scene) -> None:
    """After some minutes the others are looked at without it, and the artist is asked for that one alone."""
    await scene.asked()
    lose_the_first(scene, "ines")
    await scene.writes("ines", "Both sides.", [scene.picture("back.jpg", 8), scene.picture()])
    await give_up(scene)
    assert "B: koi.jpg" in scene.reply_card.pictures[0].alt
    assert says(scene.reply_card.text, "say.card_file_refused", name="back.jpg")
    assert says(scene.told("ines"), "file.unfetched", name="back.jpg")
    assert not any(says(each, "file.unfetched", name="koi.jpg") for each in scene.heard("ines"))


@pytest.mark.parametrize("linked", [True, False], ids=["with a link", "without one"])
async def test_one_file_of_a_report_that_cannot_be_fetched(scene: Scene, *, linked: bool) -> None:
    """The report opens its case all the same, and the reporter hears which file is missing."""
    lose_the_first(scene, "alice")
    link = scene.listing("Neon Koi").url if linked else ""
    await scene.report("alice", link, files=[scene.picture("back.jpg", 8), scene.picture("koi-2.jpg", 9)])
    await give_up(scene)
    assert says(scene.told("alice"), "say.report_taken", case=1)
    assert [says(each, "file.unfetched", name="back.jpg") for each in scene.heard("alice")].count(True) == 1
    assert len(scene.cards) == 1


@team(1)
async def test_a_bad_file_in_a_report_that_waits_for_a_word(scene: Scene) -> None:
    """Whoever is asked whether to go on hears of the file once, though the listing is looked up twice."""
    shown = await scene.report("mo", scene.listing("Neon Koi").url, files=[File("back.jpg", PDF)])
    await scene.who("mo").clicks(GO_ON, shown)
    await scene.settle()
    assert scene.cards
    assert [says(each, "file.pdf", name="back.jpg") for each in scene.heard("mo")].count(True) == 1


async def test_one_bad_file_among_good_ones(scene: Scene) -> None:
    """The good ones are looked at, the bad one is named."""
    await scene.asked()
    await scene.writes("ines", "Both sides.", [scene.picture(), File("back.jpg", PDF)])
    assert "B: koi.jpg" in scene.reply_card.pictures[0].alt
    assert says(scene.reply_card.text, "say.card_file_refused", name="back.jpg")
    assert says(scene.told("ines"), "file.pdf", name="back.jpg")


async def test_thirty_megabytes_in_a_listing(scene: Scene) -> None:
    """A picture larger than can be taken is a named tile beside the others; the case opens all the same."""
    works = [Work("small.jpg", scene.picture().data), Work("large.jpg", scene.picture(seed=8).data + bytes(BIG))]
    shown = await scene.report("alice", scene.listing("Neon Koi", works).url)
    assert says(shown.text, "say.report_taken", case=1)
    assert "A: small.jpg, B: large.jpg" in scene.cards[0].pictures[0].alt


async def test_a_bomb_in_a_listing(scene: Scene) -> None:
    """The same for a PNG of 20000 by 20000 points, an EPS named .jpg, and a file that is not served."""
    works = [Work("bomb.png", huge_png()), Work("eps.jpg", EPS), Work("lost.jpg", scene.picture().data)]
    listing = scene.listing("Neon Koi", works)
    listing.lose_file("C")
    shown = await scene.report("alice", listing.url)
    assert says(shown.text, "say.report_taken", case=1)
    assert "A: bomb.png, B: eps.jpg, C: lost.jpg" in scene.cards[0].pictures[0].alt
    await scene.passes(DAY)
    assert not says(scene.cards[0].text, "say.card_changed")


async def test_a_link_to_nothing_in_a_listing(scene: Scene) -> None:
    """An address that is no link keeps nobody from reporting the listing: that work stands there by its name."""
    listing = scene.listing("Neon Koi", [Work("odd.jpg", b""), Work("koi.jpg", scene.picture().data)])
    listing.mislink("A", "http://xn--/a.png")
    shown = await scene.report("alice", listing.url)
    assert says(shown.text, "say.report_taken", case=1)
    assert "A: odd.jpg, B: koi.jpg" in scene.cards[0].pictures[0].alt


async def test_videos_sound_and_solids_in_a_listing(scene: Scene) -> None:
    """What is no picture stands there by its poster or its name."""
    gallery = scene.on.gallery
    works = [
        gallery.sample_file(Kind.VIDEO, "loop", poster=scene.picture().data),
        gallery.sample_file(Kind.AUDIO, "hum"),
        gallery.sample_file(Kind.MODEL, "fish"),
    ]
    await scene.report("alice", scene.listing("Neon Koi", works).url)
    alt = scene.cards[0].pictures[0].alt
    for words in ("loop.mp4", "hum.mp3", "fish.glb"):
        assert words in alt


async def test_thirty_megabytes_sent(scene: Scene) -> None:
    """A form does not take so large a file; where a message does, the artist hears that it is too large."""
    await scene.asked()
    large = File("large.jpg", scene.picture().data + bytes(BIG))
    if scene.ways("ines").largest_file < BIG:
        with pytest.raises(ClientRefuses):
            await scene.who("ines").writes(files=[large])
    else:
        await scene.writes("ines", files=[large])
        assert says(scene.told("ines"), "file.too_big", name="large.jpg")
        assert says(scene.cards[0].text, "say.status_awaiting_member")
    with pytest.raises(ClientRefuses):
        await scene.report("alice", "", files=[large])


async def test_a_name_that_is_no_name(scene: Scene) -> None:
    """A file's name with markup, pings and a path in it is harmless in every place."""
    await scene.asked()
    await scene.writes("ines", "Here.", [File("../**@everyone**<@1>.jpg", PDF)])
    assert says(scene.told("ines"), "file.pdf")
    for text in (scene.told("ines"), scene.reply_card.text):
        assert "@everyone" not in text
        assert ".." not in text
