"""Making words fit for Discord: clean, without markup or pings, no longer than there is room."""

import re
from datetime import datetime
from functools import partial
from typing import Final

from bot.moderation.effects import Say
from bot.moderation.notices import Texts
from handlers.discord import limits
from handlers.shared import wording

clean = wording.clean
units = wording.units
bullets = wording.bullets

ROOMS: Final = (4 * limits.WORD, 2 * limits.WORD, limits.WORD, limits.WORD // 2, limits.WORD // 5)
"""How much of one person's words fills a place in a sentence: the first with which all of it fits."""
_LINK: Final = re.compile(r"https?://[^\s<>\[\]()\\]+", re.IGNORECASE)
_MARKUP: Final = re.compile(r"([\\*_~`|<>\[\]()#])")
_LIST: Final = re.compile(r"^( *\d*)([-+.])(?= )", re.MULTILINE)
_PING: Final = re.compile(r"@(?=everyone|here|[!&]?\d)", re.IGNORECASE)
_IN_LINK: Final = {ord(char): f"%{ord(char):02X}" for char in "*~`|@"}
_TONES: Final = dict.fromkeys(range(0x1F3FB, 0x1F400))


def escape(text: str) -> str:
    """People's words as they typed them: no markup, no ping, links still links."""
    words, parts, end = clean(text), [], 0
    for link in _LINK.finditer(words):
        parts += [_harmless(words[end : link.start()]), link[0].translate(_IN_LINK)]
        end = link.end()
    return "".join([*parts, _harmless(words[end:])])


def _harmless(text: str) -> str:
    return _PING.sub("@\u200b", _LIST.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", text)))


def plain(text: str, room: int) -> str:
    """People's words for a surface that knows no markup (an option's label, an alt text), on one line."""
    return clip(_PING.sub("@\u200b", " ".join(clean(text).split())), room)


def clip(text: str, room: int) -> str:
    """The text, cut before `room` is used up where it is longer, with '…' to show it."""
    if units(text) <= room:
        return text
    kept = wording.cut(text, room - 1)
    slashes = len(kept) - len(kept.rstrip("\\"))
    kept = kept[:-1] if slashes % 2 else kept  # half an escape would escape the '…'
    return kept.rstrip() + wording.ELLIPSIS if room > 0 else ""


def words(text: str, room: int) -> str:
    """People's words, escaped and cut."""
    return clip(escape(text[: 8 * room]), room)  # what is cut anyway need not be looked at


def when(time: datetime) -> str:
    """A time, drawn by Discord in the reader's own zone: the date, and how far off it is."""
    stamp = int(time.timestamp())
    return f"<t:{stamp}:f> (<t:{stamp}:R>)"


def say(texts: Texts, sentence: Say, room: int = limits.CONTENT) -> str:
    """A sentence with its places filled. What makes words harmless may double them, and is not theirs to pay for.

    Where all of it is too long, people's words give way: what we have to say stands to its end.
    """
    for most in ROOMS:
        filled = texts.fill(sentence, escape=partial(words, room=most), when=when)
        if units(filled) <= room:
            return filled
    return clip(filled, room)


def fold(emoji: str) -> str:
    """An emoji without skin tone and without U+FE0F: what is left is what it means."""
    return emoji.replace("\ufe0f", "").translate(_TONES)
