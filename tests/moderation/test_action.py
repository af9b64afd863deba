"""What follows: the vote on further action, what it may end in, what becomes of that, and who hears of it."""

from datetime import timedelta

import pytest

from bot.moderation import action_events as a
from bot.moderation import commands as c
from bot.moderation.cases import due_at
from bot.moderation.effects import CallPlatform, PlatformEvent, ShowCard, TellMember
from bot.moderation.evolve import evolve
from bot.moderation.model import Action, Case, Choice, Ending, Record, RoundKind, Status
from bot.moderation.standing import violation
from tests.moderation.builders import (
    ANN,
    BEN,
    CLEO,
    DAN,
    DAY,
    MIA,
    ROB,
    RULES,
    Play,
    closed,
    decided,
    opened,
    picture,
    refused,
    repaired,
    second_time,
    silent,
    vote,
    with_team,
)

FIRST = (Choice.NONE, Choice.UNLIST)


@pytest.mark.parametrize(("play", "number"), [(silent, 2), (refused, 3)])
def test_has_a_round_of_its_own(play: type[Play], number: int) -> None:
    """After silence, or a refusal, a card of its own asks what follows; the first time only the listing is at stake."""
    case = play().case
    assert (case.round.number, case.round.kind, case.round.choices) == (number, RoundKind.ACTION, FIRST)


def test_ladder() -> None:
    """Only somebody who has had a violation before can be warned or paused, and not for a listing that is exempt."""
    assert second_time().case.round.choices == (*FIRST, Choice.WARN, Choice.PAUSE)
    play = refused()
    vote(play, Choice.PAUSE, (ANN, BEN))
    assert play.case.round.stands is None
    assert play.heard_by_voters()[-2:] == [(ANN, "say.voter_unoffered"), (BEN, "say.voter_unoffered")]
    assert play.finish().is_(Status.ACTION_IN_REVIEW)


def test_ladder_shrinks() -> None:
    """Where the earlier violation is overturned during the vote, what it allowed falls, and its voters are told."""
    play = second_time()
    vote(play, Choice.WARN, (ANN, BEN))
    assert play.case.round.stands
    play.record = Record()
    play.wait(RULES.undo)
    assert ShowCard(1, play.case.round.number) in play.tick().effects
    assert play.case.round.stands is None
    assert play.happened(a.LadderChanged) == [a.LadderChanged(3, FIRST)]
    assert play.heard_by_voters()[-1] == (BEN, "say.voter_unoffered")


@pytest.mark.parametrize(
    ("outcome", "ending", "lasts"),
    [
        (Choice.UNLIST, Ending.UNLISTED, RULES.unlist_for),
        (Choice.WARN, Ending.WARNED, None),
        (Choice.PAUSE, Ending.PAUSED, RULES.pause_for),
    ],
)
def test_outcomes(outcome: Choice, ending: Ending, lasts: timedelta | None) -> None:
    """Each restricts for its time, counts as a violation for its own, and tells the member why, reporters that."""
    play = second_time()
    vote(play, outcome, (ANN, BEN))
    play.finish()
    until = play.now + lasts if lasts else None
    assert play.case.action == Action(outcome, play.now, until, play.now + RULES.violation_for)
    assert (play.case.status, play.case.ending, play.case.closed_at) == (Status.CLOSED, ending, play.now)
    told = play.wanted(TellMember)[-1]
    assert (told.account, told.say.key) == (MIA, f"say.member_{ending.name.lower()}")
    assert told.say.times["expires"] == play.now + RULES.violation_for
    assert play.heard_by_reporters() == [(ROB, "say.reporter_closed")]
    assert play.due() == until


def told(play: Play) -> list[PlatformEvent]:
    """What the platform was told about what was decided."""
    of_actions = (PlatformEvent.ACTION_DECIDED, PlatformEvent.ACTION_UNDONE)
    return [each.event for each in play.wanted(CallPlatform) if each.event in of_actions]


