"""Reactions come and go (docs.slack.dev: 'reactions.add', 'reactions.remove')."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import emoji, events
from .errors import SlackError

if TYPE_CHECKING:
    from .model import Message, User
    from .world import World

MAX_OF_ONE = 23
MAX_EMOJI = 50


def add(world: World, message: Message, user: User, name: str) -> None:
    """Put an emoji under a message; each skin tone is one of its own."""
    emoji.check(name, world)
    if message.visible_to is not None or message.subtype == "tombstone":
        raise SlackError("not_reactable" if message.deleted else "message_not_found")
    if message.channel.archived:
        raise SlackError("is_archived")
    holders = message.reactions.get(name, [])
    if user.id in holders:
        raise SlackError("already_reacted")
    if sum(user.id in each for each in message.reactions.values()) >= MAX_OF_ONE:
        raise SlackError("too_many_reactions")
    if not holders and len(message.reactions) >= MAX_EMOJI:
        raise SlackError("too_many_emoji")
    message.reactions[name] = [*holders, user.id]
    events.reaction(world, "reaction_added", message, user, name)


def remove(world: World, message: Message, user: User, name: str) -> None:
    """Take one's own emoji away: nobody can take another's."""
    emoji.check(name, world)
    holders = message.reactions.get(name, [])
    if user.id not in holders:
        raise SlackError("no_reaction")
    holders.remove(user.id)
    if not holders:
        del message.reactions[name]
    events.reaction(world, "reaction_removed", message, user, name)
