"""The notice: what a member reads in private."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.moderation.effects import Say
from bot.moderation.views import NoticeView
from handlers.shared import letter
from handlers.shared.answering import Way
from handlers.shared.hand import Hand
from handlers.shared.wording import bullets
from handlers.slack import limits, markup
from handlers.slack.custom_ids import Answer, ShowMyCases, ShowStatement
from handlers.slack.views import blocks
from handlers.slack.views.blocks import Block
from handlers.slack.views.drawing import Drawn, Pen, Picture, fitted
from handlers.slack.views.listings import told

ALOUD: Final = limits.TEXT // 2
"""Of what is read aloud, the room for titles and other words that are not ours."""


def draw(view: NoticeView, pen: Pen, sheet: bytes | None) -> Drawn:
    """The private message about a concern."""
    return fitted(lambda room: _drawn(view, pen, sheet, room))


def _drawn(view: NoticeView, pen: Pen, sheet: bytes | None, room: int) -> Drawn:
    """With so much room each for what was noticed, and for the listings."""
    title, media = pen.title(view.title), pen.media(view.media)
    words, alt = pen.text(letter.greeting(view), title=title), min(limits.ALT_TEXT, room)
    return Drawn(
        text=_in_words(view, pen),
        top=(
            blocks.section(words),
            *told(pen.text("notice.listings"), view.listings, pen, room, _cut(pen)),
            *_noticed(view, pen, room),
        ),
        rest=tuple(_rest(view, pen, room)),
        pictures=(Picture(sheet, pen.label("notice.alt", alt, title=title, media=media)),) if sheet else (),
    )


def _in_words(view: NoticeView, pen: Pen) -> str:
    """All of it, for those to whom it is read aloud; of what was noticed as much as there is room for."""
    room = ALOUD // max(len(view.listings), 8)
    hand = Hand(pen.texts, lambda words: markup.spoken(markup.words(words, room), room), markup.when)
    bare = replace(view, url=None, listings=tuple(replace(each, url=None) for each in view.listings))
    how = f"{pen.text('notice.answer_heading')} {pen.text('notice.answer_with')}"
    ours = letter.words(bare, hand, "", how, "notice.by_when")
    found = markup.spoken(bullets(map(pen.statement, view.statements)), limits.TEXT - len(ours.encode()))
    return letter.words(bare, hand, found, how, "notice.by_when")


def _noticed(view: NoticeView, pen: Pen, room: int) -> list[Block]:
    lines = [f"• {pen.statement(each)}" for each in view.statements]
    return blocks.flowing([f"*{pen.text('notice.noticed')}*", *lines], room, _cut(pen))


def _cut(pen: Pen) -> str:
    return f"_{pen.text('notice.cut')}_"


def _rest(view: NoticeView, pen: Pen, room: int) -> Iterator[Block]:
    yield blocks.section(pen.text("notice.may_be_mistake"))
    yield blocks.section(f"*{pen.text('notice.answer_heading')}* {pen.text('notice.answer_with')}")
    yield blocks.section(pen.timed("notice.by_when", deadline=view.deadline))
    yield blocks.section(pen.text("notice.nothing_now"))
    yield blocks.section(pen.text("notice.contact", case=view.case, support=view.support))
    captured = Say("notice.captured", {"media": pen.media(view.media)}, {"captured": view.captured_at})
    yield blocks.context(
        markup.clip(f"{pen.say(view.version)}\n{pen.say(captured)}", min(limits.CONTEXT, room + limits.WORD))
    )
    if view.url:
        yield blocks.context(pen.linked(view.title, view.url))
    ways = [pen.button(way, Answer(view.case, way)) for way in Way]
    more = (pen.button("statement", ShowStatement(view.case)), pen.button("my_cases", ShowMyCases()))
    yield from blocks.actions(*ways, *more)
