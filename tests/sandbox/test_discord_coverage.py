"""The coverage list, the registered routes and the tests agree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.sandbox.discord import Exchange
from bot.sandbox.discord.routes import ROUTES, find
from tests.sandbox import openapi
from tests.sandbox.covered import COVERED


def test_every_route_has_its_test() -> None:
    """The list names each registered route once, and a test that exists; the fixture checks that it was used."""
    assert [(each.method, each.template) for each in ROUTES] == list(COVERED)
    sources = "".join(each.read_text(encoding="utf-8") for each in Path(__file__).parent.glob("test_discord_*.py"))
    tests = set(re.findall(r"async def (test_\w+)\(", sources))
    assert set(COVERED.values()) <= tests


def test_every_route_is_documented() -> None:
    """Every route names its page, and is itself the first that matches its own template."""
    for route in ROUTES:
        assert route.page
        found = find(route.method, route.template)
        assert found is not None
        assert found[0] is route


@pytest.mark.skipif(not openapi.available(), reason=f"{openapi.VARIABLE} names no OpenAPI document of Discord's")
def test_the_document_knows_every_route() -> None:
    """Discord's own description has each route, and finds fault with a body that departs from it."""
    for route in ROUTES:
        exchange = Exchange(route.method, route.template, "", {}, "", None, (), 200, {"no": "such"})
        assert not any("no such operation" in each for each in openapi.problems(exchange))
    wrong = Exchange("POST", "/channels/{channel_id}/messages", "", {}, "", {"content": 7}, (), 200, {"id": "x"})
    assert len(openapi.problems(wrong)) > 2
