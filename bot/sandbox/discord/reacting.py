"""Reactions come and go (docs.discord.com: 'Create Reaction' and the routes after it; 'Gateway Events')."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import emoji as emojis
from . import message_json, payloads
from .errors import ApiError
from .kinds import Intent, Json
from .permissions import Permission
from .posts import place
from .world import Event

if TYPE_CHECKING:
    from .model import Message, Reaction, User
    from .world import World

MAX_REACTIONS = 20
NORMAL, BURST = 0, 1


def add(world: World, message: Message, user: User, text: str, *, burst: bool = False) -> None:
    """Put an emoji under a message: only a new one needs ADD_REACTIONS, and at most twenty different ones fit."""
    key, fresh = emojis.parse(text, world)
    if key not in message.reactions:
        if Permission.ADD_REACTIONS not in world.may(user, message.channel):
            raise ApiError(50013)
        if len(message.reactions) >= MAX_REACTIONS:
            raise ApiError(30010)
    reaction = message.reactions.setdefault(key, fresh)
    holders = reaction.burst if burst else reaction.normal
    if user.id in holders:
        return
    holders.append(user.id)
    told = _common(world, message, reaction) | {"user_id": str(user.id), "message_author_id": str(message.author.id)}
    told |= {"burst": burst, "type": BURST if burst else NORMAL}
    told |= {"burst_colors": ["#5865f2"]} if burst else {}
    if user.id in world.members and not payloads.is_direct(message.channel):
        told["member"] = payloads.member(world.members[user.id])
    _tell(world, "MESSAGE_REACTION_ADD", message, told)


def remove(world: World, message: Message, user: User, text: str, *, burst: bool = False) -> None:
    """Take one person's emoji away; nothing happens if it is not there."""
    key, _ = emojis.parse(text, world)
    reaction = message.reactions.get(key)
    if reaction is None:
        raise ApiError(10014)
    holders = reaction.burst if burst else reaction.normal
    if user.id not in holders:
        return
    holders.remove(user.id)
    if not reaction.normal and not reaction.burst:
        del message.reactions[key]
    told = _common(world, message, reaction) | {"user_id": str(user.id), "burst": burst}
    _tell(world, "MESSAGE_REACTION_REMOVE", message, told | {"type": BURST if burst else NORMAL})


def remove_either(world: World, message: Message, user: User, text: str) -> None:
    """Take whatever kind of this emoji a person holds: the routes name no kind."""
    key, _ = emojis.parse(text, world)
    reaction = message.reactions.get(key)
    burst = reaction is not None and user.id in reaction.burst
    remove(world, message, user, text, burst=burst)


def clear(world: World, message: Message) -> None:
    """Take all emoji away."""
    message.reactions.clear()
    told = {"channel_id": str(message.channel.id), "message_id": str(message.id), **place(world, message.channel)}
    _tell(world, "MESSAGE_REACTION_REMOVE_ALL", message, told)


def clear_emoji(world: World, message: Message, text: str) -> None:
    """Take one emoji away, whoever put it there."""
    key, _ = emojis.parse(text, world)
    reaction = message.reactions.pop(key, None)
    if reaction is None:
        raise ApiError(10014)
    _tell(world, "MESSAGE_REACTION_REMOVE_EMOJI", message, _common(world, message, reaction))


def _common(world: World, message: Message, reaction: Reaction) -> Json:
    ids = {"channel_id": str(message.channel.id), "message_id": str(message.id)}
    return {**ids, "emoji": message_json.emoji(reaction), **place(world, message.channel)}


def _tell(world: World, name: str, message: Message, told: Json) -> None:
    direct = payloads.is_direct(message.channel)
    intent = Intent.DIRECT_REACTIONS if direct else Intent.GUILD_REACTIONS
    world.emit(Event(name, told, intent, message.channel))
