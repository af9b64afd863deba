"""Shorter private messages. Each carries a button, whose id tells which effect it went out for."""

import discord

from bot.moderation.model import MessageRef
from bot.moderation.views import AnswerView, MessageView, SupportView, ThreadView, VoterView, WhichView
from handlers.discord import custom_ids, limits, markup
from handlers.discord.views.drawing import Drawn, Item, Pen, joined


def message(view: MessageView, pen: Pen, effect: str) -> Drawn:
    """A sentence for one person."""
    policy = pen.button("policy", custom_ids.ShowPolicy(effect))
    version = pen.say(view.version) if view.version else ""
    room = limits.CONTENT - markup.units(f"\n\n{version}")
    words = joined((markup.say(pen.texts, view.say, room), version), "\n\n")
    if view.appeal and view.case is not None:
        return Drawn(words, items=(pen.button("appeal", custom_ids.OpenAppeal(view.case, effect)), policy))
    return Drawn(words, items=(policy,))


def answer(view: AnswerView, pen: Pen, effect: str) -> Drawn:
    """The answer to a report, where it asks for it with a button to go on."""
    policy = pen.button("policy", custom_ids.ShowPolicy(effect))
    go_on = pen.button("go_on", custom_ids.GoOn(view.confirm)) if view.confirm else None
    return Drawn(pen.say(view.say), items=(go_on, policy) if go_on else (policy,))


def voter(view: VoterView, pen: Pen, guild_id: int, effect: str) -> Drawn:
    """A word to a voter, and the way to the card."""
    items: tuple[Item, ...] = (pen.button("policy", custom_ids.ShowPolicy(effect)),)
    if view.card:
        items = (pen.go_to("go_to_card", link(guild_id, view.card)), *items)
    return Drawn(pen.say(view.say), items=items)


def support(view: SupportView, pen: Pen, effect: str) -> Drawn:
    """A line for the support contact."""
    if view.case is None:
        return Drawn(pen.say(view.say), items=(pen.button("policy", custom_ids.ShowPolicy(effect)),))
    return Drawn(pen.say(view.say), items=(pen.button("show_case", custom_ids.OpenCase(view.case, effect)),))


def in_thread(view: ThreadView, pen: Pen, effect: str) -> Drawn:
    """A line for the moderators, below a card."""
    return Drawn(pen.say(view.say), items=(pen.button("show_case", custom_ids.OpenCase(view.case, effect)),))


def which(view: WhichView, pen: Pen, effect: str) -> Drawn:
    """The question which case a message belongs to; the oldest cases, where there are more than a list can hold."""
    options = [
        discord.SelectOption(
            value=str(number),
            label=pen.label("notice.which_option", limits.OPTION, case=number, title=pen.title(title)),
        )
        for number, title in view.cases[: limits.OPTIONS]
    ]
    select: Item = discord.ui.Select(
        custom_id=custom_ids.write(custom_ids.WhichCase(view.message, effect)),
        placeholder=pen.label("notice.which_choose", limits.OPTION),
        options=options,
    )
    return Drawn(pen.text("notice.which"), items=(select,))


def link(guild_id: int, message: MessageRef) -> str:
    """The address of a message in a channel of the guild."""
    return f"https://discord.com/channels/{guild_id}/{message.channel}/{message.message}"


def linked(text: str, url: str | None) -> str:
    """Escaped words, linked where there is an address that can stand in brackets."""
    safe = url and url.startswith(("https://", "http://")) and not set(url) & set("() <>\n\\")
    return f"[{text}]({url})" if safe and text else text
