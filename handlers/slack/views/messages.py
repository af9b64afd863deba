"""Shorter private messages."""

from typing import Final

from bot.moderation.model import MessageRef
from bot.moderation.views import AnswerView, MessageView, SupportView, ThreadView, VoterView, WhichView
from handlers.shared.wording import joined
from handlers.slack import custom_ids, limits, markup
from handlers.slack.views import blocks
from handlers.slack.views.drawing import Drawn, Pen
from handlers.slack.workspace import Identity

CASES: Final = 50
"""That one can choose from in a message, which holds fewer options than a form."""


def message(view: MessageView, pen: Pen) -> Drawn:
    """A sentence for one person."""
    appeal = [pen.button("appeal", custom_ids.OpenAppeal(view.case))] if view.appeal and view.case is not None else []
    version = pen.say(view.version) if view.version else ""
    room = limits.SECTION - markup.units(f"\n\n{version}")
    words = joined((markup.say(pen.texts, view.say, room), version), "\n\n")
    return _said(words, *appeal, pen.button("policy", custom_ids.ShowPolicy()))


def answer(view: AnswerView, pen: Pen) -> Drawn:
    """The answer to a report, where it asks for it with a button to go on."""
    go_on = [pen.button("go_on", custom_ids.GoOn(view.confirm))] if view.confirm else []
    return _said(pen.say(view.say), *go_on, pen.button("policy", custom_ids.ShowPolicy()))


def voter(view: VoterView, pen: Pen, me: Identity) -> Drawn:
    """A word to a voter, and the way to the card."""
    card = [pen.go_to("go_to_card", me.link(view.card))] if view.card and _here(view.card) else []
    return _said(pen.say(view.say), *card)


def support(view: SupportView, pen: Pen) -> Drawn:
    """A line for the support contact."""
    button = [] if view.case is None else [pen.button("show_case", custom_ids.OpenCase(view.case))]
    return _said(pen.say(view.say), *button)


def in_thread(view: ThreadView, pen: Pen) -> Drawn:
    """A line for the moderators, below a card."""
    return _said(pen.say(view.say), pen.button("show_case", custom_ids.OpenCase(view.case)))


def which(view: WhichView, pen: Pen) -> Drawn:
    """The question which case a message belongs to; the oldest cases, where there are more than a list can hold."""
    options = [
        (str(number), pen.label("notice.which_option", limits.OPTION, case=number, title=pen.title(title)))
        for number, title in view.cases[:CASES]
    ]
    choose = pen.label("notice.which_choose", limits.PLACEHOLDER)
    action_id = custom_ids.write(custom_ids.WhichCase(view.message))
    return _said(pen.text("notice.which"), blocks.select(choose, action_id, options))


def _said(text: str, *elements: blocks.Block) -> Drawn:
    return Drawn(text, (blocks.section(text),), tuple(blocks.actions(*elements)))


def _here(card: MessageRef) -> bool:
    return "." in card.message  # a card on another chat has an id of another kind
