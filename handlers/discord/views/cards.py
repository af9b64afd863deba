"""The card: a round's question in the moderators' channel."""

from collections.abc import Mapping
from dataclasses import dataclass

import discord

from bot.moderation.model import CONCERNS, Chat, Choice, Media, RoundKind
from bot.moderation.policy import Reaction
from bot.moderation.views import CardView
from handlers.discord import limits, markup
from handlers.discord.custom_ids import OpenCase, OpenObservation
from handlers.discord.views.drawing import Drawn, Panel, Pen, Picture, joined
from handlers.discord.views.listings import told

LONG = 700
SHORT = 600
STRIP = 100
FACTS = 2
"""How much of its field a part of the card may fill, so that all parts and a description fit into one embed."""

Reactions = Mapping[Choice, Reaction]


@dataclass(frozen=True, slots=True)
class Sheets:
    """The pictures of a card: of its media, and of the artist's other works. `hidden`: behind a spoiler."""

    media: bytes | None = None
    works: bytes | None = None
    hidden: bool = False


def draw(view: CardView, pen: Pen, reactions: Reactions, sheets: Sheets, effect: str) -> Drawn:
    """The card, or the line that it shrinks to once its round is over.

    Whatever is posted has a button, whose id tells which effect it went out for.
    """
    record = pen.button("show_case", OpenCase(view.case, effect))
    if view.over:
        return Drawn(_line(view, pen), items=() if view.card else (record,))
    picture = Picture(sheets.media, _alt(view, pen), sheets.hidden) if sheets.media else None
    works = Picture(sheets.works, pen.works(view.works), sheets.hidden) if sheets.works else None
    return Drawn(
        content=pen.text(f"card.heading_{view.kind}", case=view.case),
        embeds=(*_panel(view, pen, reactions, _hidden(pen, sheets)).around(picture), *_strip(pen, works)),
        items=(pen.button("notice", _button(view, effect), main=True) if _may_concern(view) else record,),
        pictures=tuple(each for each in (picture, works) if each),
    )


def emoji(reactions: Reactions, choice: Choice) -> str:
    """How a choice looks on Discord."""
    return reactions[choice].emoji[Chat.DISCORD]


def compares(view: CardView) -> bool:
    """Whether its picture shows what came beside what was asked about."""
    return view.kind is not RoundKind.LISTING and bool(view.after)


def shown(view: CardView) -> tuple[Media, ...]:
    """The media of a card that shows one set of them."""
    return (view.hung if view.kind is RoundKind.LISTING else view.before) or view.media


def _line(view: CardView, pen: Pen) -> str:
    status = joined(map(pen.say, view.status), " ") or pen.text("card.decided")
    return markup.clip(f"{pen.text('card.over', case=view.case, title=pen.title(view.title))} {status}", limits.CONTENT)


def _hidden(pen: Pen, sheets: Sheets) -> str:
    """What is behind the spoilers: Discord shows those above all else, and not where they would be explained."""
    if not sheets.hidden or not sheets.media:
        return ""
    return pen.text("card.hidden_works" if sheets.works else "card.hidden_one")


def _strip(pen: Pen, works: Picture | None) -> tuple[discord.Embed, ...]:
    return (Panel().title(pen.text("card.works"), None).picture(works).embed,) if works and not works.hidden else ()


def _panel(view: CardView, pen: Pen, reactions: Reactions, hidden: str) -> Panel:
    panel = Panel(limits.EMBED_TOTAL - STRIP).title(pen.title(view.title), view.url)
    panel.field(pen.text("card.hidden"), hidden)
    if view.kind is RoundKind.LISTING:
        panel.field(pen.text("card.process_notes"), markup.escape(view.process_notes), LONG)
    else:
        panel.field(pen.text("card.record"), markup.bullets(map(pen.say, view.record)), LONG)
        panel.field(pen.text("card.asked"), markup.bullets(map(pen.statement, view.asked)), LONG)
        # What follows is a question about the record; files were shown with the answer that they came with.
        files = () if view.kind is RoundKind.ACTION else view.files
        panel.field(pen.text("card.files"), markup.bullets(map(pen.say, files)), SHORT)
    panel.field(pen.text("card.notes"), "\n\n".join(map(pen.added, view.notes)), LONG)
    panel.field(pen.text("card.seen"), markup.bullets(map(pen.say, view.seen)), SHORT)
    panel.field(pen.text("card.facts"), markup.bullets(pen.facts(view.facts, view.case, FACTS)), LONG)
    panel.field(pen.text("card.questions"), _questions(view, pen), LONG)
    panel.field(pen.text("card.legend"), _legend(view, pen, reactions), LONG)
    panel.field(pen.text("card.deadline"), markup.when(view.deadline))
    panel.field(pen.text("card.waits"), markup.bullets(map(pen.say, view.waits_for)), SHORT)
    panel.field(pen.text("card.status"), markup.bullets(map(pen.say, view.status)), SHORT)
    words = joined((told(view.listings, pen, panel.left), _description(view, pen)), "\n\n")
    cut = "card.shortened" if view.kind is RoundKind.LISTING else "card.cut"
    return panel.describe(words, pen.text(cut, case=view.case))


def _questions(view: CardView, pen: Pen) -> str:
    judged = pen.say(view.judged) if view.judged else ""
    return joined((judged, markup.bullets(map(markup.escape, view.questions))))


def _description(view: CardView, pen: Pen) -> str:
    """What is judged comes first: the listing's words, the artist's answer or, on an appeal, their statement."""
    if view.kind is RoundKind.LISTING:
        return markup.escape(view.description)
    if view.kind is RoundKind.ACTION and not view.answer:
        return ""  # whether they were silent says the record
    words = "\n\n".join(map(pen.written, view.answer)) or pen.text("card.no_words")
    heading = "card.statement" if view.kind is RoundKind.APPEAL else "card.answer"
    return f"**{pen.text(heading)}**\n{words}"


def _legend(view: CardView, pen: Pen, reactions: Reactions) -> str:
    lines = [f"{emoji(reactions, line.choice)} {markup.escape(line.label)}" for line in view.legend]
    return joined([*lines, pen.text("card.legend_concern") if _may_concern(view) else ""])


def _may_concern(view: CardView) -> bool:
    return any(line.choice in CONCERNS for line in view.legend)


def _alt(view: CardView, pen: Pen) -> str:
    title = pen.title(view.title)
    if compares(view):
        words = {"before": pen.media(view.before), "after": pen.media(view.after)}
        return pen.label("card.alt_before_after", limits.ALT_TEXT, title=title, **words)
    return pen.label("card.alt", limits.ALT_TEXT, title=title, media=pen.media(shown(view)))


def _button(view: CardView, effect: str) -> OpenObservation:
    letters = dict.fromkeys(each.letter for each in (*view.media, *view.before, *view.after))
    return OpenObservation(view.case, view.round, tuple(letters), effect, view.joint)
