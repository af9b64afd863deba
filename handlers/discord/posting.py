"""Sending once, and redrawing. Exceptions of discord.py pass through: `gateway` reads them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import urlsplit

import discord
import structlog

from bot.moderation.model import MessageRef
from bot.ports import Done, Gone, Outcome, Refused, Unknown
from handlers.discord import custom_ids, faults, inbound
from handlers.discord.views.drawing import Drawn

Room = discord.PartialMessageable | discord.DMChannel

_log = structlog.get_logger()


async def post(
    room: Room, id_: str, drawn: Drawn, *, tried: datetime | None, reply_to: MessageRef | None = None
) -> Done:
    """Send a message once: Discord knows its nonce for a few minutes, its components carry the effect for good."""
    found = await _find(room, id_, tried) if tried else None
    return Done(_ref(found or await _send(room, id_, drawn, reply_to)))


async def find(room: Room, id_: str, tried: datetime) -> Done | Gone:
    """Only look for what an earlier try may have sent."""
    found = await _find(room, id_, tried)
    return Done(_ref(found)) if found else Gone("message")


async def post_card(room: Room, id_: str, drawn: Drawn, emoji: Sequence[str], *, tried: datetime | None) -> Outcome:
    """Post a card, and put its reactions on.

    Where they cannot be put on now, the outcome is not known: the next try finds the card and goes on from there.
    Where they never can, the card stands without (people may add them, `salon doctor` says why).
    """
    found = await _find(room, id_, tried) if tried else None
    # One that is found was drawn for an earlier try: the case may have moved on since.
    message = await found.edit(**drawn.edit(_pictures(found))) if found else await _send(room, id_, drawn, None)
    outcome = await faults.answer(_put_on(message, emoji))
    match outcome:
        case None:
            return Done(_ref(message))
        case Refused(why=why) | Gone(what=why):
            _log.error("reactions not put on", card=message.id, why=why)
            return Done(_ref(message))
        case _:
            return Unknown(f"card stands, reactions missing: {outcome.why}", _ref(message))


async def redraw(message: discord.PartialMessage, drawn: Drawn, emoji: Sequence[str]) -> Done:
    """Edit a card where it stands; its pictures stay where they are the same."""
    standing = _pictures(await message.fetch()) if drawn.pictures else ()
    await _put_on(await message.edit(**drawn.edit(standing)), emoji)
    return Done(_ref(message))


def _pictures(message: discord.Message) -> set[str]:
    """The names of those that stand in a message; what its embeds show is not among its attachments."""
    shown = (urlsplit(each.image.url or "").path for each in message.embeds)
    return {*(each.filename for each in message.attachments), *(path.rpartition("/")[2] for path in shown if path)}


async def take_off(message: discord.PartialMessage, user_id: int, emoji: str) -> None:
    """Take somebody's reaction off, in every form of the emoji that stands there."""
    for reaction in (await message.fetch()).reactions:
        if inbound.emoji(reaction.emoji) == emoji:
            await message.remove_reaction(reaction.emoji, discord.Object(user_id))


async def _send(room: Room, id_: str, drawn: Drawn, reply_to: MessageRef | None) -> discord.Message:
    parts = drawn.new()
    if reply_to:
        parts["reference"] = discord.MessageReference(
            message_id=int(reply_to.message), channel_id=int(reply_to.channel), fail_if_not_exists=False
        )
    message: discord.Message = await room.send(nonce=id_, mention_author=False, **parts)
    return message


async def _find(room: Room, id_: str, since: datetime) -> discord.Message | None:
    """The message that went out for an effect: it is not older than the effect, so nothing older is looked at."""
    async for message in room.history(limit=None, after=since, oldest_first=True):
        if any(custom_ids.effect_of(each) == id_ for each in _custom_ids(message)):
            return message
    return None


def _custom_ids(message: discord.Message) -> Iterable[str | None]:
    for row in message.components:
        if isinstance(row, discord.ActionRow):
            yield from (getattr(each, "custom_id", None) for each in row.children)


async def _put_on(message: discord.Message, emoji: Sequence[str]) -> None:
    """Those that are missing, in their order."""
    there = {inbound.emoji(each.emoji) for each in message.reactions if each.me}
    for each in emoji:
        if inbound.emoji(each) not in there:
            await message.add_reaction(each)


def _ref(message: discord.Message | discord.PartialMessage) -> MessageRef:
    return inbound.ref(message.channel.id, message.id)
