"""conversations.open, .list, .info, .members, .join, .history, .replies; users.conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import message_json, payloads, posts
from .api_chat import open_with
from .errors import SlackError
from .kinds import LISTED, Json, Place

if TYPE_CHECKING:
    from .calls import Call
    from .model import Channel, Message

MAX_HISTORY = 999


def opened(call: Call) -> Json:
    """conversations.open: the direct messages with one person; opening them twice changes nothing."""
    world = call.world
    if call.text("channel"):
        return {"channel": {"id": world.joined(call.needed("channel")).id}}
    users = call.listed("users")
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > 1:
        call.require("mpim:write")
        raise SlackError("method_not_supported_for_channel_type")
    call.require("im:write")
    user = world.user(users[0])
    before = world.direct(user)
    channel = open_with(world, user)
    shown = payloads.channel(world, channel) if call.flag("return_im") else {"id": channel.id}
    already = {"no_op": True, "already_open": True} if before else {}
    return {**already, "channel": shown}


def _wanted(call: Call) -> list[Place]:
    names = call.listed("types") or [Place.PUBLIC.listed_as]
    unknown = [each for each in names if each not in LISTED and each != "mpim"]
    if unknown:
        raise SlackError("invalid_types")
    for each in names:
        call.require(f"{LISTED[each].family if each in LISTED else each}:read")
    return [LISTED[each] for each in names if each in LISTED]


def _listing(call: Call, channels: list[Channel]) -> Json:
    kept = [each for each in channels if not (each.archived and call.flag("exclude_archived"))]
    found, cursor = call.page(kept)
    return {"channels": [payloads.channel(call.world, each) for each in found], **cursor}


def listing(call: Call) -> Json:
    """conversations.list: all public channels, and of the others those that the app is in."""
    world, wanted = call.world, _wanted(call)
    seen = [each for each in world.channels.values() if each.place is Place.PUBLIC or world.bot.id in each.members]
    return _listing(call, [each for each in seen if each.place in wanted])


def of_user(call: Call) -> Json:
    """users.conversations: those of the app, or those of a person that the app sees."""
    world, wanted = call.world, _wanted(call)
    who = world.user(call.text("user") or world.bot.id)
    seen = [each for each in world.channels.values() if each.place is Place.PUBLIC or world.bot.id in each.members]
    return _listing(call, [each for each in seen if each.place in wanted and who.id in each.members])


def info(call: Call) -> Json:
    """conversations.info."""
    return {"channel": payloads.channel(call.world, call.readable(), count=call.flag("include_num_members"))}


def members(call: Call) -> Json:
    """conversations.members."""
    found, cursor = call.page(call.readable().members)
    return {"members": found, **cursor}


def join(call: Call) -> Json:
    """conversations.join: public channels only."""
    world, channel = call.world, call.world.channel(call.needed("channel"))
    if channel.place is not Place.PUBLIC:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    already = world.bot.id in channel.members
    posts.join(world, channel, world.bot)
    shown: Json = {"channel": payloads.channel(world, channel)}
    warned = {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    return shown | (warned if already else {})


def _between(call: Call, messages: list[Message]) -> list[Message]:
    oldest, latest = call.text("oldest") or "0", call.text("latest") or "9" * 12
    try:
        low, high = float(oldest), float(latest)
    except ValueError:
        raise SlackError("invalid_ts_oldest") from None
    edges = {oldest, latest} if call.flag("inclusive") else set()
    return [each for each in messages if low < float(each.ts) < high and each.ts not in (oldest, latest)] + [
        each for each in messages if each.ts in edges
    ]


def _shown(call: Call, found: list[Message]) -> list[Json]:
    metadata = call.flag("include_all_metadata")
    return [message_json.message(call.world, each, metadata=metadata) for each in found]


def _history_of(call: Call) -> Channel:
    channel = call.world.joined(call.needed("channel"))
    call.require(f"{channel.place.family}:history")
    return channel


def history(call: Call) -> Json:
    """conversations.history: newest first, without the replies in threads."""
    channel = _history_of(call)
    top = [each for each in channel.messages.values() if not each.is_reply or each.broadcast]
    between = sorted(_between(call, top), key=lambda each: each.ts, reverse=True)
    found, cursor = call.page(between, most=MAX_HISTORY)
    more = bool(cursor["response_metadata"]["next_cursor"])
    counts: Json = {"pin_count": 0, "channel_actions_ts": None, "channel_actions_count": 0}
    return {"messages": _shown(call, found), "has_more": more, **counts, **(cursor if more else {})}


def replies(call: Call) -> Json:
    """conversations.replies: the root, always, and what stands below it, oldest first."""
    channel = _history_of(call)
    root = channel.messages.get(call.needed("ts"))
    if root is None:
        raise SlackError("thread_not_found")
    below = [] if root.is_reply else message_json.replies(channel, root.ts)
    between = sorted(_between(call, below), key=lambda each: each.ts)
    found, cursor = call.page([root, *between], default=1000)
    more = bool(cursor["response_metadata"]["next_cursor"])
    return {"messages": _shown(call, found), "has_more": more, **(cursor if more else {})}
