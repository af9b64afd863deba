"""Half the time of a round is gone, and nothing stands: those who lead are told, once."""

from datetime import timedelta

import pytest

from bot.moderation import events as e
from bot.moderation.effects import CallLeads, Say
from bot.moderation.model import Choice
from tests.moderation.builders import ANN, BEN, RULES, START, UNDO, opened, replied, vote

HALF = RULES.decide_within / 2


def test_at_half_time() -> None:
    """Not a moment earlier; then once, and the deadline is the next thing that is due."""
    play = opened()
    assert play.due() == START + HALF
    play.wait(HALF - timedelta(seconds=1)).tick()
    assert play.wanted(CallLeads) == []
    play.wait(timedelta(seconds=1)).tick()
    say = Say("say.lead_late", {"case": 1}, {"deadline": START + RULES.decide_within})
    assert play.wanted(CallLeads) == [CallLeads(1, 1, say)]
    assert play.happened(e.LeadsCalled) == [e.LeadsCalled(1)]
    play.wait(timedelta(days=1)).tick()
    assert len(play.wanted(CallLeads)) == 1
    assert play.due() == START + RULES.decide_within


def test_each_round_anew() -> None:
    """The question about an answer has its own time."""
    play = replied()
    play.wait(HALF).tick()
    assert play.wanted(CallLeads)[-1].round == 2


def test_not_while_a_verdict_stands() -> None:
    """Moderators have got to it; only if it falls, the leads are told at once."""
    play = opened()
    play.wait(HALF - UNDO / 2)
    vote(play, Choice.KEEP, (ANN, BEN))
    play.wait(UNDO / 2).tick()
    assert play.wanted(CallLeads) == []
    play.react(BEN, Choice.KEEP, stands=False)
    due = play.due()
    assert due
    assert due <= play.now
    play.tick()
    assert len(play.wanted(CallLeads)) == 1


@pytest.mark.parametrize("late", [timedelta(0), timedelta(days=3)])
def test_not_when_it_is_too_late(late: timedelta) -> None:
    """A bot that was away until the deadline goes by the deadline's rule."""
    play = opened()
    play.wait(RULES.decide_within + late).tick()
    assert play.wanted(CallLeads) == []
    assert play.case.round.looking
