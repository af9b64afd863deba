"""Telling the platform: signed webhooks (standardwebhooks.com) to one address, at least once each."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final, Self

import aiohttp
from standardwebhooks import Webhook

from bot.catalog.payloads import Letter, Link, payload
from bot.moderation.platform import PlatformView
from bot.ports import Done, Gone, Outcome, Refused, Retry

TIMEOUT: Final = 20.0
"""Seconds: the specification recommends 15 to 30."""
LONGEST_PAUSE: Final = 86_400.0
"""Seconds that a receiver may ask us to wait; what asks for more means that it is broken."""
PASSING: Final = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS)
NOBODY: Final = Gone("no receiver is set")
NO_LONGER: Final = Refused("it answered 410: it wants nothing more, and is left alone until the bot starts again")
USER_AGENT: Final = "salon-bot (webhooks)"


@dataclass(frozen=True, slots=True)
class Receiver:
    """Where the platform hears of things; nowhere, where `url` is empty."""

    url: str = ""
    secret: str = field(default="", repr=False)


class SignedCalls:
    """Implements `ports.PlatformCalls`. Use as an asynchronous context manager; it holds the connections.

    Nothing is followed elsewhere: neither a redirect nor a proxy of the environment's.
    """

    def __init__(self, to: Receiver, letter: Letter, link: Link, now: Callable[[], datetime]) -> None:
        self._to = to
        self._letter = letter
        self._link = link
        self._now = now
        self._stack = AsyncExitStack()
        self._unwelcome = False

    async def __aenter__(self) -> Self:
        """Open the session."""
        self._session = await self._stack.enter_async_context(_session())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the connections."""
        await self._stack.aclose()

    async def call(self, id_: str, view: PlatformView) -> Outcome:
        """Tell it, under this id. A receiver that is gone for good (410) is left alone until the bot starts again."""
        if not self._to.url:
            return NOBODY
        if self._unwelcome:
            return NO_LONGER
        body = payload(view, self._letter, self._link)
        try:
            async with self._session.post(
                self._to.url, data=body.encode(), headers=self._signed(id_, body), allow_redirects=False
            ) as response:
                return self._outcome(response.status, response.headers.get("Retry-After", ""))
        except (aiohttp.ClientError, OSError) as fault:
            return Retry(0, f"no answer: {type(fault).__name__}")

    def _signed(self, id_: str, body: str) -> dict[str, str]:
        now = self._now()
        signature = Webhook(self._to.secret).sign(id_, now, body)
        return {
            "webhook-id": id_,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": signature,
        }

    def _outcome(self, status: int, retry_after: str) -> Outcome:
        why = f"it answered {status}"
        if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            return Done()
        if status == HTTPStatus.GONE:
            self._unwelcome = True
            return NO_LONGER
        if status in PASSING or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return Retry(self._pause(retry_after), why)
        return Refused(why)

    def _pause(self, retry_after: str) -> float:
        """What a receiver asks for: seconds, or a date (RFC 9110, 10.2.3); 0 where it asks for nothing sensible."""
        try:
            asked = float(retry_after) if retry_after.isdigit() else self._until(retry_after)
        except ValueError:
            return 0
        return min(max(asked, 0), LONGEST_PAUSE)

    def _until(self, date: str) -> float:
        return (parsedate_to_datetime(date).astimezone() - self._now()).total_seconds()


async def knock(url: str) -> None:
    """See that somebody answers there, whatever they say to a question that is none; else aiohttp's own error."""
    async with _session() as session, session.head(url, allow_redirects=False):
        return


def _session() -> aiohttp.ClientSession:
    """Without cookies, and without a proxy from the environment."""
    return aiohttp.ClientSession(
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": USER_AGENT, "Content-Type": "application/json"},
        timeout=aiohttp.ClientTimeout(total=TIMEOUT),
        trust_env=False,
    )
