"""Reactions, of people and of the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.sandbox.slack import NotSeen, SlackError
from tests.sandbox.slack_bots import client, running
from tests.sandbox.test_slack_messages import refused

if TYPE_CHECKING:
    from bot.sandbox.slack import SlackSandbox


async def test_people_react(slack: SlackSandbox) -> None:
    """Every reaction and its removal is told with emoji, person and message; a skin tone is part of the name."""
    room, mod = slack.channel("room"), slack.person("mod")
    async with running(slack) as bot:
        made = await bot.client.chat_postMessage(channel=room.id, text="card")
        (card,) = room.messages
        await mod.reacts("art", card)
        await mod.reacts("thumbsup::skin-tone-2", card)
        await mod.unreacts("art", card)
        await slack.settle(bot.idle)
        added, removed = bot.told("reaction_added"), bot.told("reaction_removed")
        assert [each["reaction"] for each in added] == ["art", "thumbsup::skin-tone-2"]
        assert (removed[0]["reaction"], removed[0]["user"], removed[0]["item_user"]) == (
            "art",
            mod.id,
            slack.bot_user_id,
        )
        assert removed[0]["item"] == {"type": "message", "channel": room.id, "ts": made["ts"]}
        assert added[0]["event_ts"] < added[1]["event_ts"] < removed[0]["event_ts"]
        assert card.reactors("thumbsup::skin-tone-2") == ["mod"]


async def test_bot_reacts(slack: SlackSandbox) -> None:
    """The bot puts on and takes off its own; twice, unknown, or not there, is refused."""
    room, mod, web = slack.channel("room"), slack.person("mod"), client(slack)
    message = await mod.writes("hello", room)
    where: dict[str, Any] = {"channel": room.id, "timestamp": message.id}
    await web.reactions_add(**where, name="art")
    assert await refused(web.reactions_add(**where, name="art")) == "already_reacted"
    assert await refused(web.reactions_add(**where, name="no-such")) == "invalid_name"
    assert await refused(web.reactions_add(channel=room.id, timestamp="1.0", name="art")) == "message_not_found"
    assert await refused(web.reactions_remove(name="art")) == "no_item_specified"
    await mod.reacts("ok", message)
    assert await refused(web.reactions_remove(**where, name="ok")) == "no_reaction"
    await web.reactions_remove(**where, name="art")
    assert message.reactions == {"ok": 1}


async def test_bot_reads_reactions(slack: SlackSandbox) -> None:
    """All who reacted are told only with `full`; without, the count alone is right."""
    room, web = slack.channel("room"), client(slack)
    people = [slack.person(f"p{number}") for number in range(7)]
    message = await people[0].writes("hello", room)
    for each in people:
        await each.reacts("art", message)
    where: dict[str, Any] = {"channel": room.id, "timestamp": message.id}
    (some,) = (await web.reactions_get(**where))["message"]["reactions"]
    (all_,) = (await web.reactions_get(**where, full=True))["message"]["reactions"]
    assert (len(some["users"]), some["count"], all_["users"]) == (5, 7, [each.id for each in people])
    listed = await web.reactions_list(user=people[3].id, full=True)
    assert [each["message"]["ts"] for each in listed["items"]] == [message.id]


async def test_limits_of_reactions(slack: SlackSandbox) -> None:
    """One person puts 23 emoji under a message, all together 50."""
    room, people = slack.channel("room"), [slack.person(f"p{number}") for number in range(3)]
    message = await people[0].writes("hello", room)
    names = [slack.emoji(f"own{number}") for number in range(51)]
    for number, name in enumerate(names[:50]):
        await people[number // 20].reacts(name, message)
    with pytest.raises(SlackError, match="too_many_emoji"):
        await people[2].reacts(names[50], message)
    for name in names[20:23]:
        await people[0].reacts(name, message)
    with pytest.raises(SlackError, match="too_many_reactions"):
        await people[0].reacts(names[23], message)


async def test_only_members_react(slack: SlackSandbox) -> None:
    """Nobody reacts in a private channel that they are not in, and the app hears nothing of one that it is not in."""
    mod, other = slack.person("mod"), slack.person("other")
    room, hidden = slack.channel("room", private_to=[mod]), slack.channel("hidden", private_to=[mod], bot=False)
    async with running(slack) as bot:
        message = await mod.writes("secret", room)
        with pytest.raises(NotSeen):
            await other.reacts("art", message)
        await mod.reacts("art", await mod.writes("unheard", hidden))
        await slack.settle(bot.idle)
        assert ([each["text"] for each in bot.told("message")], bot.told("reaction_added")) == (["secret"], [])
