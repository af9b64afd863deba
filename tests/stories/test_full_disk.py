"""Nothing can be put on record for a while: nobody is told otherwise, and afterwards nothing is missing."""

from collections.abc import AsyncIterator, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.clocks import JumpingClock
from bot.sandbox.discord import File
from bot.sandbox.slack import ModalView, opened
from bot.stage import DISCORD, SLACK, Stage
from tests.disks import full_disk
from tests.stories.acting import ASK, CONCERN, KEEP, LINK, SEEN, SLOP, UNDO, WORDS, Scene, says
from tests.stories.slack_acting import KEEP as SLACK_KEEP
from tests.stories.slack_acting import STORED, SlackScene
from tests.stories.staging import stage

ANSWER = "I inked every fin by hand."
PAUSE = timedelta(seconds=10)
"""Longer than the first pauses after which it is tried again, and too short to make an outage a long one."""


@dataclass(frozen=True, slots=True)
class Told:
    """A stage without a bot, and what the log says."""

    on: Stage
    clock: JumpingClock
    log: list[MutableMapping[str, Any]]

    heard: list[MutableMapping[str, Any]] = field(default_factory=list)

    def said(self, event: str) -> list[MutableMapping[str, Any]]:
        """The lines of the log that say this."""
        return [each for each in self.log if each["event"] == event]

    def forget(self) -> None:
        """Of what was said until now no more is asked."""
        self.heard.extend(self.log)
        self.log.clear()

    @contextmanager
    def full_disk(self, room: int = 0) -> Iterator[None]:
        """Nothing can be stored; afterwards the pause is over after which it is tried again."""
        with full_disk(room):
            yield
        self.clock.jump(PAUSE)

    async def until_missed(self, count: int) -> None:
        """Wait until so many events could not be put on record."""
        await self.on.until(lambda: len(self.said("event not handled") + self.said("listener failed")) >= count)


@pytest.fixture
async def told(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Told]:
    """In the end the log has said that something was wrong, and nothing that people wrote or are called."""
    clock = JumpingClock()
    with structlog.testing.capture_logs() as log:
        async with stage(tmp_path, chats=(request.param,), clock=clock) as on:
            yield (told := Told(on, clock, log))
    everything = [*told.heard, *log]
    faults = [each["event"] for each in everything if each["log_level"] in {"error", "warning"}]
    assert faults
    assert faults.count("nothing can be put on record, and nothing is acknowledged") <= 2
    assert not [word for word in (ANSWER, SEEN, "Neon Koi", "ines") if word in str(everything)]


@pytest.mark.parametrize("told", [DISCORD], indirect=True)
async def test_on_discord(told: Told) -> None:
    """Who sends a form or writes hears that it did not work; votes and words are found afterwards, once."""
    scene = Scene(told.on, told.clock)
    async with scene.bot():
        card = await scene.case()
        form = await scene.form("bob")
        url = scene.listing("First Snow").url
        with told.full_disk():
            shown = await form.submits({LINK: url, CONCERN: SLOP, WORDS: SEEN})
            assert says(shown.text, "command.trouble")
            for name in ("mo", "kai"):
                await scene.who(name).reacts(KEEP, card)
            await told.until_missed(3)
            now = await scene.readiness()
            assert (now.ready, now.storage) == (False, "the disk is full or failing")
        await scene.settle()
        assert says(card.text, "say.card_stands"), "the card was read again"
        assert len(scene.cards) == 1, "the report was not taken, as was said"
        await scene.decide()
        assert says(card.text, "say.status_cleared")
        assert says((await scene.fill("bob", await scene.form("bob"), **{LINK: url})).text, "say.report_taken")


@pytest.mark.parametrize("told", [DISCORD], indirect=True)
async def test_an_artist_who_answers_on_discord(told: Told) -> None:
    """She hears that it may be lost, and need not write again after all: the conversation is read."""
    scene = Scene(told.on, told.clock)
    async with scene.bot():
        await scene.asked()
        with told.full_disk():
            written = await scene.who("ines").writes(ANSWER, files=[scene.picture()])
            await told.on.until(lambda: says(scene.told("ines"), "command.trouble"))
            assert not written.reactions
        await scene.settle()
        assert "📥" in written.reactions
        assert scene.reply_card.text.count(ANSWER) == 1


@pytest.mark.parametrize("told", [DISCORD], indirect=True)
async def test_a_verdict_that_falls_due_meanwhile(told: Told) -> None:
    """It becomes final afterwards, and the artist is asked once."""
    scene = Scene(told.on, told.clock)
    async with scene.bot():
        card = await scene.case()
        await scene.vote("mo kai", ASK, card)
        await scene.note("mo", card)
        with told.full_disk():
            told.clock.jump(UNDO)
            await told.on.until(lambda: told.said("nothing can be put on record, and nothing is acknowledged"))
        await scene.decide()
        assert [says(each, "notice.greeting") for each in scene.heard("ines")] == [True]


