"""Routes on reactions (docs.discord.com: 'Message', from 'Create Reaction' on)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import emoji, payloads, reacting
from .calls import Call, Reply
from .errors import ApiError
from .permissions import Permission

if TYPE_CHECKING:
    from .model import Message

MAX_PAGE = 100
DEFAULT_PAGE = 25


def _message(call: Call, need: Permission = Permission.VIEW_CHANNEL) -> Message:
    return call.world.message(call.id("channel_id"), call.id("message_id"), need)


def add(call: Call) -> Reply:
    """PUT …/reactions/{emoji_name}/@me."""
    reacting.add(call.world, _message(call), call.world.bot, call.params["emoji_name"])
    return Reply()


def remove_own(call: Call) -> Reply:
    """DELETE …/reactions/{emoji_name}/@me."""
    reacting.remove_either(call.world, _message(call), call.world.bot, call.params["emoji_name"])
    return Reply()


def remove(call: Call) -> Reply:
    """DELETE …/reactions/{emoji_name}/{user_id}: needs MANAGE_MESSAGES; nobody can in direct messages."""
    message = _managed(call)
    reacting.remove_either(call.world, message, call.world.user(call.id("user_id")), call.params["emoji_name"])
    return Reply()


def clear(call: Call) -> Reply:
    """DELETE …/reactions."""
    reacting.clear(call.world, _managed(call))
    return Reply()


def clear_emoji(call: Call) -> Reply:
    """DELETE …/reactions/{emoji_name}."""
    reacting.clear_emoji(call.world, _managed(call), call.params["emoji_name"])
    return Reply()


def users(call: Call) -> Reply:
    """GET …/reactions/{emoji_name}: those of one kind, by id; type=0 normal, type=1 super reactions."""
    message = _message(call)
    key, _ = emoji.parse(call.params["emoji_name"], call.world)
    reaction = message.reactions.get(key)
    if reaction is None:
        raise ApiError(10014)
    kind, after = call.whole("type", 0, 0, 1), call.query_id("after") or 0
    holders = reaction.burst if kind else reaction.normal
    found = sorted(each for each in holders if each > after)[: call.whole("limit", DEFAULT_PAGE, 1, MAX_PAGE)]
    return Reply([payloads.user(call.world.users[each]) for each in found])


def _managed(call: Call) -> Message:
    message = _message(call)
    if payloads.is_direct(message.channel):
        raise ApiError(50003)
    call.world.channel(message.channel.id, Permission.MANAGE_MESSAGES)
    return message
