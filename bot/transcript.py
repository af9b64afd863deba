"""A readable record of who did and saw what, where: told step by step, or as one JSON object a line."""

import json
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from bot.sandbox.control import readable
from bot.sandbox.discord import ChannelView, MessageView, Person
from bot.stage import Stage

_CASE = re.compile(r"\bcase (\d+)", re.IGNORECASE)
_WIDTH = 96


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that somebody did, or that appeared before somebody.

    Attributes:
        at: ISO 8601, UTC.
        case: The number of the case that it names, or None.
        channel: A channel's name, or `DM with NAME`, or `only NAME sees it`.
    """

    at: str
    case: int | None
    chat: str
    channel: str
    who: str
    did: str
    text: str = ""


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
        self._seen: dict[int, str] = {}
        self.checks: list[tuple[str, bool]] = []

    def chapter(self, title: str) -> None:
        """What comes next is another story."""
        if not self._as_json:
            self._out(f"\n{title}\n{'-' * len(title)}")

    def did(self, who: Person, did: str, where: str, text: str = "") -> None:
        """Somebody did something."""
        self._tell(Line(_now(), _case(text), "discord", where, who.name, did, text))

    async def settle(self) -> None:
        """Let everything happen that follows, and tell what appeared."""
        await self._stage.settle()
        self.look()

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait for something that only time brings, and tell what appeared."""
        await self._stage.discord.until(holds)
        await self.settle()

    def look(self) -> None:
        """Tell every message of the bot that is new or reads differently."""
        for where, message in self._messages():
            text = readable(message.text)
            before = self._seen.get(message.id)
            if message.author == self._bot and not message.thinking and text != before:
                self._seen[message.id] = text
                self._tell(Line(_now(), _case(text), "discord", where, "Salon", _verb(message, before), text))

    @property
    def _bot(self) -> str:
        return self._stage.discord.world.bot.name

    def _messages(self) -> Iterator[tuple[str, MessageView]]:
        rooms: tuple[ChannelView, ...] = (self._stage.room, self._stage.lobby)
        for room in rooms:
            yield from ((f"#{room.name}", message) for message in room.messages)
        for person in self._stage.discord.people.values():
            yield from ((f"only {person.name} sees it", message) for message in person.answers)
            yield from ((f"DM with {person.name}", message) for message in person.inbox)

    def _tell(self, line: Line) -> None:
        if self._as_json:
            self._out(json.dumps(asdict(line), ensure_ascii=False))
            return
        self._out(f"{line.channel:>24} │ {line.who} {line.did}")
        for paragraph in line.text.splitlines():
            for part in textwrap.wrap(paragraph, _WIDTH) or [""]:
                self._out(f"{'':>24} │   {part}")

    def check(self, sentence: str, *, holds: bool) -> None:
        """Keep for the end whether what must hold does."""
        self.checks.append((sentence, holds))

    def end(self, cases: list[int]) -> bool:
        """One line a check, and whether all of them hold."""
        if not self._as_json:
            self._out("")
        for sentence, holds in self.checks:
            self._check(sentence, holds=holds)
        result = "ok" if all(holds for _, holds in self.checks) else "failed"
        self._out(json.dumps({"result": result, "cases": cases}) if self._as_json else f"\nThe demo's result: {result}")
        return result == "ok"

    def _check(self, sentence: str, *, holds: bool) -> None:
        if self._as_json:
            line = Line(_now(), _case(sentence), "discord", "", "demo", "checked", sentence)
            self._out(json.dumps({**asdict(line), "holds": holds}, ensure_ascii=False))
        else:
            self._out(f"{'✓' if holds else '✗'} {sentence}")


def _verb(message: MessageView, before: str | None) -> str:
    changed = "posts" if before is None else "redraws"
    pictures = len(message.attachments)
    shown = f", with {pictures} picture{'s' if pictures > 1 else ''}" if pictures and before is None else ""
    return f"{changed} a message{shown}:"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _case(text: str) -> int | None:
    found = _CASE.search(text)
    return int(found[1]) if found else None
