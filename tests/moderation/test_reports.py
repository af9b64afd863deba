"""Reports: the first opens a case, later ones join it."""

import pytest

from bot.moderation import events as e
from bot.moderation.effects import CallPlatform, PlatformEvent, Say, ShowCard
from bot.moderation.model import Account, RoundKind, Status
from tests.moderation.builders import (
    ANN,
    MIA,
    OTTO,
    ROB,
    RULES,
    START,
    Play,
    account,
    asked,
    awaited,
    opened,
    replied,
    silent,
)


def test_first() -> None:
    """The first report opens a case and its listing round; the reporter hears the number."""
    play = Play()
    decision = play.open()
    assert [type(event) for event in decision.events] == [e.CaseOpened, e.ReportJoined, e.RoundOpened]
    assert decision.effects == (ShowCard(1, 1), CallPlatform(1, PlatformEvent.CASE_OPENED))
    assert decision.answer == Say("say.report_taken", {"case": 1})
    assert (play.case.round.kind, play.case.round.deadline) == (RoundKind.LISTING, START + RULES.decide_within)


def test_further() -> None:
    """A further report joins, in whatever state the case is, and changes nothing else."""
    for play in (opened(), asked(), awaited(), replied(), silent()):
        before = play.case.status
        decision = play.join(OTTO)
        assert decision.events == (e.ReportJoined("r-otto", OTTO, moderator=False),)
        assert decision.answer == Say("say.report_taken", {"case": 1})
        assert play.case.reporters == (ROB, OTTO)
        assert play.is_(before)


@pytest.mark.parametrize("reporter", [OTTO, ROB, MIA, ANN])
def test_after_the_end(reporter: Account) -> None:
    """No report joins a case that is over, whoever sends it; they hear that it is over, and nobody else anything."""
    play = awaited()
    play.withdraw()
    decision = play.join(reporter)
    assert (decision.events, decision.effects) == ((), ())
    assert decision.answer == Say("say.case_over", {"case": 1})
    assert play.case.reporters == (ROB,)


def test_same_person() -> None:
    """A second report by the same person, from whichever account, is answered and not counted."""
    other = account("rob-too")
    play = opened(people={ROB: "p1", other: "p1"})
    for who in (ROB, other):
        decision = play.join(who)
        assert (decision.events, decision.answer) == ((), Say("say.report_repeated", {"case": 1}))


def test_own_listing() -> None:
    """Nobody reports a listing of their own: it opens no case, and joins none."""
    play = Play()
    assert play.open(MIA).events == ()
    assert play.maybe is None
    assert play.answer == Say("say.report_own")
    play.open()
    assert play.join(MIA).events == ()
    assert play.answer == Say("say.report_own")


def test_own_listing_by_another_account() -> None:
    """Nor from another account of theirs."""
    other = account("mia-too")
    play = Play(people={MIA: "p1", other: "p1"})
    assert play.open(other).events == ()


def test_by_a_moderator() -> None:
    """A moderator who reports is recused; the team is counted without them."""
    play = Play()
    play.open(ANN)
    assert play.case.recused == (ANN,)
    play.join(OTTO)
    assert play.case.recused == (ANN,)
    assert play.is_(Status.IN_REVIEW)
