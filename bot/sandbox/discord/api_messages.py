"""Routes on channels and messages (docs.discord.com: 'Channel', 'Message')."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import drafts, message_json, payloads, posts
from .calls import Call, Reply, snowflake
from .errors import ApiError
from .forms import refuse
from .kinds import THREADS, ChannelKind, MessageFlag, MessageKind
from .permissions import Permission

if TYPE_CHECKING:
    from .drafts import Draft
    from .kinds import Json
    from .model import Channel, Message

MAX_PAGE = 100
DEFAULT_PAGE = 50
MAX_NONCE = 25


def channel(call: Call) -> Reply:
    """GET /channels/{channel_id}."""
    return Reply(payloads.channel(call.world.channel(call.id("channel_id")), call.world))


def delete_channel(call: Call) -> Reply:
    """DELETE /channels/{channel_id}: closing direct messages deletes nothing in them."""
    channel = call.world.channel(call.id("channel_id"))
    need = Permission.MANAGE_THREADS if channel.kind in THREADS else Permission.MANAGE_CHANNELS
    if channel.kind is not ChannelKind.DM:
        call.world.channel(channel.id, need)
        posts.forget_channel(call.world, channel)
    return Reply(payloads.channel(channel, call.world))


def typing(call: Call) -> Reply:
    """POST /channels/{channel_id}/typing."""
    sending(call, call.world.channel(call.id("channel_id")))
    return Reply()


def listing(call: Call) -> Reply:
    """GET /channels/{channel_id}/messages: newest first; without READ_MESSAGE_HISTORY simply none."""
    channel = call.world.channel(call.id("channel_id"))
    limit = call.whole("limit", DEFAULT_PAGE, 1, MAX_PAGE)
    if Permission.READ_MESSAGE_HISTORY not in call.world.may(call.world.bot, channel):
        return Reply([])
    found = _page(sorted(channel.messages), call, limit)
    return Reply([message_json.message(channel.messages[each], call.world) for each in reversed(found)])


def _page(ids: list[int], call: Call, limit: int) -> list[int]:
    around, before, after = (call.query_id(each) for each in ("around", "before", "after"))
    if around is not None:
        older, newer = [each for each in ids if each < around], [each for each in ids if each >= around]
        half = limit // 2
        return (older[-half:] if half else []) + newer[: limit - min(half, len(older))]
    if before is not None:
        return [each for each in ids if each < before][-limit:]
    if after is not None:
        return [each for each in ids if each > after][:limit]
    return ids[-limit:]


def get(call: Call) -> Reply:
    """GET /channels/{channel_id}/messages/{message_id}."""
    message = call.world.message(call.id("channel_id"), call.id("message_id"))
    return Reply(message_json.message(message, call.world))


def post(call: Call) -> Reply:
    """POST /channels/{channel_id}/messages."""
    world, channel = call.world, call.world.channel(call.id("channel_id"))
    sending(call, channel)
    nonce = _nonce(call.body)
    if nonce is not None and call.body.get("enforce_nonce"):
        earlier = posts.remembered(world, world.bot, nonce)
        if earlier is not None:
            return Reply(message_json.message(earlier, world))
    draft = drafts.Reader(world, channel.id, call.uploads).read(call.body)
    check_draft(call, channel, draft)
    original = _original(call, channel)
    kind = MessageKind.REPLY if original else MessageKind.DEFAULT
    how = posts.Circumstances(kind=kind, reference=original, nonce=nonce)
    draft.flags &= ~MessageFlag.EPHEMERAL
    message = posts.create(world, channel, world.bot, draft, how)
    if nonce is not None:
        posts.remember(world, message)
    return Reply(message_json.message(message, world))


def sending(call: Call, channel: Channel) -> None:
    """Refuse where the bot may not write, or the person does not let it."""
    if channel.recipient is not None:
        if channel.recipient.id not in call.world.members:
            raise ApiError(50278)
        if not channel.recipient.dms_open:
            raise ApiError(50007)
        return
    in_thread = channel.kind in THREADS
    call.world.channel(channel.id, Permission.SEND_MESSAGES_IN_THREADS if in_thread else Permission.SEND_MESSAGES)
    if channel.archived and channel.locked:
        raise ApiError(50083)


def check_draft(call: Call, channel: Channel, draft: Draft) -> None:
    """Refuse what shows nothing; files need ATTACH_FILES, embeds need EMBED_LINKS."""
    held = call.world.may(call.world.bot, channel)
    if call.uploads and Permission.ATTACH_FILES not in held:
        raise ApiError(50013)
    if draft.embeds and Permission.EMBED_LINKS not in held:
        raise ApiError(50013)
    if draft.is_empty():
        raise ApiError(50006)


def _nonce(body: Json) -> int | str | None:
    nonce: int | str | None = body.get("nonce")
    if isinstance(nonce, str) and len(nonce) > MAX_NONCE:
        raise refuse(("nonce",), "NONCE_TYPE_TOO_LONG", f"Must be {MAX_NONCE} or fewer in length.")
    return nonce


def _original(call: Call, channel: Channel) -> Message | None:
    reference = call.body.get("message_reference")
    if reference is None:
        return None
    if Permission.READ_MESSAGE_HISTORY not in call.world.may(call.world.bot, channel):
        raise refuse((), "REPLIES_CANNOT_REPLY_WITHOUT_HISTORY", "Cannot reply without permission to read history")
    found = channel.messages.get(snowflake(reference.get("message_id"), "message_id"))
    if found is None and reference.get("fail_if_not_exists", True):
        raise refuse(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
    return found


def patch(call: Call) -> Reply:
    """PATCH /channels/{channel_id}/messages/{message_id}: only the author may, except for hiding embeds."""
    world = call.world
    message = world.message(call.id("channel_id"), call.id("message_id"))
    if message.author is not world.bot:
        raise ApiError(50005)
    draft = drafts.Reader(world, message.channel.id, call.uploads).read(call.body, message)
    check_edit(draft, message)
    return Reply(message_json.message(posts.edit(world, message, draft), world))


def check_edit(draft: Draft, message: Message) -> None:
    """Refuse an edit that would leave nothing, or that brings Components V2 over what they cannot stand beside."""
    before = {"content": message.content, "embeds": message.embeds, "components": message.components}
    after = {key: getattr(draft, key) if getattr(draft, key) is not None else was for key, was in before.items()}
    if not any(after.values()) and not draft.attachments:
        raise ApiError(50006)
    if MessageFlag.COMPONENTS_V2 in draft.flags and (after["content"] or after["embeds"]):
        raise refuse(("content",), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "Remove content and embeds")


def delete(call: Call) -> Reply:
    """DELETE /channels/{channel_id}/messages/{message_id}: another's needs MANAGE_MESSAGES, and none in DMs."""
    world = call.world
    message = world.message(call.id("channel_id"), call.id("message_id"))
    if message.author is not world.bot:
        if payloads.is_direct(message.channel):
            raise ApiError(50003)
        world.channel(message.channel.id, Permission.MANAGE_MESSAGES)
    posts.delete(world, message)
    return Reply()
