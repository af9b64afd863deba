"""Threads, and channels that come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import pytest

from bot.sandbox.discord import Permission
from tests.sandbox.bots import Bot, running

if TYPE_CHECKING:
    from bot.sandbox.discord import DiscordSandbox


async def test_threads(guild: DiscordSandbox) -> None:
    """The bot opens threads from a message and without one, writes in them, and manages who is in them."""
    room, alice = guild.channel("room"), guild.person("alice")
    guild.bot_role.permits(guild.bot_role.record.permissions | discord_permissions())
    async with running(guild, Bot()) as bot:
        sent = await bot.place(room.id).send("card")
        channel = bot.get_channel(room.id)
        assert isinstance(channel, discord.TextChannel)
        thread = await (await channel.fetch_message(sent.id)).create_thread(name="Case 7")
        assert (thread.id, [each.name for each in room.threads]) == (sent.id, ["Case 7"])
        await thread.send("inside")
        assert [each.text for each in room.threads[0].messages] == ["inside"]
        await alice.writes("me too", room.threads[0])
        private = await channel.create_thread(name="Private")
        await private.add_user(discord.Object(alice.id))
        assert {each.id for each in await private.fetch_members()} == {alice.id, guild.bot_user_id}
        await private.remove_user(discord.Object(alice.id))
        await private.join()
        assert {each.id for each in await channel.guild.active_threads()} == {thread.id, private.id}
        await private.delete()
        await guild.settle(bot.idle)
        assert len(bot.told("thread_create")) == 2
        assert [each.name for each in room.threads] == ["Case 7"]


async def test_threads_that_are_put_away(guild: DiscordSandbox) -> None:
    """The bot finds its own, page by page, where it may read the history; whoever says something brings one back."""
    room = guild.channel("room")
    guild.bot_role.permits(guild.bot_role.record.permissions | discord_permissions())
    async with running(guild, Bot()) as bot:
        channel = bot.get_channel(room.id)
        assert isinstance(channel, discord.TextChannel)
        threads = [await channel.create_thread(name=f"Private {n}") for n in range(3)]
        for each in room.threads:
            each.archive()
        await guild.settle(bot.idle)
        found = [each async for each in channel.archived_threads(private=True, joined=True, limit=None)]
        assert [each.id for each in found] == [each.id for each in reversed(threads)]
        newest = [each async for each in channel.archived_threads(private=True, joined=True, limit=2)]
        assert newest == found[:2]
        before = [each async for each in channel.archived_threads(private=True, joined=True, before=found[1])]
        assert [each.id for each in before] == [threads[0].id]
        with pytest.raises(discord.HTTPException, match="Thread is archived"):
            await found[0].add_user(discord.Object(guild.person("alice").id))
        assert not (await found[0].edit(archived=False)).archived
        await found[1].send("inside")
        assert [each.record.archived for each in room.threads] == [True, False, False]
        room.overwrite(guild.bot_role, deny=Permission.READ_MESSAGE_HISTORY)
        with pytest.raises(discord.Forbidden):
            [each async for each in channel.archived_threads(private=True, joined=True)]


def discord_permissions() -> int:
    """What managing private threads takes."""
    return discord.Permissions(manage_threads=True, create_private_threads=True).value


async def test_channels(guild: DiscordSandbox) -> None:
    """Channels and roles that come, change and go reach the bot."""
    async with running(guild, Bot()) as bot:
        room = guild.channel("room")
        role = guild.role("new")
        role.permits(guild.everyone.record.permissions)
        room.overwrite(role, allow=guild.everyone.record.permissions)
        await guild.settle(bot.idle)
        assert await bot.fetch_channel(room.id)
        async with bot.place(room.id).typing():
            pass
        room.delete()
        await guild.settle(bot.idle)
        for event in ("guild_channel_create", "guild_channel_update", "guild_channel_delete", "guild_role_update"):
            assert len(bot.told(event)) == 1, event
