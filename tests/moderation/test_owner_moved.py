"""The platform names another owner in mid-case."""

from collections.abc import Callable

import pytest

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.effects import ShowCard
from bot.moderation.model import Choice, Owner, Status
from tests.moderation.builders import (
    ANN,
    BEN,
    MIA,
    OTTO,
    TEAM,
    UNDO,
    Play,
    again,
    asked,
    awaited,
    failed,
    opened,
    refused,
    replied,
    silent,
    vote,
)

OTTOS = Owner("member-8", (OTTO,))
BENS = Owner("member-9", (BEN,))
NOBODYS = Owner("member-10", ())


def moves(play: Play, owner: Owner = OTTOS) -> Play:
    """The platform names somebody else."""
    play.do(c.SeeOwner(owner))
    return play


def test_before_anybody_is_asked() -> None:
    """The new owner is the one to ask, and has no ballot; the card says that the owner changed."""
    play = moves(opened(), BENS)
    assert play.case.owner == BENS
    assert play.effects[-1] == ShowCard(1, 1)
    vote(play, Choice.KEEP, (ANN, BEN))
    assert play.heard_by_voters() == [(BEN, "say.voter_recused")]
    assert play.case.round.stands is None


def test_a_verdict_that_stands_is_weighed_anew() -> None:
    """Where the new owner had voted, that ballot counts no more."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN))
    assert play.case.round.stands
    moves(play, BENS)
    assert play.case.round.stands is None
    assert play.wait(UNDO).tick().events == ()


def test_while_the_notice_is_due() -> None:
    """It goes to the new owner, or waits until moderators have named an account of theirs."""
    assert moves(asked()).notices() == [(MIA, 1), (OTTO, 1)]
    play = moves(asked(), NOBODYS)
    assert play.notices() == [(MIA, 1)]
    for moderator in sorted(TEAM)[:2]:
        play.name_owner(moderator, OTTO)
    assert play.notices() == [(MIA, 1), (OTTO, 1)]


@pytest.mark.parametrize("somewhere", [awaited, again])
def test_whoever_was_asked_is_let_go(somewhere: Callable[[], Play]) -> None:
    """The clock stops, they hear that the question is not theirs any more, and moderators name whom to ask."""
    play = moves(somewhere())
    assert play.is_(Status.NOTICE_DUE)
    assert (play.case.owner, play.case.clock, play.case.member_knows) == (None, None, False)
    assert play.heard_by_member() == ["say.member_owner_moved"]
    assert play.wait(play.rules.answer_within * 2).tick().events == ()


def test_an_answer_is_not_lost() -> None:
    """What they have begun to answer is judged."""
    play = awaited()
    play.adds("m1")
    moves(play)
    assert play.is_(Status.REPLY_IN_REVIEW)
    assert play.case.replies[0].messages == ("m1",)
    assert play.case.moved_to == "member-8"


@pytest.mark.parametrize("somewhere", [replied, silent, refused, lambda: failed(asked()), lambda: failed(awaited())])
def test_noted_elsewhere(somewhere: Callable[[], Play]) -> None:
    """Where an answer is judged, or nobody was reached, the card says it, and moderators see to it."""
    play = somewhere()
    before = (play.case.status, play.case.owner)
    moves(play)
    assert (play.case.status, play.case.owner) == before
    assert play.case.moved_to == "member-8"
    assert play.effects[-1] == ShowCard(1, play.case.round.number)


def test_only_once() -> None:
    """The same news is taken once: the owner whom moderators name then stays."""
    play = moves(awaited())
    for moderator in sorted(TEAM)[:2]:
        play.name_owner(moderator, MIA)
    play.deliver()
    count = len(play.events)
    moves(play)
    assert len(play.events) == count


def test_no_news() -> None:
    """The same owner, the same person under another id, and a case without an owner or at its end, change nothing."""
    for play, owner in (
        (opened(), Owner("member-7", ())),
        (opened(), Owner("member-8", (MIA,))),
        (opened(owner=None), OTTOS),
    ):
        assert play.do(c.SeeOwner(owner)).events == ()
    over = opened()
    over.withdraw()
    assert over.do(c.SeeOwner(OTTOS)).events == ()


def test_new_owner_answers() -> None:
    """Named by moderators, the new owner is asked and has a full window."""
    play = moves(awaited())
    for moderator in sorted(TEAM)[:2]:
        play.name_owner(moderator, OTTO)
    play.deliver()
    assert play.happened(e.NoticeDelivered)[-1].deadline == play.now + play.rules.answer_within