@pytest.mark.parametrize("told", [DISCORD], indirect=True)
async def test_a_session_that_begins_meanwhile(told: Told) -> None:
    """The chat counts as up once what was missed can be read again; nobody has to restart anything."""
    scene = Scene(told.on, told.clock)
    async with scene.bot():
        card = await scene.case()
        with told.full_disk():
            scene.on.discord.gateway.invalidate()
            for name in ("mo", "kai"):
                await scene.who(name).reacts(KEEP, card)
            await told.on.until(lambda: told.said("nothing can be put on record, and nothing is acknowledged"))
            assert not (await scene.readiness()).chats["discord"].up
        await scene.settle()
        assert says(card.text, "say.card_stands")


@pytest.mark.parametrize("told", [DISCORD], indirect=True)
async def test_a_long_outage_is_told(told: Told) -> None:
    """The support contact hears of it afterwards, once, and why; of a short one nobody need hear."""
    scene = Scene(told.on, told.clock)
    lobby = scene.on.lobby
    async with scene.bot(DISCORD_SUPPORT_CHANNEL_ID=str(lobby.record.id)):
        card = await scene.case()
        for minutes in (0, 90):
            with told.full_disk():
                await scene.who("mo").reacts(KEEP, card)
                await told.on.until(lambda: told.said("event not handled"))
                scene.clock.jump(timedelta(minutes=minutes))
                await scene.readiness()
            await scene.settle()
            await scene.unvote("mo", KEEP, card)
            told.forget()
        [text] = [each.text for each in lobby.messages]
        assert says(text, "say.storage_back", why="the disk is full or failing", minutes=90)


@pytest.mark.parametrize("told", [DISCORD], indirect=True)
async def test_room_for_words_but_not_for_a_picture(told: Told) -> None:
    """The message is on record, and its picture is fetched as soon as there is room for it: 📥 only then."""
    scene = Scene(told.on, told.clock)
    large = File("koi.jpg", scene.on.gallery.sample_picture(7) + bytes(9_000_000))
    async with scene.bot():
        await scene.asked()
        with told.full_disk(8_000_000):
            written = await scene.who("ines").writes(ANSWER, files=[large])
            await told.on.until(
                lambda: [each for each in told.said("effect waits") if "no room for a download" in each["why"]]
            )
            assert (await scene.readiness()).ready
            assert not written.reactions
        await scene.passes(timedelta(minutes=1))
        assert "📥" in written.reactions
        assert ANSWER in scene.reply_card.text


@pytest.mark.parametrize("told", [SLACK], indirect=True)
async def test_on_slack(told: Told) -> None:
    """What is not on record is not acknowledged: Slack sends it again, and it counts once."""
    scene = SlackScene(told.on, told.clock)
    async with scene.bot():
        card = await scene.case()
        form = opened(await scene.who("bob").runs("/report-listing", scene.listing("First Snow")))
        with told.full_disk():
            shown = await form.submits({CONCERN: SLOP, WORDS: SEEN})
            assert isinstance(shown, ModalView)
            assert [says(each, "command.trouble") for each in shown.errors.values()] == [True]
            for name in ("mo", "kai"):
                await scene.who(name).reacts(SLACK_KEEP, card)
            await told.until_missed(3)
            assert not (await told.on.bot.readiness()).ready
        await scene.settle()
        assert tries(scene, "reaction_added", "mo", "kai") == [1, 1]
        assert says(card.text, "say.card_stands")
        await scene.sent("bob", await form.submits({CONCERN: SLOP, WORDS: SEEN}))
        assert scene.card("First Snow").text.count("First Snow") == 1
        await scene.decide()
        assert says(card.text, "say.status_cleared")


@pytest.mark.parametrize("told", [SLACK], indirect=True)
async def test_an_artist_who_answers_on_slack(told: Told) -> None:
    """Her answer comes again by itself, is stored, and is judged once."""
    scene = SlackScene(told.on, told.clock)
    async with scene.bot():
        notice = await scene.asked()
        with told.full_disk():
            written = await scene.who("ines").writes(ANSWER, files=[scene.picture()], reply_to=notice)
            await told.until_missed(1)
            assert not written.reactions
        await scene.settle()
        assert tries(scene, "message", "ines") == [1]
        assert STORED in written.reactions
        assert scene.reply_card.text.count(ANSWER) == 1


def tries(scene: SlackScene, kind: str, *names: str) -> list[int]:
    """At which try the events of a kind by these people were acknowledged, oldest first: 0 is the first."""
    people = {scene.who(name).id for name in names}
    found = [each for each in scene.on.slack.dispatcher.delivered if each.kind == "events_api"]
    events = [(each.payload["event"], each.attempt) for each in found]
    return [attempt for event, attempt in events if event["type"] == kind and event.get("user") in people]
