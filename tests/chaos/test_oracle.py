"""The oracle is worth something: it catches bots that are known to lose or to repeat, and lets the real one pass.

Each test is one moment of the storm, played on purpose: a bot that is broken shows it there at once.
"""

from datetime import UTC, datetime

import pytest

from tests.chaos import broken, judging, nights
from tests.chaos.actors import Actor, Reporter
from tests.chaos.artists import Artist
from tests.chaos.diary import Note, Pressed, Report
from tests.chaos.findings import Findings
from tests.chaos.hands import MORE_TIME, Sight, note_form
from tests.chaos.oracle import Oracle
from tests.chaos.play import JUDGES, PACE, Plan, Play, prepared
from tests.chaos.processes import salon_run
from tests.chaos.reading import case_of, is_notice
from tests.processes.forked import Run
from tests.stories.acting import NOTICED, SEEN

EARLIER = datetime(2026, 1, 1, tzinfo=UTC)
SHORT = {"SALON_NOTICE_HOURS": "02:00-24:00"}
"""A night of six seconds."""
MANY = 20
"""More posts than there are."""


async def compared(play: Play) -> Findings:
    """Let it come to rest, and compare."""
    await play.settle()
    return await judging.compared(Oracle(play))


def one(cast: list[Actor], kind: type[Actor]) -> Actor:
    """The last of a kind."""
    return [each for each in cast if isinstance(each, kind)][-1]


async def reported(play: Play) -> None:
    """The bot runs, and a listing is reported on Slack."""
    play.bot.start()
    await play.settle()
    await one(play.cast(), Reporter).act()
    assert play.diary.reports[-1].promised


async def votes(play: Play, name: str, choice: str) -> Sight:
    """A moderator gives a choice on the newest card."""
    card = play.hand(name, play.plan.judged_on).cards[-1]
    await card.react(choice)
    play.diary.reacted(card.id, name, choice, stands=True)
    return card


async def both_vote(play: Play, choice: str) -> Sight:
    """Two moderators, who did not report, give the same choice on the card of the newest report."""
    await play.on.until(lambda: len(play.clerk.cards) == len(play.diary.reports))
    seen = [await votes(play, name, choice) for name in JUDGES[1:3]]
    return seen[0]


async def asked(play: Play) -> Artist:
    """They want to ask the artist, and one says why: the artist has the notice."""
    card = await both_vote(play, "ask")
    await card.fill(NOTICED, note_form("The fins melt into each other in all three pictures."))
    artist = next(each for each in play.artists if play.diary.reports[-1].title in each.listings)
    await play.on.until(lambda: any(is_notice(each.text) for each in artist.hand.inbox))
    return artist


@pytest.mark.parametrize(("run", "lost"), [(salon_run, False), (broken.acknowledges_first, True)])
async def test_what_was_acknowledged_is_on_record(run: Run, *, lost: bool) -> None:
    """Somebody's form closed as if it had been taken, and the bot dies: the report is there, or missed."""
    async with prepared(Plan("acknowledged", 1, run=run)) as play:
        await reported(play)
        await play.bot.kill()
        found = await compared(play)
        assert (bool(found.lost), found.duplicated) == (lost, [])


async def test_what_was_pressed_is_on_record() -> None:
    """An artist presses a button of the notice, is told that it was taken, and the bot dies: the oracle misses it."""
    async with prepared(Plan("pressed", 1, run=broken.acknowledges_first)) as play:
        await reported(play)
        artist = (await asked(play)).hand
        await artist.inbox[-1].press(MORE_TIME)
        number = case_of(play.clerk.cards[0].text)
        play.diary.pressed.append(Pressed(artist, number, MORE_TIME, MORE_TIME, datetime.now(UTC)))
        await play.bot.kill()
        found = await compared(play)
        assert found.lost == [f"'More time' of {artist.name} in case {number}: 0 instead of 1"]


@pytest.mark.parametrize(("run", "duplicated"), [(salon_run, False), (broken.posts_again, True)])
async def test_what_was_posted_stands_once(run: Run, *, duplicated: bool) -> None:
    """Slack takes the card, and its answer is lost on the way: it stands there once, or the oracle sees two."""
    async with prepared(Plan("posted", 1, run=run)) as play:
        play.on.slack.faults.reset("POST", "chat.postMessage")
        play.bot.start()
        await play.on.discord.until(play.bot.is_connected)
        await one(play.cast(), Reporter).act()
        await play.on.discord.until(lambda: play.clerk.cards)
        found = await compared(play)
        assert (found.lost, bool(found.duplicated)) == ([], duplicated)


