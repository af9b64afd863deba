"""The platform names another owner in mid-case."""

from collections.abc import Callable

import pytest

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.effects import Say, ShowCard
from bot.moderation.model import CHOICES, Account, Choice, Owner, RoundKind, Status
from tests.moderation.builders import (
    ANN,
    BEN,
    CLEO,
    DAN,
    MIA,
    MIAS,
    OTTO,
    OTTOS,
    UNDO,
    Play,
    again,
    appealed,
    asked,
    awaited,
    failed,
    moved,
    opened,
    refused,
    repaired,
    replied,
    silent,
    vote,
)

BENS = Owner("member-9", (BEN,))
NOBODYS = Owner("member-10", ())


def named(play: Play, whom: Account = OTTO) -> Play:
    """Two moderators name whom to ask."""
    for moderator in (CLEO, DAN):
        play.name_owner(moderator, whom)
    return play


def not_accepted(play: Play, choice: Choice) -> Play:
    """Two moderators do not accept the answer, and one writes why."""
    vote(play, choice, (ANN, BEN))
    play.observe(ANN)
    return play.finish()


def test_before_anybody_is_asked() -> None:
    """The new owner is the one to ask, and has no ballot; the card says that the owner changed."""
    play = moved(opened(), BENS)
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
    moved(play, BENS)
    assert play.case.round.stands is None
    assert play.wait(UNDO).tick().events == ()


def test_while_the_notice_is_due() -> None:
    """It goes to the new owner, or waits until moderators have named an account of theirs."""
    assert moved(asked()).notices() == [(MIA, 1), (OTTO, 1)]
    play = moved(asked(), NOBODYS)
    assert play.notices() == [(MIA, 1)]
    assert named(play).notices() == [(MIA, 1), (OTTO, 1)]


@pytest.mark.parametrize("somewhere", [awaited, again, silent, refused, lambda: failed(awaited())])
def test_whoever_was_asked_is_let_go(somewhere: Callable[[], Play]) -> None:
    """No clock runs, they hear that the question is not theirs any more, and moderators name whom to ask."""
    play = moved(somewhere())
    assert play.is_(Status.NOTICE_DUE)
    assert (play.case.owner, play.case.clock, play.case.member_knows) == (None, None, False)
    assert play.heard_by_member()[-1] == "say.member_owner_moved"
    assert play.wait(play.rules.answer_within * 7).tick().events == ()


def test_whoever_was_never_reached_hears_nothing() -> None:
    """Who could not be asked is not looked for any longer, and never hears of the case."""
    play = moved(failed(asked()))
    assert play.is_(Status.NOTICE_DUE)
    assert (play.case.owner, play.case.lost, play.case.undelivered) == (None, None, None)
    assert play.heard_by_member() == []


@pytest.mark.parametrize("somewhere", [awaited, again, silent, refused])
def test_new_owner_is_asked_afresh(somewhere: Callable[[], Play]) -> None:
    """About what was noticed in the listing, as for the first time, with a full window and a second question left."""
    play = named(moved(somewhere()))
    assert play.notices()[-1] == (OTTO, 1)
    assert play.case.finding == ("o1-ann",)
    play.deliver()
    assert play.happened(e.NoticeDelivered)[-1].deadline == play.now + play.rules.answer_within
    play.answers("m-otto")
    assert play.case.round.choices == CHOICES[RoundKind.REPLY]
    assert [each.messages for each in play.case.answers] == [("m-otto",)]


@pytest.mark.parametrize("somewhere", [silent, refused])
def test_nothing_follows_for_whoever_is_let_go(somewhere: Callable[[], Play]) -> None:
    """A vote on what follows is taken off; its ballots stay on record, and lead to nothing."""
    play = somewhere()
    vote(play, Choice.UNLIST, (ANN, BEN))
    number = play.case.round.number
    moved(play)
    taken_off = play.case.rounds[number - 1]
    assert (taken_off.closed, taken_off.moved, taken_off.stands, taken_off.outcome) == (True, True, None, None)
    assert {each.account for each in taken_off.marks} == {ANN, BEN}
    play.wait(UNDO).tick()
    assert play.case.action is None


def test_an_answer_is_not_lost() -> None:
    """What they have begun to answer is judged."""
    play = awaited()
    play.adds("m1")
    moved(play)
    assert play.is_(Status.REPLY_IN_REVIEW)
    assert play.case.replies[0].messages == ("m1",)
    assert play.case.moved_to == "member-8"


