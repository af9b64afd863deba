"""Owner and reporters have no ballot: their reactions stay where they are and count for nothing."""

from dataclasses import replace

from bot.moderation import events as e
from bot.moderation.ballots import ballots
from bot.moderation.effects import Say
from bot.moderation.model import Account, Chat, Choice, Owner, Status
from tests.moderation.builders import ANN, BEN, CLEO, DAN, OTTO, RULES, TEAM, Play, account, opened, vote


def counted(play: Play) -> set[str]:
    """The persons whose ballots count now."""
    return set(ballots(play.case, play.case.round, play.facts))


def test_reporter() -> None:
    """A moderator who reported has no ballot, and is told so, privately and once."""
    play = Play()
    play.open(ANN)
    play.react(ANN, Choice.KEEP)
    play.react(ANN, Choice.KEEP, stands=False)
    play.react(ANN, Choice.KEEP)
    play.react(BEN, Choice.KEEP)
    assert counted(play) == {str(BEN)}
    assert play.case.round.stands is None
    assert play.heard_by_voters() == [(ANN, "say.voter_recused")]


def test_joins_later() -> None:
    """Who reports later loses the ballot that already stands: the verdict falls, and they are told."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN))
    play.join(ANN)
    assert play.happened(e.VerdictFell) == [e.VerdictFell(1)]
    assert play.heard_by_voters() == [(ANN, "say.voter_recused")]


def test_joins_at_the_last_moment() -> None:
    """A report that comes while the last look is under way still takes the ballot away."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN))
    play.wait(RULES.undo).tick()
    play.join(BEN)
    play.read()
    assert play.is_(Status.IN_REVIEW)


def test_owner() -> None:
    """The owner, being a moderator, has no ballot on their own listing."""
    play = opened(owner=Owner("member-1", (CLEO,)))
    vote(play, Choice.KEEP, (CLEO, DAN))
    assert counted(play) == {str(DAN)}
    assert play.heard_by_voters() == [(CLEO, "say.voter_recused")]


def test_named_owner() -> None:
    """A moderator whom others name as the owner loses the ballot that stands."""
    play = opened(owner=None)
    vote(play, Choice.KEEP, (CLEO, DAN))
    play.name_owner(ANN, CLEO)
    assert counted(play) == {str(DAN)}
    assert (CLEO, "say.voter_recused") in play.heard_by_voters()


def test_linked_account() -> None:
    """Recusal is of the person: another account of the reporter, or of the owner, has no ballot either."""
    other, owners = account("ann-at-work", Chat.SLACK), account("mia-too")
    people = {ANN: "p1", other: "p1", owners: "p2", account("mia"): "p2"}
    play = Play(people=people, moderators=TEAM | {other, owners})
    play.open(ANN)
    vote(play, Choice.KEEP, (other, owners, BEN))
    assert counted(play) == {str(BEN)}
    assert {who for who, _ in play.heard_by_voters()} == {other, owners}


def test_outsider() -> None:
    """The reaction of somebody who is no moderator counts for nothing, and they are told once."""
    play = opened()
    vote(play, Choice.KEEP, (OTTO, ANN))
    play.react(OTTO, Choice.ASK)
    assert counted(play) == {str(ANN)}
    assert play.heard_by_voters() == [(OTTO, "say.voter_outsider")]


def test_authority_gained_and_lost() -> None:
    """Who becomes a moderator has a ballot from the next reaction or reading on; who no longer is one has none."""
    play = opened()
    play.react(OTTO, Choice.KEEP)
    play.moderators = TEAM | {OTTO}
    play.react(OTTO, Choice.KEEP)
    assert counted(play) == {str(OTTO)}
    play.moderators = TEAM
    play.read()
    assert counted(play) == set()


def test_authority_at_finality() -> None:
    """The authority of the voters is looked at again before a verdict becomes final."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN))
    play.moderators = TEAM - {BEN}
    play.finish()
    assert play.is_(Status.IN_REVIEW)
    assert play.heard_by_voters() == [(BEN, "say.voter_outsider")]


def test_no_command_either() -> None:
    """Owner and reporters are refused every command that changes their case; so are those who are no moderators."""
    play = opened(owner=Owner("member-1", (CLEO,)))
    play.join(DAN)
    for who in (CLEO, DAN):
        for decision in (play.withdraw(who), play.name_owner(who, OTTO), play.observe(who)):
            assert (decision.events, decision.effects) == ((), ())
            assert decision.answer == Say("say.not_your_case", {"case": 1})
    assert play.withdraw(OTTO).answer == Say("say.moderators_only")


def test_too_few_left() -> None:
    """Where fewer may vote than the quorum asks, the support contact hears it at once; at each recusal anew."""
    rules = replace(RULES, team=2)
    play = opened(rules)
    assert play.heard_by_support() == []
    play.join(ANN)
    assert play.heard_by_support() == ["say.too_few"]
    play.join(OTTO)
    assert play.heard_by_support() == ["say.too_few"]


def test_too_few_from_the_start() -> None:
    """A single moderator under a quorum of two: said when the case opens, with both numbers."""
    play = opened(replace(RULES, team=1))
    decision = play.events[0]
    assert isinstance(decision, e.CaseOpened)
    assert play.heard_by_support() == ["say.too_few"]


def test_one_is_enough_for_accept() -> None:
    """A reply round needs no more than the smaller of its quorums."""
    play = Play(replace(RULES, team=2))
    play.open(account("someone"))
    vote(play, Choice.ASK, (ANN, BEN))
    play.observe(ANN)
    play.finish().deliver()
    play.answers()
    play.join(BEN)
    assert play.heard_by_support() == []
    play.join(ANN)
    assert play.heard_by_support() == ["say.too_few"]


def test_person_counted_once() -> None:
    """Two accounts of one moderator who reports leave the team smaller by one, not by two."""
    other: Account = account("ann-too")
    play = Play(replace(RULES, team=3), people={ANN: "p1", other: "p1"}, moderators=TEAM | {other})
    play.open(ANN)
    play.join(other)
    assert play.answer == Say("say.report_repeated", {"case": 1})
    assert play.heard_by_support() == []
