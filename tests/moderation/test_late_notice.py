"""A notice that arrives when the case is over is taken back at once, with the sentence of the ending."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.effects import Say, TellMember
from bot.moderation.endings import ending_key
from bot.moderation.model import Ending
from tests.moderation.builders import MIA, OTTO, Play, account, again, asked, awaited, disputed, failed, message, opened

MIAS_OTHER = account("mia-too")


def gone(play: Play) -> Play:
    """Two looks find the listing gone."""
    play.see(c.Sight.GONE)
    play.see(c.Sight.GONE)
    return play


def withdrawn(play: Play) -> Play:
    """A moderator takes the case back."""
    play.withdraw()
    return play


@pytest.mark.parametrize("somewhere", [asked, lambda: failed(asked())])
@pytest.mark.parametrize(("ends", "key"), [(withdrawn, "say.member_withdrawn"), (gone, "say.member_gone")])
def test_ended_meanwhile(somewhere: Callable[[], Play], ends: Callable[[Play], Play], key: str) -> None:
    """Whoever gets a notice of a case that ended while it was on its way hears right after it how it ended.

    From then on they know of the case, which stays as it ended.
    """
    play = ends(somewhere())
    before = play.case
    decision = play.arrives(message("late"))
    assert decision.events == (e.NoticeStood(message("late"), play.now),)
    assert decision.effects == (TellMember(1, MIA, Say(key, {"case": 1})),)
    assert play.case.member_knows
    known = replace(before, notices=(message("late"),), noticed_at=play.now, version=before.version + 1)
    assert play.case == known


def test_given_up_meanwhile() -> None:
    """Nobody could be asked for 90 days, and then a notice turns up: it is taken back like any other."""
    play = failed(asked())
    while play.case.is_open:
        play.wait(play.rules.try_again_every).tick()
    decision = play.arrives(message("late"))
    assert decision.effects == (TellMember(1, MIA, Say("say.member_never_delivered", {"case": 1})),)


@pytest.mark.parametrize("ends", [withdrawn, gone])
def test_who_knew_before(ends: Callable[[Play], Play]) -> None:
    """Whoever was asked before hears of the end as of any: what says so waits behind the notice, and comes once."""
    play = ends(again())
    first = play.case.noticed_at
    decision = play.arrives(message("late"))
    assert decision.events == (e.NoticeStood(message("late"), play.now),)
    assert decision.effects == ()
    assert play.case.noticed_at == first


def test_where_it_stands() -> None:
    """The end is told where the notice stands."""
    play = asked()
    play.people = {MIA: "Mia", MIAS_OTHER: "Mia"}
    play.do(c.Reweigh({MIAS_OTHER: str(MIAS_OTHER)}))
    withdrawn(play)
    decision = play.arrives(message("late"), MIAS_OTHER)
    assert decision.effects == (TellMember(1, MIAS_OTHER, Say("say.member_withdrawn", {"case": 1})),)


def nobodys() -> Play:
    """Whoever was asked is not the owner, and nobody else is known."""
    return disputed(awaited())


@pytest.mark.parametrize("somewhere", [asked, lambda: failed(asked()), lambda: withdrawn(asked()), nobodys])
def test_somebody_else_is_asked(somewhere: Callable[[], Play]) -> None:
    """Whoever gets a notice that is another's to answer by now hears so at once; for the case nothing has arrived."""
    play = somewhere()
    decision = play.arrives(message("late"), OTTO)
    assert decision.events == ()
    assert decision.effects == (TellMember(1, OTTO, Say("say.member_owner_moved", {"case": 1})),)


def test_another_question_is_due() -> None:
    """That an earlier question stands does not start the clock of a later one."""
    play = again()
    assert play.case.questions == 2
    decision = play.do(c.ConfirmNotice(message("late"), MIA, 1))
    assert (decision.events, decision.effects) == ((), ())


@pytest.mark.parametrize("somewhere", [opened, awaited])
def test_still_open(somewhere: Callable[[], Play]) -> None:
    """Word of a delivery that nobody waits for tells nobody anything while the case is open."""
    decision = somewhere().arrives(message("late"))
    assert (decision.events, decision.effects) == ((), ())


def test_one_sentence_for_each_ending() -> None:
    """No two endings are told in the same words."""
    play = withdrawn(asked())
    assert ending_key(play.case) == f"say.member_{Ending.WITHDRAWN.name.lower()}"
    assert ending_key(gone(asked()).case) == f"say.member_{Ending.GONE.name.lower()}"
    assert ending_key(gone(awaited()).case) == f"say.member_{Ending.REMOVED.name.lower()}"
