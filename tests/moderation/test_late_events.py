"""State, not clicks: events that come late, again or in the wrong order are not believed; the card is read."""

from itertools import permutations

import pytest

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.draft import Decision
from bot.moderation.effects import ReadCard
from bot.moderation.model import Choice, Mark
from tests.moderation.builders import ANN, BEN, CLEO, TEAM, Play, asked, opened

KEEP = Mark(ANN, Choice.KEEP)
READ = (ReadCard(1, 1),)


def event(play: Play, order: str, mark: Mark = KEEP, *, stands: bool = True, repeated: bool = False) -> Decision:
    """An event with its own time arrives."""
    return play.do(c.React(1, mark, stands, mark.account in TEAM, order, repeated))


def test_in_order() -> None:
    """Events that come in their order are applied, and nothing is read."""
    play = opened()
    event(play, "1")
    event(play, "2", stands=False)
    assert play.case.round.marks == frozenset()
    assert play.wanted(ReadCard) == []


def test_older_is_not_applied() -> None:
    """An event older than the newest seen on its card is not applied but asks for the card to be read."""
    play = opened()
    event(play, "2", Mark(BEN, Choice.KEEP))
    decision = event(play, "1")
    assert (decision.events, decision.effects) == ((), READ)


def test_repeated_is_not_applied() -> None:
    """A redelivery is not applied, even where it is news, but asks for the card to be read."""
    play = opened()
    decision = event(play, "1", repeated=True)
    assert decision.effects == READ
    assert play.case.round.marks == frozenset()


def test_repeated_makes_older_ones_late() -> None:
    """After the redelivery of a removal the late addition that it undid is not applied."""
    play = opened()
    event(play, "2", stands=False, repeated=True)
    assert event(play, "1").effects == READ
    assert play.case.round.marks == frozenset()


def test_removal_comes_first() -> None:
    """A removal that comes before its addition changes nothing, yet the addition is known to be older."""
    play = opened()
    assert event(play, "2", stands=False).events == (e.ReactionPassed(1, "2"),)
    assert event(play, "1").effects == READ
    assert play.case.round.marks == frozenset()


def test_same_event_twice() -> None:
    """The same event again, unmarked, changes nothing and asks for nothing."""
    play = opened()
    event(play, "1")
    decision = event(play, "1")
    assert (decision.events, decision.effects) == ((), ())


def test_repeat_of_old_news() -> None:
    """A redelivery of what is known already is read for, and leaves no event."""
    play = opened()
    event(play, "1")
    decision = event(play, "1", repeated=True)
    assert (decision.events, decision.effects) == ((), READ)


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("repeated", [False, True])
def test_every_order(order: tuple[int, ...], *, repeated: bool) -> None:
    """On, off and on again: in any order of arrival, once the card is read, what stands is what stands."""
    play = opened()
    story = [("1", True), ("2", False), ("3", True)]
    for index in order:
        stamp, stands = story[index]
        event(play, stamp, stands=stands, repeated=repeated)
    if play.wanted(ReadCard):
        play.marks = frozenset({KEEP})
        play.read()
    assert play.case.round.marks == {KEEP}


def test_reading_is_stale_after_a_redelivery() -> None:
    """A reading that began before a redelivery with news came in is repeated."""
    play = opened()
    began = play.case.round.seen
    event(play, "1", repeated=True)
    assert play.read(began=began).effects == READ


def test_without_order() -> None:
    """Where arrival is order, each event counts as it comes, and a doubled one changes nothing."""
    play = opened()
    play.react(ANN, Choice.KEEP)
    assert play.react(ANN, Choice.KEEP).events == ()
    play.react(ANN, Choice.KEEP, stands=False)
    assert play.react(ANN, Choice.KEEP, stands=False).events == ()
    assert play.case.round.marks == frozenset()


def test_too_late() -> None:
    """Who reacts after the decision is told so, once; who takes a reaction away, or is no moderator, hears nothing."""
    play = asked()
    play.react(CLEO, Choice.KEEP)
    play.react(CLEO, Choice.ASK)
    play.react(ANN, Choice.ASK, stands=False)
    play.moderators = TEAM - {BEN}
    play.react(BEN, Choice.KEEP)
    assert play.heard_by_voters() == [(CLEO, "say.voter_late")]
    assert play.case.round.outcome is Choice.ASK
