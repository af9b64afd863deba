"""Nothing becomes final before the card was read once more."""

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.effects import ReadCard, ShowCard
from bot.moderation.model import Choice, Mark, Status
from bot.moderation.rounds import halfway
from tests.moderation.builders import ANN, BEN, CLEO, UNDO, Play, message, opened, vote


def ripe() -> Play:
    """'Keep' has stood for its window, and the last look is under way."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN))
    play.wait(UNDO).tick()
    return play


def test_asked_once() -> None:
    """One look is asked for; further ticks wait for it, and the case is due for nothing else."""
    play = ripe()
    assert play.wanted(ReadCard) == [ReadCard(1, 1)]
    assert play.happened(e.LookAsked) == [e.LookAsked(1)]
    assert play.due() is None
    assert play.wait(UNDO).tick().effects == ()
    assert play.is_(Status.IN_REVIEW)


def test_what_it_finds_counts() -> None:
    """A ballot that was taken back unseen is gone with the look: the verdict is not final."""
    play = ripe()
    play.marks = frozenset({Mark(ANN, Choice.KEEP)})
    play.read()
    assert play.is_(Status.IN_REVIEW)
    assert play.case.round.stands is None
    assert play.due() == halfway(play.case.round)


def test_finds_more() -> None:
    """Ballots that came in unseen and turn the verdict leave the case open too."""
    play = ripe()
    play.marks = play.marks | {Mark(CLEO, Choice.ASK), Mark(BEN, Choice.ASK)}
    play.read()
    assert play.is_(Status.IN_REVIEW)


def test_confirms() -> None:
    """A look that finds what was known makes the verdict final, and the card is drawn as over."""
    play = ripe()
    assert ShowCard(1, 1) in play.read().effects
    assert play.case.round.closed
    assert play.case.round.outcome is Choice.KEEP


def test_overtaken() -> None:
    """A look that a reaction overtook is repeated, and the case waits for the new one."""
    play = ripe()
    began = play.case.round.seen
    play.react(CLEO, Choice.KEEP)
    decision = play.read(began=began)
    assert (decision.events, decision.effects) == ((), (ReadCard(1, 1),))
    assert play.due() is None
    play.read()
    assert play.is_(Status.CLEARED)


def test_card_lost_meanwhile() -> None:
    """A card that is deleted during the look takes its ballots and the look with it; the deadline goes on."""
    play = ripe()
    play.do(c.PlaceCard(1, message("card-1")))
    began = play.case.round.seen
    play.do(c.LoseCard(1))
    assert play.due() == halfway(play.case.round)
    assert play.case.round.card is None
    assert play.read(began=began).effects == (ReadCard(1, 1),)
    assert play.is_(Status.IN_REVIEW)


def test_reading_of_a_closed_round() -> None:
    """A reading that comes in after the round is over changes nothing."""
    play = ripe()
    play.read()
    play.marks = frozenset()
    assert play.read().events == ()
    assert play.is_(Status.CLEARED)


def test_ordinary_reading() -> None:
    """A reading that nobody needs for finality only sets what stands; one with nothing new leaves no trace."""
    play = opened()
    play.marks = frozenset({Mark(ANN, Choice.KEEP), Mark(BEN, Choice.KEEP)})
    play.read()
    assert play.case.round.stands
    assert play.read().events == ()
    play.wait(UNDO)
    assert play.read().events == ()
    assert play.is_(Status.IN_REVIEW)
