"""What the tests of evidence and catalog share: a media store in memory, and files made to order."""

import hashlib
import struct
import zlib
from io import BytesIO

from PIL import Image


class MemoryStore:
    """Implements `ports.MediaStore`, for as long as a test."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    async def put(self, data: bytes) -> str:
        """Keep bytes; their digest."""
        digest = hashlib.sha256(data).hexdigest()
        self.files[digest] = data
        return digest

    async def get(self, digest: str) -> bytes:
        """The bytes; KeyError where there are none."""
        return self.files[digest]


def picture(format_: str = "PNG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: object) -> bytes:
    """A picture of one colour."""
    buffer = BytesIO()
    Image.new(mode, size, 120 if len(mode) == 1 else "teal").save(buffer, format_, **options)
    return buffer.getvalue()


def huge_png(side: int) -> bytes:
    """A black PNG of any size, made row by row: small as a file, gigabytes as pixels."""
    squeezed = zlib.compressobj(9)
    row = bytes(side // 8 + 2)
    body = b"".join(squeezed.compress(row) for _ in range(side)) + squeezed.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def huge_webp(side: int) -> bytes:
    """A lossless WebP of 36 bytes whose one colour covers side by side pixels (WebP lossless bitstream, 3 and 4)."""
    size = (side - 1) | ((side - 1) << 14)
    stream = (
        b"\x2f" + struct.pack("<I", size) + bytes([0x88, 0x88, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00])
    )
    body = b"VP8L" + struct.pack("<I", len(stream)) + stream
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def many_framed_gif(count: int, side: int = 40) -> bytes:
    """A GIF of one pattern, shown again and again."""
    first = picture("GIF", (side, side), "P")
    frame_at = first.index(b"\x2c\x00\x00\x00\x00")
    return first[:frame_at] + first[frame_at:-1] * count + b";"
