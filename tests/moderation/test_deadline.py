"""Nobody decides in time: for the artist."""

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.effects import ReadCard
from bot.moderation.model import Choice, Ending, Mark, Status
from bot.moderation.rounds import halfway
from tests.moderation.builders import ANN, BEN, RULES, START, UNDO, Play, opened, replied, vote


def run_out(play: Play) -> Play:
    """The round's time passes, and the last look at the card comes back."""
    play.now = play.case.round.deadline
    play.tick()
    play.read()
    return play


def test_listing_lapses() -> None:
    """A listing that nobody decided on lapses; the reporter hears that it is closed, the artist nothing."""
    play = opened()
    play.react(ANN, Choice.ASK)
    assert play.due() == START + RULES.decide_within / 2
    run_out(play)
    assert play.is_(Status.LAPSED)
    assert play.case.ending is Ending.UNDECIDED
    assert play.happened(e.RoundExpired) == [e.RoundExpired(1)]
    assert play.notices() == []
    assert play.heard_by_member() == []


def test_concern_without_sentence_lapses() -> None:
    """All the ballots of the world ask nothing when nobody wrote what was noticed."""
    play = opened()
    vote(play, Choice.ASK, (ANN, BEN))
    assert run_out(play).is_(Status.LAPSED)


def test_reply_is_accepted() -> None:
    """A reply that nobody judged is accepted, and says so."""
    play = replied()
    play.react(ANN, Choice.REFUSE)
    run_out(play)
    assert play.is_(Status.RESOLVED)
    assert play.case.ending is Ending.ACCEPTED_UNJUDGED
    assert play.heard_by_member() == ["say.member_accepted_unjudged"]


def test_not_before() -> None:
    """A moment before the deadline nothing happens."""
    play = opened()
    play.now = play.case.round.deadline - UNDO / 10
    assert play.tick().events == (e.LeadsCalled(1),)


def test_verdict_at_the_deadline() -> None:
    """A verdict that stands at the deadline still gets its undo window, and then counts."""
    play = opened()
    play.now = play.case.round.deadline - UNDO / 2
    vote(play, Choice.KEEP, (ANN, BEN))
    play.now = play.case.round.deadline
    assert play.tick().events == ()
    assert play.due() == play.case.round.deadline + UNDO / 2
    play.wait(UNDO / 2).tick()
    play.read()
    assert play.is_(Status.CLEARED)


def test_verdict_found_at_the_deadline() -> None:
    """A verdict that only the last look finds, because the bot was down, gets its whole window."""
    play = opened()
    play.wait(RULES.decide_within)
    assert play.tick().effects == (ReadCard(1, 1),)
    play.do(replace_marks(play))
    assert play.is_(Status.IN_REVIEW)
    assert play.due() == play.now + UNDO
    assert play.finish().is_(Status.CLEARED)


def replace_marks(play: Play) -> c.TakeReading:
    """Ann and Ben had put 'keep' on the card while the bot was down."""
    play.marks = frozenset({Mark(ANN, Choice.KEEP), Mark(BEN, Choice.KEEP)})
    return play.reading()


def test_falls_after_the_deadline() -> None:
    """A verdict that falls within an undo window that passes the deadline leaves the deadline's rule."""
    play = opened()
    play.now = play.case.round.deadline - UNDO / 2
    vote(play, Choice.KEEP, (ANN, BEN))
    play.now = play.case.round.deadline + UNDO / 10
    play.react(ANN, Choice.KEEP, stands=False)
    assert play.due() == halfway(play.case.round)
    play.tick()
    play.read()
    assert play.is_(Status.LAPSED)
