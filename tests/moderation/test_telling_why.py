"""What was decided and why has to reach the member: else they could not appeal, while it counts."""

from collections.abc import Callable

import pytest

from bot.moderation import action_events as a
from bot.moderation import commands as c
from bot.moderation.appeals import closes_at
from bot.moderation.effects import Say, TellMember
from bot.moderation.model import Choice
from tests.moderation.builders import (
    ANN,
    BEN,
    DAY,
    MIA,
    OTTO,
    RULES,
    Play,
    decided,
    opened,
    refused,
    second_time,
    vote,
)

UNLISTED = "say.member_unlisted"


def untold(outcome: Choice = Choice.UNLIST) -> Play:
    """Something was decided, and no private way leads to Mia."""
    play = second_time()
    vote(play, outcome, (ANN, BEN))
    play.finish().do(c.FailReasons(MIA))
    return play


def told(play: Play, key: str = UNLISTED) -> int:
    """How often the reasons were to go out."""
    return play.heard_by_member().count(key)


def test_the_support_contact_hears_once() -> None:
    """It is on record, and no time to appeal runs; later tries that fail are no news."""
    play = untold()
    assert play.happened(a.ReasonsFailed) == [a.ReasonsFailed(play.now)]
    play.wait(DAY).tick()
    play.do(c.FailReasons(MIA))
    assert play.heard_by_support() == ["say.reasons_undelivered"]
    assert closes_at(play.case) is None
    assert play.appeals().events


def test_each_day() -> None:
    """It is tried again daily, for as long as a member is looked for; then only the end of the action is due."""
    play = untold()
    assert play.due() == play.now + RULES.try_again_every
    assert told(play) == 1
    for day in range(1, 100):
        play.wait(DAY).tick()
        assert told(play) == 1 + min(day, RULES.unreachable_within // DAY)
    assert play.case.action
    assert play.due() == play.case.action.until


def test_where_they_are_seen() -> None:
    """A member who does something is told at once, where they did it."""
    play = untold()
    decision = play.do(c.SeeMember(MIA))
    [said] = [each for each in decision.effects if isinstance(each, TellMember)]
    assert (said.account, said.say.key) == (MIA, UNLISTED)
    assert play.do(c.SeeMember(OTTO)).effects == decision.effects
    play.do(c.ConfirmReasons())
    assert play.do(c.SeeMember(MIA)).events == ()
    assert play.due() == (play.case.action.until if play.case.action else None)


def test_by_hand() -> None:
    """A moderator tells them another way: who and how is on record, and the time to appeal begins."""
    play = untold()
    play.wait(DAY).do(c.HandOver(ANN, moderator=True, words="by-mail"))
    assert play.happened(a.ReasonsDelivered) == [a.ReasonsDelivered(play.now, ANN, "by-mail")]
    until = play.now + RULES.appeal_within
    assert play.answer == Say("say.handed_over_reasons", {"case": 1}, {"until": until})
    assert closes_at(play.case) == until
    play.do(c.HandOver(ANN, moderator=True, words="by-mail"))
    assert play.answer == Say("say.case_over", {"case": 1})


def pause_over() -> Play:
    """What was decided has ended by itself."""
    play = untold(Choice.PAUSE)
    play.now += RULES.pause_for
    play.tick()
    return play


def taken_back() -> Play:
    """What was decided is taken back."""
    play = untold()
    play.withdraw()
    return play


@pytest.mark.parametrize(
    "somewhere", [opened, refused, lambda: decided(refused(), Choice.NONE), pause_over, taken_back]
)
def test_nothing_to_tell(somewhere: Callable[[], Play]) -> None:
    """Where nothing holds that they have not been told, they are told nothing."""
    play = somewhere()
    before = len(play.heard_by_member())
    play.do(c.SeeMember(MIA))
    play.wait(DAY).tick()
    assert play.heard_by_member()[before:] == []
