"""Messages, threads, direct messages and ephemeral ones, between real clients and people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.slack import ClientRefuses, NotSeen
from tests.sandbox.slack_bots import client, running
from tests.sandbox.slack_manifest import manifest

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from bot.sandbox.slack import SlackSandbox


async def refused(call: Awaitable[Any]) -> str:
    """Return the code with which Slack refuses a call."""
    with pytest.raises(SlackApiError) as error:
        await call
    return str(error.value.response["error"])


def noted(number: object) -> dict[str, Any]:
    """Return metadata."""
    return {"event_type": "effect", "event_payload": {"id": number}}


async def test_post_and_look_up_by_metadata(slack: SlackSandbox) -> None:
    """A post is found again in the history by its metadata, which is told in full only when asked for; pages turn."""
    room, web = slack.channel("room"), client(slack)
    for number in range(5):
        made = await web.chat_postMessage(channel=room.id, text=f"<{number}>", metadata=noted(number))
    assert (made["message"]["text"], made["message"]["metadata"]["event_payload"]) == ("<4>", {"id": 4})
    bare = await web.conversations_history(channel=room.id)
    assert bare["messages"][0]["metadata"] == {"event_type": "effect"}
    pages = await web.conversations_history(channel=room.id, limit=2, include_all_metadata=True)
    found = [[each["metadata"]["event_payload"]["id"] for each in page["messages"]] async for page in pages]
    assert found == [[4, 3], [2, 1], [0]]
    second = room.messages[1].id
    after = await web.conversations_history(channel=room.id, oldest=second)
    including = await web.conversations_history(channel=room.id, oldest=second, inclusive=True)
    assert (len(after["messages"]), len(including["messages"])) == (3, 4)
    assert await refused(web.conversations_history(channel=room.id, cursor="x")) == "invalid_cursor"


async def test_metadata_rules(slack: SlackSandbox) -> None:
    """Metadata without its parts or too large is refused; with a wrong name it is dropped, and a warning says so."""
    room, web = slack.channel("room"), client(slack)
    said: dict[str, Any] = {"channel": room.id, "text": "x"}
    assert await refused(web.chat_postMessage(**said, metadata={"event_type": "x"})) == "invalid_metadata_format"
    assert await refused(web.chat_postMessage(**said, metadata=noted("x" * 8000))) == "metadata_too_large"
    made = await web.chat_postMessage(**said, metadata={"event_type": "a.b", "event_payload": {}})
    assert (made["warning"], room.messages[0].metadata) == ("invalid_metadata_schema", None)


async def test_direct_messages_both_ways(slack: SlackSandbox) -> None:
    """The bot opens a direct message, twice the same, or posts to a person's id; what the person answers is heard."""
    alice = slack.person("alice")
    async with running(slack) as bot:
        one = await bot.client.conversations_open(users=alice.id)
        two = await bot.client.conversations_open(users=[alice.id], return_im=True)
        assert (one["channel"]["id"], two["channel"]["user"]) == (two["channel"]["id"], alice.id)
        posted = await bot.client.chat_postMessage(channel=alice.id, text="a question")
        assert posted["channel"] == one["channel"]["id"]
        await alice.writes("an answer", reply_to=alice.inbox[0])
        await slack.settle(bot.idle)
        heard = [each for each in bot.told("message") if each.get("bot_id") is None]
        assert [(each["text"], each["thread_ts"], each["channel_type"]) for each in heard] == [
            ("an answer", posted["ts"], "im")
        ]
        assert [each.text for each in alice.inbox] == ["a question", "an answer"]


