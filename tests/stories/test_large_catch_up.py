"""After an outage in a large community, within Slack's own limits."""

from datetime import timedelta
from functools import partial
from pathlib import Path

from bot.clocks import JumpingClock
from bot.sandbox.slack import opened
from bot.sandbox.slack.limits import DEFAULT
from bot.stage import SLACK
from tests.stories.acting import CONCERN, SEEN, SLOP, WORDS
from tests.stories.slack_acting import SlackScene
from tests.stories.staging import stage

PEOPLE = 24
SLOWLY = {"SALON_READ_AGAIN_PER_MINUTE": "30"}


def read(scene: SlackScene) -> int:
    """How many conversations the bot has asked for."""
    return sum(each.method == "conversations.history" for each in scene.on.slack.traffic)


def is_read(scene: SlackScene, count: int) -> bool:
    """Whether it has asked for so many."""
    return read(scene) >= count


async def test_everybody_is_read(tmp_path: Path) -> None:
    """A few at once, then one after the other, so that Slack never asks for patience; a report goes first meanwhile."""
    clock = JumpingClock()
    async with stage(tmp_path, chats=(SLACK,), clock=clock, scale=1) as on:
        scene = SlackScene(on, clock)
        people = [on.slack.person(f"person{number}") for number in range(PEOPLE)]
        async with scene.bot():
            for person in people:
                await person.writes("Hello?")
        on.slack.faults.lose("message", PEOPLE)
        for person in people:
            await person.writes("Is anybody there?")
        on.slack.web.limits.rules.update(DEFAULT)
        before = read(scene)
        async with on.bot_starting(clock, **SLOWLY) as bot:
            await bot.connected()
            await on.until(partial(is_read, scene, before + 20))
            form = opened(await scene.who("alice").runs("/report-listing", scene.listing("Neon Koi")))
            await form.submits({CONCERN: SLOP, WORDS: SEEN})
            await on.until(lambda: scene.on.workspace.room.messages)
            assert read(scene) == before + 20
            for count in range(before + 21, before + PEOPLE + 1):
                clock.jump(timedelta(seconds=2))
                await on.until(partial(is_read, scene, count))
            await scene.settle()
        assert [len(scene.heard(person.name)) for person in people] == [2] * PEOPLE
        assert on.slack.web.limits.refused == 0
