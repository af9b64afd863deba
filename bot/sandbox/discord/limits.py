"""Rate limits as Discord advertises and enforces them (docs.discord.com: 'Rate Limits')."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .kinds import Json
    from .timing import Timing

# Requests, seconds. Discord publishes none of these; they are what bots measure (discord-api-docs issues 182, 2886).
DEFAULT: dict[str, tuple[int, float]] = {
    "global": (50, 1.0),
    "message-create": (5, 5.0),
    "message-edit": (5, 5.0),
    "message-delete": (5, 1.0),
    "reaction": (1, 0.25),
    "webhook": (5, 2.0),
}


@dataclass(slots=True)
class Window:
    """How much of one bucket is used, and when it empties."""

    used: int
    ends: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a request finds: the headers to send, and after how long to come again if it is refused."""

    headers: dict[str, str]
    retry_after: float | None = None
    is_global: bool = False

    def body(self) -> Json:
        """Return the body of a 429."""
        told = {"message": "You are being rate limited.", "retry_after": self.retry_after, "global": self.is_global}
        return {"code": 0, **told}


@dataclass(slots=True)
class Limits:
    """All buckets of the one bot."""

    timing: Timing
    rules: dict[str, tuple[int, float]] = field(default_factory=lambda: dict(DEFAULT))
    windows: dict[tuple[str, str], Window] = field(default_factory=dict)
    refused: int = 0

    def ask(self, rule: str | None, major: str, *, counts_globally: bool) -> Verdict:
        """Count a request, or refuse it: first by the limit over everything, then by its bucket."""
        if counts_globally:
            window = self._window("global", "")
            if window.used >= self.rules["global"][0]:
                return self._refuse(
                    {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}, window, everything=True
                )
            window.used += 1
        if rule not in self.rules or rule is None:
            return Verdict({})
        window, most = self._window(rule, major), self.rules[rule][0]
        if window.used >= most:
            headers = self._headers(rule, most, 0, window) | {"X-RateLimit-Scope": "user"}
            return self._refuse(headers, window, everything=False)
        window.used += 1
        return Verdict(self._headers(rule, most, most - window.used, window))

    def by_order(self) -> Verdict:
        """Refuse a request for a limit that others share: bots cannot know it beforehand, only come again."""
        return self._refused({"X-RateLimit-Scope": "shared"}, self.timing.lasts(1.0), everything=False)

    def _window(self, rule: str, major: str) -> Window:
        now = self.timing.ticks()
        window = self.windows.get((rule, major))
        if window is None or window.ends <= now:
            window = Window(0, now + self.timing.lasts(self.rules[rule][1]))
            self.windows[rule, major] = window
        return window

    def _refuse(self, headers: dict[str, str], window: Window, *, everything: bool) -> Verdict:
        return self._refused(headers, max(window.ends - self.timing.ticks(), 0.001), everything=everything)

    def _refused(self, headers: dict[str, str], seconds: float, *, everything: bool) -> Verdict:
        self.refused += 1
        wait = round(seconds, 3)
        # discord.py takes a 429 without Via for a ban by Cloudflare, and rightly so: Discord's own carry it.
        headers = headers | {"Retry-After": str(math.ceil(wait)), "Via": "1.1 google"}
        return Verdict(headers, wait, everything)

    def _headers(self, rule: str, most: int, left: int, window: Window) -> dict[str, str]:
        wait = max(window.ends - self.timing.ticks(), 0.0)
        return {
            "X-RateLimit-Limit": str(most),
            "X-RateLimit-Remaining": str(left),
            "X-RateLimit-Reset": f"{self.timing.wall() + wait:.3f}",
            "X-RateLimit-Reset-After": f"{wait:.3f}",
            "X-RateLimit-Bucket": hashlib.sha256(rule.encode()).hexdigest()[:32],
        }
