"""Files on the CDN: signed links that expire (API Reference, 'Signed Attachment CDN URLs')."""

from __future__ import annotations

import hashlib
import hmac
import mimetypes
import re
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model import Attachment
    from .timing import Timing

LINK_LASTS = 24 * 3600
STORED = "stored-file:"


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
