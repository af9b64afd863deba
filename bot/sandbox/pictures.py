"""How large a picture is, as its first bytes say."""

from __future__ import annotations

import struct

PNG_HEAD = 24
GIF_HEAD = 10
JPEG_HEAD = 4
JPEG_SIZE_MARKERS = (0xC0, 0xC1, 0xC2)


def dimensions(data: bytes) -> tuple[int, int] | None:
    """Read an image's size from its header; None for what neither chat would show as an image."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= PNG_HEAD:
        return struct.unpack(">II", data[16:24])
    if data.startswith((b"GIF87a", b"GIF89a")) and len(data) >= GIF_HEAD:
        return struct.unpack("<HH", data[6:10])
    return _jpeg(data) if data.startswith(b"\xff\xd8") else _webp(data)


def _jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 - every segment begins so
        length = int.from_bytes(data[at + 2 : at + JPEG_HEAD])
        if data[at + 1] in JPEG_SIZE_MARKERS:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def _webp(data: bytes) -> tuple[int, int] | None:
    if data[:4] != b"RIFF" or data[8:16] != b"WEBPVP8 " or len(data) < 30:  # noqa: PLR2004 - the lossy header's length
        return None
    width, height = struct.unpack("<HH", data[26:30])
    return width & 0x3FFF, height & 0x3FFF
