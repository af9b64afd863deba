"""What somebody who pressed, sent or asked something is told, for their eyes only."""

from collections.abc import Iterable
from typing import assert_never

import discord

from bot.moderation.model import Chat
from bot.moderation.views import (
    Answer,
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
from handlers.discord.views import records, statements
from handlers.discord.views.drawing import Drawn, Item, Panel, Pen, joined
from handlers.discord.views.listings import told
from handlers.discord.views.lists import SHOWN, case_line, lines, newest
from handlers.shared.letter import heading, letter

SHARE = 3
"""Which part of the room for a case its listings may fill, where it is about several."""
HINT = limits.CONTENT // 2
"""Room for a word beside one's own cases, so that what counts has as much."""


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
            return records.draw(answer, pen, guild_id, sheet)
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


def _listed(answer: Listed, pen: Pen, guild_id: int) -> Drawn:
    body = lines(answer, pen, guild_id) or pen.text("command.list_empty")
    return Drawn(pen.say(answer.heading), (Panel().describe(body).embed,))


def _standing(view: StandingView, pen: Pen, guild_id: int) -> Drawn:
    panel = Panel().describe("\n".join(case_line(line, pen, guild_id) for line in view.cases[-SHOWN:]))
    heading = f"**{pen.text('command.standing')}**"
    lines = newest([f"• {pen.say(each)}" for each in view.lines], pen, limits.CONTENT - markup.units(heading))
    return Drawn(joined((heading, lines)), (panel.embed,) if view.cases else ())


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
    heading = pen.text(answer.heading)
    room = limits.CONTENT - markup.units(heading + hint)
    words = joined((heading, newest(list(map(pen.say, answer.standing)), pen, room), hint))
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
