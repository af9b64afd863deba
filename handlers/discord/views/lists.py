"""Cases in lists: a line for each, and what there is room for."""

from collections.abc import Sequence

from bot.moderation.views import CaseLine, Listed
from handlers.discord import limits, markup
from handlers.discord.views.drawing import Pen, joined
from handlers.discord.views.messages import link, linked

TITLE = 80
SHOWN = 15
"""Cases of a list that are shown; the rest are counted."""


def case_line(line: CaseLine, pen: Pen, guild_id: int) -> str:
    """Within what a message holds: where it stands has the room that the rest leaves."""
    case = linked(pen.text("command.case", case=line.number), link(guild_id, line.card) if line.card else None)
    title = markup.words(pen.title(line.title), TITLE)
    due = pen.timed("command.due", due=line.due) if line.due else ""
    room = limits.CONTENT - sum(markup.units(f"{each} · ") for each in (case, title, due))
    return joined((case, title, pen.say(line.status, room), due), " · ")


def lines(listed: Listed, pen: Pen, guild_id: int) -> str:
    """The first cases of a list, and how many more there are."""
    shown = [case_line(line, pen, guild_id) for line in listed.cases[:SHOWN]]
    more = len(listed.cases) - len(shown)
    rest = [pen.text("command.more", count=more)] if more else []
    return "\n".join([*shown, *rest])


def newest_cases(cases: Sequence[CaseLine], pen: Pen, guild_id: int, room: int) -> str:
    """The newest of cases that stand oldest first, of as many as there is room for, and how many older there are."""
    shown = [case_line(line, pen, guild_id) for line in cases[-SHOWN:]]
    while len(shown) > 1 and sum(map(markup.units, shown)) + len(shown) > room - 100:
        shown.pop(0)
    older = len(cases) - len(shown)
    return "\n".join([*([pen.text("command.earlier_older", count=older)] if older else []), *shown])


def newest(lines: Sequence[str], pen: Pen, room: int) -> str:
    """As many of the newest lines as there is room for."""
    kept: list[str] = []
    for line in reversed(lines):
        if sum(map(markup.units, kept)) + len(kept) + markup.units(line) > room - 100:
            return "\n".join([pen.text("command.older_left_out"), *kept])
        kept.insert(0, line)
    return "\n".join(kept)
