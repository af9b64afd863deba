"""Reading again what stands in Discord: the reactions of a card, the messages of a conversation."""

from typing import NamedTuple

import discord

from bot.moderation.model import Account, Chat, Choice, Mark, MessageRef
from bot.moderation.policy import Policy
from bot.ports import CardReading, ConversationReading, Fault, Gone, Refused, Retry, Unknown
from handlers.discord import faults, inbound
from handlers.discord.moderators import look_up
from handlers.discord.settings import DiscordSettings


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


async def conversation(
    client: discord.Client, account: Account, since: MessageRef | None, channel: str
) -> ConversationReading | Fault:
    """What the account wrote from `since` on; all of it where nothing is on record.

    Where we talk is read first. Where that is no direct conversation, or none that can be read, direct messages are as
    well: one room that is gone keeps nobody from being heard in the other.
    """
    after = discord.Object(int(since.message) - 1) if since else None
    known = await faults.answer(_known(client, channel, after)) if channel else None
    direct = known if _is_direct(known) else await faults.answer(_direct(client, account, after))
    for each in (known, direct):
        if isinstance(each, Retry | Unknown):
            return each
    found = {each.id: each for each in (known, direct) if isinstance(each, _Room)}.values()
    messages = sorted((message for room in found for message in room.messages), key=lambda each: each.id)
    events = [inbound.wrote(each, aside=each.guild is not None) for each in messages]
    mine = tuple(each for each in events if each and each.account == account)
    unread = _unread(known) if channel else _unread(direct)
    return ConversationReading(mine, frozenset(room.id for room in found if room.read), unread)


class _Room(NamedTuple):
    """A conversation as it was read."""

    id: str
    direct: bool
    messages: list[discord.Message]
    read: bool


async def _known(client: discord.Client, channel: str, after: discord.Object | None) -> _Room | Refused:
    room = client.get_channel(int(channel)) or await client.fetch_channel(int(channel))
    return await _read(room, after) if isinstance(room, discord.DMChannel | discord.Thread) else Refused("no-channel")


async def _direct(client: discord.Client, account: Account, after: discord.Object | None) -> _Room:
    return await _read(await client.create_dm(discord.Object(int(account.id))), after)


async def _read(room: discord.DMChannel | discord.Thread, after: discord.Object | None) -> _Room:
    """Where we may not read, Discord shows nothing and refuses nothing (docs.discord.com, Get Channel Messages).

    A room in which not even a word of ours stands counts as not read.
    """
    messages = [each async for each in room.history(limit=None, after=after, oldest_first=True)]
    read = bool(messages or [each async for each in room.history(limit=1)])
    return _Room(str(room.id), isinstance(room, discord.DMChannel), messages, read)


def _is_direct(known: _Room | Fault | None) -> bool:
    return isinstance(known, _Room) and known.direct


def _unread(room: _Room | Fault | None) -> str:
    """Why the conversation in which we talk was not read; '' where it was, or where nothing stands in any."""
    match room:
        case Refused(why=why) | Gone(what=why):
            return why
        case _Room(direct=False, read=False):
            return "no-history"
        case _:
            return ""
