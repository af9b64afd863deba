"""What the platform is told of a case, when, and that it is told no more than it needs."""

from collections.abc import Callable

import pytest

from bot.moderation import commands as c
from bot.moderation.effects import CallPlatform, PlatformEvent
from bot.moderation.model import Account, Chat, Choice, Ending, Reply, Status
from tests.moderation.builders import (
    ANN,
    BEN,
    CLEO,
    DAN,
    DAY,
    MIA,
    RULES,
    Play,
    account,
    asked,
    awaited,
    closed,
    decided,
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
    """Each notice with the end of its time; what the member sent, lettered as moderators saw it; then that it ends."""
    play = awaited()
    until = play.now + RULES.answer_within
    accepted(answered(play))
    assert play.wanted(CallPlatform) == [
        CallPlatform(1, PlatformEvent.CASE_OPENED),
        CallPlatform(1, PlatformEvent.NOTICE_DELIVERED, until=until),
        CallPlatform(1, PlatformEvent.REPLACEMENT_ACCEPTED, media=NEW),
        CallPlatform(1, PlatformEvent.CASE_CLEARED, ending=Ending.ACCEPTED),
    ]


def unjudged(play: Play) -> Play:
    """Nobody decides in time."""
    play.wait(RULES.decide_within).tick()
    play.read()
    return play


def given_up() -> Play:
    """Mia is never reached."""
    play = failed(asked())
    while play.is_(Status.UNDELIVERABLE):
        play.now = play.due() or play.now
        play.tick()
    return play


def seen(play: Play, *sights: c.Sight) -> Play:
    """These looks at the listing come back, the last one because Mia says that it is removed, if she was asked."""
    for sight in sights:
        play.see(sight, claim="m1" if play.case.member_knows else None)
    return play


def withdrawn(play: Play) -> Play:
    """A moderator takes it back."""
    play.withdraw()
    return play


ENDS: dict[str, tuple[Callable[[], Play], Ending]] = {
    "nobody decides on the listing": (lambda: unjudged(opened()), Ending.UNDECIDED),
    "gone before anybody was asked": (lambda: seen(opened(), c.Sight.GONE, c.Sight.GONE), Ending.GONE),
    "taken back before anybody was asked": (lambda: withdrawn(opened()), Ending.WITHDRAWN),
    "never reached": (given_up, Ending.NEVER_DELIVERED),
    "removed": (lambda: seen(awaited(), c.Sight.GONE), Ending.REMOVED),
    "accepted words": (lambda: accepted(answered(awaited(), media=False)), Ending.ACCEPTED),
    "words that nobody judged": (lambda: unjudged(answered(awaited(), media=False)), Ending.ACCEPTED_UNJUDGED),
    "pictures that nobody judged": (lambda: unjudged(answered(awaited())), Ending.ACCEPTED_UNJUDGED),
    "taken back while an answer is judged": (lambda: withdrawn(answered(awaited())), Ending.WITHDRAWN),
    "nothing follows": (lambda: decided(silent(), Choice.NONE), Ending.NOTHING_FOLLOWS),
    "nobody decides what follows": (lambda: unjudged(refused()), Ending.NOTHING_FOLLOWS),
}


@pytest.mark.parametrize("name", ENDS)
def test_over(name: str) -> None:
    """However a case ends from which nothing follows, the platform hears that last, and once; and how it ended."""
    plays, ending = ENDS[name]
    play = plays()
    assert not play.case.is_open
    assert play.wanted(CallPlatform)[-1] == CallPlatform(1, PlatformEvent.CASE_CLEARED, ending=ending)
    assert told(play).count(PlatformEvent.CASE_CLEARED) == 1
    assert told(play).count(PlatformEvent.REPLACEMENT_ACCEPTED) == (name == "pictures that nobody judged")


@pytest.mark.parametrize("later", ["taken back", "repaired", "overturned", "stands"])
def test_over_by_an_action(later: str) -> None:
    """An action ends it as well; what comes later undoes that, or does not, and clears nothing."""
    play = closed()
    assert told(play)[-1] is PlatformEvent.ACTION_DECIDED
    match later:
        case "taken back":
            withdrawn(play)
        case "repaired":
            accepted(answered(play, media=False))
        case _:
            play.appeals()
            vote(play, Choice.OVERTURN if later == "overturned" else Choice.STANDS, (CLEO, DAN))
            play.finish()
    assert not play.case.is_open
    undone = [PlatformEvent.ACTION_UNDONE] if later != "stands" else []
    opening = [PlatformEvent.CASE_OPENED, PlatformEvent.NOTICE_DELIVERED]
    assert told(play) == [*opening, PlatformEvent.ACTION_DECIDED, *undone]


def test_taken_back_when_nothing_followed() -> None:
    """It was over before, and is not told to be over again."""
    play = decided(silent(), Choice.NONE)
    before = told(play)
    play.withdraw()
    assert (play.case.status, told(play)) == (Status.WITHDRAWN, before)


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
    play.arrives(message("n1"))
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
