"""What somebody has before their eyes: channels, direct messages, what only they were shown; each with a number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .grammar import Misunderstood

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .chat import Hand, Seen, Side
    from .grammar import Order


@dataclass(slots=True, repr=False)
class Screen:
    """The messages of the sandbox by number, the same for everybody and on every chat, in the order they came in.

    Attributes:
        read: What each person was shown already on each chat: keys, each with its words at the time.
    """

    sides: Sequence[Side]
    numbers: dict[str, int] = field(default_factory=dict)
    read: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def called(self, who: Hand) -> str:
        """How an order calls somebody: on the first chat by their name alone."""
        return who.name if who.chat == self.sides[0].name else f"{who.name}@{who.chat}"

    def number(self, seen: Seen) -> int:
        """The number of a message."""
        if seen.key not in self.numbers:
            everybody = [side.hand(name) for side in self.sides for name in side.people]
            shown = {each.key: each for who in everybody for each in who.sees()}
            for each in sorted(shown.values(), key=_age):
                self.numbers.setdefault(each.key, len(self.numbers) + 1)
        return self.numbers[seen.key]

    def seen(self, who: Hand) -> list[Seen]:
        """Everything that somebody sees, oldest first."""
        return sorted(who.sees(), key=_age)

    def find(self, who: Hand, order: Order, fits: Callable[[Seen], object], what: str) -> Seen:
        """The message that an order is about: the one with the number named, or the newest that fits."""
        wanted, case = order.number("--message"), order.number("--case")
        found = next(self.fitting(who, order, fits), None)
        if found is not None:
            return found
        missing = f"message {wanted}" if wanted is not None else what
        on = f" about case {case}" if case is not None and wanted is None else ""
        raise Misunderstood(f"{who.name} sees no {missing}{on}: `look {self.called(who)}` shows what there is")

    def fitting(self, who: Hand, order: Order, fits: Callable[[Seen], object]) -> Iterator[Seen]:
        """Every message that an order can be about, newest first."""
        wanted, case = order.number("--message"), order.number("--case")
        about = re.compile(rf"\bcase {case}\b", re.IGNORECASE)
        for seen in reversed(self.seen(who)):
            if wanted is not None:
                if self.number(seen) == wanted:
                    yield seen
            elif fits(seen) and (case is None or about.search(seen.text)):
                yield seen

    def unread(self, who: Hand) -> list[Seen]:
        """What is new to somebody, or reads differently than before; their own messages are not."""
        read = self._read(who)
        found = [each for each in self.seen(who) if each.author != who.name]
        return [each for each in found if read.get(each.key) != each.text]

    def show(self, who: Hand, messages: Sequence[Seen]) -> str:
        """Messages as lines; from now on they are read."""
        self._read(who).update({each.key: each.text for each in messages})
        return "\n".join(self._lines(who, each) for each in messages)

    def _read(self, who: Hand) -> dict[str, str]:
        return self.read.setdefault((who.chat, who.name), {})

    def _lines(self, who: Hand, seen: Seen) -> str:
        lines = [f"[{self.number(seen)}] {who.chat.title()}, {seen.where}, {seen.author}:"]
        lines += [f"    {line}" for line in seen.text.splitlines()]
        lines += [f"    ({name}: {url})" for name, url in seen.files]
        lines += [f"    {name}: {' · '.join(labels)}" for name, labels in seen.menus.items()]
        if seen.buttons:
            lines.append("    buttons: " + " · ".join(seen.buttons))
        if seen.reactions:
            lines.append("    reactions: " + "  ".join(f"{emoji} {n}" for emoji, n in seen.reactions.items()))
        return "\n".join(lines)


def _age(seen: Seen) -> tuple[float, str]:
    return seen.sent, seen.key
