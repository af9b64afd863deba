"""Slack over HTTP: the same stories when Slack comes to the bot, and what it must not take from anybody else."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import pytest
import structlog

from bot.clocks import JumpingClock
from bot.sandbox.slack import answer
from bot.stage import DISCORD, SLACK, free_port
from tests.stories.acting import DAY, says
from tests.stories.slack_acting import ACCEPT, KEEP, STORED, SlackScene
from tests.stories.staging import stage

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
async def stopped(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[SlackScene]:
    """A stage on which Slack will come to the bot; in the end nobody was pinged and nothing went wrong unseen."""
    clock, chats = JumpingClock(), getattr(request, "param", (SLACK,))
    with structlog.testing.capture_logs() as log:
        async with stage(tmp_path, chats=chats, clock=clock, http_port=free_port(), scale=600) as on:
            yield SlackScene(on, clock)
            assert [(each.name, ping.text) for each in on.slack.people.values() for ping in each.pings] == []
            assert not [each for each in on.slack.traffic if each.method == "apps.connections.open"]
    assert [each for each in log if each["log_level"] in {"error", "critical"}] == []


@pytest.fixture
async def scene(stopped: SlackScene) -> AsyncIterator[SlackScene]:
    """A stage with the bot on it, whose address Slack has verified."""
    async with stopped.bot():
        assert await stopped.on.slack.webhooks.verify()
        yield stopped


def address(scene: SlackScene) -> str:
    """Where Slack comes to."""
    return f"http://127.0.0.1:{scene.on.environment['SALON_HTTP_PORT']}/slack/events"


async def post(scene: SlackScene, text: str, headers: dict[str, str]) -> int:
    """Come to the bot as anybody can; the status of its answer."""
    async with aiohttp.ClientSession() as session:
        return (await session.post(address(scene), data=text.encode(), headers=headers)).status


def command(scene: SlackScene, name: str) -> str:
    """A command as Slack sends it."""
    known = {"command": name, "team_id": scene.on.slack.team_id, "user_id": scene.who("alice").id}
    return urlencode({**known, "text": "", "trigger_id": "1.2.3", "channel_id": scene.on.workspace.lobby.record.id})


async def test_from_the_report_to_the_answer(scene: SlackScene) -> None:
    """Reported, voted on, asked, answered with a picture, accepted: every way in is a request of its own."""
    notice = await scene.asked()
    words = "I inked every fin by hand. https://ines.example/?page=1&ssl_check=1&size=2"
    written = await scene.answers(notice, words, scene.picture())
    assert STORED in written.reactions
    card = scene.reply_card
    assert "I inked every fin by hand." in card.text
    await scene.vote("kai", ACCEPT, card)
    await scene.decide()
    assert says(notice.replies[-1].text, "say.member_accepted")
    assert [says(each, "say.reporter_closed", case=1) for each in scene.heard("alice")] == [True]


@pytest.mark.parametrize("stopped", [(SLACK, DISCORD)], indirect=True)
async def test_beside_discord(scene: SlackScene) -> None:
    """The moderators vote on Slack, the artist is asked on Discord."""
    await scene.report("carol", scene.listing("Neon Koi", DISCORD))
    await scene.ask(scene.card("Neon Koi"))
    assert says(scene.on.person("ines").inbox[-1].text, "notice.greeting", title="Neon Koi")


async def test_what_is_not_signed_is_refused(scene: SlackScene) -> None:
    """By nobody, by somebody else, with a time or a text that is none: 401, and nothing of it is done or logged."""
    text, signed = command(scene, "/my-case"), scene.on.slack.webhooks.signed
    for headers in (
        {},
        signed(f"{text}x"),
        {**signed(text), "X-Slack-Signature": "v0=" + "0" * 64},
        {**signed(text), "X-Slack-Signature": "ü"},
        {**signed(text), "X-Slack-Request-Timestamp": "soon"},
    ):
        with structlog.testing.capture_logs() as log:
            assert await post(scene, text, {**FORM, **headers}) == HTTPStatus.UNAUTHORIZED
        assert "alice" not in str(log)
        assert scene.who("alice").id not in str(log)
    assert not scene.who("alice").answers


async def test_what_is_older_than_five_minutes_is_refused(scene: SlackScene) -> None:
    """Whoever recorded a request cannot send it later, nor one from the future."""
    text, clock = command(scene, "/ai-policy"), scene.clock
    signed = {**FORM, **scene.on.slack.webhooks.signed(text)}
    clock.jump_wall(timedelta(minutes=6))
    assert await post(scene, text, signed) == HTTPStatus.UNAUTHORIZED
    clock.jump_wall(timedelta(minutes=-12))
    assert await post(scene, text, signed) == HTTPStatus.UNAUTHORIZED
    clock.jump_wall(timedelta(minutes=10))
    assert await post(scene, text, signed) == HTTPStatus.OK


async def test_a_replay_within_five_minutes_changes_nothing(scene: SlackScene) -> None:
    """The same message once more, signed anew: it is on record once, and judged once."""
    notice = await scene.asked()
    await scene.answers(notice, "I inked every fin by hand.")
    sent = next(each for each in reversed(scene.on.slack.dispatcher.delivered) if _says(each.payload, "inked"))
    text = json.dumps(sent.payload)
    headers = {"Content-Type": "application/json", **scene.on.slack.webhooks.signed(text)}
    for _ in range(3):
        assert await post(scene, text, headers) == HTTPStatus.OK
    await scene.settle()
    assert scene.reply_card.text.count("I inked every fin by hand.") == 1


def _says(payload: dict[str, object], text: str) -> bool:
    return text in str(payload.get("event"))


async def test_the_certificate_is_looked_at(scene: SlackScene) -> None:
    """Slack asks for it without a signature, and is answered with nothing."""
    assert await scene.on.slack.webhooks.check_certificate("/report-listing")


async def test_events_while_the_bot_is_away_come_again(stopped: SlackScene) -> None:
    """Slack finds nobody, comes again after minutes, and what stands on the card counts in any case."""
    async with stopped.bot():
        await stopped.on.slack.webhooks.verify()
        card = await stopped.case()
    for name in ("mo", "kai"):
        await stopped.who(name).reacts(KEEP, card)
    async with stopped.bot():
        await stopped.decide()
        assert says(card.text, "say.status_cleared")


async def test_events_that_come_no_more(scene: SlackScene) -> None:
    """Slack could not reach the bot for longer than it tries, which nobody tells: within six hours all is read."""
    notice = await scene.asked()
    scene.on.slack.faults.lose("message")
    written = await scene.who("ines").writes("I drew it.", reply_to=notice)
    scene.clock.jump(timedelta(hours=6))
    await scene.on.until(lambda: STORED in written.reactions)
    await scene.settle()
    assert "I drew it." in scene.reply_card.text


async def test_before_the_log_in_nothing_is_taken(stopped: SlackScene) -> None:
    """Slack is told to come again (503), rather than that all is well."""
    stopped.on.slack.faults.answer("POST", "auth.test", 503, times=1)
    text = command(stopped, "/ai-policy")
    statuses = set()

    async def knock() -> None:
        while HTTPStatus.OK not in statuses:
            try:
                statuses.add(await post(stopped, text, {**FORM, **stopped.on.slack.webhooks.signed(text)}))
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0)

    knocking = asyncio.create_task(knock())
    async with stopped.bot():
        await knocking
    assert statuses == {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.OK}


async def test_a_command_is_answered(scene: SlackScene) -> None:
    """Within the three seconds of the request, for the person alone."""
    assert "AI is a tool" in answer(await scene.who("alice").runs("/ai-policy")).text
    await scene.settle()
    scene.clock.jump(DAY)
    await scene.settle()
