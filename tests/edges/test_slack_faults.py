"""What Slack's errors mean for an effect."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.ports import Gone, Refused, Retry, Unknown
from handlers.slack import faults

made: Callable[..., SlackApiError] = SlackApiError


def error(word: str, status: int = 200, after: str = "") -> SlackApiError:
    """An error as slack_sdk raises it."""
    data: object = {"ok": False, "error": word} if word else "<html>"
    headers = {"Retry-After": after} if after else {}
    return made("no", SimpleNamespace(status_code=status, headers=headers, data=data))


@pytest.mark.parametrize(
    ("raised", "fault"),
    [
        (error("ratelimited", 429, "7"), Retry(7, "slack ratelimited")),
        (error("ratelimited"), Retry(30, "slack ratelimited")),
        (error("", 429, "x"), Retry(30, "slack 429")),
        (error("message_limit_exceeded"), Retry(3600, "slack message_limit_exceeded")),
        (error("token_revoked"), Retry(60, "token not accepted")),
        (error("invalid_auth"), Retry(60, "token not accepted")),
        (error("internal_error"), Unknown("http 200, slack internal_error")),
        (error("", 503), Unknown("http 503, slack ")),
        (error("", 200), Unknown("http 200, slack ")),
        (error("message_not_found"), Gone("slack message_not_found")),
        (error("user_disabled"), Refused("dm-closed")),
        (error("messages_tab_disabled"), Refused("dm-closed")),
        (error("channel_not_found"), Refused("no-access")),
        (error("missing_scope"), Refused("no-permission")),
        (error("invalid_name"), Refused("no-such-emoji")),
        (error("something_new"), Refused("slack-something_new")),
        (made("no", SimpleNamespace(status=502)), Unknown("http 502, slack ")),
        (SlackRequestError("no"), Unknown("SlackRequestError")),
        (TimeoutError(), Unknown("TimeoutError")),
        (aiohttp.ServerDisconnectedError(), Unknown("ServerDisconnectedError")),
        (ConnectionResetError(), Unknown("ConnectionResetError")),
    ],
)
async def test_every_error_has_its_meaning(raised: Exception, fault: object) -> None:
    """Refused is kept and shown, Retry waits, Unknown looks first, Gone is that there is nothing left."""

    async def fail() -> None:
        raise raised

    assert await faults.answer(fail()) == fault


async def test_a_bug_is_no_fault_of_slack() -> None:
    """What is ours passes through."""

    async def fail() -> None:
        raise KeyError

    with pytest.raises(KeyError):
        await faults.answer(fail())


async def test_a_result_is_a_result() -> None:
    """Nothing is done to it; what takes for ever is lost."""
    assert await faults.answer(asyncio.sleep(0, "done")) == "done"
    assert await faults.answer(asyncio.Event().wait(), patience=0.01) == Unknown("TimeoutError")
