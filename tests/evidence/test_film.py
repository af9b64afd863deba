"""Videos: their length and a few frames, where PyAV is there; kept and named where it is not."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.evidence.inside.film import NOT_INSPECTED, UNREADABLE, Film, describe, poster
from bot.evidence.limits import DEFAULT_LIMITS, PictureLimits, Unfit
from bot.evidence.reader import FileReader
from bot.evidence.sheets import ContactSheets
from bot.evidence.sniff import Format, sniff
from bot.moderation.model import Media, MediaKind
from bot.ports import Examined
from bot.sandbox.gallery.sandbox import FILM
from tests.evidence.hostile import film as filmed
from tests.evidence.media import MemoryStore
from tests.evidence.signing import TRAINED, signed

KINDS = [("mp4", "libx264", Format.MP4, "h264"), ("webm", "libvpx", Format.WEBM, "vp8")]


@pytest.mark.parametrize(("container", "codec", "what", "name"), KINDS)
def test_length_and_size(container: str, codec: str, what: Format, name: str) -> None:
    """By its header; and which program wrote it."""
    data = filmed(container, codec)
    found = describe(what, data, DEFAULT_LIMITS)
    assert sniff("film", data) is what
    assert (found.width, found.height) == (128, 96)
    told = {each.field: each.value for each in found.facts}
    assert (told["duration"], told["codec"]) == ("1.0 s", name)
    assert told["encoder"].startswith("Lavf")


@pytest.mark.parametrize(("container", "codec", "what", "_name"), KINDS)
def test_frames(container: str, codec: str, what: Format, _name: str) -> None:
    """Three moments of it side by side, together no larger than asked for, in the order of the film."""
    strip = poster(what, filmed(container, codec, frames=24), DEFAULT_LIMITS, 192)
    assert strip.size == (3 * 64, 48)
    reds = [strip.getpixel((32 + 64 * place, 24)) for place in range(3)]
    assert all(isinstance(red, tuple) for red in reds)
    assert reds == sorted(reds, key=lambda red: red[0] if isinstance(red, tuple) else 0)


def test_a_film_of_one_frame() -> None:
    """Is shown three times rather than not at all."""
    assert poster(Format.MP4, filmed(frames=1), DEFAULT_LIMITS, 192).height == 48


BROKEN = {
    "nothing but its kind": FILM,
    "cut early": filmed()[:200],
    "cut in half": filmed()[: len(filmed()) // 2],
    "without its header": filmed().replace(b"moov", b"xxxx"),
    "zeros": b"\x00\x00\x00\x18ftypmp42" + bytes(200),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_what_cannot_be_read_is_told(data: bytes) -> None:
    """It is kept all the same, as people may be able to play it; but nobody is to think that it is only unread here."""
    assert describe(Format.MP4, data, DEFAULT_LIMITS) == Film(None, None, (UNREADABLE,))
    with pytest.raises(Unfit):
        poster(Format.MP4, data, DEFAULT_LIMITS, 64)


def test_other_containers_are_named() -> None:
    """Only two are read: every reader more is one more to break in by."""
    assert describe(Format.VIDEO, b"RIFF\x00\x00\x00\x00AVI ", DEFAULT_LIMITS).facts == (NOT_INSPECTED,)


def test_a_large_film_is_refused() -> None:
    """Before a frame of it is unpacked."""
    with pytest.raises(Unfit, match="too_many_pixels"):
        describe(Format.MP4, filmed(), PictureLimits(pixels=100))


def test_without_the_extra(tmp_path: Path) -> None:
    """Where PyAV is not installed, a video is named and there are no frames; nothing fails."""
    file = tmp_path / "film.mp4"
    file.write_bytes(filmed())
    code = (
        "import sys; sys.modules['av'] = None\n"
        "from bot.evidence.inside.film import describe, poster, Format\n"
        "from bot.evidence.limits import DEFAULT_LIMITS as limits, Unfit\n"
        f"data = open({str(file)!r}, 'rb').read()\n"
        "print(describe(Format.MP4, data, limits).facts[0].value)\n"
        "try: poster(Format.MP4, data, limits, 64)\n"
        "except Unfit as unfit: print(unfit.key)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert ended.stdout.splitlines() == ["not inspected", "file.broken"]


@pytest.mark.asyncio(loop_scope="module")
async def test_in_the_bounded_process(reader: FileReader) -> None:
    """There it is read as well, without a thread more and without a right to load anything."""
    for container, codec, what, _ in KINDS:
        found = await reader.examine(f"film.{container}", filmed(container, codec))
        assert isinstance(found, Examined)
        assert (found.kind, found.format, found.width, found.refused) == (MediaKind.VIDEO, what, 128, None)
        assert found.facts == describe(what, filmed(container, codec), DEFAULT_LIMITS).facts


@pytest.mark.asyncio(loop_scope="module")
async def test_content_credentials_of_a_film(reader: FileReader) -> None:
    """They are read as a picture's are, beside what the header says."""
    data = signed("MP4", filmed(), {"action": "c2pa.created", "digitalSourceType": TRAINED})
    said = [(each.source, each.value) for each in (await reader.examine("film.mp4", data)).facts]
    assert said[:3] == [
        ("c2pa", "Atelier (Valid)"),
        ("c2pa", "Easel 2.1"),
        ("c2pa", "c2pa.created, trainedAlgorithmicMedia"),
    ]
    assert ("video", "1.0 s") in said


@pytest.mark.asyncio(loop_scope="module")
async def test_a_film_that_says_nothing(reader: FileReader) -> None:
    """Its length and codec are no word about its making; that there is none is said as of a picture."""
    data = filmed().replace(b"\xa9too", b"free")
    found = (await reader.examine("film.mp4", data)).facts
    assert [each.means for each in found] == ["fact.video", "fact.video", "fact.none"]


@pytest.mark.asyncio(loop_scope="module")
async def test_frames_stand_on_the_sheet(reader: FileReader) -> None:
    """A video that can be read is seen on the card, under its letter."""
    store = MemoryStore()
    digest = await store.put(filmed())
    sheets = ContactSheets(store, reader)
    shown = await sheets.contact([Media("A", MediaKind.VIDEO, digest, "film.mp4")])
    named = await sheets.contact([Media("A", MediaKind.VIDEO, None, "film.mp4")])
    assert shown is not None
    assert shown != named
