"""What waits for moderators, once a day in their channel."""

from bot.moderation.views import DigestView
from handlers.slack import limits
from handlers.slack.custom_ids import ShowNext
from handlers.slack.views import blocks
from handlers.slack.views.answers import lines
from handlers.slack.views.blocks import Block
from handlers.slack.views.drawing import Drawn, Pen, fitted
from handlers.slack.workspace import Identity


def draw(view: DigestView, pen: Pen, me: Identity) -> Drawn:
    """A heading for each thing to do, and a button to what waits most for whoever presses it."""
    return fitted(lambda room: _drawn(view, pen, me, room))


def _drawn(view: DigestView, pen: Pen, me: Identity, room: int) -> Drawn:
    """With so much room for the cases of each; the others are counted."""
    heading, drawn = pen.text("card.digest"), list[Block]()
    for section in view.sections:
        drawn += blocks.flowing([f"*{pen.say(section.heading)}*", *lines(section, pen, me, room)], limits.MESSAGE)
    return Drawn(heading, (blocks.section(heading),), (*drawn, *blocks.actions(pen.button("next", ShowNext()))))
