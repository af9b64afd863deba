"""Owner and reporters have no ballot: their reactions stay where they are and count for nothing."""

from dataclasses import replace

from bot.moderation import events as e
from bot.moderation.ballots import ballots
from bot.moderation.effects import Say, TellSupport
from bot.moderation.model import Account, Chat, Choice, Owner, Status
from tests.moderation.builders import ANN, BEN, CLEO, DAN, MIA, OTTO, RULES, TEAM, Play, account, opened, vote


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


def test_named_by_one() -> None:
    """Naming alone takes nobody's ballot away: whom one moderator named still votes, and is refused nothing."""
    play = opened(owner=None)
    vote(play, Choice.KEEP, (CLEO, DAN))
    play.name_owner(ANN, CLEO)
    assert counted(play) == {str(CLEO), str(DAN)}
    assert play.heard_by_voters() == []
    assert play.case.round.stands
    assert play.observe(CLEO).answer == Say("say.observed_unvoted", {"case": 1})
    assert play.name_owner(CLEO, OTTO).events


def test_named_by_two() -> None:
    """A moderator whom a second one names as the owner too loses the ballot that stands, and the verdict falls."""
    play = opened(owner=None)
    vote(play, Choice.KEEP, (CLEO, DAN))
    play.name_owner(ANN, CLEO)
    play.name_owner(BEN, CLEO)
    assert counted(play) == {str(DAN)}
    assert play.heard_by_voters() == [(CLEO, "say.voter_recused")]
    assert play.case.round.stands is None
    assert play.withdraw(CLEO).answer == Say("say.not_your_case", {"case": 1})


def test_named_in_a_small_team() -> None:
    """Where one moderator's word settles it, it also takes the ballot away, and too few may be left."""
    play = opened(replace(RULES, team=2), owner=None)
    vote(play, Choice.KEEP, (ANN, BEN))
    play.name_owner(ANN, BEN)
    assert counted(play) == {str(ANN)}
    assert play.heard_by_support() == ["say.too_few"]


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


def test_too_few_beside_the_owner() -> None:
    """The owner turns out to be a moderator: the support contact hears it if too few are left, once."""
    play = opened(replace(RULES, team=2), owner=Owner("member-1", (CLEO,)))
    assert play.heard_by_support() == []
    play.react(CLEO, Choice.KEEP)
    assert play.wanted(TellSupport) == [
        TellSupport(1, Say("say.too_few", {"case": 1, "able": 1, "quorum": 2})),
    ]
    play.react(CLEO, Choice.KEEP, stands=False)
    play.react(CLEO, Choice.ASK)
    assert play.heard_by_support() == ["say.too_few"]


def test_enough_beside_the_owner() -> None:
    """Where enough are left nobody is alarmed; the owner who is no moderator takes nothing from the team."""
    play = opened(replace(RULES, team=3), owner=Owner("member-1", (CLEO,)))
    play.react(CLEO, Choice.KEEP)
    assert play.heard_by_voters() == [(CLEO, "say.voter_recused")]
    assert play.heard_by_support() == []
    play = opened(replace(RULES, team=3))
    play.react(MIA, Choice.KEEP)
    play.join(ANN)
    assert play.heard_by_support() == []


def test_too_few_beside_the_owners_other_account() -> None:
    """An owner who votes from an account that the platform does not know is missing from the team as well."""
    other = account("cleo-at-work", Chat.SLACK)
    people = {CLEO: "p1", other: "p1"}
    play = Play(replace(RULES, team=2), Owner("member-1", (other,)), people)
    play.open()
    play.react(CLEO, Choice.KEEP)
    assert play.heard_by_voters() == [(CLEO, "say.voter_recused")]
    assert play.heard_by_support() == ["say.too_few"]


def test_too_few_only_once_the_owner_is_settled() -> None:
    """Whom one moderator named still may vote, so that nobody is missing yet; confirmed, they are."""
    play = opened(replace(RULES, team=3), owner=None)
    play.react(CLEO, Choice.KEEP)
    play.name_owner(ANN, CLEO)
    play.join(DAN)
    assert play.heard_by_support() == []
    play.name_owner(BEN, CLEO)
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
