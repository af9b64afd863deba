"""Whether a chat was spoken to as it documents. Exchanges that are built alike are held against the document once."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypeVar

from bot.sandbox import discord, slack
from bot.stage import Stage
from tests.sandbox import openapi, slack_openapi

Spoken = TypeVar("Spoken", Stage, discord.DiscordSandbox, slack.SlackSandbox)

_GOOD: set[object] = set()
"""How exchanges are built that were found good in this process."""


@asynccontextmanager
async def held(sandbox: AbstractAsyncContextManager[Spoken]) -> AsyncIterator[Spoken]:
    """A sandbox, or a stage with both; when all went well, what went over its wires is held against the documents."""
    async with sandbox as on:
        yield on
        assert _departures(on) == []


def _departures(on: Stage | discord.DiscordSandbox | slack.SlackSandbox) -> list[str]:
    if isinstance(on, Stage):
        return [*of_discord(on.discord.traffic), *of_slack(on.slack.traffic)]
    return of_discord(on.traffic) if isinstance(on, discord.DiscordSandbox) else of_slack(on.traffic)


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
