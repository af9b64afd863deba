"""Whole cases on Slack, and one case across both chats."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import structlog

from bot.sandbox.discord import answer, opened
from bot.stage import DISCORD, SLACK, stage
from tests.sandbox import slack_openapi
from tests.stories import wire
from tests.stories.acting import CONCERN, LINK, SEEN, SLOP, WORDS, Scene, says
from tests.stories.clock import JumpingClock
from tests.stories.slack_acting import ACCEPT, ASK, KEEP, STORED, SlackScene


@pytest.fixture
async def stopped(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[SlackScene]:
    """A stage on which no bot runs yet. In the end nobody was pinged, and both chats were spoken to as documented."""
    clock, chats = JumpingClock(), getattr(request, "param", (SLACK,))
    with structlog.testing.capture_logs() as log:
        async with stage(tmp_path, chats=chats, clock=clock) as on:
            yield SlackScene(on, clock)
            assert [(each.name, ping.text) for each in on.slack.people.values() for ping in each.pings] == []
            assert wire.problems(on.discord) == []
            if slack_openapi.available():
                assert [each for exchange in on.slack.traffic for each in slack_openapi.problems(exchange)] == []
    assert [each for each in log if each["log_level"] in {"error", "critical"}] == []


@pytest.fixture
async def scene(stopped: SlackScene) -> AsyncIterator[SlackScene]:
    """A stage with the bot on it."""
    async with stopped.bot():
        yield stopped


both = pytest.mark.parametrize("stopped", [(SLACK, DISCORD)], indirect=True)


async def test_a_card_shows_the_work_and_takes_the_votes(scene: SlackScene) -> None:
    """A report by command makes a card with the sheet, which every moderator sees, and with its reactions."""
    card = await scene.case()
    assert list(card.reactions) == [KEEP, ASK]
    assert [len(scene.who(name).pictures(card)) for name in ("mo", "kai", "noor")] == [1, 1, 1]
    assert "alice" not in card.text


async def test_asked_and_answered_in_words(scene: SlackScene) -> None:
    """The notice comes in private; an answer in its thread is stored, judged and accepted, and all hear of it."""
    notice = await scene.asked()
    written = await scene.answers(notice, "I inked every fin by hand.")
    assert STORED in written.reactions
    card = scene.reply_card
    assert "I inked every fin by hand." in card.text
    await scene.vote("kai", ACCEPT, card)
    await scene.decide()
    assert says(card.text, "say.status_resolved")
    assert [says(each.text, "say.member_accepted") for each in notice.replies][-1]
    assert [says(each, "say.reporter_closed", case=1) for each in scene.heard("alice")] == [True]


async def test_answered_with_an_image(scene: SlackScene) -> None:
    """An image is fetched with the bot's token and stored (📥), and the reply card shows it beside what was asked."""
    notice = await scene.asked()
    written = await scene.answers(notice, "The right one.", scene.picture())
    assert STORED in written.reactions
    card = scene.reply_card
    assert len(scene.who("noor").pictures(card)) == 1
    assert "What came instead" in card.images[0].alt_text


async def test_answered_outside_the_thread(scene: SlackScene) -> None:
    """With one open case, words anywhere in the conversation are its answer."""
    await scene.asked()
    written = await scene.who("ines").writes("I inked every fin by hand.")
    await scene.settle()
    assert STORED in written.reactions
    assert "I inked every fin by hand." in scene.reply_card.text


async def test_kept(scene: SlackScene) -> None:
    """What is kept never reaches the artist; the card shrinks, and the reporter hears that it is closed."""
    card = await scene.case()
    await scene.vote("mo kai", KEEP, card)
    await scene.decide()
    assert says(card.text, "say.status_cleared")
    assert scene.heard("ines") == []
    assert [says(each, "say.reporter_closed", case=1) for each in scene.heard("alice")] == [True]


async def test_minds_change_within_the_undo_window(scene: SlackScene) -> None:
    """A vote that is taken away in time does not count."""
    card = await scene.case()
    await scene.vote("mo kai", KEEP, card)
    await scene.who("kai").unreacts(KEEP, card)
    await scene.decide()
    assert not says(card.text, "say.status_cleared")


