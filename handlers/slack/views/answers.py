"""What somebody who pressed, sent or asked something is told, for their eyes only."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, assert_never

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
from handlers.shared.letter import heading, letter
from handlers.shared.wording import bullets, joined
from handlers.slack import limits, markup
from handlers.slack.custom_ids import ShowStatement, WriteHere
from handlers.slack.views import blocks, statements
from handlers.slack.views.blocks import Block
from handlers.slack.views.drawing import Drawn, Pen
from handlers.slack.views.listings import lines_of, told
from handlers.slack.workspace import Identity

SHOWN: Final = 15
"""Cases of a list that are shown; the rest are counted."""
TITLE: Final = 80
LETTER: Final = limits.SECTION - 8
"""Of a letter in one block, beside the marks that keep it as it is."""
ROOM: Final = SHOWN * limits.SECTION
"""For lists, of which the rest is counted."""
HISTORY: Final = 5
"""Paragraphs of a case's history, of some twenty-five lines each."""


def draw(answer: Answer, pen: Pen, me: Identity) -> Drawn | None:
    """The answer; None where there is nothing to say."""
    match answer:
        case Said(say=say):
            return _plainly(pen.say(say))
        case Deferred():
            return _plainly(pen.text("command.moment"))
        case Listed():
            return _listed(answer, pen, me)
        case CaseView():
            return _case(answer, pen, me)
        case LetterView():
            return _letter(answer, pen)
        case Linked(say=say):
            return Drawn(pen.say(say), (blocks.section(pen.say(say)),), tuple(blocks.actions(_here(pen))))
        case ReportersView():
            return _reporters(answer, pen)
        case MyCases(cases=cases):
            return _drawn(pen.text(answer.heading), (*stands(answer, pen), *mine(cases, pen), *reach(answer, pen)))
        case StandingView():
            lines = [
                *(f"• {pen.say(each)}" for each in answer.lines),
                *(_case_line(each, pen, me) for each in answer.cases),
            ]
            return _drawn(pen.text("command.standing"), blocks.flowing(lines, ROOM))
        case StatementView():
            return statements.draw(answer, pen)
        case PolicyView():
            return _drawn(pen.text("command.policy", version=answer.version), policy(answer, pen))
        case Silent():
            return None
    assert_never(answer)


def _plainly(text: str) -> Drawn:
    return Drawn(text, (blocks.section(text),))


def _drawn(text: str, rest: Iterable[Block]) -> Drawn:
    return Drawn(text, (blocks.section(f"*{text}*"),), tuple(rest))


def _case_line(line: CaseLine, pen: Pen, me: Identity) -> str:
    """Within a paragraph: where it stands has the room that the rest leaves."""
    case = pen.text("command.case", case=line.number)
    if line.card and line.card.chat is Chat.SLACK:
        case = f"<{me.link(line.card)}|{case}>"
    title = markup.words(pen.title(line.title), TITLE)
    due = pen.timed("command.due", due=line.due) if line.due else ""
    room = limits.SECTION - sum(markup.units(f"{each} · ") for each in (case, title, due))
    return joined((case, title, pen.say(line.status, room), due), " · ")


def lines(listed: Listed, pen: Pen, me: Identity, room: int = ROOM) -> list[str]:
    """The first cases of a list, of as many as there is room for but at least one, and how many more there are."""
    shown = [markup.clip(_case_line(line, pen, me), room) for line in listed.cases[:SHOWN]]
    while len(shown) > 1 and sum(map(markup.units, shown)) > room:
        shown.pop()
    more = len(listed.cases) - len(shown)
    return [*shown, *([pen.text("command.more", count=more)] if more else [])]


def _listed(answer: Listed, pen: Pen, me: Identity) -> Drawn:
    body = lines(answer, pen, me) or [pen.text("command.list_empty")]
    return _drawn(pen.say(answer.heading), blocks.flowing(body, 2 * ROOM))


def _case(view: CaseView, pen: Pen, me: Identity) -> Drawn:
    """All of it, in as many messages as it needs; of a very long history the newest."""
    line = _case_line(view.line, pen, me)
    lines = (f"{markup.when(each.at)} · {pen.say(each.say)}" for each in view.history)
    history = blocks.newest(lines, HISTORY, pen.text("command.older_left_out"))
    return Drawn(line, (blocks.section(line),), (*_facts(view, pen, me), *_record(view, pen), *history))


