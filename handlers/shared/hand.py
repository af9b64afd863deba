"""How a chat, or plain text, writes a sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.moderation.effects import Say
from bot.moderation.notices import Texts


@dataclass(frozen=True, slots=True)
class Hand:
    """Its markup kept out of people's words, its own way of drawing a time."""

    texts: Texts
    escape: Callable[[str], str]
    when: Callable[[datetime], str]

    def text(self, key: str, **words: str | int) -> str:
        """A sentence."""
        return self.say(Say(key, words))

    def say(self, say: Say) -> str:
        """A sentence that a use case chose."""
        return self.texts.fill(say, escape=self.escape, when=self.when)
