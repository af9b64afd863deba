"""chat.postMessage, chat.update, chat.delete, chat.postEphemeral, chat.getPermalink."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import drafts, message_json, posts
from .errors import SlackError
from .kinds import Json, Place
from .model import Channel, Message

if TYPE_CHECKING:
    from .calls import Call
    from .drafts import Draft
    from .model import User
    from .world import World


def post(call: Call) -> Json:
    """chat.postMessage: to a conversation, or to a person, whose direct messages it opens."""
    channel = _target(call)
    draft = drafts.read(call)
    if draft.empty:
        raise SlackError("no_text")
    message = _compose(call, channel, draft)
    message.metadata = draft.metadata or None
    message.broadcast = message.is_reply and call.flag("reply_broadcast")
    message.subtype = "thread_broadcast" if message.broadcast else None
    posts.post(call.world, message)
    shown = message_json.message(call.world, message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown, **draft.extra}


def _compose(call: Call, channel: Channel, draft: Draft) -> Message:
    made = Message(call.world.timing.ts(), channel, call.world.bot, draft.text or "")
    made.blocks, made.attachments = draft.blocks or [], draft.attachments or []
    made.thread_ts = thread_of(call, channel)
    return made


def thread_of(call: Call, channel: Channel) -> str | None:
    """Return the root of the thread that is meant."""
    ts = call.text("thread_ts")
    if ts is None:
        return None
    root = channel.messages.get(ts)
    if root is None:
        raise SlackError("thread_not_found")
    if root.is_reply:
        call.world.unexpected.append("thread_ts is a reply's ts: 'use its parent instead' (chat.postMessage)")
    return root.ts


def _target(call: Call) -> Channel:
    world, name = call.world, call.needed("channel")
    if name.startswith(("U", "W")):
        return open_with(world, world.user(name))
    channel = world.channels.get(name)
    public = channel is not None and channel.place is Place.PUBLIC
    free = public and "chat:write.public" in world.manifest.scopes
    channel = world.channel(name) if free else world.joined(name)
    if channel.archived:
        raise SlackError("is_archived")
    return _reachable(world, channel) if channel.direct else channel


def _reachable(world: World, channel: Channel) -> Channel:
    person = world.users[channel.members[0]]
    if person.deleted:
        raise SlackError("user_disabled")
    if not world.manifest.messages_tab:
        raise SlackError("messages_tab_disabled")
    return channel


def open_with(world: World, user: User) -> Channel:
    """Open the direct messages with a person: not with bots, the gone, or people of other workspaces."""
    if user.bot_id is not None:
        raise SlackError("cannot_dm_bot")
    if user.deleted:
        raise SlackError("user_disabled")
    if user.team != world.team_id:
        raise SlackError("user_not_visible")
    if not world.manifest.messages_tab:
        raise SlackError("messages_tab_disabled")
    return world.open_direct(user)


def update(call: Call) -> Json:
    """chat.update: what is not sent stays as it was."""
    world, channel = call.world, call.world.joined(call.needed("channel"))
    message = world.message(channel, call.needed("ts"))
    if message.user is not world.bot:
        raise SlackError("cant_update_message")
    if channel.archived:
        raise SlackError("is_inactive")
    draft = drafts.read(call, editing=True)
    after = _after(message, draft)
    if not any(after[each] for each in ("text", "blocks", "attachments")) and not message.files:
        raise SlackError("no_text")
    posts.edit(world, message, **after)
    shown = message_json.message(world, message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown, **draft.extra}


def _after(message: Message, draft: Draft) -> Json:
    kept: Json = {
        "text": message.text if draft.text is None else draft.text,
        "blocks": message.blocks if draft.blocks is None else draft.blocks,
        "attachments": message.attachments if draft.attachments is None else draft.attachments,
    }
    return kept | ({} if draft.metadata is None else {"metadata": draft.metadata or None})


def delete(call: Call) -> Json:
    """chat.delete: only the app's own messages."""
    world, channel = call.world, call.world.joined(call.needed("channel"))
    message = world.message(channel, call.needed("ts"))
    if message.user is not world.bot:
        raise SlackError("cant_delete_message")
    posts.delete(world, message)
    return {"channel": channel.id, "ts": message.ts}


def ephemeral(call: Call) -> Json:
    """chat.postEphemeral: to somebody who is in the conversation, as the app is."""
    world = call.world
    channel = world.joined(call.needed("channel"))
    user = world.user(call.needed("user"))
    if channel.archived:
        raise SlackError("is_archived")
    if user.id not in channel.members or user.deleted:
        raise SlackError("user_not_in_channel")
    draft = drafts.read(call)
    if draft.empty:
        raise SlackError("no_text")
    message = _compose(call, channel, draft)
    message.visible_to = user.id
    posts.post(world, message)
    return {"message_ts": message.ts}


def permalink(call: Call) -> Json:
    """chat.getPermalink."""
    world = call.world
    channel = world.joined(call.needed("channel"))
    message = world.message(channel, call.needed("message_ts"))
    where = f"https://{world.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    thread = f"?thread_ts={message.thread_ts}&cid={channel.id}" if message.is_reply else ""
    return {"channel": channel.id, "permalink": where + thread}
