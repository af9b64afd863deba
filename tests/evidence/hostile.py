"""Files made to do harm, and the mutator that makes more of them."""

import gzip
import random
import struct
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO

import av
import pillow_heif
from PIL import Image

from tests.evidence.leavings import before_end, packet, painted, png_text, saved, stealthy, with_exif, with_xmp
from tests.evidence.media import chunk, huge_png, huge_webp, many_framed_gif
from tests.evidence.signing import TRAINED, signed

MANY = 100_000_000
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
ZIP = b"PK\x03\x04" + bytes(26) + b"PK\x05\x06" + bytes(18)
XXE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
LAUGHS = (
    b"<!DOCTYPE x ["
    + b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha" * 10) for n in range(10))
    + b"]><x>&l9;</x>"
)
NESTED = b"<a>" * 200_000 + b"</a>" * 200_000


@cache
def _squeezed() -> bytes:
    """A hundred megabytes of nothing."""
    return zlib.compress(bytes(MANY))


@cache
def _gzipped() -> bytes:
    """The same as a file."""
    return gzip.compress(bytes(MANY))


def profile_bomb() -> bytes:
    """A PNG whose colour profile is a hundred megabytes long."""
    png = saved(painted(), "PNG")
    at = png.index(b"IDAT") - 4
    return png[:at] + chunk(b"iCCP", b"icc\x00\x00" + _squeezed()) + png[at:]


def many_framed_webp(count: int) -> bytes:
    """A WebP that shows one frame again and again."""
    webp = saved(painted(), "WEBP", save_all=True, append_images=[Image.new("RGB", (64, 48), "red")])
    at = webp.rindex(b"ANMF")
    body = webp[12:at] + webp[at:] * count
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def many_framed_png(count: int) -> bytes:
    """A PNG that announces so many frames."""
    png = saved(painted(), "PNG", save_all=True, append_images=[Image.new("RGB", (64, 48), "red")])
    at = png.index(b"acTL") - 4
    return png[:at] + chunk(b"acTL", struct.pack(">II", count, 0)) + png[at + 20 :]


def many_scans(count: int) -> bytes:
    """A progressive JPEG whose last scan comes again and again: each time every pixel is gone through."""
    jpeg = saved(Image.new("L", (6000, 6000), 90), "JPEG", progressive=True)
    at = jpeg.rindex(b"\xff\xda")
    return jpeg[:at] + jpeg[at:-2] * count + jpeg[-2:]


def exif_of(*entries: tuple[int, int, int, bytes], following: int = 0) -> bytes:
    """A JPEG whose EXIF has these entries as they are: tag, type, count, four bytes."""
    body = b"".join(struct.pack("<HHI", *entry[:3]) + entry[3] for entry in entries)
    tiff = b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", len(entries)) + body + struct.pack("<I", following)
    return saved(painted(), "JPEG", exif=b"Exif\x00\x00" + tiff)


@cache
def film(container: str = "mp4", codec: str = "libx264", frames: int = 24) -> bytes:
    """A second of film."""
    frame = av.VideoFrame.from_image
    buffer = BytesIO()
    with av.open(buffer, "w", format=container) as opened:
        stream = opened.add_stream(codec, rate=24)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = 128, 96, "yuv420p"
        for number in range(frames):
            picture = Image.new("RGB", (128, 96), (number * 9 % 256, 80, 120))
            opened.mux(stream.encode(frame(picture)))  # type: ignore[no-untyped-call]
        opened.mux(stream.encode(None))
    return buffer.getvalue()


def heic(size: tuple[int, int] = (128, 96)) -> bytes:
    """As phones write it."""
    buffer = BytesIO()
    pillow_heif.from_pillow(painted(size=size)).save(buffer, quality=50)
    return buffer.getvalue()


KINDS = (
    *("JPEG", "JPEG with EXIF", "PNG", "PNG with a hidden text", "WebP", "animated WebP"),
    *("GIF", "animated GIF", "AVIF", "HEIC", "MP4", "WebM"),
)


