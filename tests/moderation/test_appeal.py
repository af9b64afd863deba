"""Appeals: once a decision, in time, heard by others, and undone is undone."""

from collections.abc import Callable

import pytest

from bot.moderation import action_events as a
from bot.moderation import commands as c
from bot.moderation.model import Account, Choice, Ending, Mark, RoundKind, Status
from tests.moderation.builders import (
    ANN,
    BEN,
    CLEO,
    DAN,
    DAY,
    EVE,
    MIA,
    OTTO,
    ROB,
    RULES,
    TEAM,
    Play,
    appealed,
    closed,
    decided,
    message,
    opened,
    refused,
    repaired,
    second_time,
    vote,
    with_team,
)


def heard(play: Play, choice: Choice, *voters: Account) -> Play:
    """The appeal is decided so."""
    vote(play, choice, voters or (CLEO,))
    return play.finish()


def test_has_a_round_of_its_own() -> None:
    """The decision is put to others, with what the member says; the member hears that it is."""
    play = closed()
    decision = play.appeals()
    assert decision.answer
    assert decision.answer.key == "say.appeal_taken"
    assert (play.case.round.kind, play.case.status) == (RoundKind.APPEAL, Status.APPEAL_IN_REVIEW)
    assert play.case.appeal
    play.answers("m-more")
    assert play.case.appeal.messages == ("m-appeal", "m-more")


def test_heard_by_others() -> None:
    """Who had a ballot on the case has none on the appeal, and is told so; also where the old card was deleted."""
    play = closed()
    play.do(c.PlaceCard(3, message("card-3")))
    play.do(c.LoseCard(3))
    play.appeals()
    vote(play, Choice.STANDS, (ANN, BEN))
    assert play.case.round.stands is None
    assert play.heard_by_voters() == [(ANN, "say.voter_heard"), (BEN, "say.voter_heard")]
    assert heard(play, Choice.OVERTURN).is_(Status.OVERTURNED)


def test_who_voted_on_a_card_that_was_deleted() -> None:
    """Their vote was lost with it, but they have judged the case: others hear the appeal."""
    play = refused()
    vote(play, Choice.NONE, (CLEO, OTTO))
    play.do(c.PlaceCard(3, message("card-3")))
    play.do(c.LoseCard(3))
    play.marks = frozenset()
    decided(play, Choice.UNLIST).appeals()
    vote(play, Choice.OVERTURN, (CLEO,))
    assert play.case.round.stands is None
    assert play.heard_by_voters()[-1] == (CLEO, "say.voter_heard")
    assert play.case.rounds[2].lost == {CLEO}
    assert heard(play, Choice.OVERTURN, DAN).is_(Status.OVERTURNED)


@pytest.mark.parametrize("outcome", [Choice.UNLIST, Choice.WARN, Choice.PAUSE])
def test_overturned(outcome: Choice) -> None:
    """Overturned, everything is undone, the member gets an apology, reporters hear nothing more."""
    play = appealed(outcome)
    heard(play, Choice.OVERTURN)
    assert (play.case.status, play.case.ending, play.due()) == (Status.OVERTURNED, Ending.OVERTURNED, None)
    assert play.case.action
    assert play.case.action.undone
    assert not play.case.unlisted
    assert play.heard_by_member()[-1] == "say.member_overturned"
    assert len(play.heard_by_reporters()) == 1


def test_stands() -> None:
    """Where it stands the case is closed as before: an unlisted work can be repaired, and ends by itself."""
    play = heard(appealed(), Choice.STANDS)
    assert (play.case.status, play.case.ending, play.case.unlisted) == (Status.CLOSED, Ending.UNLISTED, True)
    assert play.heard_by_member()[-1] == "say.member_appeal_stands"
    assert play.due()
    play.answers("m-repair")
    assert play.is_(Status.REPLY_IN_REVIEW)


