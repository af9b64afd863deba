"""Whether a chat was spoken to as it documents. Exchanges that are built alike are held against the document once."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.sandbox import discord, slack
from tests.sandbox import openapi, slack_openapi

_GOOD: set[object] = set()
"""How exchanges are built that were found good in this process."""


def of_discord(traffic: Iterable[discord.Exchange]) -> list[str]:
    """Everything in which the traffic departs from Discord's document; nothing where there is none."""
    return _problems({_discords(each): each for each in traffic}, openapi.problems) if openapi.available() else []


def of_slack(traffic: Iterable[slack.Exchange]) -> list[str]:
    """Everything in which the traffic departs from Slack's document; nothing where there is none."""
    return (
        _problems({_slacks(each): each for each in traffic}, slack_openapi.problems)
        if slack_openapi.available()
        else []
    )


def _problems(fresh: Mapping[object, Any], judge: Callable[[Any], list[str]]) -> list[str]:
    found = {build: judge(each) for build, each in fresh.items() if build not in _GOOD}
    _GOOD.update(build for build, wrong in found.items() if not wrong)
    return [each for wrong in found.values() for each in wrong]


def _discords(exchange: discord.Exchange) -> object:
    sides = (_outline(exchange.request), _outline(exchange.response))
    return exchange.method, exchange.template, exchange.status, exchange.ordered, sides


def _slacks(exchange: slack.Exchange) -> object:
    sides = (_outline(exchange.request), _outline(exchange.response))
    return exchange.method, exchange.ok, exchange.ordered, exchange.known, sides


def _outline(value: Any) -> object:  # noqa: ANN401 - whatever JSON holds
    """What of a value the document can have an opinion on: keys, kinds, numbers, how long texts are, how ids begin."""
    match value:
        case dict():
            return frozenset((key, _outline(each)) for key, each in value.items())
        case list():
            return tuple(map(_outline, value))
        case str():
            return "digits" if value.isdecimal() else (len(value), value[0] if value.isalnum() else "")
        case _:
            return repr(value)