def test_platform_is_told() -> None:
    """What was decided and until when, and that it is undone: once, also where it had ended before."""
    play = decided(second_time(), Choice.PAUSE)
    decision = play.wanted(CallPlatform)[-1]
    assert (decision.outcome, decision.until) == (Choice.PAUSE, play.now + RULES.pause_for)
    play.wait(RULES.pause_for).tick()
    assert play.heard_by_member()[-1] == "say.member_pause_over"
    assert told(play) == [PlatformEvent.ACTION_DECIDED, PlatformEvent.ACTION_UNDONE]
    play.withdraw()
    assert told(play) == [PlatformEvent.ACTION_DECIDED, PlatformEvent.ACTION_UNDONE]
    play = decided(second_time(), Choice.WARN)
    play.withdraw()
    assert told(play) == [PlatformEvent.ACTION_DECIDED, PlatformEvent.ACTION_UNDONE]
    assert told(decided(refused(), Choice.NONE)) == []


def test_nothing_follows() -> None:
    """Nothing leaves no mark, and says so."""
    play = decided(refused(), Choice.NONE)
    assert (play.case.action, play.case.ending, play.due()) == (None, Ending.NOTHING_FOLLOWS, None)
    assert play.heard_by_member()[-1] == "say.member_nothing_follows"
    assert play.answers("m9").events == ()


def test_exempt() -> None:
    """A listing that is older than the policy can be unlisted, and that is no violation."""
    play = refused()
    play.record = Record(earlier=1, exempt=True)
    decided(play, Choice.UNLIST)
    assert play.case.action
    assert play.case.action.expires is None
    assert play.case.unlisted


def test_ends_by_itself() -> None:
    """When its time is over the work is listed again, which the member hears; the violation has a time of its own."""
    play = closed()
    play.wait(RULES.unlist_for - DAY).tick()
    assert play.case.unlisted
    play.wait(DAY).tick()
    assert not play.case.unlisted
    assert play.heard_by_member()[-1] == "say.member_unlist_over"
    assert (play.is_(Status.CLOSED), play.due()) == (True, None)
    assert play.tick().events == ()
    assert play.answers("m9").events == ()


def test_repair_accepted() -> None:
    """An accepted repair lists the work again, resolves, and leaves no mark: the violation counts no more."""
    play = repaired()
    assert (play.case.round.kind, play.case.ending, play.case.ended_at) == (RoundKind.REPLY, None, None)
    play.react(CLEO, Choice.ACCEPT)
    play.finish()
    assert (play.case.status, play.case.ending) == (Status.RESOLVED, Ending.REPAIRED)
    assert (play.case.unlisted, violation(play.case, play.now)) == (False, None)
    assert told(play) == [PlatformEvent.ACTION_DECIDED, PlatformEvent.ACTION_UNDONE]
    assert play.heard_by_member()[-1] == "say.member_repaired"
    assert len(play.heard_by_reporters()) == 1


def test_repair_unjudged() -> None:
    """A repair that nobody judged is accepted, and leaves no mark either; the member hears that this is on us."""
    play = repaired()
    play.now = play.case.round.deadline
    play.tick()
    play.read()
    assert (play.case.status, play.case.ending) == (Status.RESOLVED, Ending.REPAIRED_UNJUDGED)
    assert violation(play.case, play.now) is None
    assert play.heard_by_member()[-1] == "say.member_repaired_unjudged"


def test_repair_refused() -> None:
    """Where a repair does not do, the action stands, the member hears why, and may try again; nothing is asked."""
    play = repaired()
    assert play.case.round.choices == (Choice.ACCEPT, Choice.REFUSE)
    vote(play, Choice.AGAIN, (CLEO, DAN))
    assert play.heard_by_voters()[-1] == (DAN, "say.voter_unoffered")
    vote(play, Choice.REFUSE, (CLEO, DAN))
    play.observe(CLEO)
    play.finish()
    assert (play.case.status, play.case.ending, play.case.unlisted) == (Status.CLOSED, Ending.UNLISTED, True)
    assert play.heard_by_member()[-1] == "say.member_repair_refused"
    play.answers("m-again", picture("", "d9"))
    assert play.is_(Status.REPLY_IN_REVIEW)
    assert len(play.heard_by_reporters()) == 1


