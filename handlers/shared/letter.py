"""The notice or a decision in words alone: for the platform's own mail, and for whoever has a chat read to them."""

from collections.abc import Iterator

from bot.moderation.effects import Say
from bot.moderation.notices import Texts
from bot.moderation.views import ListingLine, NoticeView, ReasonsView, Statement
from handlers.shared.hand import Hand
from handlers.shared.wording import bullets, clean, when


def heading(view: NoticeView | ReasonsView) -> str:
    """The sentence above the letter, for the moderator."""
    return "command.letter_reasons" if isinstance(view, ReasonsView) else "command.letter"


def letter(view: NoticeView | ReasonsView, texts: Texts) -> str:
    """The whole text, to be copied; it does not know where it is read."""
    hand = Hand(texts, clean, when)
    if isinstance(view, ReasonsView):
        return f"{hand.say(view.why)}\n\n{hand.say(view.version)}"
    noticed = bullets(statement_of(each, hand) for each in view.statements)
    return words(view, hand, noticed, hand.text("letter.answer_with", support=view.support), "letter.by_when")


def words(view: NoticeView, hand: Hand, noticed: str, how: str, by_when: str) -> str:
    """The notice around what was noticed: with how to answer there, and the key of the sentence by when."""
    return "\n\n".join(_paragraphs(view, hand, noticed, how, by_when))


def _paragraphs(view: NoticeView, hand: Hand, noticed: str, how: str, by_when: str) -> Iterator[str]:
    yield hand.text(greeting(view), title=clean(view.title) or hand.texts.text("card.untitled"))
    if view.url:
        yield hand.escape(view.url)
    if view.listings:
        yield "\n".join((f"{hand.text('notice.listings')}:", *(listing(each, hand) for each in view.listings)))
    yield f"{hand.text('notice.noticed')}:\n{noticed}"
    yield hand.text("notice.may_be_mistake")
    yield how
    yield hand.say(Say(by_when, {}, {"deadline": view.deadline}))
    yield hand.text("notice.nothing_now")
    yield hand.text("notice.contact", case=view.case, support=view.support)
    yield hand.say(view.version)


def greeting(view: NoticeView) -> str:
    """The first sentence, by its key."""
    if view.question > 1:
        return "notice.greeting_again"
    return "notice.greeting_several" if view.listings else "notice.greeting"


def listing(line: ListingLine, hand: Hand) -> str:
    """One of several listings, by the letters of its media."""
    title = clean(line.title) or hand.texts.text("card.untitled")
    return hand.escape(f"{', '.join(line.media)}: {title} {line.url or ''}".rstrip())


def statement_of(statement: Statement, hand: Hand) -> str:
    """One observation, and what it suggests."""
    key = "notice.statement_on" if statement.media else "notice.statement"
    line = hand.text(key, sentence=statement.sentence, media=", ".join(statement.media))
    if not statement.considerations:
        return line
    return f"{line} {hand.text('notice.considerations', considerations='; '.join(statement.considerations))}"
