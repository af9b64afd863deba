"""What is taken as a picture, and what is refused with which reason."""

import hashlib

import pytest

from bot.evidence.inspect import Inspector
from bot.evidence.limits import PictureLimits
from bot.evidence.pool import Pool
from bot.evidence.reader import FileReader
from bot.moderation.model import MediaKind
from bot.ports import MediaInspector, StoredFile
from bot.sandbox.gallery.sandbox import FILM, SOLID, SOUND
from tests.evidence.media import MemoryStore, huge_png, huge_webp, many_framed_gif, picture

pytestmark = pytest.mark.asyncio(loop_scope="module")

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
JPEG = picture("JPEG", (300, 200))
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"


async def inspected(reader: FileReader, name: str, data: bytes) -> tuple[StoredFile, MemoryStore]:
    """A file, looked at, and the store that it may have come into."""
    store = MemoryStore()
    inspector: MediaInspector = Inspector(store, reader)
    return await inspector.store(name, data), store


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
async def test_keeps_original(reader: FileReader, format_: str) -> None:
    """A picture is kept byte by byte under its own digest, whatever its name says."""
    data = picture(format_)
    file, store = await inspected(reader, "work.pdf", data)
    assert file == StoredFile("work.pdf", MediaKind.IMAGE, hashlib.sha256(data).hexdigest())
    assert list(store.files.values()) == [data]


REFUSED = {
    "a PDF named .jpg": ("work.jpg", b"%PDF-1.7\n1 0 obj", "file.pdf"),
    "an EPS named .jpg": ("work.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n", "file.vector"),
    "an SVG": ("work.svg", SVG, "file.vector"),
    "a zip": ("works.zip", b"PK\x03\x04rest", "file.archive"),
    "a working file that is a zip": ("work.procreate", b"PK\x03\x04rest", "file.working_file"),
    "a PSD": ("work.psd", b"8BPS\x00\x01", "file.working_file"),
    "a HEIC without a picture": ("IMG_1.HEIC", HEIC, "file.broken"),
    "a web page": ("work.png", b"<!DOCTYPE html><html>Log in</html>", "file.web_page"),
    "an empty file": ("work.png", b"", "file.empty"),
    "noise": ("work.png", bytes(range(1, 200)), "file.not_a_picture"),
    "30 MB": ("work.jpg", JPEG + bytes(30 * 1024 * 1024), "file.too_big"),
    "a 20000 by 20000 PNG": ("work.png", huge_png(20_000), "file.too_many_pixels"),
    "a ribbon": ("work.png", picture(size=(12_001, 40)), "file.side_too_long"),
    "a 7000 by 7000 PNG": ("work.png", huge_png(7_000), "file.too_many_pixels"),
    "a 12000 by 12000 WebP of 36 bytes": ("work.webp", huge_webp(12_000), "file.too_many_pixels"),
    "a dot": ("dot.png", picture(size=(400, 31)), "file.too_small"),
    "a cut JPEG": ("work.jpg", JPEG[: len(JPEG) // 2], "file.broken"),
    "a cut PNG": ("work.png", picture()[:60], "file.broken"),
    "a PNG with no body": ("work.png", b"\x89PNG\r\n\x1a\n", "file.broken"),
    "an endless animation": ("work.gif", many_framed_gif(1_001), "file.too_many_frames"),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_refuses(reader: FileReader, case: str) -> None:
    """Each file that cannot be shown is refused with the reason that helps, and nothing of it is kept."""
    name, data, key = REFUSED[case]
    file, store = await inspected(reader, name, data)
    assert (file.refused, file.digest, store.files) == (key, None, {})


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("sound.mp3", SOUND, MediaKind.AUDIO),
        ("bust.glb", SOLID, MediaKind.MODEL),
        ("bust.stl", b"\x07" * 90, MediaKind.MODEL),
        ("bust.usdz", b"PK\x03\x04rest", MediaKind.MODEL),
    ],
)
async def test_names_what_has_no_picture(reader: FileReader, name: str, data: bytes, kind: MediaKind) -> None:
    """Sounds and 3D models are welcome and shown by name: neither picture nor refusal."""
    file, store = await inspected(reader, name, data)
    assert (file, store.files) == (StoredFile(name, kind, None), {})


@pytest.mark.parametrize(
    ("name", "data"),
    [("film.mp4", FILM), ("film.webm", b"\x1aE\xdf\xa3rest"), ("film.avi", b"RIFF\x00\x00\x00\x00AVI ")],
)
async def test_keeps_videos(reader: FileReader, name: str, data: bytes) -> None:
    """Also those that nothing here can read: people can, by their link."""
    file, store = await inspected(reader, name, data)
    assert file == StoredFile(name, MediaKind.VIDEO, hashlib.sha256(data).hexdigest())
    assert list(store.files.values()) == [data]


@pytest.mark.parametrize(
    ("limits", "key"),
    [
        (PictureLimits(pixels=1_000), "file.too_many_pixels"),
        (PictureLimits(frames=0), "file.too_many_frames"),
        (PictureLimits(size=10), "file.too_big"),
    ],
)
async def test_limits_are_settings(pool: Pool, limits: PictureLimits, key: str) -> None:
    """Our own limits hold below those that Pillow keeps."""
    file = await Inspector(MemoryStore(), FileReader(pool, limits)).store("work.png", picture())
    assert file.refused == key


@pytest.mark.parametrize(
    ("name", "data"),
    [("work.webp", huge_webp(6_324)), ("work.png", huge_png(6_324))],
)
async def test_takes_the_largest(reader: FileReader, name: str, data: bytes) -> None:
    """Forty million pixels fit into what the process may take, with all that is done to them."""
    file, _ = await inspected(reader, name, data)
    assert file.refused is None


async def test_takes_an_animation(reader: FileReader) -> None:
    """An animation of sensible length is a picture."""
    file, _ = await inspected(reader, "loop.gif", many_framed_gif(50))
    assert file.refused is None


async def test_cleans_names(reader: FileReader) -> None:
    """A name is one line that reads as it is written, and not endless."""
    file, _ = await inspected(reader, "a\u202egpj.exe\n" + "x" * 300 + ".png", picture())
    assert (file.name[:8], file.name[-4:], len(file.name)) == ("agpj.exe", ".png", 100)
