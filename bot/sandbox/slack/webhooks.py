"""The other way to the app: signed requests to its own server (docs.slack.dev: 'Verifying requests from Slack')."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
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
REDIRECTS = 2
EVENTS, INTERACTIONS = "event_subscriptions", "interactivity"


@dataclass(eq=False)
class Webhooks:
    """Posts everything to the request URLs of the manifest: one for events, one for what people do, one a command.

    Attributes:
        verified: whether the URL for events has answered the challenge; until then no event is sent to it.
    """

    world: World
    signing_secret: str
    verified: bool = False

    async def send(self, delivery: Delivery) -> Json | None:
        """Post one delivery; `X-Slack-No-Retry` in a refusal ends it."""
        if delivery.kind == EVENT and not self.verified:
            raise NotAcknowledged("url_not_verified", final=True)
        text, kind = _body(delivery)
        headers = self.signed(text) | {"Content-Type": kind}
        if delivery.attempt:
            headers |= {"X-Slack-Retry-Num": str(delivery.attempt), "X-Slack-Retry-Reason": delivery.reason}
        return await self._post(self._url(delivery), text, headers)

    def _url(self, delivery: Delivery) -> str:
        manifest = self.world.manifest
        if delivery.kind == COMMAND:
            url = (manifest.command(str(delivery.payload["command"])) or {}).get("url")
        else:
            url = manifest.at("settings", EVENTS if delivery.kind == EVENT else INTERACTIONS, "request_url")
        if not url:
            raise NotAcknowledged("no_request_url", final=True)
        return str(url)

    async def _post(self, url: str, text: str, headers: Mapping[str, str]) -> Json | None:
        """Post, and follow two redirects ('Events API', 'Error handling': the reasons are those of a retry)."""
        timeout = aiohttp.ClientTimeout(total=self.world.deadline)
        most = REDIRECTS + 1  # aiohttp counts the answer that it follows no more
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as http,
                http.post(url, data=text.encode(), headers=headers, max_redirects=most) as response,
            ):
                answer, final = await response.text(), response.headers.get("X-Slack-No-Retry") == "1"
        except TimeoutError:
            raise NotAcknowledged("http_timeout") from None
        except aiohttp.TooManyRedirects:
            raise NotAcknowledged("too_many_redirects") from None
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
        """Offer a challenge, as Slack does when the URL for events is set ('url_verification')."""
        payload = {"type": "url_verification", "token": "verification-token", "challenge": secrets.token_hex(24)}
        text, url = json.dumps(payload), self._url(Delivery(EVENT, payload))
        try:
            said = await self._post(url, text, self.signed(text) | {"Content-Type": JSON})
        except NotAcknowledged:
            said = None
        self.verified = self.world.started = payload["challenge"] in (said or {}).values()
        return self.verified

    async def check_certificate(self, command: str) -> bool:
        """Ask for nothing but the certificate, as Slack does of a command's URL now and then, without a signature."""
        text = urlencode({"ssl_check": "1", "token": "verification-token"})
        try:
            said = await self._post(self._url(Delivery(COMMAND, {"command": command})), text, {"Content-Type": FORM})
        except NotAcknowledged:
            return False
        return said is None


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
