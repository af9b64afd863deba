"""People, conversations, groups, App Home, scopes and rate limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler

from bot.sandbox.slack import NotSeen
from tests.sandbox.slack_bots import Bot, client, running
from tests.sandbox.slack_manifest import without
from tests.sandbox.test_slack_messages import refused

if TYPE_CHECKING:
    from typing import Any

    from bot.sandbox.slack import SlackSandbox


async def test_the_app_and_its_workspace(slack: SlackSandbox) -> None:
    """The app learns of itself and its workspace; a test call answers what it was told."""
    web = client(slack)
    assert (await web.api_test(foo="bar"))["args"] == {"foo": "bar"}
    assert await refused(web.api_test(error="my_error")) == "my_error"
    assert (await web.team_info())["team"]["id"] == slack.team_id
    own = await web.bots_info()
    assert (own["bot"]["user_id"], own["bot"]["app_id"]) == (slack.bot_user_id, slack.world.app_id)
    assert await refused(web.bots_info(bot="B0NOBODY0")) == "bot_not_found"


async def test_people(slack: SlackSandbox) -> None:
    """People are found by id and by address, with their language if asked for; the gone are marked, and not found."""
    alice, web = slack.person("alice", locale="de-DE"), client(slack)
    found = (await web.users_info(user=alice.id, include_locale=True))["user"]
    assert (found["locale"], found["deleted"], found["profile"]["email"]) == ("de-DE", False, "alice@sandbox.example")
    assert "locale" not in (await web.users_info(user=alice.id))["user"]
    assert (await web.users_lookupByEmail(email="Alice@sandbox.example"))["user"]["id"] == alice.id
    assert await refused(web.users_lookupByEmail(email="nobody@sandbox.example")) == "users_not_found"
    await alice.deactivated()
    names = {each["name"]: each["deleted"] async for page in await web.users_list(limit=2) for each in page["members"]}
    assert names == {"installer": False, "salon": False, "alice": True}
    assert await refused(web.users_lookupByEmail(email="alice@sandbox.example")) == "users_not_found"
    assert await refused(web.users_info(user="U0NOBODY0")) == "user_not_found"


@pytest.mark.parametrize("slack", [{"withheld": frozenset({"users:read.email"})}], indirect=True)
async def test_withheld_scope(slack: SlackSandbox) -> None:
    """An optional scope that was not granted is missing, and addresses stand nowhere."""
    alice, web = slack.person("alice"), client(slack)
    with pytest.raises(SlackApiError) as error:
        await web.users_lookupByEmail(email="alice@sandbox.example")
    answer = error.value.response
    assert (answer["error"], answer["needed"]) == ("missing_scope", "users:read.email")
    assert "chat:write" in answer["provided"]
    assert "email" not in (await web.users_info(user=alice.id))["user"]["profile"]


@pytest.mark.parametrize("slack", [{"manifest": without("scopes", "groups:read", "im:write")}], indirect=True)
async def test_scopes_of_a_kind(slack: SlackSandbox) -> None:
    """A scope for one kind of conversation opens no other."""
    alice, web = slack.person("alice"), client(slack)
    open_, closed = slack.channel("open"), slack.channel("closed", private_to=[alice])
    await web.conversations_info(channel=open_.id)
    for call in (
        web.conversations_info(channel=closed.id),
        web.conversations_list(types="public_channel,private_channel"),
        web.conversations_open(users=alice.id),
    ):
        assert await refused(call) == "missing_scope"


async def test_conversations(slack: SlackSandbox) -> None:
    """The app lists what it may see, by kind, and who is in it; it joins public channels by itself."""
    alice, web = slack.person("alice"), client(slack)
    room, other = slack.channel("room"), slack.channel("other", bot=False)
    secret = slack.channel("secret", private_to=[alice])
    slack.channel("hidden", private_to=[alice], bot=False)
    await web.conversations_open(users=alice.id)
    every = (await web.conversations_list(types="public_channel,private_channel,im"))["channels"]
    assert [(each.get("name"), each.get("is_member")) for each in every] == [
        ("room", True),
        ("other", False),
        ("secret", True),
        (None, None),
    ]
    assert await refused(web.conversations_list(types="x")) == "invalid_types"
    assert (await web.conversations_join(channel=other.id))["channel"]["is_member"]
    assert (await web.conversations_join(channel=other.id))["warning"] == "already_in_channel"
    assert await refused(web.conversations_join(channel=secret.id)) == "method_not_supported_for_channel_type"
    assert (await web.conversations_members(channel=room.id))["members"] == [alice.id, slack.bot_user_id]
    assert (await web.conversations_info(channel=room.id, include_num_members=True))["channel"]["num_members"] == 2
    mine = (await web.users_conversations(user=alice.id, types="private_channel"))["channels"]
    assert [each["name"] for each in mine] == ["secret"]
    assert await refused(web.conversations_info(channel="C0NOBODY0")) == "channel_not_found"


async def test_membership_is_told(slack: SlackSandbox) -> None:
    """Who joins and leaves is told, as are new people and those who lose their accounts."""
    room = slack.channel("room")
    async with running(slack) as bot:
        alice = slack.person("alice")
        await alice.leaves(room)
        await alice.joins(room)
        await alice.deactivated()
        await slack.settle(bot.idle)
        assert bot.told("team_join")[0]["user"]["id"] == alice.id
        assert (len(bot.told("member_left_channel")), len(bot.told("member_joined_channel"))) == (2, 1)
        assert bot.told("user_change")[0]["user"]["deleted"]
        with pytest.raises(NotSeen):
            await alice.writes("am I here?", room)


async def test_user_groups(slack: SlackSandbox) -> None:
    """A user group lists who is in it now."""
    alice, bob, web = slack.person("alice"), slack.person("bob"), client(slack)
    group = slack.group("mods", [alice])
    group.gains(bob)
    group.loses(alice)
    (found,) = (await web.usergroups_list(include_users=True, include_count=True))["usergroups"]
    assert (found["handle"], found["users"], found["user_count"]) == ("mods", [bob.id], 1)
    assert (await web.usergroups_users_list(usergroup=group.id))["users"] == [bob.id]
    assert await refused(web.usergroups_users_list(usergroup="S0NOBODY0")) == "no_such_subteam"


async def test_app_home(slack: SlackSandbox) -> None:
    """Opening the App Home tells the app, which publishes what one then sees; its buttons work."""
    alice, bot = slack.person("alice"), Bot(slack)
    text = {"type": "section", "text": {"type": "mrkdwn", "text": "Your cases"}}
    button = {"type": "button", "text": {"type": "plain_text", "text": "More"}, "action_id": "more"}
    views: list[dict[str, Any]] = [
        {"type": "home", "blocks": [text, {"type": "actions", "elements": [button]}]},
        {"type": "home", "blocks": []},
    ]

    @bot.app.action("more")
    async def more(body: Any, ack: Any, client: Any) -> None:  # noqa: ANN401 - Bolt's own
        await ack()
        await client.views_publish(user_id=body["user"]["id"], view=views[1], hash=body["view"]["hash"])

    async with running(slack, bot):
        assert (await alice.opens_home()).blocks == []
        await slack.settle(bot.idle)
        assert (bot.told("app_home_opened")[0]["tab"], "view" in bot.told("app_home_opened")[0]) == ("home", False)
        await bot.client.views_publish(user_id=alice.id, view=views[0])
        home = await alice.opens_home()
        assert (home.text, home.buttons) == ("Your cases\nMore", ["More"])
        await slack.settle(bot.idle)
        assert bot.told("app_home_opened")[1]["view"]["blocks"][0]["text"]["text"] == "Your cases"
        await alice.clicks("More")
        assert alice.home.blocks == []
        stale = bot.client.views_publish(user_id=alice.id, view=views[0], hash="1.x")
        assert await refused(stale) == "hash_conflict"


@pytest.mark.parametrize("slack", [{"limits": {"post": (2, 600.0), "tier4": (1, 60.0)}}], indirect=True)
async def test_rate_limits(slack: SlackSandbox) -> None:
    """Too many calls of a method, or posts to one channel, are refused with 429 until the time told is over."""
    room, other, web = slack.channel("room"), slack.channel("other"), client(slack)
    for channel in (room, room, other):
        await web.chat_postMessage(channel=channel.id, text="x")
    with pytest.raises(SlackApiError) as error:
        await web.chat_postMessage(channel=room.id, text="x")
    answer = error.value.response
    assert (answer.status_code, answer["error"], answer.headers["Retry-After"]) == (429, "ratelimited", "1")
    web.retry_handlers = [AsyncRateLimitErrorRetryHandler(max_retry_count=3)]
    await web.chat_postMessage(channel=room.id, text="x")
    assert (len(room.messages), slack.web.limits.refused >= 2) == (3, True)
    assert slack.traffic[-1].ok
