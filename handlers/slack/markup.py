"""Making words fit for Slack: clean, without markup of Slack's own or pings, no longer than there is room; and back."""

import html
import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Final

from bot.moderation.effects import Say
from bot.moderation.notices import Texts
from handlers.shared import wording
from handlers.slack import limits

clean = wording.clean
units = wording.units

ROOMS: Final = (4 * limits.WORD, 2 * limits.WORD, limits.WORD, limits.WORD // 2, limits.WORD // 5)
"""How much of one person's words fills a place in a sentence: the first with which all of it fits."""
_LINK: Final = re.compile(r"https?://[^\s<>\[\]()\\]+", re.IGNORECASE)
_PING: Final = re.compile(r"@(?=channel|here|everyone|group)", re.IGNORECASE)
_SPECIAL: Final = re.compile(r"<(?P<what>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")
_IN_LINK: Final = {ord("|"): "%7C", ord("@"): "%40", ord("&"): "&amp;"}
_HALF: Final = re.compile(r"(&[a-z]{0,3}|<[^>]*)$")


def escape(text: str) -> str:
    """People's words as they typed them: no mention, no ping, links still links."""
    words, parts, end = clean(text), [], 0
    for link in _LINK.finditer(words):
        parts += [_harmless(words[end : link.start()]), _linked(link[0])]
        end = link.end()
    return "".join([*parts, _harmless(words[end:])])


def address(url: str) -> str:
    """An address as it stands within a link."""
    return url.translate(_IN_LINK)


def _linked(url: str) -> str:
    """A link, or words where it is longer than a paragraph, in which it would be torn."""
    link = f"<{address(url)}>"
    return link if units(link) <= limits.SECTION else _harmless(url)


def _harmless(text: str) -> str:
    return _PING.sub("@\u200b", html.escape(text, quote=False))


def plain(text: str, room: int) -> str:
    """People's words for a surface that knows no markup (an option's label, an alt text), on one line."""
    return clip(_PING.sub("@\u200b", " ".join(clean(text).split())), room)


def clip(text: str, room: int) -> str:
    """The text, cut before `room` is used up where it is longer, with '…' to show it; no half entity, no half link."""
    if units(text) <= room:
        return text
    kept = _HALF.sub("", wording.cut(text, room - 1))
    return kept.rstrip() + wording.ELLIPSIS if room > 0 else ""


def spoken(text: str, room: int = limits.TEXT) -> str:
    """A text to be read aloud, cut before so many bytes are used up: so Slack counts what stands beside blocks."""
    if len(text.encode()) <= room:
        return text
    sign = len(wording.ELLIPSIS.encode())
    return clip(text, units(text.encode()[: max(room - sign, 0)].decode(errors="ignore")) + 1)


def pieces(text: str, room: int) -> Iterator[str]:
    """All of an escaped text, in pieces that fit; no half entity, no half link."""
    while units(text) > room:
        whole = wording.cut(text, room)
        piece = _HALF.sub("", whole) or whole
        yield piece
        text = text[len(piece) :].lstrip()
    yield text


def words(text: str, room: int) -> str:
    """People's words, escaped and cut."""
    return clip(escape(text[: 8 * room]), room)  # what is cut anyway need not be looked at


def when(time: datetime) -> str:
    """A time, drawn by Slack in the reader's own zone; in UTC where it cannot be."""
    return f"<!date^{int(time.timestamp())}^{{date_short_pretty}} {{time}}|{wording.when(time)}>"


def say(texts: Texts, sentence: Say, room: int = limits.SECTION) -> str:
    """A sentence with its places filled. Where all of it is too long, people's words give way, not ours."""
    for most in ROOMS:
        filled = texts.fill(sentence, escape=partial(words, room=most), when=when)
        if units(filled) <= room:
            return filled
    return clip(filled, room)


def fold(emoji: str) -> str:
    """An emoji's name without colons and skin tone: what is left is what it means."""
    return emoji.strip(":").partition("::")[0]


def read(text: str) -> str:
    """What somebody wrote, as they see it: Slack's own notation undone."""
    return html.unescape(_SPECIAL.sub(_read_special, text))


def _read_special(found: re.Match[str]) -> str:
    what, label = found["what"], found["label"]
    if what.startswith(("@", "#", "!")):
        return f"{what[0]}{label.lstrip('@#')}" if label and what[0] != "!" else label or what
    return what.removeprefix("mailto:") if what.startswith("mailto:") else what
