"""A concern becomes final only with a sentence of somebody who voted for it."""

import pytest

from bot.moderation import events as e
from bot.moderation.ballots import waits_for
from bot.moderation.effects import Say, ShowCard
from bot.moderation.model import Choice, Status
from tests.moderation.builders import ANN, BEN, CLEO, OTTO, ROB, UNDO, Play, asked, opened, replied, vote


def waiting(play: Play) -> tuple[str, ...]:
    """What the card says that the verdict waits for."""
    return waits_for(play.case, play.facts)


def test_concern_waits() -> None:
    """'Ask' with quorum and majority but no sentence stands for nothing, and the card says what it waits for."""
    play = opened()
    play.react(ANN, Choice.ASK)
    assert waiting(play) == ()
    assert ShowCard(1, 1) in play.react(BEN, Choice.ASK).effects
    assert waiting(play) == ("sentence",)
    play.finish()
    assert play.is_(Status.IN_REVIEW)


def test_window_starts_with_sentence() -> None:
    """The undo window starts once rule and observation both hold, and the card shows it."""
    play = opened()
    vote(play, Choice.ASK, (ANN, BEN))
    play.wait(UNDO)
    assert ShowCard(1, 1) in play.observe(ANN).effects
    assert play.due() == play.now + UNDO
    assert play.answer == Say("say.observed", {"case": 1})


def test_sentence_first() -> None:
    """A sentence may be written before any vote; it counts once its author votes for the concern."""
    play = opened()
    play.observe(ANN)
    assert play.answer == Say("say.observed_unvoted", {"case": 1})
    vote(play, Choice.ASK, (BEN, CLEO))
    assert waiting(play) == ("sentence",)
    play.react(ANN, Choice.ASK)
    assert waiting(play) == ()
    assert play.case.round.stands


def test_of_others_is_not_enough() -> None:
    """The sentence of somebody who voted to keep, or not at all, carries no concern."""
    play = opened()
    vote(play, Choice.ASK, (ANN, BEN))
    play.react(CLEO, Choice.KEEP)
    play.observe(CLEO)
    assert waiting(play) == ("sentence",)


def test_keep_needs_none() -> None:
    """'Keep' needs no sentence."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN))
    assert waiting(play) == ()
    assert play.case.round.stands


@pytest.mark.parametrize("weak", ["quality", "inconsistent"])
def test_weak_alone(weak: str) -> None:
    """A consideration that cannot stand alone carries no finding, however many name it."""
    play = opened()
    vote(play, Choice.ASK, (ANN, BEN))
    play.observe(ANN, weak)
    play.observe(BEN, weak)
    assert waiting(play) == ("weight",)
    play.finish()
    assert play.is_(Status.IN_REVIEW)


@pytest.mark.parametrize("other", ["intention", "inconsistent"])
def test_weak_with_another(other: str) -> None:
    """Together with another consideration, of the same or another voter, it does."""
    play = opened()
    vote(play, Choice.ASK, (ANN, BEN))
    play.observe(ANN, "quality")
    play.observe(BEN, other)
    assert waiting(play) == ()
    assert play.finish().notices()


def test_second_note_replaces() -> None:
    """A second note of the same moderator in a round takes the place of the first."""
    play = opened()
    vote(play, Choice.ASK, (ANN, BEN))
    play.observe(ANN, "intention")
    play.observe(ANN, "quality")
    assert [each.considerations for each in play.case.observations] == [frozenset({"quality"})]
    assert play.case.round.stands is None


def test_finding() -> None:
    """The member reads the sentences of those who voted for the winning concern, and of nobody else."""
    play = opened()
    vote(play, Choice.ASK, (ANN, BEN, CLEO))
    play.observe(ANN)
    play.observe(BEN)
    play.observe(CLEO)
    play.react(CLEO, Choice.ASK, stands=False)
    play.finish()
    assert play.case.finding == ("o1-ann", "o1-ben")
    assert play.happened(e.VerdictReached) == [e.VerdictReached(1, Choice.ASK, ("o1-ann", "o1-ben"))]


@pytest.mark.parametrize("concern", [Choice.AGAIN, Choice.REFUSE])
def test_reply_round_too(concern: Choice) -> None:
    """'Ask again' and 'refuse' need a sentence of their own: one of the earlier round does not do."""
    play = replied()
    vote(play, concern, (ANN, BEN))
    assert waiting(play) == ("sentence",)
    play.observe(BEN)
    assert play.finish().case.finding == ("o2-ben",)


def test_for_the_winning_concern() -> None:
    """In the reply round only those who voted for the very concern that wins can carry it."""
    play = replied()
    vote(play, Choice.AGAIN, (ANN, BEN))
    play.react(CLEO, Choice.REFUSE)
    play.observe(CLEO)
    assert waiting(play) == ("sentence",)


def test_by_moderators_only() -> None:
    """Neither somebody who is no moderator nor a reporter can note anything."""
    play = opened()
    assert play.observe(OTTO).events == ()
    assert play.answer == Say("say.moderators_only")
    assert play.observe(ROB, sure=True).events == ()
    assert play.answer == Say("say.not_your_case", {"case": 1})


def test_closed_round() -> None:
    """A note for a round that is over is refused with a word, while the case goes on and after its end."""
    play = asked()
    assert play.observe(BEN).events == ()
    assert play.answer == Say("say.round_over", {"case": 1})
    play.withdraw()
    assert play.observe(BEN).events == ()
    assert play.answer == Say("say.case_over", {"case": 1})
