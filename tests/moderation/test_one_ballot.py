"""One person, one ballot, whatever stands on the card."""

from bot.moderation.ballots import ballots
from bot.moderation.model import Chat, Choice, Status
from tests.moderation.builders import ANN, BEN, CLEO, TEAM, Play, account, opened, vote

ANNS_OTHER = account("ann-at-work", Chat.SLACK)


def test_two_verdicts() -> None:
    """Two verdicts by one person void that ballot, and the person is told privately, once a round."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN))
    play.react(ANN, Choice.ASK)
    assert play.case.round.stands is None
    assert play.heard_by_voters() == [(ANN, "say.voter_two")]
    play.react(ANN, Choice.ASK, stands=False)
    assert play.case.round.stands
    play.react(ANN, Choice.ASK)
    assert play.heard_by_voters() == [(ANN, "say.voter_two")]


def test_voided_is_not_cast() -> None:
    """A voided ballot is on neither side, so that it does not stand in a majority's way."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN, CLEO))
    play.react(CLEO, Choice.ASK)
    assert set(ballots(play.case, play.case.round, play.facts)) == {str(ANN), str(BEN)}
    assert play.case.round.stands


def linked() -> Play:
    """Ann has an account on either chat."""
    play = Play(people={ANN: "p1", ANNS_OTHER: "p1"}, moderators=TEAM | {ANNS_OTHER})
    play.open()
    return play


def test_two_accounts_agree() -> None:
    """Two accounts of one person with the same verdict are one ballot."""
    play = linked()
    vote(play, Choice.KEEP, (ANN, ANNS_OTHER))
    assert ballots(play.case, play.case.round, play.facts) == {"p1": Choice.KEEP}
    assert play.case.round.stands is None
    assert play.heard_by_voters() == []


def test_two_accounts_differ() -> None:
    """Two accounts of one person with two verdicts are no ballot, and both are told."""
    play = linked()
    play.react(BEN, Choice.KEEP)
    play.react(ANN, Choice.KEEP)
    play.react(ANNS_OTHER, Choice.ASK)
    assert ballots(play.case, play.case.round, play.facts) == {str(BEN): Choice.KEEP}
    assert set(play.heard_by_voters()) == {(ANN, "say.voter_two"), (ANNS_OTHER, "say.voter_two")}


def test_linked_account_without_authority() -> None:
    """What somebody's account without a moderator's rights says neither counts nor voids their ballot."""
    play = Play(people={ANN: "p1", ANNS_OTHER: "p1"})
    play.open()
    vote(play, Choice.KEEP, (ANN, BEN))
    play.react(ANNS_OTHER, Choice.ASK)
    assert play.case.round.stands
    assert play.heard_by_voters() == [(ANNS_OTHER, "say.voter_outsider")]


def test_super_reaction_counts() -> None:
    """Discord's super reaction is as good as any other."""
    play = opened()
    play.react(ANN, Choice.KEEP, burst=True)
    play.react(BEN, Choice.KEEP)
    assert play.finish().is_(Status.CLEARED)


def test_super_and_plain() -> None:
    """The same verdict in both kinds is one ballot, and it stands as long as either does."""
    play = opened()
    play.react(ANN, Choice.KEEP, burst=True)
    play.react(ANN, Choice.KEEP)
    assert ballots(play.case, play.case.round, play.facts) == {str(ANN): Choice.KEEP}
    assert play.case.round.stands is None
    play.react(ANN, Choice.KEEP, stands=False)
    assert ballots(play.case, play.case.round, play.facts) == {str(ANN): Choice.KEEP}


def test_super_against_plain() -> None:
    """A super reaction for one verdict and a plain one for the other void the ballot."""
    play = opened()
    play.react(ANN, Choice.ASK, burst=True)
    play.react(ANN, Choice.KEEP)
    assert ballots(play.case, play.case.round, play.facts) == {}
