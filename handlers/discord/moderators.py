"""Who is a moderator: whoever sees the moderators' channel, bots excepted, narrowed by a role where one is set."""

import asyncio
from collections.abc import Iterable
from typing import Final

import discord

from bot.moderation.model import Account
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


def is_lead(member: discord.Member, settings: DiscordSettings) -> bool:
    """Whether this moderator leads the others; with no role set for that, every moderator does."""
    role = settings.lead_role_id
    return is_moderator(member, settings) and (role is None or any(each.id == role for each in member.roles))


async def leads(guild: discord.Guild, candidates: Iterable[Account], settings: DiscordSettings) -> frozenset[Account]:
    """Those of some accounts who lead the moderators now, going by Discord."""
    found: set[Account] = set()
    for account in candidates:
        try:
            member = await guild.fetch_member(int(account.id))
        except discord.NotFound:
            continue
        if is_lead(member, settings):
            found.add(account)
    return frozenset(found)


async def acting(interaction: discord.Interaction[discord.Client], settings: DiscordSettings) -> discord.Member | None:
    """The person who acts, as a member of the guild, wherever they act; None where that cannot be known now."""
    if isinstance(interaction.user, discord.Member):
        return interaction.user
    guild = interaction.client.get_guild(settings.guild_id)
    if guild is None:
        return None
    try:
        async with asyncio.timeout(PATIENCE):
            return await guild.fetch_member(interaction.user.id)
    except FAULTS:
        return None
