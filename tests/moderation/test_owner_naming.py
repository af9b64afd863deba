"""Whose listing it is, where the platform does not say."""

from dataclasses import replace

import pytest

from bot.moderation import events as e
from bot.moderation.ballots import waits_for
from bot.moderation.effects import Say, ShowCard
from bot.moderation.model import Chat, Choice, Owner, Status
from tests.moderation.builders import (
    ANN,
    BEN,
    CLEO,
    MIA,
    MIAS,
    OTTO,
    ROB,
    RULES,
    TEAM,
    Play,
    account,
    awaited,
    disputed,
    opened,
    vote,
)

PAIR = replace(RULES, team=2)
KEYED = Owner("member-7", ())


def concern(play: Play) -> Play:
    """Ann and Ben ask, and Ann wrote why."""
    vote(play, Choice.ASK, (ANN, BEN))
    play.observe(ANN)
    return play


@pytest.mark.parametrize("owner", [None, KEYED])
def test_ask_waits_for_the_owner(owner: Owner | None) -> None:
    """'Ask' cannot become final while nobody knows a chat account to ask."""
    play = concern(opened(owner=owner))
    assert waits_for(play.case, play.facts) == ("owner",)
    assert play.finish().is_(Status.IN_REVIEW)


def test_keep_does_not_wait() -> None:
    """A listing of nobody known can be kept all the same."""
    play = opened(owner=None)
    vote(play, Choice.KEEP, (ANN, BEN))
    assert play.finish().is_(Status.CLEARED)


def test_one_is_enough_in_a_small_team() -> None:
    """In a team of one or two the first naming settles it, and the undo window starts then."""
    play = concern(opened(PAIR, owner=None))
    play.wait(RULES.undo)
    decision = play.name_owner(CLEO)
    assert decision.answer == Say("say.owner_named", {"case": 1})
    assert ShowCard(1, 1) in decision.effects
    assert play.case.owner == Owner(str(MIA), (MIA,), named_by=CLEO)
    assert play.due() == play.now + RULES.undo
    assert play.finish().notices() == [(MIA, 1)]


def test_second_moderator() -> None:
    """In a team of three and more a second moderator must name the same account."""
    play = concern(opened(owner=KEYED))
    assert play.name_owner(CLEO).answer == Say("say.owner_needs_second", {"case": 1})
    assert waits_for(play.case, play.facts) == ("second",)
    assert play.case.owner == Owner("member-7", (MIA,), named_by=CLEO)
    assert play.name_owner(ANN).answer == Say("say.owner_named", {"case": 1})
    assert play.happened(e.OwnerConfirmed) == [e.OwnerConfirmed(ANN)]
    assert play.finish().notices() == [(MIA, 1)]


def test_not_the_same_moderator_twice() -> None:
    """Naming the same account twice is no confirmation."""
    play = concern(opened(owner=None))
    play.name_owner(CLEO)
    decision = play.name_owner(CLEO)
    assert (decision.events, decision.answer) == ((), Say("say.owner_needs_second", {"case": 1}))


def test_not_the_same_person_twice() -> None:
    """Nor does another account of the same moderator confirm."""
    other = account("cleo-at-work", Chat.SLACK)
    play = Play(owner=None, people={CLEO: "p1", other: "p1"}, moderators=TEAM | {other})
    play.open()
    play.name_owner(CLEO)
    assert play.name_owner(other).events == ()
    assert waits_for(concern(play).case, play.facts) == ("second",)


def test_another_name() -> None:
    """A moderator who names somebody else starts over: that account needs its own second."""
    play = concern(opened(owner=None))
    play.name_owner(CLEO)
    play.name_owner(ANN, OTTO)
    assert play.case.owner == Owner(str(MIA), (OTTO,), named_by=ANN)
    play.name_owner(CLEO, OTTO)
    assert play.finish().notices() == [(OTTO, 1)]


def test_settled() -> None:
    """Where the owner is known, nobody names another."""
    play = opened()
    decision = play.name_owner(ANN, OTTO)
    assert (decision.events, decision.answer) == ((), Say("say.owner_known", {"case": 1}))
    assert play.case.owner == MIAS


def test_not_oneself() -> None:
    """A moderator cannot name an account of their own."""
    other = account("ann-too")
    play = opened(owner=None, people={ANN: "p1", other: "p1"})
    assert play.name_owner(ANN, ANN).answer == Say("say.owner_yourself", {"case": 1})
    assert play.name_owner(ANN, other).answer == Say("say.owner_yourself", {"case": 1})
    assert play.case.owner is None


def test_nobody_learns_who_reported() -> None:
    """Naming whoever reported it is answered as naming anybody is, and asks them; they have no ballot either way."""
    for named in (ROB, OTTO):
        play = opened(owner=None)
        vote(play, Choice.ASK, (ANN, BEN))
        play.observe(ANN)
        assert play.name_owner(ANN, named).answer == Say("say.owner_needs_second", {"case": 1})
        assert play.name_owner(BEN, named).answer == Say("say.owner_named", {"case": 1})
        assert play.finish().notices() == [(named, 1)]


def test_named_while_a_notice_waits() -> None:
    """After 'not mine' the notice waits for the new name, and for its confirmation, and then goes out."""
    play = disputed(awaited())
    assert play.name_owner(ANN, OTTO).effects == (ShowCard(1, 1),)
    play.name_owner(BEN, OTTO)
    assert play.notices() == [(MIA, 1), (OTTO, 1)]


def test_after_the_end() -> None:
    """Nobody is named for a case that is over."""
    play = opened(owner=None)
    play.withdraw()
    assert play.name_owner(ANN).answer == Say("say.case_over", {"case": 1})
