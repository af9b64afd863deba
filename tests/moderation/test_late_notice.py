"""A notice that arrives when the case is over is taken back at once, with the sentence of the ending."""

from collections.abc import Callable

import pytest

from bot.moderation import commands as c
from bot.moderation.effects import Say, TellMember
from bot.moderation.endings import ending_key
from bot.moderation.model import Ending
from tests.moderation.builders import MIA, Play, again, asked, awaited, disputed, failed, message, opened


def gone(play: Play) -> Play:
    """Two looks find the listing gone."""
    play.see(c.Sight.GONE)
    play.see(c.Sight.GONE)
    return play


def withdrawn(play: Play) -> Play:
    """A moderator takes the case back."""
    play.withdraw()
    return play


@pytest.mark.parametrize("somewhere", [asked, again, lambda: failed(asked())])
@pytest.mark.parametrize(("ends", "key"), [(withdrawn, "say.member_withdrawn"), (gone, "say.member_gone")])
def test_ended_meanwhile(somewhere: Callable[[], Play], ends: Callable[[Play], Play], key: str) -> None:
    """Whoever gets a notice of a case that ended while it was on its way hears right after it how it ended."""
    play = ends(somewhere())
    before = play.case
    decision = play.do(c.ConfirmNotice(message("late")))
    assert decision.events == ()
    assert decision.effects == (TellMember(1, MIA, Say(key, {"case": 1})),)
    assert play.case == before


def test_nobody_to_tell() -> None:
    """Where nobody is known to be asked, nobody is told."""
    for play in (disputed(awaited()), opened(owner=None)):
        play.withdraw()
        decision = play.do(c.ConfirmNotice(message("late")))
        assert (decision.events, decision.effects) == ((), ())


@pytest.mark.parametrize("somewhere", [opened, awaited, lambda: disputed(awaited())])
def test_still_open(somewhere: Callable[[], Play]) -> None:
    """Word of a delivery that nobody waits for tells nobody anything while the case is open."""
    decision = somewhere().do(c.ConfirmNotice(message("late")))
    assert (decision.events, decision.effects) == ((), ())


def test_one_sentence_for_each_ending() -> None:
    """No two endings are told in the same words."""
    play = withdrawn(asked())
    assert ending_key(play.case) == f"say.member_{Ending.WITHDRAWN.name.lower()}"
    assert ending_key(gone(asked()).case) == f"say.member_{Ending.GONE.name.lower()}"
    assert ending_key(gone(awaited()).case) == f"say.member_{Ending.REMOVED.name.lower()}"
