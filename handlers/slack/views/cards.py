"""The card: a round's question in the moderators' channel."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.moderation.model import CONCERNS, Chat, Choice, Media, RoundKind
from bot.moderation.policy import Reaction
from bot.moderation.views import CardView
from handlers.shared.wording import bullets, joined
from handlers.slack import limits, markup
from handlers.slack.custom_ids import OpenCase, OpenObservation
from handlers.slack.views import blocks
from handlers.slack.views.blocks import Block
from handlers.slack.views.drawing import Drawn, Pen, Picture, fitted
from handlers.slack.views.listings import told

SPARE: Final = 200
"""Of a paragraph, for the heading in it."""
FACTS: Final = 2

Reactions = Mapping[Choice, Reaction]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture of a card, and the blurred copy that stands on the card in its place, where one is wanted."""

    clear: bytes
    veil: bytes | None = None


@dataclass(frozen=True, slots=True)
class Sheets:
    """The pictures of a card: of its media, and of the artist's other works."""

    media: Sheet | None = None
    works: Sheet | None = None


def draw(view: CardView, pen: Pen, reactions: Reactions, sheets: Sheets) -> Drawn:
    """The card, or the line that it shrinks to once its round is over."""
    if view.over:
        line = _line(view, pen)
        return Drawn(line, (blocks.section(line),))
    return fitted(lambda room: _open(view, pen, reactions, sheets, room))


def _open(view: CardView, pen: Pen, reactions: Reactions, sheets: Sheets, room: int) -> Drawn:
    """What moderators judge by has so much room each; what they are asked, and until when, is there whole."""
    heading = pen.label(f"card.heading_{view.kind}", limits.HEADER, case=view.case)
    return Drawn(
        text=f"{markup.escape(heading)} · {markup.words(pen.title(view.title), limits.HEADER)}",
        top=(blocks.header(heading), blocks.section(f"*{pen.linked(view.title, view.url)}*")),
        rest=tuple(_rest(view, pen, reactions, room)),
        pictures=tuple(_pictures(view, pen, sheets, room)),
    )


def _pictures(view: CardView, pen: Pen, sheets: Sheets, room: int) -> Iterator[Picture]:
    blurred = pen.text("card.blurred")
    if sheets.media:
        note = blurred if sheets.media.veil else ""
        yield Picture(sheets.media.clear, _alt(view, pen, min(limits.ALT_TEXT, room)), sheets.media.veil, note=note)
    if sheets.works:
        note, heading = blurred if sheets.works.veil else "", pen.text("card.works")
        yield Picture(sheets.works.clear, pen.works(view.works, room), sheets.works.veil, heading, note)


def emoji(reactions: Reactions, choice: Choice) -> str:
    """A choice's emoji by Slack's name for it."""
    return reactions[choice].emoji[Chat.SLACK]


def compares(view: CardView) -> bool:
    """Whether its picture shows what came beside what was asked about."""
    return view.kind is not RoundKind.LISTING and bool(view.after)


def shown(view: CardView) -> tuple[Media, ...]:
    """The media of a card that shows one set of them."""
    return (view.hung if view.kind is RoundKind.LISTING else view.before) or view.media


def _line(view: CardView, pen: Pen) -> str:
    status = joined(map(pen.say, view.status), " ") or pen.text("card.decided")
    return markup.clip(f"{pen.text('card.over', case=view.case, title=pen.title(view.title))} {status}", limits.SECTION)


def _rest(view: CardView, pen: Pen, reactions: Reactions, room: int) -> Iterator[Block]:
    yield from told(pen.text("card.listings"), view.listings, pen, room, _cut(view, pen))
    if view.kind is RoundKind.LISTING and view.description:
        yield blocks.section(markup.words(view.description, min(room, limits.SECTION)))
    if view.kind is RoundKind.APPEAL:
        yield from _said(view, pen, "card.statement", room)
    yield from blocks.titled(pen.text("card.record"), bullets(map(pen.say, view.record)), room)
    yield from blocks.titled(pen.text("card.asked"), bullets(map(pen.statement, view.asked)), room)
    if view.kind is RoundKind.REPLY or (view.kind is RoundKind.ACTION and view.answer):
        yield from _said(view, pen, "card.answer", room)
    yield from blocks.titled(pen.text("card.files"), bullets(map(pen.say, view.files)), room)
    if view.kind is RoundKind.LISTING:
        yield from blocks.titled(pen.text("card.process_notes"), markup.escape(view.process_notes), room)
    if view.notes:
        notes = [f"*{pen.text('card.notes')}*", *map(pen.added, view.notes)]
        yield from blocks.flowing(notes, min(room, limits.SECTION), _cut(view, pen))
    yield from blocks.titled(pen.text("card.seen"), bullets(map(pen.say, view.seen)), room)
    yield from blocks.titled(pen.text("card.facts"), bullets(pen.facts(view.facts, view.case, FACTS)), room)
    yield from blocks.titled(pen.text("card.questions"), _questions(view, pen), room)
    yield from blocks.titled(pen.text("card.legend"), _legend(view, pen, reactions))
    yield from blocks.titled(pen.text("card.deadline"), markup.when(view.deadline))
    yield from blocks.titled(pen.text("card.waits"), bullets(map(pen.say, view.waits_for)), room)
    yield from blocks.titled(pen.text("card.status"), bullets(map(pen.say, view.status)), room)
    if room < limits.SECTION or _is_long(view):
        yield blocks.context(pen.text("card.shortened", case=view.case))
    yield from blocks.actions(_button(view, pen))


def _is_long(view: CardView) -> bool:
    """Whether the words of the listing itself are more than a paragraph, which a card does not go beyond."""
    words = (view.description, view.process_notes) if view.kind is RoundKind.LISTING else ()
    return any(markup.units(markup.escape(each)) > limits.SECTION - SPARE for each in words)


def _button(view: CardView, pen: Pen) -> Block:
    """What did you notice? Where nobody is to write anything, what is on record."""
    if _may_concern(view):
        return pen.button("notice", _opens(view), main=True)
    return pen.button("show_case", OpenCase(view.case))


def _questions(view: CardView, pen: Pen) -> str:
    return joined((pen.say(view.judged) if view.judged else "", bullets(map(markup.escape, view.questions))))


def _said(view: CardView, pen: Pen, heading: str, room: int) -> list[Block]:
    words = [pen.written(each) for each in view.answer] or [pen.text("card.no_words")]
    return blocks.flowing([f"*{pen.text(heading)}*", *words], room, _cut(view, pen))


def _cut(view: CardView, pen: Pen) -> str:
    return f"_{pen.text('card.cut', case=view.case)}_"


def _legend(view: CardView, pen: Pen, reactions: Reactions) -> str:
    lines = [f":{emoji(reactions, line.choice)}: {markup.escape(line.label)}" for line in view.legend]
    return joined([*lines, pen.text("card.legend_concern") if _may_concern(view) else ""])


def _may_concern(view: CardView) -> bool:
    return any(line.choice in CONCERNS for line in view.legend)


def _alt(view: CardView, pen: Pen, room: int) -> str:
    title = pen.title(view.title)
    if compares(view):
        words = {"before": pen.media(view.before), "after": pen.media(view.after)}
        return pen.label("card.alt_before_after", room, title=title, **words)
    return pen.label("card.alt", room, title=title, media=pen.media(shown(view)))


def _opens(view: CardView) -> OpenObservation:
    letters = dict.fromkeys(each.letter for each in (*view.media, *view.before, *view.after))
    return OpenObservation(view.case, view.round, tuple(letters), view.joint)
