"""The notice, or a decision, as a letter: plain text without any chat's markup, for the platform's own mail."""

from collections.abc import Iterator
from datetime import datetime

from bot.moderation.effects import Say
from bot.moderation.notices import Texts
from bot.moderation.views import ListingLine, NoticeView, ReasonsView, Statement
from handlers.shared.wording import bullets, clean


def heading(view: NoticeView | ReasonsView) -> str:
    """The sentence above the letter, for the moderator."""
    return "command.letter_reasons" if isinstance(view, ReasonsView) else "command.letter"


def letter(view: NoticeView | ReasonsView, texts: Texts) -> str:
    """The whole text, to be copied."""
    if isinstance(view, ReasonsView):
        return "\n\n".join(texts.fill(each, escape=clean, when=_day) for each in (view.why, view.version))
    return "\n\n".join(_paragraphs(view, texts))


def _paragraphs(view: NoticeView, texts: Texts) -> Iterator[str]:
    title = clean(view.title) or texts.text("card.untitled")
    yield _fill(texts, greeting(view), title=title)
    if view.url:
        yield view.url
    if view.listings:
        yield "\n".join((f"{texts.text('notice.listings')}:", *(_listing(each, texts) for each in view.listings)))
    noticed = bullets(_statement(each, texts) for each in view.statements)
    yield f"{texts.text('notice.noticed')}:\n{noticed}"
    yield texts.text("notice.may_be_mistake")
    yield _fill(texts, "letter.answer_with", support=view.support)
    yield texts.fill(Say("letter.by_when", {}, {"deadline": view.deadline}), escape=clean, when=_day)
    yield texts.text("notice.nothing_now")
    yield _fill(texts, "notice.contact", case=view.case, support=view.support)
    yield texts.fill(view.version, escape=clean, when=_day)


def greeting(view: NoticeView) -> str:
    """The sentence with which a notice begins, on every chat."""
    if view.question > 1:
        return "notice.greeting_again"
    return "notice.greeting_several" if view.listings else "notice.greeting"


def _listing(line: ListingLine, texts: Texts) -> str:
    title = clean(line.title) or texts.text("card.untitled")
    return f"{', '.join(line.media)}: {title} {line.url or ''}".rstrip()


def _statement(statement: Statement, texts: Texts) -> str:
    key = "notice.statement_on" if statement.media else "notice.statement"
    line = _fill(texts, key, sentence=statement.sentence, media=", ".join(statement.media))
    if not statement.considerations:
        return line
    return f"{line} {_fill(texts, 'notice.considerations', considerations='; '.join(statement.considerations))}"


def _fill(texts: Texts, key: str, **words: str | int) -> str:
    return texts.fill(Say(key, words), escape=clean, when=_day)


def _day(time: datetime) -> str:
    """A day that everybody reads the same way: a letter does not know where it is read."""
    return f"{time:%Y-%m-%d}"