def test_nobody_decides() -> None:
    """A tie, or silence, overturns."""
    play = appealed()
    heard(play, Choice.OVERTURN, CLEO)
    play = appealed()
    vote(play, Choice.OVERTURN, (CLEO,))
    vote(play, Choice.STANDS, (DAN,))
    assert play.case.round.stands is None
    play.now = play.case.round.deadline
    play.tick()
    play.read()
    assert (play.case.status, play.case.ending) == (Status.OVERTURNED, Ending.OVERTURNED_UNJUDGED)
    assert play.heard_by_member()[-1] == "say.member_overturned_unjudged"


def test_too_few_fresh() -> None:
    """Where everybody has voted already, the support contact is told at once, and the deadline overturns."""
    play = closed(rules=with_team(2))
    play.appeals()
    assert play.heard_by_support() == ["say.too_few"]
    play.now = play.case.round.deadline
    play.tick()
    play.read()
    assert play.is_(Status.OVERTURNED)


def late() -> Play:
    """The time to appeal is over."""
    return closed().wait(RULES.appeal_within)


REFUSED: dict[str, tuple[Callable[[], Play], str]] = {
    "nothing was decided": (opened, "say.appeal_nothing"),
    "the vote is open": (refused, "say.appeal_nothing"),
    "nothing followed": (lambda: decided(refused(), Choice.NONE), "say.appeal_nothing"),
    "overturned already": (lambda: heard(appealed(), Choice.OVERTURN), "say.appeal_nothing"),
    "it is heard": (appealed, "say.appeal_heard_now"),
    "it was heard": (lambda: heard(appealed(), Choice.STANDS), "say.appeal_once"),
    "a repair is judged": (repaired, "say.appeal_after_repair"),
    "too late": (late, "say.appeal_late"),
    "repaired": (lambda: heard(repaired(), Choice.ACCEPT), "say.appeal_nothing"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_refused(why: str) -> None:
    """An appeal that cannot be has a clear answer, and changes nothing."""
    somewhere, key = REFUSED[why]
    decision = somewhere().appeals()
    assert decision.events == ()
    assert decision.answer
    assert decision.answer.key == key


def test_window() -> None:
    """The time to appeal runs from the delivery of the statement: a moment before its end it is open still."""
    play = closed().wait(RULES.appeal_within - DAY)
    assert play.appeals().events
    undelivered = second_time()
    vote(undelivered, Choice.WARN, (ANN, BEN))
    undelivered.finish().wait(999 * DAY)
    assert undelivered.appeals().events


def test_refused_repair_gives_time() -> None:
    """Where a repair was refused, the time to appeal runs from there."""
    play = closed().wait(RULES.appeal_within - DAY)
    play.answers("m-repair")
    vote(play, Choice.REFUSE, (CLEO, DAN))
    play.observe(CLEO)
    play.finish().wait(2 * DAY)
    assert play.appeals().events


def test_withdrawn_after_closing() -> None:
    """A moderator can take back what was decided: everything is undone, with an apology."""
    for play in (closed(), appealed(), decided(second_time(), Choice.PAUSE)):
        play.withdraw(EVE)
        assert play.is_(Status.WITHDRAWN)
        assert play.case.action
        assert play.case.action.undone
        assert play.heard_by_member()[-1] == "say.member_taken_back"
        assert len(play.heard_by_reporters()) == 1
        assert play.due() is None
    assert play.happened(a.ActionUndone) == [a.ActionUndone(play.now)]


def test_lost_authority() -> None:
    """Who is no moderator any more when the appeal is decided has no ballot in it."""
    play = appealed()
    play.react(CLEO, Choice.STANDS)
    play.moderators -= {CLEO}
    assert play.finish().is_(Status.APPEAL_IN_REVIEW)


def test_brute_force() -> None:
    """Of all moderators exactly those count who neither own, nor reported, nor voted before."""
    everybody = TEAM | {MIA, ROB}
    for who in everybody:
        play = appealed()
        play.moderators, play.marks = everybody, frozenset({Mark(who, Choice.STANDS)})
        play.read()
        assert (play.case.round.stands is not None) is (who not in (MIA, ROB, ANN, BEN)), who
