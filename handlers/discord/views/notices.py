"""The notice: what a member reads in private. Its words carry all that matters, for those who see no embeds."""

from bot.moderation.effects import Say
from bot.moderation.views import NoticeView
from handlers.discord import limits, markup
from handlers.discord.custom_ids import Answer, ShowMyCases, ShowStatement
from handlers.discord.views.drawing import Drawn, Panel, Pen, Picture, joined
from handlers.discord.views.listings import told
from handlers.shared.answering import Way
from handlers.shared.letter import greeting

TITLE = 100
SUPPORT = 200
"""Room for words that are not ours, so that all of ours fit."""


def draw(view: NoticeView, pen: Pen, sheet: bytes | None, effect: str, *, aside: bool = False) -> Drawn:
    """The private message about a concern; in a thread (`aside`) it says how to answer there."""
    title, media = pen.title(view.title), pen.media(view.media)
    picture = Picture(sheet, pen.label("notice.alt", limits.ALT_TEXT, title=title, media=media)) if sheet else None
    noticed = markup.bullets(map(pen.statement, view.statements))
    content = _content(view, pen, noticed, aside=aside)
    panel = Panel().title(title, view.url).field(pen.text("notice.about"), _about(view, pen))
    panel.field(pen.text("notice.listings"), told(view.listings, pen, limits.FIELD_VALUE))
    if noticed not in content:
        panel.describe(noticed)
    ways = [pen.button(way, Answer(view.case, way)) for way in Way]
    items = (*ways, pen.button("statement", ShowStatement(view.case)), pen.button("my_cases", ShowMyCases(effect)))
    return Drawn(content, (panel.picture(picture).embed,), items, (picture,) if picture else ())


def _content(view: NoticeView, pen: Pen, noticed: str, *, aside: bool) -> str:
    first = pen.text(greeting(view), title=markup.clip(pen.title(view.title), TITLE))
    before = f"{first}\n\n**{pen.text('notice.noticed')}**\n"
    after = joined(
        (
            pen.text("notice.may_be_mistake"),
            f"**{pen.text('notice.answer_heading')}** {pen.text('notice.answer_with')}",
            pen.text("notice.aside") if aside else "",
            pen.timed("notice.by_when", deadline=view.deadline),
            pen.text("notice.nothing_now"),
            pen.text("notice.contact", case=view.case, support=markup.clip(view.support, SUPPORT)),
        ),
        "\n\n",
    )
    fits = markup.units(before) + markup.units(noticed) + markup.units(after) + 2 <= limits.CONTENT
    middle = noticed if fits else pen.text("notice.noticed_below")
    return markup.clip(f"{before}{middle}\n\n{after}", limits.CONTENT)


def _about(view: NoticeView, pen: Pen) -> str:
    return joined(
        (
            pen.say(view.version),
            pen.say(Say("notice.captured", {"media": pen.media(view.media)}, {"captured": view.captured_at})),
        )
    )
