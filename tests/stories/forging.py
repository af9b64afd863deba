"""Pressing and sending what no client offers: ids of another's button, of an older version, or of nobody's.

Neither chat says that it checks an id against what it has shown, so whoever writes a client of their own is taken to
send any. Everything else about it is true: who acts, and where.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from bot.sandbox import discord as on_discord
from bot.sandbox import slack as on_slack
from bot.sandbox.discord.kinds import InteractionKind, Part
from bot.sandbox.slack import actions
from handlers.discord import custom_ids as discord_ids
from handlers.slack import custom_ids as slack_ids
from tests.stories.hand import Form, Hand, Seen
from tests.stories.on_discord import DiscordForm, DiscordHand, DiscordSeen
from tests.stories.on_slack import SlackForm, SlackHand, SlackSeen

PARTS: Mapping[str, Any] = {"case": 1, "round": 1, "letters": ("A",), "effect": "e1", "joint": False}
"""What stands in an id, where nothing else is wanted."""


def written(hand: Hand, name: str, **parts: object) -> str:
    """An id of somebody's chat, by the name of its class, with all that stands in it."""
    module: Any = discord_ids if isinstance(hand, DiscordHand) else slack_ids
    kind, given = getattr(module, name), {**PARTS, **parts}
    return str(module.write(kind(**{each.name: given[each.name] for each in fields(kind) if each.name in given})))


def id_of(label: str, on: Seen) -> str:
    """The id of a button or menu that stands on a message."""
    if isinstance(on, DiscordSeen):
        return str(on.view.part(frozenset({Part.BUTTON, Part.STRING_SELECT}), label)["custom_id"])
    assert isinstance(on, SlackSeen)
    found = on.view.button(label) if label in on.buttons else on.view.menu(label)
    return str(found[1]["action_id"])


async def presses(hand: Hand, id_: str, on: Seen, chosen: str = "") -> Seen:
    """Press a button with this id, or choose from a menu, as though it stood on that message; the first answer."""
    if isinstance(hand, DiscordHand):
        return DiscordSeen(on_discord.answer(await _on_discord(hand.person, id_, on, chosen)))
    assert isinstance(hand, SlackHand)
    return SlackSeen(on_slack.answer(await _on_slack(hand.person, id_, on, chosen)))


async def opens(hand: Hand, id_: str, on: Seen) -> Form:
    """Press a button with this id, which opens a form."""
    if isinstance(hand, DiscordHand):
        return DiscordForm(on_discord.opened(await _on_discord(hand.person, id_, on)))
    assert isinstance(hand, SlackHand)
    return SlackForm(on_slack.opened(await _on_slack(hand.person, id_, on)))


async def _on_discord(person: on_discord.Person, id_: str, on: Seen, chosen: str = "") -> on_discord.Response:
    assert isinstance(on, DiscordSeen)
    kind = Part.STRING_SELECT if chosen else Part.BUTTON
    data = {"component_type": int(kind), "custom_id": id_} | ({"values": [chosen]} if chosen else {})
    made = person.interaction(InteractionKind.COMPONENT, on.view.record.channel, data)
    made.message = on.view.record
    return await person.sends(made)


async def _on_slack(person: on_slack.Person, id_: str, on: Seen, chosen: str = "") -> on_slack.Response:
    assert isinstance(on, SlackSeen)
    option = {"text": {"type": "plain_text", "text": "One"}, "value": chosen}
    kind = {"type": "static_select", "selected_option": option} if chosen else {"type": "button"}
    return await actions.act(person, on.view.record, {"block_id": "b1"}, {"action_id": id_, **kind}, waits=True)


def relabelled(form: Form, id_: str) -> Form:
    """A form on somebody's screen, to be sent under another id."""
    if isinstance(form, DiscordForm):
        return DiscordForm(replace(form.view, modal=form.view.modal | {"custom_id": id_}))
    assert isinstance(form, SlackForm)
    form.view.view.content = form.view.view.content | {"callback_id": id_}
    return form
