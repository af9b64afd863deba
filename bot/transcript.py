"""A readable record of who did and saw what, where: told step by step, or as one JSON object a line."""

import json
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import NamedTuple

from bot.sandbox import discord as on_discord
from bot.sandbox import slack as on_slack
from bot.sights import Sight, sights
from bot.stage import DISCORD, SLACK, Stage

_CASE = re.compile(r"\bcase (\d+)", re.IGNORECASE)
_WIDTH = 96
_MARGIN = 31


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that somebody did, or that appeared before somebody.

    Attributes:
        at: ISO 8601, UTC.
        case: The number of the case that it is about, or None: nobody reported anything yet.
        channel: A channel's name, or `DM with NAME`, or `only NAME sees it`.
    """

    at: str
    case: int | None
    chat: str
    channel: str
    who: str
    did: str
    text: str = ""


class Check(NamedTuple):
    """Something that must hold at a point of a case."""

    case: int
    title: str
    sentence: str
    holds: bool


class Transcript:
    """Tells what people do as they do it, and what the bot shows as it appears.

    Args:
        stage: Where it happens.
        out: Takes a line of output.
        as_json: One JSON object a line instead of prose.
    """

    def __init__(self, stage: Stage, out: Callable[[str], None], *, as_json: bool) -> None:
        self._stage = stage
        self._out = out
        self._as_json = as_json
        self._seen: dict[tuple[str, str], str] = {}
        self._named: set[int] = set()
        self._checks: list[Check] = []
        self._chapter = 0, ""

    def chapter(self, case: int, title: str) -> None:
        """What comes next is another story."""
        self._chapter = case, title
        if not self._as_json:
            heading = f"{case}. {title}"
            self._out(f"\n{heading}\n{'-' * len(heading)}")

    def did(self, who: on_discord.Person | on_slack.Person, did: str, where: str, text: str = "") -> None:
        """Somebody did something."""
        chat = SLACK if isinstance(who, on_slack.Person) else DISCORD
        self._tell(Line(self._now(), self._about, chat, where, who.name, did, text))

    def did_in_gallery(self, who: str, did: str, text: str) -> None:
        """Somebody did something on the platform."""
        self._tell(Line(self._now(), self._about, "", "Gallery", who, did, text))

    def passed(self, period: str) -> None:
        """So much time is over."""
        if self._as_json:
            self._tell(Line(self._now(), self._about, "", "", "time", "passed", period))
        else:
            self._out(f"{'':>{_MARGIN}} ┊ {period} later, {self._stage.clock.now():%d %B, %H:%M} UTC")

    async def settle(self) -> None:
        """Let everything happen that follows, and tell what appeared."""
        await self._stage.settle()
        self.look()

    def look(self) -> None:
        """Tell every message of the bot that is new or reads differently."""
        for each in sights(self._stage):
            before = self._seen.get((each.chat, each.id))
            if each.text != before:
                self._seen[each.chat, each.id] = each.text
                self._named.update(_cases(each.text))
                case = next(_cases(each.text), self._about)
                verb = _verb(each, before)
                self._tell(Line(self._now(), case, each.chat, each.channel, "Salon", verb, each.text))

    @property
    def _about(self) -> int | None:
        """The story's case, once Salon has spoken of it."""
        case = self._chapter[0]
        return case if case in self._named else None

    def _now(self) -> str:
        return self._stage.clock.now().isoformat(timespec="milliseconds")

    def _tell(self, line: Line) -> None:
        if self._as_json:
            self._out(json.dumps(asdict(line), ensure_ascii=False))
            return
        where = f"{line.chat.title()} {line.channel}".strip()
        self._out(f"{where:>{_MARGIN}} │ {line.who} {line.did}")
        for paragraph in line.text.splitlines():
            for part in textwrap.wrap(paragraph, _WIDTH) or [""]:
                self._out(f"{'':>{_MARGIN}} │   {part}")

    def check(self, sentence: str, *, holds: bool) -> None:
        """Keep for the end whether what must hold does."""
        self._checks.append(Check(*self._chapter, sentence, holds))

    def end(self) -> bool:
        """One line a check, and whether all of them hold."""
        for (case, title), checks in groupby(self._checks, lambda each: (each.case, each.title)):
            if not self._as_json:
                self._out(f"\n{case}. {title}")
            for each in checks:
                self._check(each)
        result = "ok" if all(each.holds for each in self._checks) else "failed"
        cases = list(dict.fromkeys(each.case for each in self._checks))
        self._out(json.dumps({"result": result, "cases": cases}) if self._as_json else f"\nThe demo's result: {result}")
        return result == "ok"

    def _check(self, check: Check) -> None:
        if self._as_json:
            line = Line(self._now(), check.case, "", "", "demo", "checked", check.sentence)
            self._out(json.dumps({**asdict(line), "holds": check.holds}, ensure_ascii=False))
        else:
            self._out(f"  {'✓' if check.holds else '✗'} {check.sentence}")


def _verb(sight: Sight, before: str | None) -> str:
    changed = "posts" if before is None else "redraws"
    shown = f"{sight.pictures} picture{'s' if sight.pictures > 1 else ''}" if sight.pictures and before is None else ""
    if not sight.text:
        return f"{changed} {shown or 'nothing'}"
    return f"{changed} a message{shown and f', with {shown}'}:"


def _cases(text: str) -> Iterator[int]:
    """The cases that a text names."""
    return (int(found[1]) for found in _CASE.finditer(text))
