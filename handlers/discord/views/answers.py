"""What somebody who pressed, sent or asked something is told, for their eyes only."""

from collections.abc import Iterable, Sequence
from typing import assert_never

import discord

from bot.moderation.model import Chat
from bot.moderation.views import (
    Answer,
    CaseLine,
    CaseView,
    Deferred,
    LetterView,
    Linked,
    Listed,
    MyCases,
    MyCaseView,
    PolicyView,
    ReportersView,
    Said,
    Silent,
    StandingView,
    StatementView,
)
from handlers.discord import limits, markup
from handlers.discord.custom_ids import ShowStatement, WriteHere
from handlers.discord.views import statements
from handlers.discord.views.drawing import Drawn, Item, Panel, Pen, Picture, joined
from handlers.discord.views.listings import told
from handlers.discord.views.messages import link, linked
from handlers.shared.letter import heading, letter

SHARE = 3
"""Which part of the room for a case its listings may fill, where it is about several."""
HINT = limits.CONTENT // 2
"""Room for a word beside one's own cases, so that what counts has as much."""
TITLE = 80
SHOWN = 15
"""Cases of a list that are shown; the rest are counted."""


def draw(answer: Answer, pen: Pen, guild_id: int, sheet: bytes | None = None) -> Drawn | None:
    """The answer; None where there is nothing to say (yet). `sheet` shows the pictures that belong to a case."""
    match answer:
        case Said(say=say):
            return Drawn(pen.say(say))
        case Linked(say=say):
            return Drawn(pen.say(say), items=(_here(pen),))
        case Listed():
            return _listed(answer, pen, guild_id)
        case CaseView():
            return _case(answer, pen, guild_id, sheet)
        case LetterView():
            return _letter(answer, pen)
        case ReportersView():
            return _reporters(answer, pen)
        case MyCases():
            return _mine(answer, pen)
        case StandingView():
            return _standing(answer, pen, guild_id)
        case StatementView():
            return statements.draw(answer, pen)
        case PolicyView():
            return _policy(answer, pen)
        case Deferred() | Silent():
            return None
    assert_never(answer)


def _case_line(line: CaseLine, pen: Pen, guild_id: int) -> str:
    """Within what a message holds: where it stands has the room that the rest leaves."""
    case = linked(pen.text("command.case", case=line.number), link(guild_id, line.card) if line.card else None)
    title = markup.words(pen.title(line.title), TITLE)
    due = pen.timed("command.due", due=line.due) if line.due else ""
    room = limits.CONTENT - sum(markup.units(f"{each} · ") for each in (case, title, due))
    return joined((case, title, pen.say(line.status, room), due), " · ")


def lines(listed: Listed, pen: Pen, guild_id: int) -> str:
    """The first cases of a list, and how many more there are."""
    shown = [_case_line(line, pen, guild_id) for line in listed.cases[:SHOWN]]
    more = len(listed.cases) - len(shown)
    rest = [pen.text("command.more", count=more)] if more else []
    return "\n".join([*shown, *rest])


def _listed(answer: Listed, pen: Pen, guild_id: int) -> Drawn:
    body = lines(answer, pen, guild_id) or pen.text("command.list_empty")
    return Drawn(pen.say(answer.heading), (Panel().describe(body).embed,))


def _standing(view: StandingView, pen: Pen, guild_id: int) -> Drawn:
    panel = Panel().describe("\n".join(_case_line(line, pen, guild_id) for line in view.cases[-SHOWN:]))
    heading = f"**{pen.text('command.standing')}**"
    lines = _newest([f"• {pen.say(each)}" for each in view.lines], pen, limits.CONTENT - markup.units(heading))
    return Drawn(joined((heading, lines)), (panel.embed,) if view.cases else ())


