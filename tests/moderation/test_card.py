"""The card itself: placed, lost, cleared of reactions."""

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.effects import ShowCard
from bot.moderation.model import Choice, Mark
from tests.moderation.builders import ANN, BEN, CLEO, OTTO, Play, asked, message, opened, vote

THERE = message("card-1")


def placed() -> Play:
    """A case whose card stands."""
    play = opened()
    play.do(c.PlaceCard(1, THERE))
    return play


def test_opens_with_a_card() -> None:
    """A case that opens wants its card, and knows where it stands once it does."""
    play = opened()
    assert play.wanted(ShowCard) == [ShowCard(1, 1)]
    play.do(c.PlaceCard(1, THERE))
    assert play.case.round.card == THERE


def test_lost() -> None:
    """A deleted card loses its ballots: it is posted anew, and those who had a ballot on it are told."""
    play = placed()
    vote(play, Choice.KEEP, (ANN, BEN, OTTO))
    play.react(CLEO, Choice.KEEP)
    play.react(CLEO, Choice.ASK)
    decision = play.do(c.LoseCard(1))
    assert decision.events == (e.CardLost(1), e.VerdictFell(1))
    assert ShowCard(1, 1) in decision.effects
    assert (play.case.round.card, play.case.round.marks) == (None, frozenset())
    told = [who for who, key in play.heard_by_voters() if key == "say.card_lost"]
    assert told == [ANN, BEN]


def test_lost_twice() -> None:
    """A second word that the card is gone changes nothing."""
    play = placed()
    play.do(c.LoseCard(1))
    assert play.do(c.LoseCard(1)).events == ()


def test_lost_when_over() -> None:
    """The card of a decided round is missed by nobody: its loss is on record, it is not posted again."""
    play = asked()
    play.do(c.PlaceCard(1, THERE))
    decision = play.do(c.LoseCard(1))
    assert (decision.events, decision.effects) == ((e.CardLost(1),), ())
    assert play.case.round.outcome is Choice.ASK


def test_lost_when_over_keeps_the_ballots() -> None:
    """What decided a round stays on record when its card goes: an appeal asks who had a ballot before."""
    play = asked()
    play.do(c.PlaceCard(1, THERE))
    before = play.case.round.marks
    play.do(c.LoseCard(1))
    assert before == {Mark(ANN, Choice.ASK), Mark(BEN, Choice.ASK)}
    assert (play.case.round.card, play.case.round.marks) == (None, before)


def test_all_reactions_removed() -> None:
    """Without its reactions a card has no ballots; the bot puts its own back."""
    play = placed()
    vote(play, Choice.KEEP, (ANN, BEN))
    decision = play.do(c.ClearReactions(1, None))
    assert decision.events == (e.ReactionsCleared(1, None), e.VerdictFell(1))
    assert ShowCard(1, 1) in decision.effects
    assert play.case.round.marks == frozenset()


def test_one_reaction_removed() -> None:
    """Where all of one meaning are removed, the others stay, and a voided ballot may count again."""
    play = placed()
    vote(play, Choice.KEEP, (ANN, BEN))
    play.react(ANN, Choice.ASK, burst=True)
    assert play.case.round.stands is None
    play.do(c.ClearReactions(1, Choice.ASK))
    assert play.case.round.stands


def test_cleared_when_over() -> None:
    """What happens to the reactions of a decided card is nobody's business any more."""
    play = asked()
    assert play.do(c.ClearReactions(1, None)).events == ()
    assert play.case.round.marks


def test_reading_from_before_the_clearing() -> None:
    """A reading that began before all reactions were removed is stale."""
    play = placed()
    play.react(ANN, Choice.KEEP)
    began = play.case.round.seen
    play.do(c.ClearReactions(1, None))
    assert play.read(began=began).events == ()
    assert play.case.round.marks == frozenset()