@cache
def sound() -> dict[str, bytes]:
    """A sound file of each kind, with all sorts of notes in it: what the mutator begins with."""
    credentials = {"action": "c2pa.created", "digitalSourceType": TRAINED}
    notes = packet('xmp:CreatorTool="Krita 5.2"')
    return {
        "JPEG": signed("JPEG", with_xmp("JPEG", notes), credentials),
        "JPEG with EXIF": with_exif("JPEG", {0x0110: "Canon", 0x0112: 6}),
        "PNG": signed("PNG", png_text(parameters="Steps: 20, Sampler: x"), credentials),
        "PNG with a hidden text": stealthy("stealth_pngcomp", "hidden"),
        "WebP": with_xmp("WEBP", notes),
        "animated WebP": many_framed_webp(3),
        "GIF": with_xmp("GIF", notes),
        "animated GIF": many_framed_gif(3),
        "AVIF": with_xmp("AVIF", notes),
        "HEIC": heic(),
        "MP4": film(),
        "WebM": film("webm", "libvpx"),
    }


def cut(data: bytes) -> list[bytes]:
    """The file, ending too soon at several places."""
    return [data[: len(data) * part // 8] for part in range(1, 8)] + [data[:-1]]


def flipped(data: bytes, chance: random.Random) -> bytes:
    """The file with one bit changed."""
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The file, hurt in one to four places: bits, bytes, numbers, parts left out, doubled or exchanged."""
    for _ in range(chance.randint(1, 4)):
        at, width = chance.randrange(len(data)), chance.choice((1, 2, 4, 16, 64))
        part = data[at : at + width]
        put = chance.choice(
            (
                bytes(len(part)),
                b"\xff" * len(part),
                chance.randbytes(len(part)),
                struct.pack(">I", chance.choice((0x7FFFFFFF, 0xFFFFFFFF, 0x80000000, 12_000)))[:width],
                b"",
                part * 8,
                data[(other := chance.randrange(len(data))) : other + width],
            )
        )
        data = flipped(data[:at] + put + data[at + width :] or b"\x00", chance)
    return data


def _text_bomb(kind: bytes, head: bytes) -> bytes:
    """A PNG whose compressed text is a hundred megabytes long."""
    return before_end(chunk(kind, head + _squeezed()))


def _long_exif() -> bytes:
    """EXIF of as many entries as fit in its segment, all of them saying the same."""
    count = 5_400
    entry = struct.pack("<HHI", 0x0131, 2, 4) + b"Foo\x00"
    tiff = b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", 0xFFFF) + entry * count
    segment = b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\x00\x00" + tiff
    return _jpeg()[:2] + segment + _jpeg()[2:]


def _jpeg() -> bytes:
    return saved(painted(), "JPEG")


BOMBS: dict[str, tuple[str, Callable[[], bytes], str | None]] = {
    # The table of measured bombs.
    "a 20000 by 20000 PNG": ("work.png", lambda: huge_png(20_000), "file.too_many_pixels"),
    "a 13300 by 13300 PNG": ("work.png", lambda: huge_png(13_300), "file.too_many_pixels"),
    "a 12000 by 12000 WebP of 36 bytes": ("work.webp", lambda: huge_webp(12_000), "file.too_many_pixels"),
    "an 8000 by 8000 GIF of three frames": ("work.gif", lambda: many_framed_gif(3, 8_000), "file.too_many_pixels"),
    "an EPS named .jpg": ("work.jpg", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "file.vector"),
    "26 MB": ("work.jpg", lambda: _jpeg() + bytes(26 * 1024 * 1024), "file.too_big"),
    # Animations and scans.
    "a GIF of 10,000 frames": ("work.gif", lambda: many_framed_gif(10_000), "file.too_many_frames"),
    "a WebP of 10,000 frames": ("work.webp", lambda: many_framed_webp(10_000), "file.too_many_frames"),
    "a PNG of 10,000 frames": ("work.png", lambda: many_framed_png(10_000), "file.too_many_frames"),
    "a JPEG of 20,000 scans": ("work.jpg", lambda: many_scans(20_000), "file.too_slow"),
    # Metadata.
    "a zTXt bomb": ("work.png", lambda: _text_bomb(b"zTXt", b"parameters\x00\x00"), "file.broken"),
    "an iTXt bomb": ("work.png", lambda: _text_bomb(b"iTXt", b"XML:com.adobe.xmp\x00\x01\x00\x00\x00"), "file.broken"),
    "an iCCP bomb": ("work.png", profile_bomb, "file.broken"),
    "entities without end": ("work.jpg", lambda: with_xmp("JPEG", LAUGHS), None),
    "an entity that is a file": ("work.jpg", lambda: with_xmp("JPEG", XXE), None),
    "200,000 levels of XMP": ("work.webp", lambda: with_xmp("WEBP", NESTED), None),
    "20 MB of XMP": ("work.webp", lambda: with_xmp("WEBP", packet("", "<dc:a>" + "x" * 20_000_000 + "</dc:a>")), None),
    "gzip without end in alpha": (
        "work.png",
        lambda: stealthy("stealth_pngcomp", "", packed=_gzipped(), side=1000),
        None,
    ),
    "4 GB said to be in alpha": ("work.png", lambda: stealthy("stealth_pnginfo", "x", length=0xFFFFFFFF), None),
    "gzip in alpha that is none": ("work.png", lambda: stealthy("stealth_pngcomp", "", packed=b"none"), None),
    "an EXIF of 4 GB": ("work.jpg", lambda: exif_of((0x0131, 2, 0xFFFFFFFF, b"\x08\x00\x00\x00")), None),
    "an EXIF that leads to itself": (
        "work.jpg",
        lambda: exif_of((0x8769, 4, 1, b"\x08\x00\x00\x00"), following=8),
        None,
    ),
    "an EXIF with a turn of 4 billion": ("work.jpg", lambda: exif_of((0x0112, 4, 1, b"\xff\xff\xff\xff")), None),
    "an EXIF with a turn in words": ("work.jpg", lambda: exif_of((0x0112, 2, 4, b"left")), None),
    "an EXIF divided by nothing": ("work.jpg", lambda: exif_of((0x0110, 5, 1, b"\x08\x00\x00\x00")), None),
    "an EXIF of 60,000 entries": ("work.jpg", _long_exif, None),
    "credentials of nothing": ("work.png", lambda: before_end(chunk(b"caBX", bytes(5_000))), None),
    "credentials said to be 4 GB": ("work.png", lambda: before_end(chunk(b"caBX", b"\xff\xff\xff\xffjumb" * 99)), None),
    # Two things at once.
    "a JPEG and a zip": ("work.jpg", lambda: _jpeg() + ZIP, None),
    "a JPEG and a web page": ("work.jpg", lambda: _jpeg() + b"<html><script>alert(1)</script></html>", None),
    "a GIF and a script": ("work.gif", lambda: saved(painted(), "GIF") + b"/*", None),
    "a PNG and a PDF": ("work.pdf", lambda: saved(painted(), "PNG") + b"%PDF-1.7", None),
    "a script named .png": ("work.png", lambda: b"#!/bin/sh\nrm -rf /\n", "file.not_a_picture"),
    "an SVG": ("work.png", lambda: SVG, "file.vector"),
    "an SVG behind a comment": ("work.svg", lambda: b"<!-- " + b"x" * 500 + b" -->" + SVG, "file.vector"),
    "a PDF": ("work.png", lambda: b"%PDF-1.7\n1 0 obj<</JS(app.alert(1))>>", "file.pdf"),
    "a zip": ("work.png", lambda: ZIP, "file.archive"),
    "a gzip bomb": ("work.png", _gzipped, "file.archive"),
    "a TIFF": ("work.png", lambda: saved(painted(), "TIFF"), "file.working_file"),
    "a BMP": ("work.png", lambda: saved(painted(), "BMP"), "file.working_file"),
}
"""Each: its name, how it is made, and why it is refused; None where it may be shown."""
