"""Private threads: the way to somebody who takes no private messages.

Only they, the bot and whoever manages threads see one. Exceptions of discord.py pass through: `gateway` reads them.
"""

from contextlib import suppress
from typing import Final

import discord

from bot.moderation.model import Account, MessageRef
from bot.ports import NOT_CONNECTED, Gone, Refused, Retry
from handlers.discord.settings import DiscordSettings

A_WEEK: Final = 10_080
"""Minutes without a word after which Discord puts a thread away; the next message brings it back."""

THREAD_STANDS: Final = 160004
"""Discord's code for 'A thread has already been created for this message'."""


async def open_for(
    client: discord.Client, settings: DiscordSettings, account: Account, name: str
) -> discord.Thread | Refused | Retry:
    """The thread of this name, with the person in it; Refused where they could not see it, so that nothing is begun."""
    guild = client.get_guild(settings.guild_id)
    if guild is None or guild.unavailable:
        return NOT_CONNECTED  # logged in, and Discord has not told yet what there is
    parent = guild.get_channel(settings.thread_channel_id or 0)
    if not isinstance(parent, discord.TextChannel):
        return Refused("no-thread-channel")
    member = await guild.fetch_member(int(account.id))
    if not parent.permissions_for(member).view_channel:
        return Refused("no-thread-channel")
    thread = await _standing(guild, parent, name) or await parent.create_thread(
        name=name, type=discord.ChannelType.private_thread, auto_archive_duration=A_WEEK, invitable=False
    )
    if thread.archived:
        await thread.edit(archived=False)
    await thread.add_user(member)
    return thread


async def opened(client: discord.Client, settings: DiscordSettings, name: str) -> discord.Thread | Gone | Retry:
    """The thread of this name, if an earlier try opened it; nothing is opened, and nobody asked in."""
    guild = client.get_guild(settings.guild_id)
    if guild is None or guild.unavailable:
        return NOT_CONNECTED
    parent = guild.get_channel(settings.thread_channel_id or 0)
    thread = await _standing(guild, parent, name) if isinstance(parent, discord.TextChannel) else None
    return thread or Gone("thread")


async def _standing(guild: discord.Guild, parent: discord.TextChannel, name: str) -> discord.Thread | None:
    """One that an earlier try opened. Discord knows no nonce for threads, so that their name tells them apart.

    It may have been put away since. Discord tells of those only to whoever may read the history of the channel.
    """
    for thread in await guild.active_threads():
        if _is_ours(thread, guild, parent, name):
            return thread
    with suppress(discord.Forbidden):
        async for thread in parent.archived_threads(private=True, joined=True, limit=None):
            if _is_ours(thread, guild, parent, name):
                return thread
    return None


def _is_ours(thread: discord.Thread, guild: discord.Guild, parent: discord.TextChannel, name: str) -> bool:
    return (thread.parent_id, thread.owner_id, thread.name) == (parent.id, guild.me.id, name)


async def below(
    client: discord.Client, settings: DiscordSettings, card: MessageRef, name: str
) -> discord.PartialMessageable | None:
    """The thread of a card, opened where it has none; None where that is not ours to do, or the card is gone.

    It has the card's own id (docs.discord.com, Start Thread from Message).
    """
    try:
        room = client.get_partial_messageable(int(card.channel), guild_id=settings.guild_id)
        await room.get_partial_message(int(card.message)).create_thread(name=name, auto_archive_duration=A_WEEK)
    except (discord.Forbidden, discord.NotFound):
        return None
    except discord.HTTPException as fault:
        if fault.code != THREAD_STANDS:
            raise
    return client.get_partial_messageable(int(card.message))


async def enter(client: discord.Client, settings: DiscordSettings, channel: str, account: Account) -> None:
    """Before something is said in a thread: the person has to be there, else nobody would hear it."""
    if settings.thread_channel_id is None:
        return
    room = client.get_channel(int(channel)) or await client.fetch_channel(int(channel))
    if isinstance(room, discord.Thread):
        member = await room.guild.fetch_member(int(account.id))
        if not room.archived:  # what is said brings it back, with whoever was in it
            await room.add_user(member)


def is_ours(room: object, settings: DiscordSettings) -> bool:
    """Whether a channel is one of these threads, as far as it is known here."""
    parent = settings.thread_channel_id
    return isinstance(room, discord.Thread) and parent is not None and room.parent_id == parent