async def test_unreachable_people(slack: SlackSandbox) -> None:
    """Nobody can write to the gone, to strangers, to bots, or to whom there is not."""
    web, gone = client(slack), slack.person("gone")
    channel = (await web.conversations_open(users=gone.id))["channel"]["id"]
    await gone.deactivated()
    stranger, robot = slack.person("stranger", team="T0OTHER00"), slack.robot("robot")
    cases = {gone.id: "user_disabled", stranger.id: "user_not_visible", robot.id: "cannot_dm_bot"}
    for user, code in {**cases, "U0NOBODY": "user_not_found", channel: "user_disabled"}.items():
        assert await refused(web.chat_postMessage(channel=user, text="x")) == code
    assert await refused(web.conversations_open(users=gone.id)) == "user_disabled"


HOME = "features__app_home"
OFF = manifest(**{HOME: {"messages_tab_enabled": False, "home_tab_enabled": False}})
READ_ONLY = manifest(**{HOME: {"messages_tab_enabled": True, "messages_tab_read_only_enabled": True}})


@pytest.mark.parametrize("slack", [{"manifest": OFF}], indirect=True)
async def test_messages_tab_off(slack: SlackSandbox) -> None:
    """Without its messages tab the app reaches nobody directly."""
    alice, web = slack.person("alice"), client(slack)
    assert await refused(web.chat_postMessage(channel=alice.id, text="x")) == "messages_tab_disabled"
    with pytest.raises(NotSeen):
        await alice.opens_home()


@pytest.mark.parametrize("slack", [{"manifest": READ_ONLY}], indirect=True)
async def test_messages_tab_read_only(slack: SlackSandbox) -> None:
    """On a read-only messages tab people read, and cannot answer."""
    alice, web = slack.person("alice"), client(slack)
    await web.chat_postMessage(channel=alice.id, text="x")
    with pytest.raises(ClientRefuses, match="turned off"):
        await alice.writes("an answer")


async def test_where_the_bot_may_not_post(slack: SlackSandbox) -> None:
    """A channel that it is not in, does not see, or that is archived, refuses the bot, each with its own code."""
    alice, web = slack.person("alice"), client(slack)
    outside, hidden = slack.channel("outside", bot=False), slack.channel("hidden", private_to=[alice], bot=False)
    closed = slack.channel("closed")
    closed.archives()
    cases = {outside.id: "not_in_channel", hidden.id: "channel_not_found", closed.id: "is_archived"}
    for channel, code in cases.items():
        assert await refused(web.chat_postMessage(channel=channel, text="x")) == code
    room = slack.channel("room")
    room.removes()
    assert await refused(web.chat_postMessage(channel=room.id, text="x")) == "not_in_channel"
    assert await refused(web.conversations_history(channel=room.id)) == "not_in_channel"


async def test_ephemeral(slack: SlackSandbox) -> None:
    """An ephemeral message needs both in the channel, stands in no history, and takes no reactions."""
    alice, web = slack.person("alice"), client(slack)
    room, outsider = slack.channel("room", private_to=[alice]), slack.person("outsider")
    made = await web.chat_postEphemeral(channel=room.id, user=alice.id, text="only you")
    assert [each.text for each in alice.answers] == ["only you"]
    assert await refused(web.chat_postEphemeral(channel=room.id, user=outsider.id, text="x")) == "user_not_in_channel"
    assert (await web.conversations_history(channel=room.id))["messages"] == []
    assert await refused(web.chat_update(channel=room.id, ts=made["message_ts"], text="x")) == "message_not_found"
    with pytest.raises(ClientRefuses):
        await alice.reacts("art", alice.answers[0])
    with pytest.raises(NotSeen):
        await outsider.reacts("art", alice.answers[0])


async def test_ephemeral_while_away(slack: SlackSandbox) -> None:
    """Whoever is away never sees it, though Slack says ok; a message waits for them."""
    alice, web = slack.person("alice"), client(slack)
    room = slack.channel("room", private_to=[alice])
    alice.goes_away()
    assert (await web.chat_postEphemeral(channel=room.id, user=alice.id, text="only you"))["ok"]
    await web.chat_postMessage(channel=alice.id, text="in private")
    alice.comes_back()
    assert (alice.answers, [each.text for each in alice.inbox]) == ([], ["in private"])
    await web.chat_postEphemeral(channel=room.id, user=alice.id, text="now")
    assert [each.text for each in alice.answers] == ["now"]