def _facts(view: CaseView, pen: Pen, me: Identity) -> Iterator[Block]:
    if view.url:
        yield blocks.section(pen.linked(view.line.title, view.url))
    yield from told(pen.text("card.listings"), view.listings, pen)
    reports = joined((str(view.reports), pen.say(view.crowd) if view.crowd else ""))
    yield from blocks.titled(pen.text("command.reports"), reports)
    if view.said:
        said = [f"• {pen.say(each)}" for each in view.said]
        yield from blocks.flowing([f"*{pen.text('command.reports_said')}*", *said])
    if view.earlier:
        yield from blocks.flowing([f"*{pen.text('command.earlier')}*", *_newest(view.earlier, pen, me)])


def _newest(cases: Sequence[CaseLine], pen: Pen, me: Identity) -> Iterator[str]:
    """How many older ones there are, and the newest of cases that stand oldest first."""
    if older := len(cases[:-SHOWN]):
        yield pen.text("command.earlier_older", count=older)
    yield from (_case_line(line, pen, me) for line in cases[-SHOWN:])


def _record(view: CaseView, pen: Pen) -> Iterator[Block]:
    if view.statements:
        noticed = [f"• {pen.statement(each)}" for each in view.statements]
        yield from blocks.flowing([f"*{pen.text('command.noticed')}*", *noticed])
    if view.facts:
        yield from blocks.flowing([f"*{pen.text('command.facts')}*", *map(pen.fact, view.facts)])
    if view.written:
        answers = [f"• {pen.written(each)}" for each in view.written]
        yield from blocks.flowing([f"*{pen.text('command.answers')}*", *answers])
    if view.notes:
        yield from blocks.flowing([f"*{pen.text('card.notes')}*", *map(pen.added, view.notes)])


def _letter(view: LetterView, pen: Pen) -> Drawn:
    """In blocks that are copied as they stand, of as many paragraphs as fit into one."""
    words = letter(view.notice, pen.of(view.notice.locale).texts).replace("`", "'")
    paragraphs = [markup.escape(each) for each in words.split("\n\n")]
    kept: list[str] = [""]
    for each in paragraphs:
        text = markup.clip(each, LETTER)
        if markup.units(kept[-1]) + markup.units(text) + 2 > LETTER:
            kept.append("")
        kept[-1] = joined((kept[-1], text), "\n\n")
    return _drawn(
        pen.text(heading(view.notice), case=view.notice.case), [blocks.section(f"```{each}```") for each in kept]
    )


def _reporters(view: ReportersView, pen: Pen) -> Drawn:
    """Their accounts; those of another chat by their ids there."""
    named = [
        f"• <@{each.id}>" if each.chat is Chat.SLACK else f"• {pen.text('command.account_elsewhere', account=each.id)}"
        for each in view.reporters
    ]
    return _drawn(pen.text("command.unsealed", case=view.case), blocks.flowing(named, ROOM))


def stands(answer: MyCases, pen: Pen) -> list[Block]:
    """What counts, until when, and what could follow next; also on the App Home."""
    return blocks.flowing(map(pen.say, answer.standing), ROOM)


def mine(cases: Sequence[MyCaseView], pen: Pen) -> Iterator[Block]:
    """One's own cases, the newest of them; also on the App Home."""
    for case in cases[-SHOWN:]:
        lines = (
            f"*{pen.linked(case.title, case.url)}* · {pen.text('command.case', case=case.number)}",
            pen.say(case.status),
            pen.timed("command.answer_by", deadline=case.deadline) if case.deadline else "",
            pen.say(case.appeal) if case.appeal else "",
            lines_of(case.listings, pen),
            bullets(map(pen.statement, case.statements)),
            pen.say(case.version),
        )
        yield blocks.section(joined(lines))
        if case.statements:
            yield from blocks.actions(pen.button("statement", ShowStatement(case.number)))


def reach(answer: MyCases, pen: Pen) -> Iterator[Block]:
    """How they are reached: a word about another account, or the choice between theirs; also on the App Home."""
    if answer.hint:
        yield blocks.section(pen.say(answer.hint))
    if answer.here:
        yield from blocks.actions(_here(pen))


def _here(pen: Pen) -> Block:
    return pen.button("write_here", WriteHere())


def policy(view: PolicyView, pen: Pen) -> Iterator[Block]:
    """The stance in force; also on the App Home."""
    yield from blocks.flowing(map(markup.escape, view.stance), ROOM)
    yield from blocks.titled(pen.text("command.policy_allowed"), bullets(map(markup.escape, view.allowed)))
    yield from blocks.titled(pen.text("command.policy_not_allowed"), bullets(map(markup.escape, view.not_allowed)))
    yield from blocks.titled(pen.text("command.policy_support"), markup.words(view.support, limits.WORD))