async def test_what_happened_meanwhile_counts() -> None:
    """A moderator votes while nobody is there, and no event tells of it later: the oracle misses it."""
    async with prepared(Plan("meanwhile", 1, run=broken.never_reads_again)) as play:
        await reported(play)
        await play.settle()
        await play.bot.kill()
        play.weather.drop_events()
        await votes(play, play.clerk.name, "keep")
        found = await compared(play)
        what = "ballots on round 1 of case 1"
        assert (found.lost, found.duplicated) == ([f"{what}: ('{play.clerk.name}', 'keep') is not counted"], [])


@pytest.mark.parametrize(("run", "deaf"), [(salon_run, False), (broken.hears_nothing_live, True)])
async def test_what_happens_live_counts(run: Run, *, deaf: bool) -> None:
    """A vote, a correction and a deletion are told once, to a bot that is there: on record, or the oracle says so.

    One more vote was given before, while nobody was there: that one is read.
    """
    async with prepared(Plan("live", 1)) as play:
        await reported(play)
        artist = await asked(play)
        for _ in range(2):
            await artist.write(artist.hand.inbox[-1])
        await play.settle()
        await play.bot.kill()
        play.weather.drop_events()
        await votes(play, JUDGES[2], "refuse")
        play.bot.run = run
        await play.settle()
        await votes(play, JUDGES[1], "again")
        corrected, removed = play.diary.written
        await artist.edit(corrected)
        await artist.remove(removed)
        found = await compared(play)
        assert (len(found.lost), found.duplicated) == (3 if deaf else 0, []), found.lost
        assert found.ballots == (3 if deaf else 4)


async def test_what_nobody_was_told() -> None:
    """All is as it should be. What is written into the diary beside makes it wrong, and the oracle says so of each.

    A voter is to have known of their own report before the verdict, and another one to have said what they noticed; and
    who reported a third listing, and a fourth, of which they heard that it is gone, has heard nothing of the third.
    """
    async with prepared(Plan("untold", 1)) as play:
        await reported(play)
        first, who = play.diary.reports[0], play.diary.reports[0].who
        second, third, gone = [each for each in play.on.gallery.listings if each.title != first.title][:3]
        await both_vote(play, "keep")
        await who.report(second.url, SEEN)
        play.diary.reports.append(Report(who, second.title, promised=True))
        await both_vote(play, "ask")
        gone.remove()
        await who.report(gone.url, SEEN)
        await play.settle()
        kept, asked_about = play.clerk.cards
        voter = play.hand(JUDGES[1], play.plan.judged_on)
        play.diary.parties[voter.name, case_of(kept.text)] = EARLIER
        play.diary.notes.append(Note(voter, case_of(asked_about.text), asked_about.id, "Odd", promised=EARLIER))
        play.diary.reports += [Report(who, each.title, promised=True) for each in (gone, third)]
        play.diary.reports.append(Report(voter, first.title, promised=False))
        found = await judging.compared(Oracle(play))
        assert [each.split(":")[0] for each in found.lost] == [
            f"reports of {who.name}",
            "verdict on round 1 of case 1",
            "verdict on round 1 of case 2",
            f"'Odd' of {voter.name} in case 2",
        ]
        assert found.duplicated == []


async def test_what_is_answered_at_night_is_on_record() -> None:
    """The bot dies as it asks, and night falls: the artist has the question, and what they answer belongs to it."""
    async with prepared(Plan("at night", 1)) as play:
        await reported(play)
        play.on.slack.faults.withhold("POST", "chat.postMessage", times=MANY)
        play.on.discord.faults.withhold("POST", "/channels/{channel_id}/messages", times=MANY)
        artist = await asked(play)
        await play.bot.kill()
        play.weather.calm()
        play.sleep({**nights.beginning(play.clock.now(), PACE), **SHORT})
        play.bot.start()
        await play.on.until(play.bot.is_connected)
        await artist.write(artist.hand.inbox[-1])
        found = await compared(play)
        assert (found.lost, found.duplicated, found.notices, found.replies) == ([], [], 1, 1)
