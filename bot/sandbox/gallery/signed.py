"""Is it from whom it says? Signatures as the Standard Webhooks specification describes them, by our own code.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md ('Signature scheme',
'Verifying signatures'): HMAC-SHA256 over `id.timestamp.body`, the key in base64 behind `whsec_`, signatures with a
version each and spaces between.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TOLERANCE = 300
"""Seconds that a time may be off."""


class NotTaken(Exception):
    """It is refused, with this status."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def verify(headers: Mapping[str, str], body: bytes, secret: str, now: float) -> str:
    """The id of what came; NotTaken where it is not signed as it must be, or not sent now."""
    names = ("webhook-id", "webhook-timestamp", "webhook-signature")
    id_, timestamp, signatures = (headers.get(name, "") for name in names)
    if not (id_ and timestamp.isdigit() and signatures):
        raise NotTaken(HTTPStatus.BAD_REQUEST, "a header is missing, or no time")
    if abs(now - int(timestamp)) > TOLERANCE:
        raise NotTaken(HTTPStatus.BAD_REQUEST, "not sent now")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{id_}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    expected = f"v1,{base64.b64encode(digest).decode()}".encode()
    if not any(hmac.compare_digest(expected, each.encode()) for each in signatures.split(" ")):
        raise NotTaken(HTTPStatus.UNAUTHORIZED, "not signed with our secret")
    return id_
