"""What came from Discord, as events. Pure; None for what is not for us."""

from collections.abc import Mapping
from typing import Any

import discord

from bot.moderation.inbound import Edited, FileRef, MessageGone, Reacted, ReactionsRemoved, Wrote
from bot.moderation.model import Account, Chat, MessageRef
from handlers.discord import markup
from handlers.discord.moderators import is_moderator
from handlers.discord.settings import DiscordSettings

WRITTEN = frozenset({discord.MessageType.default, discord.MessageType.reply})


def account(user_id: int) -> Account:
    """A Discord account."""
    return Account(Chat.DISCORD, str(user_id))


def ref(channel_id: int, message_id: int) -> MessageRef:
    """A message on Discord."""
    return MessageRef(Chat.DISCORD, str(channel_id), str(message_id))


def emoji(seen: discord.PartialEmoji | discord.Emoji | str) -> str:
    """An emoji by its character or, for a guild's own, `name:id`; folded."""
    if isinstance(seen, str):
        return markup.fold(seen)
    return f"{seen.name}:{seen.id}" if seen.id else markup.fold(seen.name or "")


def reacted(raw: discord.RawReactionActionEvent, settings: DiscordSettings, bot_id: int) -> Reacted | None:
    """A reaction that was put on, or taken off, in the moderators' channel."""
    if raw.channel_id != settings.moderator_channel_id or raw.user_id == bot_id:
        return None
    stands, member = raw.event_type == "REACTION_ADD", raw.member
    if member is not None and member.bot:
        return None
    return Reacted(
        key="",
        card=ref(raw.channel_id, raw.message_id),
        account=account(raw.user_id),
        moderator=member is not None and is_moderator(member, settings),
        emoji=emoji(raw.emoji),
        burst=raw.burst,
        stands=stands,
        repeated=stands and member is None,  # the guild is not known yet: who this is must be read
    )


def cleared(
    raw: discord.RawReactionClearEvent | discord.RawReactionClearEmojiEvent, settings: DiscordSettings
) -> ReactionsRemoved | None:
    """All reactions of a message, or all of one emoji, were removed in the moderators' channel."""
    if raw.channel_id != settings.moderator_channel_id:
        return None
    which = emoji(raw.emoji) if isinstance(raw, discord.RawReactionClearEmojiEvent) else None
    return ReactionsRemoved("", ref(raw.channel_id, raw.message_id), which)


def gone(
    channel_id: int, message_id: int, guild_id: int | None, settings: DiscordSettings, *, aside: bool = False
) -> MessageGone | None:
    """A message was deleted: in the moderators' channel or in a private conversation."""
    if guild_id is not None and not aside and channel_id != settings.moderator_channel_id:
        return None
    return MessageGone(f"gone:{message_id}", ref(channel_id, message_id))


def wrote(message: discord.Message, *, aside: bool = False) -> Wrote | None:
    """A private message to the bot; what was forwarded counts as written.

    With `aside` it stands in a private thread. There Discord shows us only what answers a message of ours or names
    us; what is blank is nothing that could be put on record.
    """
    if (message.guild is not None and not aside) or message.author.bot or message.type not in WRITTEN:
        return None
    if aside and is_blank(message):
        return None
    forwarded = message.message_snapshots
    words = [message.content, *(each.content for each in forwarded)]
    files = [*message.attachments, *(file for each in forwarded for file in each.attachments)]
    answered = message.reference if message.type is discord.MessageType.reply else None
    return Wrote(
        key=str(message.id),
        message=ref(message.channel.id, message.id),
        account=account(message.author.id),
        words="\n".join(each for each in words if each),
        files=tuple(map(file_ref, files)),
        at=message.created_at,
        reply_to=ref(answered.channel_id, answered.message_id) if answered and answered.message_id else None,
        edited=message.edited_at,
    )


def is_blank(message: discord.Message) -> bool:
    """Whether a message shows nothing: Discord keeps it from bots that may not read along (Message Content Intent)."""
    return not (message.content or message.attachments or message.message_snapshots)


def edited(raw: discord.RawMessageUpdateEvent, *, aside: bool = False) -> Edited | None:
    """A private message was edited by whoever wrote it (Discord also 'edits' to add a link's preview)."""
    message = raw.message
    if aside and is_blank(message):
        return None
    if (
        (raw.guild_id is not None and not aside)
        or message.author.bot
        or message.edited_at is None
        or "content" not in raw.data
    ):
        return None
    key = f"edit:{message.id}:{int(message.edited_at.timestamp() * 1000)}"
    return Edited(key, ref(raw.channel_id, raw.message_id), message.content, message.edited_at)


def file_ref(attachment: discord.Attachment) -> FileRef:
    """A file of a message."""
    return FileRef(
        str(attachment.id), attachment.filename, attachment.url, attachment.size, attachment.content_type or ""
    )


def sent_file(raw: Mapping[str, Any]) -> FileRef:
    """A file of a form."""
    return FileRef(
        str(raw["id"]), str(raw["filename"]), str(raw["url"]), int(raw["size"]), str(raw.get("content_type") or "")
    )
