"""What was to be shown or said somewhere, and that place is gone."""

from dataclasses import replace
from typing import get_args

import pytest

from bot.moderation import effects as f
from bot.moderation import events as e
from bot.moderation.effects import Say
from bot.moderation.model import Chat, Owner, Status
from bot.ports import Gone
from bot.service import settling
from bot.service.ground import Ground
from storage.database import Work
from tests.storage.story import ARTIST, REPORTER, START, evolved, moderators_card, opening, private

SAY = Say("say.member_message", {"message": "words"})
POSTS = [
    f.SendNotice(1, ARTIST, 1),
    f.TellMember(1, ARTIST, SAY),
    f.TellReporter(1, REPORTER, SAY),
    f.TellVoter(1, 1, REPORTER, SAY),
    f.TellLead(1, 1, REPORTER, SAY),
    f.TellPerson(REPORTER, SAY),
    f.AskWhich(ARTIST, "m", (1, 2)),
    f.AnswerReport("r", REPORTER, SAY),
    f.AnswerNotes("n", REPORTER, SAY),
    f.TellCard(1, 1, SAY),
    f.TellSupport(1, SAY),
    f.TellOperators(Chat.DISCORD, SAY),
    f.ShowDigest("2026-07-01"),
]
SYNCS = [
    f.ShowCard(1, 1),
    f.MarkStored(1, private("1")),
    f.RemoveReaction(1, moderators_card("11"), REPORTER, "🎨"),
]


def test_nothing_is_left_out() -> None:
    """Every post and every sync is among these."""
    assert {type(each) for each in POSTS} == set(get_args(f.Post))
    assert {type(each) for each in SYNCS} == set(get_args(f.Sync))


@pytest.fixture
def work(work: Work, ground: Ground) -> Work:
    """A case of which the artist is to hear."""
    begun = [*opening(1, "works/1", Owner("member-7", (ARTIST,))), e.QuestionDue(1)]
    assert isinstance(begun[0], e.CaseOpened)
    begun[0] = replace(begun[0], policy=ground.policy_hash)
    work.cases.append(None, evolved(begun), begun, START)
    return work


def settled(work: Work, ground: Ground, effect: f.Effect) -> str:
    """The place of an effect is gone; how that is on record."""
    work.outbox.put([effect], START)
    [queued] = work.outbox.lease(START, START, {}, 9)
    settling.settle(work, queued, Gone("discord 0"), ground, START)
    return str(work.sql.value("SELECT result FROM outbox WHERE id = :id", id=queued.id))


@pytest.mark.parametrize("effect", POSTS)
def test_a_post(work: Work, ground: Ground, effect: f.Effect) -> None:
    """It has reached nobody: that is a refusal, which is kept, and shown by `salon outbox`."""
    assert settled(work, ground, effect) == "refused: discord 0"


@pytest.mark.parametrize("effect", SYNCS)
def test_a_sync(work: Work, ground: Ground, effect: f.Effect) -> None:
    """There is nothing left to show it on: it is done."""
    assert settled(work, ground, effect) == "gone: discord 0"


def test_an_undelivered_notice(work: Work, ground: Ground) -> None:
    """The case hears of it: other ways are tried, and the card says so."""
    settled(work, ground, f.SendNotice(1, ARTIST, 1))
    case = work.cases.get(1)
    assert case
    assert case.status is Status.UNDELIVERABLE


def test_a_lost_card(work: Work, ground: Ground) -> None:
    """It is posted anew."""
    settled(work, ground, f.ShowCard(1, 1))
    case = work.cases.get(1)
    assert case
    assert case.round.card is None
