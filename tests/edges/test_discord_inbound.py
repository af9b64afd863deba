"""What came from Discord: an event for what is for us, nothing for the rest."""

from typing import Any, TypeAlias, cast

import discord
import pytest

from bot.moderation.inbound import Edited, FileRef, MessageGone, Reacted, ReactionsRemoved, Wrote
from bot.moderation.model import Account, Chat, MessageRef
from handlers.discord import inbound
from handlers.discord.settings import INTENTS
from tests.edges.discord_values import CARD, NOW, SETTINGS

Json: TypeAlias = dict[str, Any]
BOT = 99


def reaction(channel: int = 2, user: int = 77, *, name: str = "💬", emoji_id: int | None = None) -> Json:
    """A reaction event's payload."""
    emoji = {"name": name, "id": emoji_id and str(emoji_id)}
    return {
        "message_id": "3",
        "channel_id": str(channel),
        "user_id": str(user),
        "guild_id": "1",
        "emoji": emoji,
        "type": 0,
    }


def raw(data: Json, kind: str = "REACTION_ADD", **changed: object) -> discord.RawReactionActionEvent:
    """The same as discord.py hands it over."""
    emoji = discord.PartialEmoji.from_dict(data["emoji"])
    return discord.RawReactionActionEvent(cast("Any", {**data, **changed}), emoji, cast("Any", kind))


def test_a_reaction_of_somebody_who_is_not_known_yet_asks_for_a_reading() -> None:
    """Without the guild nobody can tell who is a moderator: the card is to be read."""
    assert inbound.reacted(raw(reaction(name="👍🏽")), SETTINGS, BOT) == Reacted(
        "", CARD, Account(Chat.DISCORD, "77"), moderator=False, emoji="👍", burst=False, stands=True, repeated=True
    )


def test_a_removal_names_no_member_and_needs_none() -> None:
    """It only takes away."""
    event = inbound.reacted(raw(reaction(), "REACTION_REMOVE", burst=True), SETTINGS, BOT)
    assert event
    assert (event.stands, event.burst, event.repeated) == (False, True, False)


def test_a_guilds_own_emoji_has_its_id() -> None:
    """By name alone it could be any."""
    event = inbound.reacted(raw(reaction(name="salon", emoji_id=5)), SETTINGS, BOT)
    assert event
    assert event.emoji == "salon:5"


@pytest.mark.parametrize("data", [reaction(channel=4), reaction(user=BOT)])
def test_reactions_elsewhere_and_our_own_are_nobodys_business(data: Json) -> None:
    """Only the moderators' channel; the bot's own reactions are the legend."""
    assert inbound.reacted(raw(data), SETTINGS, BOT) is None


def test_reactions_removed_at_once() -> None:
    """All of them, or all of one emoji."""
    data: Any = {"message_id": "3", "channel_id": "2", "guild_id": "1", "emoji": {"name": "⏸️", "id": None}}
    everything = discord.RawReactionClearEvent(data)
    one = discord.RawReactionClearEmojiEvent(data, discord.PartialEmoji.from_dict(data["emoji"]))
    assert inbound.cleared(everything, SETTINGS) == ReactionsRemoved("", CARD, None)
    assert inbound.cleared(one, SETTINGS) == ReactionsRemoved("", CARD, "⏸")
    assert inbound.cleared(discord.RawReactionClearEvent(cast("Any", data | {"channel_id": "4"})), SETTINGS) is None


def test_deleted_messages() -> None:
    """A card, a member's message; not what was said elsewhere in the guild."""
    assert inbound.gone(2, 3, 1, SETTINGS) == MessageGone("gone:3", CARD)
    assert inbound.gone(8, 3, None, SETTINGS) == MessageGone("gone:3", MessageRef(Chat.DISCORD, "8", "3"))
    assert inbound.gone(8, 3, 1, SETTINGS) is None


ATTACHMENT = {
    "id": "5",
    "filename": "w.png",
    "url": "https://cdn/w.png",
    "proxy_url": "",
    "size": 9,
    "content_type": "image/png",
}


def message(**changed: object) -> discord.Message:
    """A private message, as discord.py makes it from a payload."""
    state: Any = discord.Client(intents=INTENTS)._connection  # noqa: SLF001 - a message is made from a payload nowhere else
    author = {"id": "77", "username": "ann", "discriminator": "0", "avatar": None, "bot": changed.pop("bot", False)}
    data = {"id": "11", "channel_id": "8", "author": author, "content": "by hand", "timestamp": NOW.isoformat(),
            "edited_timestamp": None, "tts": False, "mention_everyone": False, "mentions": [], "mention_roles": [],
            "attachments": [ATTACHMENT], "embeds": [], "pinned": False, "type": 0, **changed}  # fmt: skip
    channel = discord.PartialMessageable(state, 8)
    return discord.Message(state=state, channel=cast("Any", channel), data=cast("Any", data))


async def test_a_private_message() -> None:
    """Words, files, when; tied to the message it answers."""
    reply = {"type": 19, "message_reference": {"type": 0, "channel_id": "8", "message_id": "10"}}
    assert inbound.wrote(message(**reply)) == Wrote(
        key="11",
        message=MessageRef(Chat.DISCORD, "8", "11"),
        account=Account(Chat.DISCORD, "77"),
        words="by hand",
        files=(FileRef("5", "w.png", "https://cdn/w.png", 9, "image/png"),),
        at=discord.utils.snowflake_time(11),
        reply_to=MessageRef(Chat.DISCORD, "8", "10"),
    )


async def test_a_forwarded_message_counts_as_written() -> None:
    """People forward their own work in progress; a forward refers to another message, but does not answer it."""
    inner = {"content": "sketch", "attachments": [ATTACHMENT], "embeds": [], "timestamp": NOW.isoformat(),
             "edited_timestamp": None, "mentions": [], "type": 0}  # fmt: skip
    reference = {"type": 1, "channel_id": "4", "message_id": "10"}
    event = inbound.wrote(
        message(content="", attachments=[], message_reference=reference, message_snapshots=[{"message": inner}])
    )
    assert event
    assert (event.words, len(event.files), event.reply_to) == ("sketch", 1, None)


@pytest.mark.parametrize("changed", [{"bot": True}, {"type": 6}])
async def test_messages_that_are_none(changed: Json) -> None:
    """Those of bots, and 'pinned a message'."""
    assert inbound.wrote(message(**changed)) is None


def edit(**changed: object) -> discord.RawMessageUpdateEvent:
    """An edit's payload."""
    data: Any = {"id": "11", "channel_id": "8", "content": "by hand, really", **changed}
    bot = changed.pop("bot", False)
    return discord.RawMessageUpdateEvent(data, message(content="by hand, really", bot=bot, **changed))


async def test_an_edit() -> None:
    """Its key is of this edit alone."""
    later = NOW.replace(minute=5)
    assert inbound.edited(edit(edited_timestamp=later.isoformat())) == Edited(
        f"edit:11:{int(later.timestamp() * 1000)}", MessageRef(Chat.DISCORD, "8", "11"), "by hand, really", later
    )
    assert inbound.edited(edit()) is None, "Discord added a preview"
    assert inbound.edited(edit(edited_timestamp=later.isoformat(), bot=True)) is None
