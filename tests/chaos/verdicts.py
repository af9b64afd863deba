"""The rules by which ballots make a verdict, read from the policy as people read it and from nothing of the bot's."""

from collections import Counter
from typing import Final

from tests.chaos.diary import Reactions

ASK, ACCEPT, ACTION, APPEAL = 2, 1, 2, 1
"""Quorums of a team of three to seven."""
OFFERED: Final = {
    "listing": ("keep", "ask"),
    "reply": ("accept", "again", "refuse"),
    "action": ("none", "unlist"),
    "appeal": ("overturn", "stands"),
}
"""Nobody in a storm has an earlier violation: a warning and a pause are not offered."""


def follows(kind: str, stood: Reactions) -> str | None:
    """What these reactions decide: one person has one ballot, two choices by one person are none."""
    given: dict[str, set[str]] = {}
    for name, choice in stood:
        given.setdefault(name, set()).update({choice} & {*OFFERED[kind]})
    cast = Counter(next(iter(choices)) for choices in given.values() if len(choices) == 1)
    return RULES[kind](cast)


def _listing(cast: Counter[str]) -> str | None:
    """Two thirds, and a quorum, for either side."""
    sides = (each for each in ("keep", "ask") if cast[each] >= ASK and 3 * cast[each] >= 2 * cast.total())
    return next(sides, None)


def _reply(cast: Counter[str]) -> str | None:
    """Accepted unless more are against it; then the larger of two, and a tie asks again."""
    against = cast["again"] + cast["refuse"]
    if cast["accept"] >= max(ACCEPT, against):
        return "accept"
    if against < ASK:
        return None
    return "refuse" if cast["refuse"] > cast["again"] else "again"


def _action(cast: Counter[str]) -> str | None:
    """What two thirds support at least; who wants more supports less."""
    if cast.total() < ACTION:
        return None
    return "unlist" if 3 * cast["unlist"] >= 2 * cast.total() else "none"


def _appeal(cast: Counter[str]) -> str | None:
    """A majority."""
    if max(cast.values(), default=0) < APPEAL or cast["overturn"] == cast["stands"]:
        return None
    return "overturn" if cast["overturn"] > cast["stands"] else "stands"


RULES: Final = {"listing": _listing, "reply": _reply, "action": _action, "appeal": _appeal}
