"""The full statement, for its member's eyes only."""

from collections.abc import Iterator
from typing import Final

from bot.moderation.views import StatementView
from handlers.shared.hand import Hand
from handlers.shared.statement import paragraphs
from handlers.slack import limits, markup
from handlers.slack.views import blocks
from handlers.slack.views.blocks import Block
from handlers.slack.views.drawing import Drawn, Pen

MOST: Final = 60_000
"""For one paragraph, in as many blocks as that needs; what was noticed may be long."""


def draw(view: StatementView, pen: Pen) -> Drawn:
    """All of it, in as many blocks and messages as it needs."""
    heading = pen.text("statement.title", case=view.case)
    return Drawn(heading, (blocks.section(f"*{heading}*"),), tuple(_rest(view, pen)))


def _rest(view: StatementView, pen: Pen) -> Iterator[Block]:
    hand = Hand(pen.texts, lambda words: markup.words(words, limits.SECTION), markup.when)
    for heading, text in paragraphs(view, hand, pen.media(view.media)):
        yield from blocks.flowing([f"*{heading}*", *text.splitlines()], MOST)
