"""Messages come, change and go, and what follows from each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import events, message_json, mrkdwn
from .world import Ping

if TYPE_CHECKING:
    from .kinds import Json
    from .model import Channel, Message, User
    from .world import World


def post(world: World, message: Message) -> Message:
    """Put a message where it belongs: an ephemeral one on one screen if it is on, any other into its conversation."""
    if message.visible_to is not None:
        reader = world.users[message.visible_to]
        if not reader.away:
            world.show(reader, message)
        return message
    channel = message.channel
    channel.messages[message.ts] = message
    if message.is_reply:
        channel.messages[str(message.thread_ts)].thread_ts = message.thread_ts
    world.pings += [Ping(message, each) for each in _called(world, message)]
    if message.files:
        for each in message.files:
            each.channels += [] if channel in each.channels else [channel]
        events.file_shared(world, message)
    events.posted(world, message)
    if channel.direct and message.user is world.bot:
        world.show(world.users[channel.members[0]], message)
    return message


def _called(world: World, message: Message) -> list[User]:
    """Return whom a message really calls: members of its conversation, but not its author and no bots."""
    names = mrkdwn.called(message.text) | mrkdwn.called_in(message.blocks)
    everyone = bool(names & mrkdwn.BROADCASTS)
    of_groups = {user for name in names if name in world.groups for user in world.groups[name].users}
    members = [world.users[each] for each in message.channel.members if each != message.user.id]
    here = [each for each in members if each.bot_id is None and not each.deleted]
    return [each for each in here if everyone or each.id in names | of_groups]


def edit(world: World, message: Message, **changes: object) -> None:
    """Change a message; whoever acted on it sees that."""
    before = message_json.message(world, message, metadata=True)
    for key, value in changes.items():
        setattr(message, key, value)
    message.edited = world.timing.ts()
    if message.visible_to is not None:
        world.show(world.users[message.visible_to], message)
        return
    events.changed(world, message, before)


def delete(world: World, message: Message) -> None:
    """Delete a message; the root of a thread with replies leaves a tombstone."""
    before: Json = message_json.message(world, message, metadata=True)
    message.deleted = True
    if message.visible_to is not None:
        world.pulse.beat()
        return
    if message_json.replies(message.channel, message.ts):
        message.subtype, message.text, message.blocks = "tombstone", "", []
        message.files, message.reactions, message.metadata = [], {}, None
        events.changed(world, message, before)
        return
    del message.channel.messages[message.ts]
    events.deleted(world, message, before)


def join(world: World, channel: Channel, user: User) -> None:
    """Let somebody into a conversation."""
    if user.id not in channel.members:
        channel.members.append(user.id)
        events.membership(world, "member_joined_channel", channel, user)


def leave(world: World, channel: Channel, user: User) -> None:
    """Take somebody out of a conversation; told before, because an app that left hears nothing more."""
    if user is not world.bot:
        events.membership(world, "member_left_channel", channel, user)
    channel.members.remove(user.id)
    world.pulse.beat()
