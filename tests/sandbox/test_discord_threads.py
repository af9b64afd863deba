"""Threads, and channels that come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

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
