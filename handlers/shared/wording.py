"""People's words before any chat's markup: clean, in lines; and what a log may say of an exception."""

import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from bot.moderation import words
from bot.moderation.views import FactLine

ELLIPSIS: Final = "…"
clean = words.clean


def units(text: str) -> int:
    """How long a text is for a chat, at most: in UTF-16 units, which are never fewer than code points."""
    return len(text.encode("utf-16-le", "replace")) // 2


def when(time: datetime) -> str:
    """A time where no chat draws it in the reader's own: to the minute, as a deadline is one."""
    return f"{time.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def cut(text: str, room: int) -> str:
    """As much of the text as there is room for, ending with a word where one ends nearby; no sign that it was cut."""
    kept = text.encode("utf-16-le", "replace")[: 2 * max(room, 0)].decode("utf-16-le", "ignore")
    word = kept.rfind(" ", max(len(kept) - 30, 1))
    return kept[:word] if word > 0 else kept


def bullets(lines: Iterable[str]) -> str:
    """Lines as a list."""
    return "\n".join(f"• {line}" for line in lines)


def joined(lines: Iterable[str], between: str = "\n") -> str:
    """Those that say anything, together."""
    return between.join(line for line in lines if line)


def field(line: FactLine) -> str:
    """Where a file says something; the kind of its place only where the place does not begin with it."""
    return (
        line.field if line.field.startswith((f"{line.source}.", f"{line.source}:")) else f"{line.source} {line.field}"
    )


def told(error: BaseException) -> dict[str, object]:
    """What the log may say of an exception: its kind and the lines of code. In its text people's words may stand."""
    return {"error": type(error).__name__, "at": traceback.format_tb(error.__traceback__)[-3:]}
