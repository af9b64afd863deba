"""What the platform is told of a case, when, and that it is told no more than it needs."""

import pytest

from bot.moderation import commands as c
from bot.moderation.effects import CallPlatform, PlatformEvent
from bot.moderation.model import Account, Chat, Choice, Reply
from tests.moderation.builders import (
    ANN,
    BEN,
    DAY,
    MIA,
    RULES,
    Play,
    account,
    asked,
    awaited,
    failed,
    message,
    opened,
    picture,
    refused,
    silent,
    vote,
)

MIAS_OTHER = account("mia-too")
NEW = (picture("B", "new"), picture("C", "newer"))


def told(play: Play) -> list[PlatformEvent]:
    """What it was told so far, in order."""
    return [call.event for call in play.wanted(CallPlatform)]


def answered(play: Play, *, media: bool = True) -> Play:
    """Mia answers, with pictures or without."""
    play.answers("m1", *((picture("", "new"), picture("", "newer")) if media else ()))
    return play


def accepted(play: Play) -> Play:
    """Moderators accept the answer."""
    play.react(ANN, Choice.ACCEPT)
    return play.finish()


def test_opened() -> None:
    """Once, with the first report; those that join are nobody's business."""
    play = opened()
    play.join(account("zoe"))
    assert told(play) == [PlatformEvent.CASE_OPENED]


def test_kept() -> None:
    """That it is cleared; it never hears of a question that was not put."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN))
    play.finish()
    assert told(play) == [PlatformEvent.CASE_OPENED, PlatformEvent.CASE_CLEARED]


def test_asked_and_replaced() -> None:
    """Each notice with the end of its time, and in the end what the member sent, lettered as moderators saw it."""
    play = awaited()
    until = play.now + RULES.answer_within
    accepted(answered(play))
    assert play.wanted(CallPlatform) == [
        CallPlatform(1, PlatformEvent.CASE_OPENED),
        CallPlatform(1, PlatformEvent.NOTICE_DELIVERED, until=until),
        CallPlatform(1, PlatformEvent.REPLACEMENT_ACCEPTED, media=NEW),
    ]


def test_accepted_because_nobody_decided() -> None:
    """That is accepted as well."""
    play = answered(awaited()).wait(RULES.decide_within)
    play.tick()
    play.read()
    assert told(play)[-1] is PlatformEvent.REPLACEMENT_ACCEPTED


def test_nothing_to_replace() -> None:
    """Words leave nothing to be done there."""
    assert told(accepted(answered(awaited(), media=False)))[-1] is PlatformEvent.NOTICE_DELIVERED


@pytest.mark.parametrize("play", [silent, refused])
def test_not_accepted(play: object) -> None:
    """Silence and a refused answer are no replacement."""
    assert callable(play)
    assert PlatformEvent.REPLACEMENT_ACCEPTED not in told(play())


def test_nobody_reached() -> None:
    """Once every way has failed, and once only: that later tries fail as well is no news, whatever the reason."""
    play = failed(asked())
    assert told(play) == [PlatformEvent.CASE_OPENED, PlatformEvent.NOTICE_UNDELIVERABLE]
    for why in ("closed to messages", "no-account"):
        play.wait(DAY).tick()
        play.do(c.FailNotice(MIA, why))
    assert told(play)[2:] == []


def test_another_way_is_left() -> None:
    """Nothing is undeliverable while there is a way that was not tried, also where a reminder failed."""
    play = awaited()
    play.do(c.FailNotice(MIA, "dm-closed", threads=frozenset({Chat.DISCORD})))
    assert told(play)[-1] is PlatformEvent.NOTICE_DELIVERED
    play.wait(DAY / 24).do(c.FailNotice(MIA, "dm-closed", aside=True, threads=frozenset({Chat.DISCORD})))
    assert told(play)[-1] is PlatformEvent.NOTICE_UNDELIVERABLE


def test_found_at_last() -> None:
    """It hears that the notice is delivered, by the bot or by a moderator's hand, and stops mailing."""
    play = failed(asked()).wait(DAY)
    play.do(c.ConfirmNotice(message("n1"), MIA))
    by_hand = failed(asked()).wait(DAY)
    by_hand.do(c.HandOver(ANN, moderator=True, words="by mail"))
    for each in (play, by_hand):
        told_last = each.wanted(CallPlatform)[-1]
        assert told_last == CallPlatform(1, PlatformEvent.NOTICE_DELIVERED, until=each.now + RULES.answer_within)


def test_answered_by_hand_before() -> None:
    """Whoever answers a question that reached them another way has it."""
    play = failed(asked())
    play.do(c.HandIn(ANN, moderator=True, reply=Reply(("m1",))))
    assert told(play)[-1] is PlatformEvent.NOTICE_DELIVERED


def test_no_account_in_what_it_is_told() -> None:
    """Who reported, voted or answered stands in none of it."""
    play = accepted(answered(awaited()))
    accounts = [each for call in play.wanted(CallPlatform) for each in _within(call)]
    assert not [each for each in accounts if isinstance(each, Account)]


def _within(call: CallPlatform) -> list[object]:
    return [getattr(call, name) for name in call.__slots__]
