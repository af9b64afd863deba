"""The other way to the app: signed requests to its own server (docs.slack.dev: 'Verifying requests from Slack')."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import aiohttp

from .deliveries import COMMAND, EVENT, Delivery, NotAcknowledged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .kinds import Json
    from .world import World

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
GOOD = range(200, 300)


@dataclass(eq=False)
class Webhooks:
    """Posts everything to one request URL."""

    world: World
    request_url: str
    signing_secret: str

    async def send(self, delivery: Delivery) -> Json | None:
        """Post one delivery; `X-Slack-No-Retry` in a refusal ends it."""
        text, kind = _body(delivery)
        headers = self.signed(text) | {"Content-Type": kind}
        if delivery.attempt:
            headers |= {"X-Slack-Retry-Num": str(delivery.attempt), "X-Slack-Retry-Reason": delivery.reason}
        timeout = aiohttp.ClientTimeout(total=self.world.deadline)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as http,
                http.post(self.request_url, data=text.encode(), headers=headers) as response,
            ):
                answer, final = await response.text(), response.headers.get("X-Slack-No-Retry") == "1"
        except TimeoutError:
            raise NotAcknowledged("http_timeout") from None
        except aiohttp.ClientError:
            raise NotAcknowledged("connection_failed") from None
        if response.status not in GOOD:
            raise NotAcknowledged("http_error", final=final)
        return _read(answer, response.headers)

    def signed(self, text: str) -> dict[str, str]:
        """Return the two headers that prove a request to be Slack's."""
        stamp = str(self.world.timing.now())
        made = hmac.new(self.signing_secret.encode(), f"v0:{stamp}:{text}".encode(), hashlib.sha256)
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={made.hexdigest()}"}

    async def verify(self) -> bool:
        """Offer a challenge, as Slack does when a request URL is set ('url_verification')."""
        payload = {"type": "url_verification", "token": "verification-token", "challenge": "prove it"}
        answer = await self.send(Delivery(EVENT, payload))
        return (answer or {}).get("challenge", (answer or {}).get("text")) == payload["challenge"]


def _body(delivery: Delivery) -> tuple[str, str]:
    if delivery.kind == EVENT:
        return json.dumps(delivery.payload), JSON
    if delivery.kind == COMMAND:
        return urlencode(delivery.payload), FORM
    return urlencode({"payload": json.dumps(delivery.payload)}), FORM


def _read(text: str, headers: Mapping[str, str]) -> Json | None:
    if not text.strip():
        return None
    if headers.get("Content-Type", "").startswith(JSON):
        found: Json = json.loads(text)
        return found
    return {"text": text}
