"""The notice: what a member reads in private."""

from collections.abc import Iterator
from typing import Final

from bot.moderation.effects import Say
from bot.moderation.views import NoticeView
from handlers.shared.answering import Way
from handlers.shared.letter import greeting
from handlers.slack import limits, markup
from handlers.slack.custom_ids import Answer, ShowMyCases, ShowStatement
from handlers.slack.views import blocks
from handlers.slack.views.blocks import Block
from handlers.slack.views.drawing import Drawn, Pen, Picture
from handlers.slack.views.listings import told

NOTICED: Final = 30
"""Paragraphs for what was noticed; a paragraph holds at least eight sentences of theirs."""


def draw(view: NoticeView, pen: Pen, sheet: bytes | None) -> Drawn:
    """The private message about a concern."""
    title, media = pen.title(view.title), pen.media(view.media)
    words = pen.text(greeting(view), title=title)
    return Drawn(
        text=words,
        top=(blocks.section(words), *told(pen.text("notice.listings"), view.listings, pen), *_noticed(view, pen)),
        rest=tuple(_rest(view, pen)),
        pictures=(Picture(sheet, pen.label("notice.alt", limits.ALT_TEXT, title=title, media=media)),) if sheet else (),
    )


def _noticed(view: NoticeView, pen: Pen) -> list[Block]:
    lines = [f"• {pen.statement(each)}" for each in view.statements]
    return blocks.flowing([f"*{pen.text('notice.noticed')}*", *lines], NOTICED)


def _rest(view: NoticeView, pen: Pen) -> Iterator[Block]:
    yield blocks.section(pen.text("notice.may_be_mistake"))
    yield blocks.section(f"*{pen.text('notice.answer_heading')}* {pen.text('notice.answer_with')}")
    yield blocks.section(pen.timed("notice.by_when", deadline=view.deadline))
    yield blocks.section(pen.text("notice.nothing_now"))
    yield blocks.section(pen.text("notice.contact", case=view.case, support=view.support))
    captured = Say("notice.captured", {"media": pen.media(view.media)}, {"captured": view.captured_at})
    yield blocks.context(markup.clip(f"{pen.say(view.version)}\n{pen.say(captured)}", 2000))
    if view.url:
        yield blocks.context(pen.linked(view.title, view.url))
    ways = [pen.button(way, Answer(view.case, way)) for way in Way]
    more = (pen.button("statement", ShowStatement(view.case)), pen.button("my_cases", ShowMyCases()))
    yield from blocks.actions(*ways, *more)
