"""The coverage list, the table of methods and the tests agree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.sandbox.slack import Exchange
from bot.sandbox.slack.emoji import STANDARD
from bot.sandbox.slack.limits import DEFAULT
from bot.sandbox.slack.methods import ALL
from tests.sandbox import slack_openapi
from tests.sandbox.slack_covered import COVERED


def test_every_method_has_its_test() -> None:
    """The list names each method once, and a test that exists; the fixture checks that it was used."""
    assert [each.name for each in ALL] == list(COVERED)
    sources = "".join(each.read_text(encoding="utf-8") for each in Path(__file__).parent.glob("test_slack_*.py"))
    assert set(COVERED.values()) <= set(re.findall(r"async def (test_\w+)\(", sources))


def test_every_method_is_limited_and_documented() -> None:
    """Every method has a limit that exists, and names its page."""
    assert {each.limit for each in ALL} <= set(DEFAULT)
    assert all(each.page.endswith(f"/reference/methods/{each.name}") for each in ALL)


def test_emoji_of_the_policy_are_known() -> None:
    """The names that a bot is likely to use are among the standard ones."""
    assert {"art", "speech_balloon", "ok", "repeat", "octagonal_sign", "hand", "see_no_evil", "memo"} <= STANDARD


@pytest.mark.skipif(not slack_openapi.available(), reason="SALON_SLACK_OPENAPI names no document")
def test_the_validator_finds_faults() -> None:
    """A call without a required argument, and an answer without a required field, are noticed."""
    bad = Exchange("POST", "chat.postMessage", {}, 200, {"ok": True, "channel": "C012345678", "ts": "x"})
    assert len(slack_openapi.problems(bad)) == 3
    assert slack_openapi.problems(Exchange("POST", "no.such", {}, 200, {"ok": True})) != []