def _case(view: CaseView, pen: Pen, guild_id: int, sheet: bytes | None) -> Drawn:
    panel = Panel().title(pen.title(view.line.title), view.url)
    earlier = (_case_line(line, pen, guild_id) for line in view.earlier[:SHOWN])
    panel.field(pen.text("command.reports"), joined((str(view.reports), pen.say(view.crowd) if view.crowd else "")))
    said = [markup.clip(pen.say(each), limits.FIELD_VALUE // len(view.said)) for each in view.said]
    panel.field(pen.text("command.reports_said"), markup.bullets(said))
    panel.field(pen.text("command.earlier"), "\n".join(earlier))
    panel.field(pen.text("command.noticed"), markup.bullets(map(pen.statement, view.statements)))
    panel.field(pen.text("command.facts"), markup.bullets(map(pen.fact, view.facts)))
    panel.field(pen.text("command.answers"), "\n".join(map(pen.written, view.written)))
    history = [f"{markup.when(line.at)} · {pen.say(line.say)}" for line in view.history]
    panel.field(pen.text("card.listings"), told(view.listings, pen, limits.FIELD_VALUE))
    panel.describe(_newest(history, pen, min(limits.EMBED_DESCRIPTION, panel.left)))
    picture = (
        Picture(sheet, pen.label("command.attached", limits.ALT_TEXT, count=len(view.pictures))) if sheet else None
    )
    line = markup.clip(_case_line(view.line, pen, guild_id), limits.CONTENT)
    return Drawn(line, (panel.embed,), pictures=(picture,) if picture else ())


def _newest(lines: Sequence[str], pen: Pen, room: int) -> str:
    """As many of the newest lines as there is room for."""
    kept: list[str] = []
    for line in reversed(lines):
        if sum(map(markup.units, kept)) + len(kept) + markup.units(line) > room - 100:
            return "\n".join([pen.text("command.older_left_out"), *kept])
        kept.insert(0, line)
    return "\n".join(kept)


def _letter(view: LetterView, pen: Pen) -> Drawn:
    """In a block that is copied as it stands."""
    words = letter(view.notice, pen.of(view.notice.locale).texts).replace("`", "'")
    text = markup.clip(words, limits.EMBED_DESCRIPTION - 8)
    return Drawn(pen.text(heading(view.notice), case=view.notice.case), (Panel().describe(f"```\n{text}\n```").embed,))


def _reporters(view: ReportersView, pen: Pen) -> Drawn:
    """Their accounts; those of another chat by their ids there."""
    lines = [
        f"<@{each.id}>" if each.chat is Chat.DISCORD else pen.text("command.account_elsewhere", account=each.id)
        for each in view.reporters
    ]
    return Drawn(pen.text("command.unsealed", case=view.case), (Panel().describe(markup.bullets(lines)).embed,))


def _mine(answer: MyCases, pen: Pen) -> Drawn:
    shown = answer.cases[-limits.EMBEDS :]
    share = limits.EMBED_TOTAL // max(len(shown), 1)
    hint = pen.say(answer.hint, HINT) if answer.hint else ""
    heading = pen.text("command.my_cases" if shown else "command.my_cases_none")
    room = limits.CONTENT - markup.units(heading + hint)
    words = joined((heading, _newest(list(map(pen.say, answer.standing)), pen, room), hint))
    embeds = tuple(_my_case(case, pen, share) for case in shown)
    stated = [_full(case, pen, of_several=len(shown) > 1) for case in shown if case.statements]
    return Drawn(markup.clip(words, limits.CONTENT), embeds, (*stated, *((_here(pen),) if answer.here else ())))


def _full(case: MyCaseView, pen: Pen, *, of_several: bool) -> Item:
    """The button to a case's full statement."""
    return pen.button("statement_of" if of_several else "statement", ShowStatement(case.number), case=case.number)


def _here(pen: Pen) -> Item:
    return pen.button("write_here", WriteHere())


def _my_case(view: MyCaseView, pen: Pen, room: int) -> discord.Embed:
    lines = (
        pen.text("command.case", case=view.number),
        pen.say(view.status),
        pen.timed("command.answer_by", deadline=view.deadline) if view.deadline else "",
        pen.say(view.appeal) if view.appeal else "",
        told(view.listings, pen, room // SHARE),
        markup.bullets(map(pen.statement, view.statements)),
        pen.say(view.version),
    )
    return Panel(room).title(pen.title(view.title), view.url).describe(joined(lines)).embed


def _policy(view: PolicyView, pen: Pen) -> Drawn:
    panel = Panel().field(pen.text("command.policy_allowed"), _sentences(view.allowed))
    panel.field(pen.text("command.policy_not_allowed"), _sentences(view.not_allowed))
    panel.field(pen.text("command.policy_support"), markup.words(view.support, limits.WORD))
    panel.describe("\n".join(map(markup.escape, view.stance)))
    return Drawn(pen.text("command.policy", version=view.version), (panel.embed,))


def _sentences(sentences: Iterable[str]) -> str:
    return markup.bullets(map(markup.escape, sentences))