async def test_two_verdicts_at_once(scene: SlackScene) -> None:
    """They void each other until one is taken away, and only their author is told."""
    card = await scene.case()
    await scene.vote("mo kai", KEEP, card)
    await scene.vote("kai", ASK, card)
    assert [says(each.text, "say.voter_two", case=1) for each in scene.who("kai").answers] == [True]
    await scene.decide()
    assert not says(card.text, "say.status_cleared")
    await scene.who("kai").unreacts(ASK, card)
    await scene.decide()
    assert says(card.text, "say.status_cleared")


async def test_the_vote_of_a_reporter(scene: SlackScene) -> None:
    """It counts for nothing and stays where it is; they are told, and nobody else sees that."""
    card = await scene.case(reporter="mo")
    await scene.vote("mo kai", KEEP, card)
    [told] = [each for each in scene.who("mo").answers if says(each.text, "say.voter_recused", case=1)]
    assert told.ephemeral
    assert scene.who("kai").answers == []
    await scene.decide()
    assert not says(card.text, "say.status_cleared")
    assert "mo" in card.reactors(KEEP)


async def test_a_link_that_leads_to_no_listing(scene: SlackScene) -> None:
    """The reporter hears why, and there is no case."""
    told = await scene.report("alice", f"{scene.on.gallery.url}/works/nowhere-9")
    assert not says(told.text, "say.report_taken")
    assert scene.on.workspace.room.messages == []


async def test_votes_cast_while_the_bot_was_away(stopped: SlackScene) -> None:
    """What stands on the card after a restart counts."""
    async with stopped.bot():
        card = await stopped.case()
    await stopped.who("mo").reacts(KEEP, card)
    await stopped.who("kai").reacts(KEEP, card)
    async with stopped.bot():
        await stopped.decide()
        assert says(card.text, "say.status_cleared")


async def test_an_answer_while_the_bot_was_away(stopped: SlackScene) -> None:
    """A message in the notice's thread that came meanwhile is stored and judged."""
    async with stopped.bot():
        notice = await stopped.asked()
    written = await stopped.who("ines").writes("I inked it by hand.", files=[stopped.picture()], reply_to=notice)
    async with stopped.bot():
        await stopped.settle()
        assert STORED in written.reactions
        assert "I inked it by hand." in stopped.reply_card.text


async def _report_on_discord(scene: SlackScene, name: str, link: str) -> str:
    form = opened(await scene.on.person(name).runs("report-listing"))
    shown = await form.submits({LINK: link, CONCERN: SLOP, WORDS: SEEN})
    await scene.settle()
    return (await answer(shown).latest()).text


@both
async def test_one_case_across_both_chats(scene: SlackScene) -> None:
    """Reported on Discord and on Slack, it is one case, judged on Slack; the artist is asked on Discord, all hear."""
    url = scene.listing("Neon Koi", DISCORD)
    assert says(await _report_on_discord(scene, "alice", url), "say.report_taken", case=1)
    assert says((await scene.report("carol", url)).text, "say.report_taken", case=1)
    await scene.ask(scene.card("Neon Koi"))
    ines = scene.on.person("ines")
    assert says(ines.inbox[-1].text, "notice.greeting", title="Neon Koi")
    written = await ines.writes("I inked every fin by hand.", files=[scene.picture()])
    await scene.settle()
    assert "📥" in written.reactions
    await scene.vote("kai", ACCEPT, scene.reply_card)
    await scene.decide()
    assert says(ines.inbox[-1].text, "say.member_accepted")
    assert says(scene.on.person("alice").inbox[-1].text, "say.reporter_closed", case=1)
    assert says(scene.heard("carol")[-1], "say.reporter_closed", case=1)
    assert [scene.heard("ines"), scene.on.room.messages] == [[], []]


@pytest.mark.parametrize("stopped", [(DISCORD, SLACK)], indirect=True)
async def test_judged_on_discord_and_asked_on_slack(scene: SlackScene) -> None:
    """The other way round: reported and answered on Slack, where no card is ever seen, judged on Discord."""
    await scene.report("carol", scene.listing("Neon Koi", SLACK))
    [card] = scene.on.room.messages
    judges = Scene(scene.on, scene.clock)
    await judges.ask(card)
    notice = scene.who("ines").inbox[0]
    written = await scene.answers(notice, "I inked every fin by hand.", scene.picture())
    assert STORED in written.reactions
    await judges.vote("kai", "🆗", judges.reply_card)
    await judges.decide()
    assert says(notice.replies[-1].text, "say.member_accepted")
    assert says(scene.heard("carol")[-1], "say.reporter_closed", case=1)
    assert [scene.on.workspace.room.messages, scene.on.person("ines").inbox] == [[], []]
