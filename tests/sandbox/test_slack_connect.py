"""The real slack-bolt app connects, hears what its manifest and scopes allow, and comes back after a cut."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.slack import SlackSandbox, Unexpected, Unsettled
from tests.sandbox.slack_bots import Bot, client, running
from tests.sandbox.slack_manifest import manifest, without
from tests.wire import held

if TYPE_CHECKING:
    from collections.abc import Iterable


def ids(bot: Bot) -> list[str]:
    """Return what tells a redelivery."""
    return [each["event_id"] for each in bot.events]


async def test_hello_and_identity(slack: SlackSandbox) -> None:
    """A connected app learns who it is, and of a message in its channel with all that Slack's envelope carries."""
    room, alice = slack.channel("room"), slack.person("alice")
    async with running(slack) as bot:
        who = await bot.client.auth_test()
        assert (who["user_id"], who["team_id"]) == (slack.bot_user_id, slack.team_id)
        assert "chat:write" in who.headers["x-oauth-scopes"]
        message = await alice.writes("look <here> & at https://a.example/x.", room)
        await slack.settle(bot.idle)
        (body,) = bot.events
        assert body["event"] | {"blocks": None} == body["event"] | {
            "text": "look &lt;here&gt; &amp; at <https://a.example/x>.",
            "user": alice.id,
            "channel": room.id,
            "channel_type": "channel",
            "ts": message.id,
            "blocks": None,
        }
        assert body["authorizations"][0]["user_id"] == slack.bot_user_id
        assert message.text == "look <here> & at https://a.example/x."


IMPATIENT = pytest.mark.parametrize("slack", [{"deadline": 0.5}], indirect=True)


@IMPATIENT
async def test_redelivery(slack: SlackSandbox) -> None:
    """An event that is not acknowledged comes again under the same id: at once, after one minute, after five."""
    alice = slack.person("alice")
    async with running(slack) as bot:
        bot.handler.silent = 3
        await alice.writes("hello")
        await slack.until(lambda: not slack.dispatcher.unfinished)
        await slack.settle(bot.idle)
        assert len(set(ids(bot))) == len(ids(bot)) == 1
        assert bot.retries == ["3"]
        bot.handler.silent = 4
        await alice.writes("lost")
        await slack.until(lambda: not slack.dispatcher.unfinished)
        assert (len(bot.events), len(slack.dispatcher.given_up)) == (1, 1)
        assert slack.dispatcher.given_up[0].reason == "timeout"


async def test_events_without_a_socket_come_later(slack: SlackSandbox) -> None:
    """What happens while no socket is open is tried again, and reaches the app once it is back."""
    alice = slack.person("alice")
    await alice.writes("hello")
    async with running(slack) as bot:
        await slack.until(lambda: not slack.dispatcher.unfinished)
        assert [each["text"] for each in bot.told("message")] == ["hello"]
        assert bot.retries == ["2"]


@IMPATIENT
async def test_failed_listener_is_not_acknowledged(slack: SlackSandbox) -> None:
    """A listener that breaks before the acknowledgement leaves the event to be delivered again."""
    alice, bot = slack.person("alice"), Bot(slack)
    tries: list[str] = []

    @bot.app.middleware
    async def break_once(body: dict[str, str], next: object) -> None:  # noqa: A002 - Bolt's name
        tries.append(body["event_id"])
        if len(tries) > 1:
            await next()  # type: ignore[operator]
        else:
            raise RuntimeError("broken")

    async with running(slack, bot):
        await alice.writes("hello")
        await slack.settle(bot.idle)
        assert len(tries) == 2
        assert len(set(tries)) == len(bot.events) == 1


@pytest.mark.parametrize("slack", [{"limits": {"sockets": (20, 60.0)}}], indirect=True)
async def test_several_sockets(slack: SlackSandbox) -> None:
    """Any socket may get any payload, and up to ten are held; the eleventh is turned away."""
    alice = slack.person("alice")
    async with running(slack) as one, running(slack) as two:
        for number in range(4):
            await alice.writes(str(number))
        await slack.settle(one.idle)
        assert (len(one.events), len(two.events)) == (2, 2)
    await slack.until(lambda: not slack.sockets.open)
    async with aiohttp.ClientSession() as http:
        held = [await _socket(slack, http) for _ in range(10)]
        assert [(await each.receive_json())["num_connections"] for each in held] == [*range(1, 11)]
        over = await _socket(slack, http)
        assert (await over.receive_json())["reason"] == "too_many_websockets"
        for each in held:
            await each.close()


