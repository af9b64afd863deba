"""Several listings of one case, by the letters of their media."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.moderation.views import ListingLine
from handlers.shared.wording import joined
from handlers.slack.views import blocks
from handlers.slack.views.blocks import Block
from handlers.slack.views.drawing import Pen

ROOM: Final = 12_000
"""More than the twenty-five listings need that one case can have."""
FEW: Final = 8


def told(
    heading: str, listings: Sequence[ListingLine], pen: Pen, room: int = ROOM, left_out: str = ""
) -> Iterator[Block]:
    """A line for each under a heading: letters, title and link, and what has become of it."""
    if listings:
        yield from blocks.flowing([f"*{heading}*", *(_line(each, pen) for each in listings)], min(room, ROOM), left_out)


def lines_of(listings: Sequence[ListingLine], pen: Pen) -> str:
    """The same within a paragraph of other things: a few, and how many more."""
    more = len(listings) - FEW
    rest = [pen.text("command.more", count=more)] if more > 0 else []
    return "\n".join([*(_line(each, pen) for each in listings[:FEW]), *rest])


def _line(line: ListingLine, pen: Pen) -> str:
    title = pen.linked(line.title, line.url)
    return joined((f"*{', '.join(line.media)}*", title, pen.say(line.state) if line.state else ""), " · ")
