"""What is given on the word of those who report, and when they pause; no cliff, and never without a warning."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.ballots import eligible
from bot.moderation.effects import CallLeads, Say, TellSupport
from bot.moderation.model import Choice, Status
from bot.moderation.reporters import Fate, Reporting, Restraint, Verdict, accuracy, again_at, judge, weight
from tests.moderation.builders import ANN, BEN, CLEO, DAY, ROB, START, Play, opened, vote, with_team

BY = Reporting()
HOUR = timedelta(hours=1)


def fates(upheld: int, kept: int) -> list[Fate]:
    """So many reports, all made at once."""
    return [Fate(START, upheld=True)] * upheld + [Fate(START, upheld=False)] * kept


@given(st.integers(0, 100), st.integers(0, 100))
def test_there_is_no_cliff(upheld: int, kept: int) -> None:
    """One report more changes little, in the direction that it should; nobody is ever sure to be right or wrong."""
    now, better, worse = (accuracy(fates(*each)) for each in ((upheld, kept), (upheld + 1, kept), (upheld, kept + 1)))
    assert 0 < worse < now < better < 1
    assert better - worse <= 1 / 4
    assert 0.25 < weight(fates(upheld, kept)) < 1.75


def test_somebody_new_counts_as_one() -> None:
    """Neither more nor less."""
    assert (accuracy([]), weight([])) == (0.5, 1.0)


@pytest.mark.parametrize(
    ("upheld", "kept", "restraint", "verdict"),
    [
        (0, 5, None, Verdict.NOTHING),
        (0, 6, None, Verdict.WARN),
        (0, 100, None, Verdict.WARN),
        (3, 97, None, Verdict.WARN),
        (1, 9, None, Verdict.NOTHING),
        (0, 11, Restraint(START - HOUR), Verdict.NOTHING),
        (0, 12, Restraint(START - HOUR), Verdict.PAUSE),
        (0, 12, Restraint(START), Verdict.NOTHING),
        (0, 12, Restraint(START - DAY, START - HOUR), Verdict.PAUSE),
        (0, 12, Restraint(START - DAY, START + HOUR), Verdict.NOTHING),
        (20, 20, Restraint(START - DAY), Verdict.FORGIVE),
        (20, 20, None, Verdict.NOTHING),
    ],
)
def test_warned_then_paused(upheld: int, kept: int, restraint: Restraint | None, verdict: Verdict) -> None:
    """A warning first; a pause only for what came after it, and after a pause one begins anew."""
    assert judge(fates(upheld, kept), restraint, BY) is verdict


def test_limits() -> None:
    """Twenty an hour and sixty a day; it is said when the next one is possible."""
    minutes = [START - timedelta(minutes=n) for n in range(80)]
    assert again_at(minutes[:19], BY, START) is None
    assert again_at(minutes[:20], BY, START) == START - timedelta(minutes=19) + HOUR
    assert again_at(minutes, BY, START) == START - timedelta(minutes=59) + DAY
    assert again_at(minutes[20:40], BY, START + HOUR) is None


def test_a_crowd_is_noted_once() -> None:
    """On the record, and to leads where that is new; it changes nothing else."""
    play = opened()
    play.do(c.Suspect(7, 60, tell=True))
    say = Say("say.lead_crowd", {"case": 1, "people": 7, "minutes": 60})
    assert play.wanted(CallLeads) == [CallLeads(1, 1, say)]
    for tell in (True, False):
        play.do(c.Suspect(8, 60, tell=tell))
    assert play.happened(e.ManyReports) == [e.ManyReports(7, 60)]
    other = opened()
    other.do(c.Suspect(7, 60, tell=False))
    assert (other.case.crowded, other.wanted(CallLeads)) == (True, [])
    over = opened()
    over.withdraw()
    assert over.do(c.Suspect(9, 60, tell=True)).events == ()


def test_who_may_unseal() -> None:
    """A lead who is not part of the case; it is on record by whom and why. A flag on duty has no reporter."""
    play = opened()
    for who, lead in ((ANN, False), (ROB, True)):
        assert play.do(c.Unseal(who, lead, "w1")).events == ()
        assert play.answer
    play.do(c.Unseal(ANN, lead=True, words="w1"))
    assert play.happened(e.ReportersUnsealed) == [e.ReportersUnsealed(ANN, "w1")]
    nobody = Play()
    nobody.do(c.OpenCase(1, "p", play.case.rules, "l", "s", (), nobody.owner, "r", ANN, moderator=True, duty=True))
    nobody.do(c.Unseal(BEN, lead=True, words="w1"))
    assert nobody.answer == Say("say.unseal_nobody", {"case": 1})


def test_a_team_of_three_of_whom_one_reports() -> None:
    """The other two can decide; where a second one reports, the support contact is told at once."""
    play = Play(rules=with_team(3))
    play.open(ANN)
    assert eligible(play.case, play.facts) == 2
    assert play.wanted(TellSupport) == []
    play.join(CLEO)
    assert len(play.wanted(TellSupport)) == 1
    play = Play(rules=with_team(3))
    play.open(ANN)
    vote(play, Choice.KEEP, (BEN, CLEO))
    play.wait(timedelta(minutes=11)).finish()
    assert play.is_(Status.CLEARED)