async def test_threads(slack: SlackSandbox) -> None:
    """Replies stand below their root, not in the history, unless broadcast; the root counts them."""
    room, alice, web = slack.channel("room"), slack.person("alice"), client(slack)
    root = await web.chat_postMessage(channel=room.id, text="root")
    await alice.writes("one", reply_to=room.messages[0])
    await web.chat_postMessage(channel=room.id, text="two", thread_ts=root["ts"], reply_broadcast=True)
    assert [each.text for each in room.messages[0].replies] == ["one", "two"]
    history = (await web.conversations_history(channel=room.id))["messages"]
    assert [(each["text"], each.get("subtype")) for each in history] == [("two", "thread_broadcast"), ("root", None)]
    assert (history[1]["reply_count"], history[1]["latest_reply"]) == (2, history[0]["ts"])
    found = await web.conversations_replies(channel=room.id, ts=root["ts"])
    assert [each["text"] for each in found["messages"]] == ["root", "one", "two"]
    link = await web.chat_getPermalink(channel=room.id, message_ts=history[0]["ts"])
    assert link["permalink"].endswith(f"?thread_ts={root['ts']}&cid={room.id}")
    assert await refused(web.conversations_replies(channel=room.id, ts="1.0")) == "thread_not_found"


async def test_edit_and_delete(slack: SlackSandbox) -> None:
    """Own messages change and go, others' do not; the app hears of both with what stood there before."""
    room, alice = slack.channel("room"), slack.person("alice")
    async with running(slack) as bot:
        web = bot.client
        made = await web.chat_postMessage(channel=room.id, text="draft", metadata=noted(1))
        where: dict[str, Any] = {"channel": room.id, "ts": made["ts"]}
        await web.chat_update(**where, text="final")
        assert (room.messages[0].text, room.messages[0].metadata, room.messages[0].edited) == ("final", noted(1), True)
        message = await alice.writes("typo", room)
        theirs: dict[str, Any] = {"channel": room.id, "ts": message.id}
        assert await refused(web.chat_update(**theirs, text="x")) == "cant_update_message"
        assert await refused(web.chat_delete(**theirs)) == "cant_delete_message"
        await alice.edits(message, "fixed")
        await alice.removes(message)
        await web.chat_delete(**where)
        assert await refused(web.chat_delete(**where)) == "message_not_found"
        await slack.settle(bot.idle)
        (changed,) = bot.told("message", "message_changed")
        (deleted,) = bot.told("message", "message_deleted")
        assert (changed["previous_message"]["text"], changed["message"]["text"]) == ("typo", "fixed")
        assert (deleted["deleted_ts"], deleted["previous_message"]["text"]) == (message.id, "fixed")
        with pytest.raises(ClientRefuses):
            await alice.edits(message, "again")


async def test_a_root_with_replies_leaves_a_tombstone(slack: SlackSandbox) -> None:
    """A deleted root with replies stays as a tombstone."""
    room, alice = slack.channel("room"), slack.person("alice")
    root = await alice.writes("root", room)
    await alice.writes("reply", reply_to=root)
    await alice.removes(root)
    history = (await client(slack).conversations_history(channel=room.id))["messages"]
    assert [each["subtype"] for each in history] == ["tombstone"]