def test_accepted_answer_ends_the_case() -> None:
    """Also where the listing is another's by then: there is nothing left to ask."""
    play = moved(replied())
    vote(play, Choice.ACCEPT, (ANN, BEN))
    assert play.finish().is_(Status.RESOLVED)
    assert play.heard_by_member() == ["say.member_accepted"]


@pytest.mark.parametrize("choice", [Choice.AGAIN, Choice.REFUSE])
def test_answer_that_is_not_accepted(choice: Choice) -> None:
    """It is held against nobody: whoever gave it is let go, and the new owner is asked about the listing."""
    play = not_accepted(moved(replied()), choice)
    assert play.is_(Status.NOTICE_DUE)
    assert (play.case.owner, play.case.moved) == (None, False)
    assert play.heard_by_member() == ["say.member_owner_moved"]
    assert play.case.replies[0].messages == ("m1",)
    named(play)
    assert play.notices()[-1] == (OTTO, 1)
    assert play.case.finding == ("o1-ann",)


def test_repair_that_is_not_accepted() -> None:
    """What was decided before the listing changed hands stands."""
    play = not_accepted(moved(repaired()), Choice.REFUSE)
    assert play.is_(Status.CLOSED)
    assert play.case.owner == MIAS


def test_appeal_is_heard() -> None:
    """What was decided about the one before, whom nobody asks any more, is theirs to appeal."""
    play = moved(appealed())
    assert play.is_(Status.APPEAL_IN_REVIEW)
    assert play.case.owner == MIAS
    assert play.effects[-1] == ShowCard(1, play.case.round.number)


def test_neither_owner_has_a_ballot() -> None:
    """Not the new one on the old one's answer, nor the old one on the new one's; one ballot more is told of."""
    play = replied()
    vote(play, Choice.ACCEPT, (BEN,))
    assert play.case.round.stands
    moved(play, BENS)
    assert play.case.round.stands is None
    assert play.heard_by_voters() == [(BEN, "say.voter_recused")]
    play = opened(owner=BENS)
    vote(play, Choice.ASK, (ANN, CLEO))
    play.observe(ANN)
    named(moved(play.finish().deliver())).deliver().answers()
    vote(play, Choice.ACCEPT, (BEN,))
    assert play.case.round.stands is None
    assert play.heard_by_voters() == [(BEN, "say.voter_recused")]
    assert play.observe(BEN).answer == Say("say.not_your_case", {"case": 1})


def test_an_owner_who_was_never_confirmed_keeps_the_ballot() -> None:
    """Whom one moderator named was none yet, also once the platform names somebody else."""
    play = opened(owner=NOBODYS)
    play.name_owner(ANN, BEN)
    moved(play)
    assert play.case.owner == OTTOS
    vote(play, Choice.KEEP, (BEN, CLEO))
    assert play.case.round.stands


def test_theirs_again_before_anybody_is_asked() -> None:
    """The one before is the one to ask again."""
    play = moved(moved(opened()), MIAS)
    assert play.case.owner == MIAS
    assert play.case.round.kind is RoundKind.LISTING


@pytest.mark.parametrize("again_under", [MIAS, Owner("member-77", (MIA,))])
def test_theirs_again_while_they_are_heard(again_under: Owner) -> None:
    """Under whatever id: then all is as it was, and an answer that is refused is theirs."""
    play = moved(moved(replied()), again_under)
    assert (play.case.owner, play.case.moved) == (MIAS, False)
    assert not_accepted(moved(play, again_under), Choice.REFUSE).is_(Status.ACTION_IN_REVIEW)


def test_theirs_again_after_another_was_asked() -> None:
    """The other one is let go as well, and whoever had it first can be asked again."""
    play = moved(named(moved(awaited())).deliver(), MIAS)
    assert play.is_(Status.NOTICE_DUE)
    assert play.heard_by_member() == ["say.member_owner_moved", "say.member_owner_moved"]
    named(play, MIA)
    assert play.notices() == [(MIA, 1), (OTTO, 1), (MIA, 1)]


def test_only_once() -> None:
    """The same news is taken once: the owner whom moderators name then stays."""
    play = named(moved(awaited()), MIA).deliver()
    count = len(play.events)
    moved(play)
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
