"""Routes on threads (docs.discord.com: 'Channel', from 'Start Thread from Message' on)."""

from __future__ import annotations

from bot.sandbox.faults import Unexpected

from . import payloads, posts
from .calls import MAX_SNOWFLAKE, Call, Reply
from .errors import ApiError
from .forms import Form
from .kinds import THREADS, ChannelKind, MessageFlag
from .model import Channel
from .permissions import Permission

DURATIONS = (60, 1440, 4320, 10080)
ROOM = {ChannelKind.PUBLIC_THREAD: Permission.CREATE_PUBLIC_THREADS}


def from_message(call: Call) -> Reply:
    """POST /channels/{channel_id}/messages/{message_id}/threads: the thread has the message's id, and one is all."""
    channel_id = call.id("channel_id")
    message = call.world.message(channel_id, call.id("message_id"), Permission.CREATE_PUBLIC_THREADS)
    if message.thread is not None:
        raise ApiError(160004)
    message.thread = _create(call, message.channel, ChannelKind.PUBLIC_THREAD, message.id)
    message.flags |= MessageFlag.HAS_THREAD
    return Reply(payloads.channel(message.thread, call.world), 201)


def without_message(call: Call) -> Reply:
    """POST /channels/{channel_id}/threads: private unless the type says otherwise."""
    kind = ChannelKind(call.body.get("type") or ChannelKind.PRIVATE_THREAD)
    parent = call.world.channel(call.id("channel_id"), ROOM.get(kind, Permission.CREATE_PRIVATE_THREADS))
    thread = _create(call, parent, kind, call.world.timing.snowflake())
    return Reply(payloads.channel(thread, call.world), 201)


def _create(call: Call, parent: Channel, kind: ChannelKind, thread_id: int) -> Channel:
    if parent.kind is not ChannelKind.TEXT:
        raise ApiError(50024)
    form, lasts = Form(), call.body.get("auto_archive_duration") or DURATIONS[1]
    form.text(call.body, "name", 100, least=1, required=True)
    if lasts not in DURATIONS:
        form.at("auto_archive_duration").wrong("BASE_TYPE_CHOICES", f"Value must be one of {DURATIONS}.")
    form.finish()
    name, owner = call.body["name"], call.world.bot.id
    thread = Channel(thread_id, kind, name, parent=parent, owner_id=owner, auto_archive=lasts)
    return posts.create_thread(call.world, thread)


def archived(call: Call) -> Reply:
    """GET /channels/{channel_id}/users/@me/threads/archived/private: those that the bot is in, newest first."""
    parent = call.world.channel(call.id("channel_id"), Permission.READ_MESSAGE_HISTORY)
    before, limit = call.query_id("before") or MAX_SNOWFLAKE, call.whole("limit", 50, 2, 100)
    private = [each for each in call.world.channels.values() if each.kind is ChannelKind.PRIVATE_THREAD]
    ours = [each for each in private if each.parent is parent and call.world.bot.id in each.thread_members]
    away = sorted((each for each in ours if each.archived and each.id < before), key=lambda each: -each.id)
    return Reply(payloads.threads(away[:limit], call.world, has_more=len(away) > limit))


def bring_back(call: Call) -> Reply:
    """PATCH /channels/{channel_id}: of a thread, and that it is not put away any more, by whoever is in it."""
    thread = _thread(call)
    if call.body != {"archived": False}:
        raise Unexpected(f"the sandbox does not know how to change {sorted(call.body)} of a channel")
    if thread.locked or call.world.bot.id not in thread.thread_members:
        call.world.channel(thread.id, Permission.MANAGE_THREADS)
    posts.archive(call.world, thread, archived=False)
    return Reply(payloads.channel(thread, call.world))


def _thread(call: Call) -> Channel:
    thread = call.world.channel(call.id("channel_id"))
    if thread.kind not in THREADS:
        raise ApiError(50024)
    return thread


def members(call: Call) -> Reply:
    """GET /channels/{channel_id}/thread-members."""
    thread = _thread(call)
    return Reply([payloads.thread_member(thread, each) for each in thread.thread_members])


def add_member(call: Call) -> Reply:
    """PUT /channels/{channel_id}/thread-members/{user_id}: by whoever may write there, while it is not put away."""
    thread, member = _thread(call), call.world.member(call.id("user_id"))
    call.world.channel(thread.id, Permission.SEND_MESSAGES_IN_THREADS)
    if thread.archived:
        raise ApiError(50083)
    thread.thread_members.setdefault(member.user.id, call.world.timing.now())
    return Reply()


def remove_member(call: Call) -> Reply:
    """DELETE /channels/{channel_id}/thread-members/{user_id}: needs MANAGE_THREADS."""
    thread = _thread(call)
    call.world.channel(thread.id, Permission.MANAGE_THREADS)
    thread.thread_members.pop(call.id("user_id"), None)
    return Reply()


def join(call: Call) -> Reply:
    """PUT /channels/{channel_id}/thread-members/@me."""
    _thread(call).thread_members.setdefault(call.world.bot.id, call.world.timing.now())
    return Reply()