async def test_who_is_called(slack: SlackSandbox) -> None:
    """A mention calls members only, a broadcast all of them; escaped, in plain text, or ephemeral, it calls nobody."""
    alice, web = slack.person("alice"), client(slack)
    room, outsider = slack.channel("room", private_to=[alice]), slack.person("outsider")
    group = slack.group("mods", [alice])
    plain = [{"type": "header", "text": {"type": "plain_text", "text": "<!channel>"}}]
    for text in ("&lt;!channel&gt;", "nobody"):
        await web.chat_postMessage(channel=room.id, text=text)
    await web.chat_postMessage(channel=room.id, text="x", blocks=plain)
    await web.chat_postEphemeral(channel=room.id, user=alice.id, text="<!here>")
    assert alice.pings == outsider.pings == []
    calling = [{"type": "section", "text": {"type": "mrkdwn", "text": f"hey {alice.mention}"}}]
    await web.chat_postMessage(channel=room.id, text=f"{outsider.mention} <!here>")
    await web.chat_postMessage(channel=room.id, text="x", blocks=calling)
    await web.chat_postMessage(channel=room.id, text=group.mention)
    assert (len(alice.pings), outsider.pings) == (3, [])
    assert room.messages[-2].text == "hey @alice"


async def test_bots_and_workflows(slack: SlackSandbox) -> None:
    """Other bots' messages carry a bot_id, a workflow's no account; the app hears both, and reactions of bots."""
    room, robot, flow = slack.channel("room"), slack.robot("robot"), slack.robot("flow", workflow=True)
    for each in (robot, flow):
        room.invites(each)
    async with running(slack) as bot:
        message = await robot.writes("beep", room)
        await flow.writes("step", room)
        await robot.reacts("art", message)
        await slack.settle(bot.idle)
        assert (bot.told("message")[0]["bot_id"], bot.told("message")[0]["user"]) == (robot.user.bot_id, robot.id)
        (posted,) = bot.told("message", "bot_message")
        assert ("user" in posted, posted["username"]) == (False, "flow")
        assert bot.told("reaction_added")[0]["user"] == robot.id


async def test_slack_connect(slack: SlackSandbox) -> None:
    """In a channel shared with another organization, events say so, and whose workspace somebody is of."""
    room = slack.channel("room", ext_shared=True)
    stranger = slack.person("stranger", team="T0OTHER00")
    room.invites(stranger)
    async with running(slack) as bot:
        await stranger.writes("hello from afar", room)
        await slack.settle(bot.idle)
        (body,) = [each for each in bot.events if each["event"]["type"] == "message"]
        assert (body["is_ext_shared_channel"], body["event"]["user_team"]) == (True, "T0OTHER00")
        assert (await bot.client.users_info(user=stranger.id))["user"]["is_stranger"]


async def test_text_limits(slack: SlackSandbox) -> None:
    """A long text is cut when posted, and refused when it changes a message; none at all is refused."""
    room, web = slack.channel("room"), client(slack)
    made = await web.chat_postMessage(channel=room.id, text="x" * 40_001)
    assert len(room.messages[0].content) == 40_000
    where: dict[str, Any] = {"channel": room.id, "ts": made["ts"]}
    await web.chat_update(**where, text="x" * 4000)
    assert await refused(web.chat_update(**where, text="x" * 4001)) == "msg_too_long"
    assert await refused(web.chat_update(**where, text="ñ" * 2001)) == "msg_too_long"
    assert await refused(web.api_call("chat.postMessage", json={"channel": room.id})) == "no_text"


async def test_what_people_read(slack: SlackSandbox) -> None:
    """People read names, labels and fallbacks, not the marks behind; what they type is escaped, but for mentions."""
    room, alice, web = slack.channel("room"), slack.person("alice"), client(slack)
    marked = f"{alice.mention} in <#{room.id}>: <https://a.example|a work>, <!date^1^{{date}}|1 May> &amp; <!here>"
    await web.chat_postMessage(channel=room.id, text=marked)
    assert room.messages[0].text == "@alice in #room: a work, 1 May & @here"
    message = await alice.writes(f"{alice.mention} <b> https://a.example?a=1&b=2", room)
    assert message.content == f"{alice.mention} &lt;b&gt; <https://a.example?a=1&amp;b=2>"
    assert message.text == "@alice <b> https://a.example?a=1&b=2"
