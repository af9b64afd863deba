"""What the bot may not do is refused with Discord's codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import pytest

from bot.sandbox.discord import Permission
from bot.sandbox.discord.permissions import BOT
from tests.sandbox.bots import Bot, logged_in

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from bot.sandbox.discord import DiscordSandbox


async def refused(action: Awaitable[object]) -> tuple[int, int]:
    """Return the status and the code with which something is refused."""
    with pytest.raises(discord.HTTPException) as error:
        await action
    return error.value.status, error.value.code


async def test_unseen_channel(guild: DiscordSandbox) -> None:
    """In a channel that the bot does not see everything is 50001; where there is none, 10003."""
    hidden = guild.channel("hidden", private_to=[], bot=False)
    async with logged_in(guild, Bot()) as bot:
        assert await refused(bot.place(hidden.id).send("x")) == (403, 50001)
        assert await refused(bot.fetch_channel(hidden.id)) == (403, 50001)
        assert await refused(bot.place(1).send("x")) == (404, 10003)


async def test_without_send_files_embeds(guild: DiscordSandbox) -> None:
    """Sending, files and embeds each need their own permission: 50013."""
    mute, plain = guild.channel("mute"), guild.channel("plain")
    mute.overwrite(guild.bot_role, deny=Permission.SEND_MESSAGES)
    plain.overwrite(guild.bot_role, deny=Permission.EMBED_LINKS | Permission.ATTACH_FILES)
    async with logged_in(guild, Bot()) as bot:
        assert await refused(bot.place(mute.id).send("x")) == (403, 50013)
        assert await refused(bot.place(plain.id).send(embed=discord.Embed(title="x"))) == (403, 50013)
        await bot.place(plain.id).send("x")


async def test_without_history(guild: DiscordSandbox) -> None:
    """Without READ_MESSAGE_HISTORY the list is empty, which is no error; a single message is refused."""
    room, alice = guild.channel("room"), guild.person("alice")
    room.overwrite(guild.bot_role, deny=Permission.READ_MESSAGE_HISTORY)
    message = await alice.writes("hello", room)
    async with logged_in(guild, Bot()) as bot:
        assert [each async for each in bot.place(room.id).history()] == []
        assert await refused(bot.place(room.id).fetch_message(message.id)) == (403, 50001)


async def test_reactions_need_permission(guild: DiscordSandbox) -> None:
    """A new emoji needs ADD_REACTIONS, one that stands there already does not; others' need MANAGE_MESSAGES."""
    room, alice = guild.channel("room"), guild.person("alice")
    guild.bot_role.permits(BOT & ~Permission.MANAGE_MESSAGES)
    room.overwrite(guild.bot_role, deny=Permission.ADD_REACTIONS)
    message = await alice.writes("hello", room)
    await alice.reacts("🎨", message)
    async with logged_in(guild, Bot()) as bot:
        partial = discord.PartialMessage(channel=bot.place(room.id), id=message.id)
        assert await refused(partial.add_reaction("💬")) == (403, 50013)
        await partial.add_reaction("🎨")
        assert await refused(partial.remove_reaction("🎨", discord.Object(alice.id))) == (403, 50013)
        assert await refused(partial.delete()) == (403, 50013)
        assert await refused(partial.edit(content="x")) == (403, 50005)


async def test_direct_messages_refused(guild: DiscordSandbox) -> None:
    """Closed direct messages open, and refuse the message with 50007; without a common guild it is 50278."""
    closed, gone = guild.person("closed", dms_open=False), guild.person("gone")
    async with logged_in(guild, Bot()) as bot:
        channel = await bot.create_dm(discord.Object(closed.id))
        assert await refused(channel.send("x")) == (403, 50007)
        other = await bot.create_dm(discord.Object(gone.id))
        await gone.leaves()
        assert await refused(other.send("x")) == (403, 50278)
        closed.opens_dms()
        await channel.send("x")


async def test_opening_direct_messages_too_fast(guild: DiscordSandbox) -> None:
    """Opening direct messages with many people in a short time is refused with 40003; opened ones stay open."""
    people = [guild.person(f"p{number}") for number in range(26)]
    async with logged_in(guild, Bot()) as bot:
        for each in people[:25]:
            await bot.create_dm(discord.Object(each.id))
        assert await refused(bot.create_dm(discord.Object(people[25].id))) == (403, 40003)
        await bot.create_dm(discord.Object(people[0].id))


async def test_direct_reactions_of_others(guild: DiscordSandbox) -> None:
    """In direct messages nobody removes another's emoji or message: 50003."""
    artist = guild.person("artist")
    message = await artist.writes("hello")
    await artist.reacts("🎨", message)
    async with logged_in(guild, Bot()) as bot:
        channel = await bot.create_dm(discord.Object(artist.id))
        partial = channel.get_partial_message(message.id)
        assert await refused(partial.remove_reaction("🎨", discord.Object(artist.id))) == (403, 50003)
        assert await refused(partial.delete()) == (403, 50003)
        await partial.add_reaction("📥")
        assert artist.inbox[0].reactions == {"🎨": 1, "📥": 1}


async def test_guild_and_members(guild: DiscordSandbox) -> None:
    """The guild, its channels, roles and single members are read without intents; the list of members is not."""
    guild.channel("room")
    alice = guild.person("alice", [guild.role("moderator")])
    async with logged_in(guild, Bot()) as bot:
        found = await bot.fetch_guild(guild.guild_id)
        assert [each.name for each in await found.fetch_channels()] == ["room"]
        assert "moderator" in {each.name for each in await found.fetch_roles()}
        counts = {each.id: count for each, count in (await found.role_member_counts()).items()}
        assert (counts[guild.roles["moderator"].id], guild.guild_id in counts) == (1, False)
        member = await found.fetch_member(alice.id)
        assert {each.name for each in member.roles} == {"@everyone", "moderator"}
        assert (await bot.fetch_user(alice.id)).global_name == "alice"
        assert await refused(found.fetch_member(1)) == (404, 10013)
        route = discord.http.Route("GET", "/guilds/{guild_id}/members", guild_id=guild.guild_id)
        assert await refused(bot.http.request(route)) == (403, 50001)
        guilds = [each.id async for each in bot.fetch_guilds(with_counts=False)]
        assert guilds == [guild.guild_id]
        search = discord.http.Route("GET", "/guilds/{guild_id}/members/search", guild_id=guild.guild_id)
        matching = await bot.http.request(search, params={"query": "ali"})
        assert [each["user"]["id"] for each in matching] == [str(alice.id)]
