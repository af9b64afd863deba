"""What is taken as a picture, and what is refused with which reason."""

import hashlib
import tomllib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.evidence.decode import UNFIT, decode
from bot.evidence.inspect import Inspector
from bot.evidence.limits import DEFAULT_LIMITS, PictureLimits
from bot.moderation.model import MediaKind
from bot.ports import MediaInspector, StoredFile
from bot.sandbox.gallery.sandbox import FILM, SOLID, SOUND
from tests.evidence.media import MemoryStore, huge_png, huge_webp, many_framed_gif, picture

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
JPEG = picture("JPEG", (300, 200))
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"


async def inspected(name: str, data: bytes) -> tuple[StoredFile, MemoryStore]:
    """A file, looked at, and the store that it may have come into."""
    store = MemoryStore()
    inspector: MediaInspector = Inspector(store)
    return await inspector.store(name, data), store


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
async def test_keeps_original(format_: str) -> None:
    """A picture is kept byte by byte under its own digest, whatever its name says."""
    data = picture(format_)
    file, store = await inspected("work.pdf", data)
    assert file == StoredFile("work.pdf", MediaKind.IMAGE, hashlib.sha256(data).hexdigest())
    assert list(store.files.values()) == [data]


REFUSED = {
    "a PDF named .jpg": ("work.jpg", b"%PDF-1.7\n1 0 obj", "file.pdf"),
    "an EPS named .jpg": ("work.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n", "file.vector"),
    "an SVG": ("work.svg", SVG, "file.vector"),
    "a zip": ("works.zip", b"PK\x03\x04rest", "file.archive"),
    "a working file that is a zip": ("work.procreate", b"PK\x03\x04rest", "file.working_file"),
    "a PSD": ("work.psd", b"8BPS\x00\x01", "file.working_file"),
    "a HEIC": ("IMG_1.HEIC", HEIC, "file.heic"),
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
async def test_refuses(case: str) -> None:
    """Each file that cannot be shown is refused with the reason that helps, and nothing of it is kept."""
    name, data, key = REFUSED[case]
    file, store = await inspected(name, data)
    assert (file.refused, file.digest, store.files) == (key, None, {})


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("film.mp4", FILM, MediaKind.VIDEO),
        ("film.webm", b"\x1aE\xdf\xa3rest", MediaKind.VIDEO),
        ("film.avi", b"RIFF\x00\x00\x00\x00AVI ", MediaKind.VIDEO),
        ("sound.mp3", SOUND, MediaKind.AUDIO),
        ("bust.glb", SOLID, MediaKind.MODEL),
        ("bust.stl", b"\x07" * 90, MediaKind.MODEL),
        ("bust.usdz", b"PK\x03\x04rest", MediaKind.MODEL),
    ],
)
async def test_names_what_has_no_picture(name: str, data: bytes, kind: MediaKind) -> None:
    """Videos, sounds and 3D models are welcome and shown by name: neither picture nor refusal."""
    file, store = await inspected(name, data)
    assert (file, store.files) == (StoredFile(name, kind, None), {})


@pytest.mark.parametrize(
    ("limits", "key"),
    [
        (PictureLimits(pixels=1_000), "file.too_many_pixels"),
        (PictureLimits(frames=0), "file.too_many_frames"),
        (PictureLimits(size=10), "file.too_big"),
    ],
)
async def test_limits_are_settings(limits: PictureLimits, key: str) -> None:
    """Our own limits hold below those that Pillow keeps."""
    file = await Inspector(MemoryStore(), limits).store("work.png", picture())
    assert file.refused == key


async def test_takes_an_animation() -> None:
    """An animation of sensible length is a picture."""
    file, _ = await inspected("loop.gif", many_framed_gif(50))
    assert file.refused is None


async def test_cleans_names() -> None:
    """A name is one line that reads as it is written, and not endless."""
    file, _ = await inspected("a\u202egpj.exe\n" + "x" * 300 + ".png", picture())
    assert (file.name[:8], file.name[-4:], len(file.name)) == ("agpj.exe", ".png", 100)


def test_every_reason_has_its_sentence() -> None:
    """Whatever the inspector answers with has a sentence that needs the file's name and nothing else."""
    texts = tomllib.loads(Path("bot/texts/notices.en.toml").read_text(encoding="utf-8"))["file"]
    keys = {key for _, _, key in REFUSED.values()} | set(UNFIT.values())
    assert keys <= {f"file.{name}" for name in texts}
    assert all(text.format(name="work.jpg") for text in texts.values())


@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "RGBA", "LA", "I;16"])
def test_flattens_png(mode: str) -> None:
    """Every mode of PNG becomes RGB."""
    assert decode(picture("PNG", mode=mode), DEFAULT_LIMITS).mode == "RGB"


def test_flattens_the_rest() -> None:
    """CMYK becomes RGB, clear becomes white, 16 bits become 8."""
    assert decode(picture("JPEG", mode="CMYK"), DEFAULT_LIMITS).mode == "RGB"
    clear, grey = BytesIO(), BytesIO()
    Image.new("RGBA", (40, 40), (9, 9, 9, 0)).save(clear, "PNG")
    Image.new("I;16", (40, 40), 0x8000).save(grey, "PNG")
    assert decode(clear.getvalue(), DEFAULT_LIMITS).getpixel((1, 1)) == (255, 255, 255)
    assert decode(grey.getvalue(), DEFAULT_LIMITS).getpixel((1, 1)) == (128, 128, 128)


def test_turns_upright() -> None:
    """A photograph is turned as its camera says."""
    exif = Image.Exif()
    exif[0x0112] = 6
    assert decode(picture("JPEG", (100, 40), exif=exif), DEFAULT_LIMITS).size == (40, 100)
