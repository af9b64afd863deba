"""A case with all that is on record, for a moderator's eyes only; what does not fit goes with it as a text."""

from collections.abc import Iterator

from bot.moderation.effects import Say
from bot.moderation.model import Account, Chat
from bot.moderation.views import AddedNotes, CaseView, FactLine, Written
from handlers.discord import limits, markup
from handlers.discord.views.drawing import Drawn, Panel, Paper, Pen, Picture, joined
from handlers.discord.views.listings import told
from handlers.discord.views.lists import case_line, newest, newest_cases
from handlers.shared import wording
from handlers.shared.hand import Hand
from handlers.shared.letter import listing, statement_of

NAME = "case-{case}.txt"


def draw(view: CaseView, pen: Pen, guild_id: int, sheet: bytes | None) -> Drawn:
    """As much as there is room for; where that is not all, the whole as a text."""
    panel, whole = _panel(view, pen, guild_id)
    label = pen.label("command.attached", limits.ALT_TEXT, count=len(view.pictures))
    pictures = (Picture(sheet, label),) if sheet else ()
    line = case_line(view.line, pen, guild_id)
    if whole:
        return Drawn(markup.clip(line, limits.CONTENT), (panel.embed,), pictures=pictures)
    attached = pen.text("statement.attached")
    line = markup.clip(line, limits.CONTENT - markup.units(attached) - 1)
    paper = Paper(plain(view, pen).encode(), NAME.format(case=view.line.number))
    return Drawn(joined((line, attached)), (panel.embed,), pictures=pictures, papers=(paper,))


def _panel(view: CaseView, pen: Pen, guild_id: int) -> tuple[Panel, bool]:
    """What stands on it, and whether that is all."""
    panel = Panel().title(pen.title(view.line.title), view.url)
    panel.field(pen.text("command.reports"), joined((str(view.reports), pen.say(view.crowd) if view.crowd else "")))
    said = [pen.say(each) for each in view.said]
    shares = [markup.clip(each, limits.FIELD_VALUE // len(said)) for each in said]
    panel.field(pen.text("command.reports_said"), markup.bullets(shares))
    earlier = newest_cases(view.earlier, pen, guild_id, limits.FIELD_VALUE)
    panel.field(pen.text("command.earlier"), earlier)
    panel.field(pen.text("command.noticed"), markup.bullets(map(pen.statement, view.statements)))
    panel.field(pen.text("command.facts"), markup.bullets(map(pen.fact, view.facts)))
    panel.field(pen.text("command.answers"), "\n".join(map(pen.written, view.written)))
    panel.field(pen.text("card.notes"), "\n\n".join(map(pen.added, view.notes)))
    listings = told(view.listings, pen, limits.FIELD_VALUE)
    panel.field(pen.text("card.listings"), listings)
    history = [f"{markup.when(line.at)} · {pen.say(line.say)}" for line in view.history]
    shown = newest(history, pen, min(limits.EMBED_DESCRIPTION, panel.left))
    panel.describe(shown)
    counted = listings != told(view.listings, pen, limits.EMBED_TOTAL)
    return panel, not (panel.is_cut or counted) and shares == said and shown == "\n".join(history)


def plain(view: CaseView, pen: Pen) -> str:
    """All that is on record, without any markup; whom it names has an id."""
    hand = Hand(pen.texts, markup.clean, wording.when)
    title = f"{hand.text('command.case', case=view.line.number)}: {pen.title(view.line.title)}"
    under = [f"{hand.text(heading)}\n{text}" for heading, text in _paragraphs(view, hand) if text]
    history = "\n".join(f"{hand.when(each.at)} · {hand.say(each.say)}" for each in view.history)
    return joined((joined((title, hand.escape(view.url or ""))), *under, history), "\n\n") + "\n"


def _paragraphs(view: CaseView, hand: Hand) -> Iterator[tuple[str, str]]:
    yield "command.reports", joined((str(view.reports), hand.say(view.crowd) if view.crowd else ""))
    yield "command.reports_said", wording.bullets(map(hand.say, view.said))
    yield "card.listings", wording.bullets(listing(each, hand) for each in view.listings)
    yield "command.noticed", wording.bullets(statement_of(each, hand) for each in view.statements)
    yield "command.facts", wording.bullets(_fact(each, hand) for each in view.facts)
    yield "command.answers", "\n\n".join(_written(each, hand) for each in view.written)
    yield "card.notes", "\n\n".join(_added(each, hand) for each in view.notes)


def _fact(line: FactLine, hand: Hand) -> str:
    letters, means = ", ".join(line.media), hand.texts.text(line.means.key)
    if not line.field:
        return hand.text("card.fact_nothing", letters=letters)
    return hand.text("card.fact", letters=letters, field=wording.field(line), value=line.value, means=means)


def _written(each: Written, hand: Hand) -> str:
    by = _author(each.by, hand) if each.by else ""
    return joined((by, hand.escape(each.words), hand.say(each.note) if each.note else ""))


def _added(notes: AddedNotes, hand: Hand) -> str:
    return joined((hand.say(Say("card.notes_added", {}, {"at": notes.at})), hand.escape(notes.words)))


def _author(account: Account, hand: Hand) -> str:
    if account.chat is not Chat.DISCORD:
        return hand.text("command.from_elsewhere")
    return hand.text("command.from_moderator", by=account.id)
