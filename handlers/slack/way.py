"""The way back to somebody who acts: where an answer to them can be shown. Forms carry it in their private metadata."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from handlers.slack import limits


@dataclass(frozen=True, slots=True)
class Way:
    """Where an answer can go, best first: the response_url while it lives, the channel, else a private message.

    Attributes:
        url: The response_url, or ''.
        until: Until when it can be used.
        channel: Where the person acted, or ''.
        thread: The thread there, or ''.
        replaces: The answer takes the place of the message that was acted on.
    """

    url: str
    until: datetime
    channel: str = ""
    thread: str = ""
    replaces: bool = False

    def write(self) -> str:
        """For a form's private metadata."""
        text = json.dumps([self.url, int(self.until.timestamp()), self.channel, self.thread])
        return text if len(text) <= limits.PRIVATE_METADATA else ""


def read(text: str) -> Way | None:
    """The way that a form carried; None where it carried none."""
    try:
        url, until, channel, thread = json.loads(text)
        return Way(str(url), datetime.fromtimestamp(int(until), UTC), str(channel), str(thread))
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def of(body: Mapping[str, Any], now: datetime) -> Way:
    """The way back from a payload of Slack's."""
    until = now + timedelta(seconds=limits.RESPONSES_WITHIN)
    carried = read(str((body.get("view") or {}).get("private_metadata") or ""))
    if carried:
        return carried
    container, channel = body.get("container") or {}, body.get("channel") or {}
    where = body.get("channel_id") or channel.get("id") or container.get("channel_id") or ""
    return Way(str(body.get("response_url") or ""), until, str(where), str(container.get("thread_ts") or ""))


def is_alone(body: Mapping[str, Any]) -> bool:
    """Whether somebody acted on what nobody else sees."""
    container, channel = body.get("container") or {}, body.get("channel") or {}
    return bool(container.get("is_ephemeral")) or str(channel.get("id") or "").startswith("D")
