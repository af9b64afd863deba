"""Who is a moderator: whoever sees the moderators' channel, bots excepted, narrowed by a role where one is set."""

import asyncio
from typing import Final

import discord

from handlers.discord.faults import FAULTS
from handlers.discord.settings import DiscordSettings

PATIENCE: Final = 1.0
"""Seconds to look somebody up while they wait for an answer; with `desk.SLOW` it is less than Discord's three."""


def is_moderator(member: discord.Member, settings: DiscordSettings) -> bool:
    """Whether this member is one, going by their roles and by the guild as they are known here."""
    channel = member.guild.get_channel(settings.moderator_channel_id)
    if member.bot or channel is None or not channel.permissions_for(member).view_channel:
        return False
    role = settings.moderator_role_id
    return role is None or any(each.id == role for each in member.roles)


async def look_up(guild: discord.Guild, user_id: int, settings: DiscordSettings) -> bool:
    """Whether the account is a moderator now, going by Discord. Somebody who left is none."""
    try:
        return is_moderator(await guild.fetch_member(user_id), settings)
    except discord.NotFound:
        return False


async def acts_as_moderator(interaction: discord.Interaction[discord.Client], settings: DiscordSettings) -> bool:
    """Whether the person who acts is one, wherever they act."""
    if isinstance(interaction.user, discord.Member):
        return is_moderator(interaction.user, settings)
    guild = interaction.client.get_guild(settings.guild_id)
    if guild is None:
        return False
    try:
        async with asyncio.timeout(PATIENCE):
            return await look_up(guild, interaction.user.id, settings)
    except FAULTS:
        return False
