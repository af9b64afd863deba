"""Reporters hear that the case is closed, once, in every ending; the member nothing before a notice went out."""

from collections.abc import Callable, Mapping

import pytest

from bot.moderation import commands as c
from bot.moderation.effects import TellMember
from bot.moderation.model import Choice, Ending
from tests.moderation.builders import (
    ANN,
    BEN,
    OPEN_STATES,
    OTTO,
    ROB,
    Play,
    account,
    asked,
    awaited,
    opened,
    replied,
    vote,
)


def kept() -> Play:
    """'Keep' wins."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN))
    return play.finish()


def run_out(play: Play) -> Play:
    """Nobody decides in time."""
    play.now = play.case.round.deadline
    play.tick()
    play.read()
    return play


def accepted() -> Play:
    """'Accept' wins."""
    play = replied()
    play.react(ANN, Choice.ACCEPT)
    return play.finish()


def gone(play: Play) -> Play:
    """Two looks find the listing gone."""
    play.see(c.Sight.GONE)
    play.see(c.Sight.GONE)
    return play


def withdrawn() -> Play:
    """Taken back."""
    play = awaited()
    play.withdraw()
    return play


ENDINGS: Mapping[Ending, Callable[[], Play]] = {
    Ending.KEPT: kept,
    Ending.UNDECIDED: lambda: run_out(opened()),
    Ending.ACCEPTED: accepted,
    Ending.ACCEPTED_UNJUDGED: lambda: run_out(replied()),
    Ending.REMOVED: lambda: gone(awaited()),
    Ending.GONE: lambda: gone(asked()),
    Ending.WITHDRAWN: withdrawn,
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_reporters_hear_once(ending: Ending) -> None:
    """In every ending each reporter hears once that the case is closed, in the same words: never how."""
    play = ENDINGS[ending]()
    assert play.case.ending is ending
    assert play.heard_by_reporters() == [(ROB, "say.reporter_closed")]
    for late in (c.Tick(), play.reading(), c.SeeListing(c.Sight.GONE), c.FinishConversationLook()):
        play.do(late)
    assert play.heard_by_reporters() == [(ROB, "say.reporter_closed")]


def test_every_reporter() -> None:
    """All who reported hear it, those who joined later too; two accounts of one person hear it once."""
    other = account("rob-too")
    play = opened()
    play.join(OTTO)
    play.join(other)
    play.people = {ROB: "p1", other: "p1"}
    play.withdraw()
    assert play.heard_by_reporters() == [(ROB, "say.reporter_closed"), (OTTO, "say.reporter_closed")]


@pytest.mark.parametrize("ending", ENDINGS)
def test_member_hears_after_a_notice(ending: Ending) -> None:
    """Where no notice was delivered the member hears nothing, and otherwise exactly how it ended."""
    play = ENDINGS[ending]()
    knew = play.case.member_knows
    assert len(play.wanted(TellMember)) == knew


@pytest.mark.parametrize("state", ["in review", "notice due", "undeliverable", "disputed"])
def test_nothing_betrays_the_case(state: str) -> None:
    """Before a notice is delivered nothing that can happen tells the member anything."""
    play = OPEN_STATES[state]()
    play.effects.clear()
    for command in (c.ClaimRemoved("m1"), c.Dispute("m1"), c.SeeListing(c.Sight.SAME, message="m1"), c.Tick()):
        play.do(command)
    play.see(c.Sight.CHANGED, "shot-2")
    gone(play)
    assert play.heard_by_member() == []


def test_deadline_is_told_with_the_clock() -> None:
    """What the member hears while the clock runs names the deadline."""
    play = awaited()
    play.do(c.SeeListing(c.Sight.SAME, message="m1"))
    assert play.case.clock
    assert play.wanted(TellMember)[-1].say.times == {"deadline": play.case.clock.deadline}
