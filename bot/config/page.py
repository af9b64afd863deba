"""A policy as lines to read on a terminal."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from bot.moderation.model import Chat, RoundKind
from bot.moderation.policy import Policy, Preset

_HEADINGS: Final = (
    "moderators",
    "ask",
    "accept",
    "action",
    "appeal",
    "undo",
    "decide within",
    "answer within",
    "reminders",
    "more on request",
)


def describe(policy: Policy) -> Iterator[str]:
    """All that a policy says."""
    yield f"Policy {policy.version}, in force from {policy.effective}"
    yield from _section("What we stand for", policy.stance)
    yield from _section("Allowed", policy.allowed)
    yield from _section("Not allowed", policy.not_allowed)
    yield from _section(
        "A report may say",
        [each.sentence + ("" if each.opens_case else " (goes to support)") for each in policy.categories],
    )
    yield from _section(
        "Moderators ask",
        [each.question + (" (not enough alone)" if each.weak else "") for each in policy.considerations],
    )
    for kind in RoundKind:
        legend = policy.legend(kind)
        names = [" ".join((each.emoji[Chat.DISCORD], f":{each.emoji[Chat.SLACK]}:", each.label)) for each in legend]
        yield from _section(f"Reactions on a card about the {kind}", names)
    yield ""
    yield from _table([_HEADINGS, *(_cells(preset) for preset in policy.presets)])


def _section(heading: str, lines: Sequence[str]) -> Iterator[str]:
    yield ""
    yield heading
    yield from (f"  - {line}" for line in lines)


def _cells(preset: Preset) -> tuple[str, ...]:
    quorums = (preset.ask, preset.accept, preset.action, preset.appeal)
    windows = (preset.undo, preset.decide_within, preset.answer_within)
    team = f"{preset.smallest} and more" if preset.largest is None else f"{preset.smallest}-{preset.largest}"
    reminders = ", ".join(map(in_words, preset.reminders))
    return (team, *map(str, quorums), *map(in_words, windows), reminders, in_words(preset.more_time))


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def in_words(period: timedelta) -> str:
    """A period as a policy file has it: the largest unit that divides it."""
    for unit, length in (("day", timedelta(days=1)), ("hour", timedelta(hours=1))):
        if period % length == timedelta(0):
            return _counted(period // length, unit)
    return _counted(period // timedelta(minutes=1), "minute")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
