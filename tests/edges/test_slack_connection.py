"""The connection: kept up, without a gap where Slack says beforehand, and nowhere but where it was pointed."""

import asyncio

import pytest

from bot.clocks import SystemClock
from bot.moderation.model import Chat
from bot.sandbox.slack import events
from bot.supervisor import Supervisor
from handlers.shared.presence import CannotLogIn, Presence
from handlers.slack.client import SlackConnection
from handlers.slack.settings import SlackSettings
from handlers.slack.sockets import Sockets
from handlers.slack.workspace import web_client
from tests.edges.keeping import nobody
from tests.edges.slack_values import NOW
from tests.edges.slack_world import World, connected, elsewhere, prepared, running


def test_empty_endpoints_mean_slack_itself() -> None:
    """And a configured one is taken as it is, past any proxy; nothing is retried in there (trap 3)."""
    assert web_client(SlackSettings("a", "b"), None).base_url == "https://slack.com/api/"
    there = web_client(SlackSettings("a", "b", api_url="http://127.0.0.1:1/api"), None)
    assert (there.base_url, there.proxy, there.retry_handlers) == ("http://127.0.0.1:1/api/", None, [])


def test_the_tokens_are_not_shown() -> None:
    """Not in a traceback, not in a log."""
    assert "secret" not in repr(SlackSettings("secret", "secret"))


async def heard_again(world: World, connection: SlackConnection) -> None:
    """Until the edge is reached again."""
    await connection.presence.wait()
    await world.slack.until(lambda: world.slack.sockets.open)


async def test_a_cut_is_a_fresh_start() -> None:
    """What happened meanwhile comes again, and everything is read again."""
    async with connected() as world:
        assert world.fresh == 1
        await world.slack.sockets.cut()
        await world.slack.until(lambda: not world.connection.presence.is_up)
        await world.slack.person("ann").writes("while it was away")
        await heard_again(world, world.connection)
        await world.settle()
        assert (world.fresh, len(world.taken)) == (2, 1)


async def test_a_planned_refresh_leaves_no_gap() -> None:
    """A new socket is open before the old one closes: nothing was missed."""
    async with connected() as world:
        world.slack.sockets.refresh()
        await world.slack.until(lambda: len(world.slack.sockets.open) == 2)
        await world.slack.sockets.open[0].wire.close()
        await world.slack.person("ann").writes("hello")
        await world.settle()
        assert (world.fresh, len(world.taken), world.connection.presence.is_up) == (1, 1, True)


async def test_a_frame_that_is_no_envelope() -> None:
    """It is passed over, and the connection stands: what comes after it is heard."""
    async with connected() as world:
        for frame in ("ping", "{", "[]", "7"):
            await world.slack.sockets.open[0].wire.send_str(frame)
        await world.slack.person("ann").writes("hello")
        await world.settle()
        assert (world.fresh, len(world.taken), len(world.slack.sockets.open)) == (1, 1, 1)


@pytest.mark.parametrize("token", ["bot_token", "app_token"])
async def test_a_wrong_token_ends_the_loop(token: str) -> None:
    """Trying again would not help."""
    async with prepared() as world:
        with pytest.raises(CannotLogIn):
            await elsewhere(world, **{token: "wrong"}).run()


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
async def test_a_failed_first_try_is_followed_by_another(method: str) -> None:
    """Slack is down: after a while, again."""
    async with prepared() as world:
        world.slack.faults.answer("POST", method, 503)
        assert world.connection.client is None
        async with running(world.connection):
            await asyncio.wait_for(world.connection.presence.wait(), 30)
            assert world.connection.client
        assert world.fresh == 1
        assert world.connection.client is None


async def test_closing_while_it_waits_ends_it() -> None:
    """Nobody waits for a back-off."""
    async with prepared() as world:
        world.slack.faults.answer("POST", "auth.test", 503, times=1000)
        supervisor = Supervisor({Chat.SLACK: world.connection}, SystemClock(), nobody, first_wait=300)
        keeping = asyncio.create_task(supervisor.keep_up(Chat.SLACK))
        await world.slack.until(lambda: world.connection.presence.why == "Slack answered internal_error")
        await supervisor.close()
        await asyncio.wait_for(keeping, 5)


async def test_closing_finishes_what_came_in() -> None:
    """What is under way is on record before the connection goes."""
    async with prepared() as world:
        async with running(world.connection):
            world.may_answer.clear()
            await world.slack.person("ann").writes("hello")
            await world.slack.until(lambda: world.taken)
            closing = asyncio.create_task(world.connection.close())
            world.may_answer.set()
            await closing
        assert len(world.taken) == 1


async def test_what_cannot_be_caught_up_is_tried_again() -> None:
    """Not ready until it is."""
    async with prepared() as world:
        tries = []

        async def fail_once() -> None:
            tries.append(1)
            if len(tries) == 1:
                raise ValueError("somebody's own words")

        way = Sockets(world.settings.app_token)
        connection = SlackConnection(world.desk, fail_once, Presence(lambda: NOW), way)
        async with running(connection):
            await asyncio.wait_for(connection.presence.wait(), 30)
        assert len(tries) == 2


async def test_a_token_that_is_taken_away_ends_the_log_in() -> None:
    """Slack cuts no line: it says that the app was removed, and is asked."""
    async with prepared() as world:
        running_ = asyncio.create_task(world.connection.run())
        await world.connection.presence.wait()
        world.slack.revokes()
        with pytest.raises(CannotLogIn, match="token_revoked"):
            await running_


async def test_a_token_that_is_taken_away_unheard() -> None:
    """Slack may fail to say so: it is asked now and then."""
    async with prepared() as world:
        connection = world.connecting(world.desk, vigil=0.01)
        running_ = asyncio.create_task(connection.run())
        await connection.presence.wait()
        world.slack.world.refusal = "token_revoked"
        with pytest.raises(CannotLogIn, match="token_revoked"):
            await running_


async def test_an_app_that_is_removed_for_somebody_else() -> None:
    """Another token was revoked, ours is good: nothing ends."""
    async with connected() as world:
        events.revoked(world.slack.world)
        await world.slack.until(lambda: world.calls("auth.test") == 2)
        await world.settle()
        assert world.connection.presence.is_up


async def test_slack_takes_nothing_for_a_while() -> None:
    """It is down as long as it does not answer, and then everything is read again; the socket stays."""
    async with prepared() as world:
        connection = world.connecting(world.desk, vigil=0.01)
        async with running(connection):
            world.slack.faults.answer("POST", "auth.test", 503, times=3)
            await world.slack.until(lambda: not connection.presence.is_up)
            assert connection.presence.why == "Slack answered internal_error"
            await connection.presence.wait()
            assert (world.fresh, world.slack.sockets.opened) == (2, 1)


async def test_closing_does_not_wait_for_ever() -> None:
    """What came in and cannot be handled is let go after a while: it is not acknowledged, and comes again."""
    async with prepared() as world:
        world.may_answer.clear()
        async with running(world.connection):
            await world.slack.person("ann").writes("hello")
            await world.slack.until(lambda: world.taken)
            began = asyncio.get_running_loop().time()
        assert asyncio.get_running_loop().time() - began < 5
        assert not [each for each in world.slack.dispatcher.delivered if "hello" in str(each.payload)]
        world.may_answer.set()
