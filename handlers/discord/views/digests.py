"""What waits for moderators, once a day in their channel."""

from bot.moderation.views import DigestView
from handlers.discord import custom_ids
from handlers.discord.views.drawing import Drawn, Panel, Pen
from handlers.discord.views.lists import lines


def draw(view: DigestView, pen: Pen, guild_id: int, effect: str) -> Drawn:
    """A heading for each thing to do, and a button to what waits most for whoever presses it."""
    panel = Panel()
    for section in view.sections:
        panel.field(pen.say(section.heading), lines(section, pen, guild_id))
    return Drawn(pen.text("card.digest"), (panel.embed,), (pen.button("next", custom_ids.ShowNext(effect)),))
