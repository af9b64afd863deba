"""Several listings of one case, by the letters of their media."""

from collections.abc import Sequence
from typing import Final

from bot.moderation.views import ListingLine
from handlers.discord import markup
from handlers.discord.views.drawing import Pen, joined
from handlers.discord.views.messages import linked

TITLE: Final = 60
REST: Final = 40
"""Room for the words on how many more there are."""


def told(listings: Sequence[ListingLine], pen: Pen, room: int) -> str:
    """A line for each: letters, title and link, and what has become of it; as many as there is room for."""
    kept: list[str] = []
    for line in (_line(each, pen) for each in listings):
        if sum(map(markup.units, kept)) + len(kept) + markup.units(line) > room - REST:
            return "\n".join([*kept, pen.text("command.more", count=len(listings) - len(kept))])
        kept.append(line)
    return "\n".join(kept)


def _line(line: ListingLine, pen: Pen) -> str:
    title = linked(markup.words(pen.title(line.title), TITLE), line.url)
    return joined((f"**{', '.join(line.media)}**", title, pen.say(line.state) if line.state else ""), " · ")
