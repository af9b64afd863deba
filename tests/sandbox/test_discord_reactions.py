"""Reactions: both kinds, of people and of the bot, over the gateway and over REST."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import pytest

from bot.sandbox.discord import NotSeen, Permission
from tests.sandbox.bots import Bot, logged_in, running

if TYPE_CHECKING:
    from bot.sandbox.discord import DiscordSandbox


async def test_people_react(guild: DiscordSandbox) -> None:
    """Adding, super-reacting and removing reach the bot with the fields that Discord gives, and no others."""
    room, mod = guild.channel("room"), guild.person("mod")
    async with running(guild, Bot()) as bot:
        await bot.place(room.id).send("card")
        card = room.messages[0]
        await mod.reacts("💬", card)
        await mod.super_reacts("🎨", card)
        await mod.unreacts("💬", card)
        await guild.settle(bot.idle)
        first, second = bot.told("raw_reaction_add")
        assert (str(first.emoji), first.user_id, first.member.id) == ("💬", mod.id, mod.id)
        assert (first.message_author_id, first.burst, first.guild_id) == (guild.bot_user_id, False, guild.guild_id)
        assert (str(second.emoji), second.burst, second.type) == ("🎨", True, discord.ReactionType.burst)
        (removed,) = bot.told("raw_reaction_remove")
        assert (str(removed.emoji), removed.member, removed.user_id) == ("💬", None, mod.id)
        assert card.reactions == {"🎨": 1}


async def test_clearing(guild: DiscordSandbox) -> None:
    """Whoever may manage messages clears one emoji or all; others cannot."""
    lead_role = guild.role("lead", Permission.MANAGE_MESSAGES)
    room, lead, mod = guild.channel("room"), guild.person("lead", [lead_role]), guild.person("mod")
    async with running(guild, Bot()) as bot:
        await bot.place(room.id).send("card")
        card = room.messages[0]
        for emoji in ("💬", "🎨"):
            await mod.reacts(emoji, card)
        await lead.clears_emoji("💬", card)
        await lead.clears(card)
        with pytest.raises(NotSeen):
            await mod.clears(card)
        await guild.settle(bot.idle)
        assert [str(each.emoji) for each in bot.told("raw_reaction_clear_emoji")] == ["💬"]
        assert [each.message_id for each in bot.told("raw_reaction_clear")] == [card.id]
        assert card.reactions == {}


async def test_bot_reads_reactions(guild: DiscordSandbox) -> None:
    """The message tells the counts of both kinds, and each kind's people are listed by id, in pages."""
    room = guild.channel("room")
    people = [guild.person(f"p{number}") for number in range(3)]
    async with logged_in(guild, Bot()) as bot:
        sent = await bot.place(room.id).send("card")
        for each in people:
            await each.reacts("🎨", room.messages[0])
        await people[0].super_reacts("🎨", room.messages[0])
        message = await bot.place(room.id).fetch_message(sent.id)
        (reaction,) = message.reactions
        assert (reaction.count, reaction.normal_count, reaction.burst_count) == (4, 3, 1)
        normal = [each.id async for each in reaction.users(type=discord.ReactionType.normal)]
        assert sorted(normal) == [each.id for each in people]
        assert [each.id async for each in reaction.users(type=discord.ReactionType.burst)] == [people[0].id]
        page = [each.id async for each in reaction.users(limit=1, after=discord.Object(people[0].id))]
        assert page == [people[1].id]


async def test_bot_reacts_and_removes(guild: DiscordSandbox) -> None:
    """The bot puts its own emoji, takes them away, and removes those of others where it may manage messages."""
    room, mod = guild.channel("room"), guild.person("mod")
    async with logged_in(guild, Bot()) as bot:
        sent = await bot.place(room.id).send("card")
        card = room.messages[0]
        await sent.add_reaction("⏸️")
        await sent.add_reaction("🎨")
        await mod.reacts("🎨", card)
        assert card.reactions == {"⏸️": 1, "🎨": 2}
        await sent.remove_reaction("🎨", discord.Object(mod.id))
        await sent.remove_reaction("⏸️", discord.Object(guild.bot_user_id))
        assert card.reactions == {"🎨": 1}
        await sent.clear_reaction("🎨")
        await sent.add_reaction("🎨")
        await sent.clear_reactions()
        assert card.reactions == {}


async def test_not_an_emoji(guild: DiscordSandbox) -> None:
    """What is no emoji is refused with 10014; the guild's own work by name and id."""
    room, own = guild.channel("room"), guild.emoji("salon")
    async with logged_in(guild, Bot()) as bot:
        sent = await bot.place(room.id).send("card")
        for wrong in ("x", "🎨🎨", "♔", "salon:123"):
            with pytest.raises(discord.HTTPException) as refused:
                await sent.add_reaction(wrong)
            assert refused.value.code == 10014
        await sent.add_reaction(own)
        assert room.messages[0].reactions == {"salon": 1}


async def test_twenty_reactions(guild: DiscordSandbox) -> None:
    """A message takes twenty different emoji; the next one is refused with 30010."""
    room, mod = guild.channel("room"), guild.person("mod")
    async with logged_in(guild, Bot()) as bot:
        sent = await bot.place(room.id).send("card")
        for number in range(20):
            await mod.reacts(chr(0x1F600 + number), room.messages[0])
        with pytest.raises(discord.HTTPException) as refused:
            await sent.add_reaction("🎨")
        assert refused.value.code == 30010
