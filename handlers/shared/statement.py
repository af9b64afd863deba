"""The full statement in words: paragraphs under headings, which each chat draws in its own way."""

from collections.abc import Iterator

from bot.moderation.effects import Say
from bot.moderation.statement import explanation
from bot.moderation.views import StatementView, versions
from handlers.shared.hand import Hand
from handlers.shared.wording import bullets, joined


def paragraphs(view: StatementView, hand: Hand, media: str) -> Iterator[tuple[str, str]]:
    """Heading and text of each; `media` are the media by letter and name, not escaped yet."""
    asked = not view.outcome  # once something was decided, what a question can promise is no longer so
    texts = {
        "about": _about(view, hand),
        "outcome": bullets(map(hand.say, view.outcome)),
        "listing": _listing(view, hand, media),
        "done": hand.text("statement.done_nothing") if asked else "",
        "noticed": _noticed(view, hand),
        "source": hand.text("statement.source_flag" if view.flagged else "statement.source_report"),
        "clause": _clause(view, hand),
        "explained": "" if view.undone else explanation(view, hand.texts, hand.escape),
        "decided": hand.say(view.decided),
        "mistake": "" if view.undone else hand.text("statement.may_be_mistake"),
        "answer": hand.text("statement.answer_with") if asked else "",
        "time": _time(view, hand) if asked else "",
        "weighed": bullets(map(hand.say, view.weighed)),
        "standing": joined((bullets(map(hand.say, view.standing)), hand.text("statement.standing_none"))),
        "contest": hand.say(view.contest) if view.contest else "",
        "contact": hand.text("statement.contact_support", support=view.support),
    }
    for heading, text in texts.items():
        if text:
            yield hand.text(f"statement.heading_{heading}"), text


def _about(view: StatementView, hand: Hand) -> str:
    sent = hand.say(Say("statement.sent", {}, {"sent": view.sent_at})) if view.sent_at else ""
    key = "about_undone" if view.undone else "about_action" if view.outcome else "about"
    about = hand.text(f"statement.{key}", case=view.case, reference=view.reference)
    return joined((about, sent, hand.say(view.status) if view.status else ""))


def _listing(view: StatementView, hand: Hand, media: str) -> str:
    shown = Say("statement.captured", {"media": media}, {"captured": view.captured_at})
    named = hand.text("statement.titled", title=view.title or hand.texts.text("card.untitled"))
    where = [hand.escape(f"{', '.join(each.media)}: {each.title} {each.url or ''}") for each in view.listings]
    synthetic = hand.text("statement.synthetic") if view.synthetic else ""
    return joined((named, hand.escape(view.url or ""), *where, hand.say(shown), synthetic))


def _noticed(view: StatementView, hand: Hand) -> str:
    return bullets(
        hand.text(
            "statement.noticed_on" if each.media else "statement.noticed",
            sentence=each.sentence,
            media=", ".join(each.media),
        )
        for each in view.statements
    )


def _clause(view: StatementView, hand: Hand) -> str:
    named = hand.say(versions(view.policy, view.judged, "statement"))
    return joined(
        (
            bullets(hand.text("statement.quoted", clause=each) for each in view.clauses),
            named,
            hand.escape(view.policy_url),
        )
    )


def _time(view: StatementView, hand: Hand) -> str:
    if view.deadline is None:
        return hand.text("statement.time_stands")
    due = hand.say(Say("statement.time_until", {}, {"deadline": view.deadline}))
    return joined(
        (
            due,
            hand.text("statement.time_more" if view.more_time else "statement.time_moved"),
            hand.text("statement.time_silence"),
        ),
        " ",
    )
