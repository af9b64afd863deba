"""Messages come, change and go (docs.discord.com: 'Create Message', 'Edit Message', 'Delete Message')."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import mentions, message_json, payloads
from .errors import ApiError
from .kinds import NO_FLAGS, THREADS, Intent, Json, MessageFlag, MessageKind
from .model import Channel, Message, User
from .world import Event, Ping

if TYPE_CHECKING:
    from .drafts import Draft
    from .world import World

NONCE_MEMORY = 120


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How a message comes to be, besides what it says."""

    kind: MessageKind = MessageKind.DEFAULT
    reference: Message | None = None
    nonce: int | str | None = None
    interaction: Json | None = None
    visible_to: int | None = None
    flags: MessageFlag = NO_FLAGS


ORDINARY = Circumstances()


def intent_of(channel: Channel) -> Intent:
    """Return the intent under which the messages of a channel are told."""
    return Intent.DIRECT_MESSAGES if payloads.is_direct(channel) else Intent.GUILD_MESSAGES


def create(world: World, channel: Channel, author: User, draft: Draft, how: Circumstances = ORDINARY) -> Message:
    """Post a message and tell everybody who may know."""
    message = Message(
        id=world.timing.snowflake(),
        channel=channel,
        author=author,
        sent_at=world.timing.now(),
        kind=how.kind,
        flags=draft.flags | how.flags,
        reference=how.reference,
        nonce=how.nonce,
        from_interaction=how.interaction is not None,
        interaction=how.interaction,
        visible_to=how.visible_to,
    )
    _fill(world, message, draft)
    if how.visible_to is not None:
        world.ephemeral.append(message)
        world.pulse.beat()
        return message
    channel.messages[message.id] = message
    if channel.archived:
        archive(world, channel, archived=False)
    world.pings += [Ping(message, each) for each in mentions.reached(message, world)]
    _tell(world, "MESSAGE_CREATE", message)
    return message


def edit(world: World, message: Message, draft: Draft) -> Message:
    """Change a message; an edit calls nobody."""
    message.flags &= ~MessageFlag.LOADING
    message.flags |= draft.flags & (MessageFlag.SUPPRESS_EMBEDS | MessageFlag.COMPONENTS_V2)
    _fill(world, message, draft)
    message.edited_at = world.timing.now()
    if message.visible_to is None:
        _tell(world, "MESSAGE_UPDATE", message)
    world.pulse.beat()
    return message


def _fill(world: World, message: Message, draft: Draft) -> None:
    message.attachments = draft.attachments
    for each in draft.attachments:
        world.files.keep(each)
    message.content = message.content if draft.content is None else draft.content
    message.embeds = message.embeds if draft.embeds is None else draft.embeds
    message.components = message.components if draft.components is None else draft.components
    called = mentions.find(message, draft.allowed_mentions, world)
    message.mentions, message.role_mentions = called.users, called.roles
    message.mentions_everyone = called.everyone


def delete(world: World, message: Message) -> None:
    """Take a message away; a nonce that made it is still remembered."""
    message.deleted = True
    message.channel.messages.pop(message.id, None)
    if message.visible_to is None:
        gone = {"id": str(message.id), "channel_id": str(message.channel.id), **place(world, message.channel)}
        world.emit(Event("MESSAGE_DELETE", gone, intent_of(message.channel), message.channel))
    world.pulse.beat()


def place(world: World, channel: Channel) -> Json:
    """Return the guild's id for events of its channels."""
    return {} if payloads.is_direct(channel) else {"guild_id": str(world.guild_id)}


def _tell(world: World, name: str, message: Message) -> None:
    shown = message_json.event(message, world)
    world.emit(Event(name, shown, intent_of(message.channel), message.channel, message))


def remembered(world: World, author: User, nonce: int | str) -> Message | None:
    """Return the message that the same author sent with this nonce 'in the past few minutes', if Discord still knows.

    If that message was deleted meanwhile, Discord answers 10008 (discord-api-docs issue 6647).
    """
    made, message = world.sent_nonces.get((author.id, str(nonce)), (None, None))
    if made is None or message is None or world.timing.ticks() - made > world.timing.lasts(NONCE_MEMORY):
        return None
    if message.deleted:
        raise ApiError(10008)
    return message


def remember(world: World, message: Message) -> None:
    """Keep a nonce in mind."""
    world.sent_nonces[message.author.id, str(message.nonce)] = (world.timing.ticks(), message)


def create_thread(world: World, thread: Channel) -> Channel:
    """Open a thread, with its owner in it."""
    world.channels[thread.id] = thread
    thread.created_at = world.timing.now()
    thread.thread_members[thread.owner_id or world.bot.id] = thread.created_at
    shown = payloads.channel(thread, world) | {"newly_created": True}
    world.emit(Event("THREAD_CREATE", shown, Intent.GUILDS, thread))
    return thread


def archive(world: World, thread: Channel, *, archived: bool) -> None:
    """Put a thread away, or bring it back."""
    thread.archived = archived
    world.emit(Event("THREAD_UPDATE", payloads.channel(thread, world), Intent.GUILDS, thread))


def forget_channel(world: World, channel: Channel) -> None:
    """Take a channel or a thread away."""
    shown = payloads.channel(channel, world)
    world.emit(Event("THREAD_DELETE" if channel.kind in THREADS else "CHANNEL_DELETE", shown, Intent.GUILDS, channel))
    del world.channels[channel.id]