def test_time_ends_during_repair() -> None:
    """Where the time is over while a repair is judged, the work is listed again at once."""
    play = repaired()
    until = play.case.action.until if play.case.action else None
    assert until
    play.now = until
    play.tick()
    assert not play.case.unlisted
    assert play.is_(Status.REPLY_IN_REVIEW)
    play.react(CLEO, Choice.ACCEPT)
    assert play.finish().is_(Status.RESOLVED)
    assert told(play) == [PlatformEvent.ACTION_DECIDED, PlatformEvent.ACTION_UNDONE]


def test_time_ends_before_a_repair_is_refused() -> None:
    """Then the work stays listed, and the member is told so; nothing is left to repair."""
    play = repaired()
    assert play.case.action
    assert play.case.action.until
    play.now = play.case.action.until
    play.tick()
    vote(play, Choice.REFUSE, (CLEO, DAN))
    play.observe(CLEO)
    play.finish()
    assert (play.case.status, play.case.unlisted) == (Status.CLOSED, False)
    assert play.heard_by_member()[-1] == "say.member_repair_refused_over"
    assert play.answers("m-again", picture("", "d9")).events == ()


def test_late_answer_takes_the_question_off() -> None:
    """One late answer is judged first; refused, what follows is asked anew, and no further answer is judged."""
    play = silent()
    vote(play, Choice.UNLIST, (ANN, BEN))
    play.answers("m-late")
    assert play.case.rounds[1].superseded
    assert play.case.rounds[1].closed
    vote(play, Choice.REFUSE, (ANN, BEN))
    play.observe(ANN)
    play.finish()
    assert [each.kind for each in play.case.rounds[1:]] == [RoundKind.ACTION, RoundKind.REPLY, RoundKind.ACTION]
    play.answers("m-later")
    assert (play.case.status, len(play.case.rounds)) == (Status.ACTION_IN_REVIEW, 4)


def test_too_few() -> None:
    """A single moderator cannot decide on further action: support is told, and in the end nothing follows."""
    play = silent(with_team(1))
    assert play.heard_by_support() == ["say.too_few", "say.too_few"]
    play.react(ANN, Choice.UNLIST)
    play.now = play.case.round.deadline
    play.tick()
    play.read()
    assert play.case.action is None


def test_lost_authority() -> None:
    """Who is no moderator any more when the verdict becomes final has no ballot in it, whatever was asked."""
    play = refused()
    vote(play, Choice.UNLIST, (ANN, BEN))
    play.moderators -= {BEN}
    assert play.finish().is_(Status.ACTION_IN_REVIEW)
    assert play.case.round.stands is None


def test_reports_after_the_decision() -> None:
    """No report joins what was decided on, also while a repair of it is judged."""
    assert closed().join(DAN).events == ()
    assert repaired().join(DAN).events == ()


def test_parked_by_an_earlier_release() -> None:
    """A case that an earlier release left without an open round gets its question at the next tick."""
    play, case = refused(), None
    for event in play.events[:-1]:
        case = evolve(case, event)
    assert isinstance(case, Case)
    assert (case.status, case.round.closed) == (Status.ACTION_IN_REVIEW, True)
    play.maybe = case
    assert due_at(case) == case.opened_at
    play.tick()
    assert play.case.round.kind is RoundKind.ACTION


def test_statement_finds_its_way() -> None:
    """Where one way to the member fails the statement takes the next; with none left the support contact hears."""
    other = MIA.__class__(MIA.chat, "mia-too")
    play = Play(people={MIA: "mia", other: "mia"})
    play.open()
    play.do(c.FailReasons(MIA))
    assert play.wanted(TellMember) == []
    play = closed()
    play.do(c.FailReasons(MIA, threads=frozenset({MIA.chat})))
    assert play.wanted(TellMember)[-1].aside
    play.do(c.FailReasons(MIA, aside=True, threads=frozenset({MIA.chat})))
    assert play.heard_by_support() == ["say.reasons_undelivered"]
    assert play.do(c.ConfirmReasons()).events == ()
    assert opened().do(c.ConfirmReasons()).events == ()
