"""What Slack, or the way to it, answered when it did not do as asked."""

import asyncio
from collections.abc import Awaitable
from typing import Any, Final, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.ports import Fault, Gone, Refused, Retry, Unknown

T = TypeVar("T")

PATIENCE: Final = 60.0
"""Seconds until a call counts as lost; slack_sdk gives one request 30."""

FAULTS: Final = (SlackClientError, aiohttp.ClientError, TimeoutError, OSError)
"""What a call may raise."""

NO_TOKEN: Final = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type"}
)
"""The token is not accepted: whoever runs the bot has to see to it, and until then everything waits."""

TOO_LONG: Final = "msg_blocks_too_long"
"""All blocks of a message together: Slack does not say from where on."""

_LATER: Final[dict[str, float]] = {
    "ratelimited": 30,
    "rate_limited": 30,
    "message_limit_exceeded": 3600,
    "service_unavailable": 30,
    "team_added_to_org": 300,  # the workspace is on its way into an organisation
}
_UNKNOWN: Final = frozenset({"internal_error", "fatal_error", "request_timeout"})  # part of it may have happened
_GONE: Final = frozenset({"message_not_found", "thread_not_found", "file_not_found", "file_deleted", "no_reaction"})
_NEVER: Final = {
    "channel_not_found": "no-access",
    "not_in_channel": "no-access",
    "is_archived": "archived",
    "user_not_in_channel": "no-access",
    "user_not_found": "no-account",
    "users_not_found": "no-account",
    "user_disabled": "dm-closed",
    "user_not_visible": "dm-closed",
    "cannot_dm_bot": "dm-closed",
    "messages_tab_disabled": "dm-closed",
    "missing_scope": "no-permission",
    "no_permission": "no-permission",
    "restricted_action": "no-permission",
    "cant_update_message": "no-permission",
    "too_many_reactions": "too-many-reactions",
    "too_many_emoji": "too-many-reactions",
    "invalid_name": "no-such-emoji",
}


def code(error: BaseException) -> str:
    """Slack's own word for what went wrong, or ''."""
    data: Any = getattr(getattr(error, "response", None), "data", None)
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def read(error: BaseException) -> Fault:
    """What an exception of slack_sdk or aiohttp means for whoever waits for the outcome."""
    if not isinstance(error, SlackApiError):
        return Unknown(type(error).__name__)
    response: Any = error.response
    status, word = int(getattr(response, "status_code", 0) or getattr(response, "status", 0)), code(error)
    if status == 429 or word in _LATER:  # noqa: PLR2004 - too many requests
        return Retry(_retry_after(response) or _LATER.get(word, 30), f"slack {word or status}")
    if status >= 500 or word in _UNKNOWN or not word:  # noqa: PLR2004 - any server error
        return Unknown(f"http {status}, slack {word}")
    return meaning(word)


def meaning(word: str) -> Fault:
    """What one of Slack's error words means."""
    if word in NO_TOKEN:
        return Retry(60, "token not accepted")
    if word in _GONE:
        return Gone(f"slack {word}")
    return Refused(_NEVER.get(word, f"slack-{word}"))


def _retry_after(response: Any) -> float:  # noqa: ANN401 - aiohttp's or slack_sdk's
    value = str((getattr(response, "headers", None) or {}).get("Retry-After", ""))
    return float(value) if value.isdecimal() else 0.0


async def answer(call: Awaitable[T], patience: float = PATIENCE) -> T | Fault:
    """The result of a call to Slack, or what came instead of one."""
    try:
        async with asyncio.timeout(patience):
            return await call
    except FAULTS as error:
        return read(error)
