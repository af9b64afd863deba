"""Files on the CDN: signed links that expire (API Reference, 'Signed Attachment CDN URLs')."""

from __future__ import annotations

import hashlib
import hmac
import mimetypes
import re
import secrets
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model import Attachment
    from .timing import Timing

LINK_LASTS = 24 * 3600
STORED = "stored-file:"
PNG_HEAD = 24
GIF_HEAD = 10
JPEG_HEAD = 4
JPEG_SIZE_MARKERS = (0xC0, 0xC1, 0xC2)


@dataclass(slots=True)
class Files:
    """All files ever uploaded; a link to one is made afresh whenever a message is shown."""

    timing: Timing
    base: str = ""
    kept: dict[int, Attachment] = field(default_factory=dict)
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    def keep(self, file: Attachment) -> None:
        """Take a file in."""
        self.kept[file.id] = file

    def url(self, file: Attachment) -> str:
        """Sign a link that works for a day."""
        now = self.timing.wall()
        issued, expires = f"{int(now):x}", f"{int(now + self.timing.lasts(LINK_LASTS)) + 1:x}"
        path = self.path(file)
        return f"{self.base}{path}?ex={expires}&is={issued}&hm={self._sign(path, expires, issued)}&"

    def path(self, file: Attachment) -> str:
        """Return where a file lies."""
        folder = "ephemeral-attachments" if file.ephemeral else "attachments"
        return f"/{folder}/{file.channel_id}/{file.id}/{quote(file.filename)}"

    def find(self, path: str, query: Mapping[str, str]) -> Attachment | None:
        """Return the file behind a link, unless the link is forged or too old."""
        expires, issued = query.get("ex", ""), query.get("is", "")
        if not hmac.compare_digest(query.get("hm", ""), self._sign(path, expires, issued)):
            return None
        if int(expires, 16) < self.timing.wall():
            return None
        return self.kept.get(int(path.split("/")[3]))

    def resolve(self, address: str) -> tuple[str, Attachment | None]:
        """Turn a stored reference to a file into a link of today."""
        if not address.startswith(STORED):
            return address, None
        file = self.kept[int(address.removeprefix(STORED))]
        return self.url(file), file

    def _sign(self, path: str, expires: str, issued: str) -> str:
        return hmac.new(self._key, f"{path} {expires} {issued}".encode(), hashlib.sha256).hexdigest()


def store_reference(address: str, files: list[Attachment]) -> str | None:
    """Turn `attachment://name`, or a link to one of these files, into a stored reference; None if no file is meant."""
    for file in files:
        if address == f"attachment://{file.filename}" or f"/{file.channel_id}/{file.id}/" in address:
            return f"{STORED}{file.id}"
    return None if address.startswith("attachment://") else address


def clean_name(name: str) -> str:
    """Keep of a file name what Discord keeps."""
    return re.sub(r"[^\w.\-]+", "_", name, flags=re.ASCII).lstrip(".") or "unknown"


def content_type(name: str) -> str | None:
    """Guess from the name, as Discord does: the bytes may be something else."""
    return mimetypes.guess_type(name)[0]


def dimensions(data: bytes) -> tuple[int, int] | None:
    """Read an image's size from its header; None for what Discord would not show as an image."""
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
