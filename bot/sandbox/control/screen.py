"""What somebody has before their eyes: channels, direct messages, what only they were shown; each with a number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .grammar import Misunderstood
from .markup import readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.sandbox.discord import DiscordSandbox, MessageView, Person

    from .grammar import Order


@dataclass(slots=True)
class Screen:
    """The messages of the sandbox by number, the same for everybody, in the order in which they came.

    Attributes:
        read: What each person was shown already, by their name: the numbers, each with its words at the time.
    """

    discord: DiscordSandbox
    numbers: dict[int, int] = field(default_factory=dict)
    read: dict[str, dict[int, str]] = field(default_factory=dict)

    def number(self, message: MessageView) -> int:
        """The number of a message."""
        world = self.discord.world
        ids = {each.id for each in world.ephemeral} | {id_ for room in world.channels.values() for id_ in room.messages}
        for id_ in sorted(ids - set(self.numbers)):
            self.numbers[id_] = len(self.numbers) + 1
        return self.numbers[message.id]

    def seen(self, who: Person) -> list[tuple[str, MessageView]]:
        """Every message that somebody sees, with where it stands, oldest first."""
        rooms = [each for each in self.discord.channels.values() if who.sees(each)]
        found = [(f"#{room.name}", message) for room in rooms for message in room.messages]
        found += [("direct messages", message) for message in who.inbox]
        found += [(f"only {who.name} sees it", message) for message in who.answers]
        return sorted(found, key=lambda each: each[1].id)

    def find(self, who: Person, order: Order, fits: Callable[[MessageView], object], what: str) -> MessageView:
        """The message that an order is about: the one with the number named, or the newest that fits."""
        wanted, case = order.number("--message"), order.number("--case")
        found = next(self.fitting(who, order, fits), None)
        if found is not None:
            return found
        missing = f"message {wanted}" if wanted is not None else what
        on = f" about case {case}" if case is not None and wanted is None else ""
        raise Misunderstood(f"{who.name} sees no {missing}{on}: `look {who.name}` shows what there is")

    def fitting(self, who: Person, order: Order, fits: Callable[[MessageView], object]) -> Iterator[MessageView]:
        """Every message that an order can be about, newest first."""
        wanted, case = order.number("--message"), order.number("--case")
        about = re.compile(rf"\bcase {case}\b", re.IGNORECASE)
        for _, message in reversed(self.seen(who)):
            if wanted is not None:
                if self.number(message) == wanted:
                    yield message
            elif fits(message) and (case is None or about.search(message.text)):
                yield message

    def unread(self, who: Person) -> list[tuple[str, MessageView]]:
        """What is new to somebody, or reads differently than before; their own messages are not."""
        read = self.read.setdefault(who.name, {})
        found = [each for each in self.seen(who) if each[1].author != who.name]
        return [(place, message) for place, message in found if read.get(message.id) != message.text]

    def show(self, who: Person, messages: list[tuple[str, MessageView]]) -> str:
        """Messages as lines; from now on they are read."""
        read = self.read.setdefault(who.name, {})
        read |= {message.id: message.text for _, message in messages}
        return "\n".join(self._lines(place, message) for place, message in messages)

    def _lines(self, place: str, message: MessageView) -> str:
        lines = [f"[{self.number(message)}] {place}, {message.author}:"]
        lines += [f"    {line}" for line in readable(message.text).splitlines()]
        lines += [f"    ({file.filename}: {file.url})" for file in message.attachments]
        lines += [f"    {name}: {' · '.join(labels)}" for name, labels in message.menus.items()]
        if message.buttons:
            lines.append("    buttons: " + " · ".join(message.buttons))
        if message.reactions:
            lines.append("    reactions: " + "  ".join(f"{emoji} {n}" for emoji, n in message.reactions.items()))
        return "\n".join(lines)
