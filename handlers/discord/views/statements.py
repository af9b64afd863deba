"""The full statement, for its member's eyes only; what does not fit into a message goes with it as a text."""

from collections.abc import Iterator, Sequence

import discord

from bot.moderation.views import StatementView
from handlers.discord import limits, markup
from handlers.discord.views.drawing import Drawn, Panel, Paper, Pen
from handlers.shared import wording
from handlers.shared.hand import Hand
from handlers.shared.statement import paragraphs

NAME = "statement-case-{case}.txt"


def draw(view: StatementView, pen: Pen) -> Drawn:
    """As many paragraphs as there is room for; where that is not all of them, the whole as a text to keep."""
    hand = Hand(pen.texts, lambda words: markup.words(words, limits.EMBED_DESCRIPTION), markup.when)
    written = [f"**{heading}**\n{text}" for heading, text in paragraphs(view, hand, pen.media(view.media))]
    embeds, left = _embeds(written)
    heading = pen.text("statement.title", case=view.case)
    if not left:
        return Drawn(heading, embeds)
    paper = Paper(plain(view, pen).encode(), NAME.format(case=view.case))
    return Drawn(f"{heading}\n{pen.text('statement.attached')}", embeds, papers=(paper,))


def plain(view: StatementView, pen: Pen) -> str:
    """All of it, without any markup."""
    hand = Hand(pen.texts, markup.clean, wording.when)
    told = paragraphs(view, hand, pen.media(view.media))
    return "\n\n".join(f"{heading}\n{text}" for heading, text in told) + "\n"


def _embeds(written: Sequence[str]) -> tuple[tuple[discord.Embed, ...], bool]:
    """The texts in as few embeds as hold them, and whether any are left over."""
    pages = list(_pages(written))
    kept: list[discord.Embed] = []
    room = limits.EMBED_TOTAL
    for page in pages:
        if markup.units(page) > room:
            return tuple(kept) or (Panel().describe(page).embed,), True
        kept.append(Panel().describe(page).embed)
        room -= markup.units(page)
    return tuple(kept), any(markup.units(page) > limits.EMBED_DESCRIPTION for page in pages)


def _pages(written: Sequence[str]) -> Iterator[str]:
    held = ""
    for text in written:
        if held and markup.units(held) + markup.units(text) + 2 > limits.EMBED_DESCRIPTION:
            yield held
            held = ""
        held = f"{held}\n\n{text}" if held else text
    yield held
