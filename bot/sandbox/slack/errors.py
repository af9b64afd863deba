"""Slack's refusals: a code, and sometimes more (docs.slack.dev: 'Web API', 'Evaluating responses')."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .kinds import Json


class SlackError(Exception):
    """A request that Slack refuses; it answers 200 all the same."""

    def __init__(self, code: str, **more: object) -> None:
        self.code = code
        self.more = more
        super().__init__(code)

    def body(self) -> Json:
        """Return what Slack puts into the response."""
        return {"ok": False, "error": self.code, **self.more}


def invalid(code: str, faults: list[str]) -> SlackError:
    """Return a refusal that names each fault with its place."""
    messages = [f"[ERROR] {each}" for each in faults]
    return SlackError(code, errors=faults, response_metadata={"messages": messages})
