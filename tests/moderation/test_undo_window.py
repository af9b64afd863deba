"""A winning verdict becomes final only when it has stood for the undo window."""

from datetime import timedelta

from bot.moderation import events as e
from bot.moderation.effects import ReadCard, ShowCard
from bot.moderation.model import Choice, Mark, Status
from bot.moderation.rounds import halfway
from tests.moderation.builders import ANN, BEN, CLEO, START, UNDO, opened, vote

SECOND = timedelta(seconds=1)


def test_too_early() -> None:
    """Before the window has passed nothing is final, and nothing is read for it."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN))
    assert play.due() == START + UNDO
    play.wait(UNDO - SECOND)
    assert play.tick().events == ()
    assert play.read().events == ()
    assert play.is_(Status.IN_REVIEW)


def test_passed() -> None:
    """Once it has passed, and the card was read once more, the verdict is final."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN))
    play.finish()
    assert play.is_(Status.CLEARED)
    assert play.happened(e.VerdictReached) == [e.VerdictReached(1, Choice.KEEP, ())]


def test_starts_anew() -> None:
    """A verdict that fell and came back has its whole window again."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN))
    play.wait(UNDO - SECOND)
    play.react(BEN, Choice.KEEP, stands=False)
    assert play.case.round.stands is None
    play.react(BEN, Choice.KEEP)
    play.wait(SECOND).tick()
    assert not play.case.round.looking
    assert play.due() == START + 2 * UNDO - SECOND


def test_other_verdict() -> None:
    """A verdict that turns into another one starts the window of that one."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN))
    play.wait(UNDO - SECOND)
    play.observe(ANN)
    play.marks = frozenset({Mark(ANN, Choice.ASK), Mark(BEN, Choice.ASK)})
    play.read()
    assert play.case.round.stands
    assert play.case.round.stands.outcome is Choice.ASK
    assert play.case.round.stands.since == START + UNDO - SECOND
    assert play.happened(e.VerdictFell) == [e.VerdictFell(1)]


def test_more_of_the_same() -> None:
    """Further ballots for the verdict that stands do not start its window again."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN))
    play.wait(UNDO - SECOND)
    play.react(CLEO, Choice.KEEP)
    play.wait(SECOND).tick()
    assert play.case.round.looking


def test_own_clock() -> None:
    """A wall clock that jumped makes nothing final while the running bot's own clock says otherwise."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN))
    play.wait(UNDO)
    assert play.tick(steady=False).events == ()
    assert play.tick().effects == (ReadCard(1, 1),)


def test_undone_at_the_last_moment() -> None:
    """A ballot taken back before the last look is back keeps the verdict from becoming final."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN))
    play.wait(UNDO).tick()
    play.react(ANN, Choice.KEEP, stands=False)
    play.read()
    assert play.is_(Status.IN_REVIEW)
    assert play.due() == halfway(play.case.round)


def test_card_tells() -> None:
    """The card is drawn anew when a verdict comes to stand or falls, and for no other ballot: it shows no count."""
    play = opened()
    assert ShowCard(1, 1) not in play.react(ANN, Choice.KEEP).effects
    assert ShowCard(1, 1) in play.react(BEN, Choice.KEEP).effects
    assert ShowCard(1, 1) not in play.react(CLEO, Choice.KEEP).effects
    play.react(CLEO, Choice.KEEP, stands=False)
    assert ShowCard(1, 1) in play.react(BEN, Choice.KEEP, stands=False).effects
