"""Whether Discord was spoken to as it documents. Exchanges that are built alike are held against the document once."""

from typing import Any

from bot.sandbox.discord import DiscordSandbox, Exchange
from tests.sandbox import openapi

_GOOD: set[object] = set()
"""How exchanges are built that were found good in this process."""


def problems(discord: DiscordSandbox) -> list[str]:
    """Everything in which the traffic departs from the document; nothing where there is none to hold it against."""
    fresh = {_build(each): each for each in discord.traffic} if openapi.available() else {}
    found = {build: openapi.problems(each) for build, each in fresh.items() if build not in _GOOD}
    _GOOD.update(build for build, wrong in found.items() if not wrong)
    return [each for wrong in found.values() for each in wrong]


def _build(exchange: Exchange) -> object:
    sides = (_outline(exchange.request), _outline(exchange.response))
    return exchange.method, exchange.template, exchange.status, exchange.ordered, sides


def _outline(value: Any) -> object:  # noqa: ANN401 - whatever JSON holds
    """What of a value the document can have an opinion on: keys, kinds, numbers, and how long texts are."""
    match value:
        case dict():
            return frozenset((key, _outline(each)) for key, each in value.items())
        case list():
            return tuple(map(_outline, value))
        case str():
            return "digits" if value.isdecimal() else len(value)
        case _:
            return repr(value)
