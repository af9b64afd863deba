"""A moderator takes a case back, from every open state."""

import pytest

from bot.moderation import events as e
from bot.moderation.effects import Say, SendNotice
from bot.moderation.model import Ending, Status
from tests.moderation.builders import ANN, OPEN_STATES, asked, awaited, opened

KNOWS = {
    "awaiting member",
    "reply in review",
    "reply in review, another's by now",
    "notice due again",
    "action in review, silence",
    "action in review, refused",
    "undeliverable, knows",
}
RESTRICTED = {"repair in review", "appeal in review"}


@pytest.mark.parametrize("state", OPEN_STATES)
def test_from_every_open_state(state: str) -> None:
    """It ends there and then, with nothing left to do, and the member hears an apology if a notice had gone out."""
    play = OPEN_STATES[state]()
    play.effects.clear()
    play.withdraw()
    assert (play.case.status, play.case.ending) == (Status.WITHDRAWN, Ending.WITHDRAWN)
    assert play.answer == Say("say.withdrawn", {"case": 1})
    told = ["say.member_taken_back"] if state in RESTRICTED else ["say.member_withdrawn"] if state in KNOWS else []
    assert play.heard_by_member() == told
    assert play.case.action is None or play.case.action.undone
    assert (play.due(), play.case.clock, play.case.round.closed) == (None, None, True)
    assert play.happened(e.CaseWithdrawn) == [e.CaseWithdrawn(ANN, "our mistake", play.now)]
    assert play.wanted(SendNotice) == []


def test_without_a_notice() -> None:
    """A member whose notice had not gone out hears nothing."""
    for play in (opened(), asked()):
        play.withdraw()
        assert play.heard_by_member() == []


def test_twice() -> None:
    """A case that is over cannot be taken back again."""
    play = awaited()
    play.withdraw()
    decision = play.withdraw()
    assert (decision.events, decision.answer) == ((), Say("say.case_over", {"case": 1}))
    assert play.tick().events == ()
