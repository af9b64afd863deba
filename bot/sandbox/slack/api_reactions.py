"""reactions.add, .remove, .get, .list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import message_json, reacting
from .errors import SlackError

if TYPE_CHECKING:
    from .calls import Call
    from .kinds import Json
    from .model import Channel, Message, User


def _item(call: Call) -> Message:
    if call.text("file") or call.text("file_comment"):
        raise SlackError("invalid_arguments")
    if not call.text("channel") or not call.text("timestamp"):
        raise SlackError("no_item_specified")
    return call.world.message(call.world.joined(call.needed("channel")), call.needed("timestamp"))


def add(call: Call) -> Json:
    """reactions.add."""
    reacting.add(call.world, _item(call), call.world.bot, call.needed("name"))
    return {}


def remove(call: Call) -> Json:
    """reactions.remove: the app's own, never another's."""
    reacting.remove(call.world, _item(call), call.world.bot, call.needed("name"))
    return {}


def get(call: Call) -> Json:
    """reactions.get: everybody who reacted only with `full`."""
    message = _item(call)
    shown = message_json.message(call.world, message, full=call.flag("full"))
    return {"type": "message", "channel": message.channel.id, "message": shown}


def listing(call: Call) -> Json:
    """reactions.list: what a person reacted to, as far as the app sees it."""
    world, who = call.world, call.world.user(call.text("user") or call.world.bot.id)
    seen = [
        each for channel in world.channels.values() if world.bot.id in channel.members for each in _of(channel, who)
    ]
    found, cursor = call.page(seen)
    full = call.flag("full")
    items = [
        {"type": "message", "channel": each.channel.id, "message": message_json.message(world, each, full=full)}
        for each in found
    ]
    return {"items": items, **cursor}


def _of(channel: Channel, who: User) -> list[Message]:
    return [each for each in channel.messages.values() if any(who.id in users for users in each.reactions.values())]