async def _socket(slack: SlackSandbox, http: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
    address = (await client(slack).apps_connections_open(app_token=slack.app_token))["url"]
    return await http.ws_connect(address)


async def test_refresh_and_cut(slack: SlackSandbox) -> None:
    """Asked to refresh, warned, or cut off, the client opens a new socket, and hears on."""
    alice = slack.person("alice")
    async with running(slack, Bot(slack, ping=0.1)) as bot:
        for number, disturb in enumerate((slack.sockets.refresh, slack.sockets.warn, slack.sockets.cut), 2):
            asked = disturb()
            if asked is not None:
                await asked
            await slack.until(partial(_back, slack, number))
        await alice.writes("still there?")
        await slack.settle(bot.idle)
        assert len(bot.told("message")) == 1


def _back(slack: SlackSandbox, number: int) -> bool:
    return slack.sockets.opened == number and bool(slack.sockets.open)


async def test_ticket_is_used_once(slack: SlackSandbox) -> None:
    """The address of a socket works once."""
    address = (await client(slack).apps_connections_open(app_token=slack.app_token))["url"]
    async with aiohttp.ClientSession() as http:
        socket = await http.ws_connect(address)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await http.ws_connect(address)
        await socket.close()


async def test_tokens(slack: SlackSandbox) -> None:
    """Each method takes its own kind of token; a wrong one, a revoked one and none are told apart."""
    web = client(slack)
    cases: Iterable[tuple[str, str]] = [("xoxb-wrong", "invalid_auth"), (slack.app_token, "not_allowed_token_type")]
    for token, error in cases:
        web.token = token
        assert await _refusal(web.auth_test()) == error
    web.token = None
    assert await _refusal(web.auth_test()) == "not_authed"
    web.token = slack.bot_token
    assert await _refusal(web.apps_connections_open(app_token=slack.bot_token)) == "not_allowed_token_type"
    slack.revokes()
    assert await _refusal(web.auth_test()) == "token_revoked"


async def _refusal(call: object) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call  # type: ignore[misc]
    return str(refused.value.response["error"])


async def test_uninstalled(slack: SlackSandbox) -> None:
    """An app that is uninstalled is told so, and its token refused."""
    async with running(slack) as bot:
        await bot.client.auth_test()
        slack.uninstalls()
        await slack.until(lambda: bot.told("app_uninstalled") and bot.told("tokens_revoked"))
        assert await _refusal(bot.client.auth_test()) == "account_inactive"


@pytest.mark.parametrize(
    "slack", [{"manifest": without("events", "reaction_added"), "withheld": frozenset({"im:history"})}], indirect=True
)
async def test_manifest_lacks_an_event(slack: SlackSandbox) -> None:
    """An event that the manifest does not name, or whose scope it lacks, is not delivered."""
    room, alice = slack.channel("room"), slack.person("alice")
    async with running(slack) as bot:
        message = await alice.writes("seen", room)
        await alice.reacts("art", message)
        await alice.unreacts("art", message)
        await alice.writes("direct")
        await slack.settle(bot.idle)
        told = [each["event"]["type"] for each in bot.events]
        assert sorted(told) == ["message", "reaction_removed"]


@pytest.mark.parametrize("slack", [{"manifest": manifest(settings__socket_mode_enabled=False)}], indirect=True)
async def test_socket_mode_off(slack: SlackSandbox) -> None:
    """Without Socket Mode in the manifest there is no address for a socket."""
    assert await _refusal(client(slack).apps_connections_open(app_token=slack.app_token)) == "access_denied"


async def test_unknown_method_is_loud() -> None:
    """A method that Slack does not have is refused, and fails the test that used it."""
    with pytest.raises(Unexpected, match=r"chat\.shout"):
        async with held(SlackSandbox(manifest=manifest())) as slack:
            assert await _refusal(client(slack).api_call("chat.shout")) == "unknown_method"


async def test_settle_waits_for_the_bot(slack: SlackSandbox) -> None:
    """Settling ends only when all is acknowledged and the bot rests; if it never does, what is pending is told."""
    alice, bot = slack.person("alice"), Bot(slack)
    release = asyncio.Event()

    @bot.app.middleware
    async def wait(next: object) -> None:  # noqa: A002 - Bolt's name
        await release.wait()
        await next()  # type: ignore[operator]

    async with running(slack, bot):
        await alice.writes("hello")
        with pytest.raises(Unsettled, match="1 deliveries not acknowledged"):
            await slack.settle(bot.idle, within=0.1)
        release.set()
        await slack.settle(bot.idle)
        assert len(bot.told("message")) == 1


async def test_faults(slack: SlackSandbox) -> None:
    """Calls can be answered with an error, done and cut off, or held back; events doubled or lost."""
    room, alice = slack.channel("room"), slack.person("alice")
    web = client(slack)
    slack.faults.answer("POST", "chat.postMessage", 500)
    assert await _refusal(web.chat_postMessage(channel=room.id, text="one")) == "internal_error"
    slack.faults.reset("POST", "chat.postMessage")
    with pytest.raises(aiohttp.ClientError):
        await web.chat_postMessage(channel=room.id, text="two")
    held = slack.faults.withhold("POST", "chat.postMessage")
    posting = asyncio.create_task(web.chat_postMessage(channel=room.id, text="three"))
    await slack.until(lambda: len(room.messages) == 2)
    held.released.set()
    await posting
    assert [each.text for each in room.messages] == ["two", "three"]
    async with running(slack) as bot:
        await slack.settle(bot.idle)
        bot.events.clear()
        slack.faults.double("message")
        await alice.writes("doubled")
        slack.faults.lose("message")
        await alice.writes("lost")
        slack.faults.delay("message", 0.05)
        await alice.writes("late")
        await alice.writes("early")
        await slack.settle(bot.idle)
        assert [each["text"] for each in bot.told("message")] == ["doubled", "doubled", "early", "late"]
        assert len(set(ids(bot))) == 3
