"""Reading again what stands in Discord: the reactions of a card, the messages of a conversation."""

from collections.abc import Iterable

import discord

from bot.moderation.model import Account, Chat, Choice, Mark, MessageRef
from bot.moderation.policy import Policy
from bot.ports import CardReading, ConversationReading
from handlers.discord import inbound
from handlers.discord.moderators import look_up
from handlers.discord.settings import DiscordSettings

Room = discord.DMChannel | discord.PartialMessageable


async def card(
    message: discord.PartialMessage, guild: discord.Guild, settings: DiscordSettings, policy: Policy
) -> CardReading:
    """Every reaction that means something, of both kinds, and who of their authors is a moderator now."""
    marks: set[Mark] = set()
    for reaction in (await message.fetch()).reactions:
        choice = policy.meaning(Chat.DISCORD, inbound.emoji(reaction.emoji))
        if choice:
            marks |= await _marks(reaction, choice)
    accounts = {mark.account for mark in marks}
    moderators = {each for each in accounts if await look_up(guild, int(each.id), settings)}
    return CardReading(frozenset(marks), frozenset(moderators))


async def _marks(reaction: discord.Reaction, choice: Choice) -> set[Mark]:
    """Who put it there. One that comes after the counting comes as an event as well, and has the card read again."""
    normal = reaction.count - reaction.burst_count
    counts = {discord.ReactionType.normal: normal, discord.ReactionType.burst: reaction.burst_count}
    return {
        Mark(inbound.account(user.id), choice, burst=kind is discord.ReactionType.burst)
        for kind, count in counts.items()
        async for user in reaction.users(limit=count, type=kind)
        if not user.bot
    }


async def conversation(rooms: Iterable[Room], account: Account, since: MessageRef | None) -> ConversationReading:
    """What the account wrote from `since` on; all of it where nothing is on record.

    Where we may not read, Discord shows nothing and refuses nothing (docs.discord.com, Get Channel Messages): a room
    in which not even a word of ours stands counts as not read.
    """
    after = discord.Object(int(since.message) - 1) if since else None
    messages: list[discord.Message] = []
    read: set[str] = set()
    for room in rooms:
        messages += [each async for each in room.history(limit=None, after=after, oldest_first=True)]
        read |= {str(room.id) async for _ in room.history(limit=1)}
    messages.sort(key=lambda each: each.id)
    events = [inbound.wrote(each, aside=each.guild is not None) for each in messages]
    return ConversationReading(tuple(each for each in events if each and each.account == account), frozenset(read))
