"""When a private conversation with somebody new may be opened."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.moderation import effects as f
from bot.moderation.effects import Say
from bot.moderation.model import Account, Chat
from bot.ports import TOO_FAST, Unknown
from bot.service import pacing
from bot.service.ground import Ground
from bot.service.pacing import Later
from storage.database import Work
from tests.storage.story import ARTIST, REPORTER, START, STRANGER

MINUTE = timedelta(minutes=1)
NOTICE = f.SendNotice(1, ARTIST, 1)
CLOSED = f.TellReporter(1, REPORTER, Say("say.reporter_closed", {"case": 1}))


@pytest.fixture
def ground(ground: Ground) -> Ground:
    """At most two new conversations a minute."""
    return replace(ground, new_dms=2)


def asks(work: Work, ground: Ground, account: Account, now: datetime, effect: f.Effect = CLOSED) -> object:
    """Whether one may be opened now."""
    return pacing.not_now(work, effect, account, ground, now)


def blocked(work: Work, now: datetime, effect: f.Effect = CLOSED) -> bool:
    """The chat says that it was too fast; whether that is taken for closed doors."""
    return pacing.too_fast(work, effect, ARTIST, TOO_FAST, now)


def test_the_pace(work: Work, ground: Ground) -> None:
    """So many a minute; whoever is tried again, or known, takes no one's place."""
    for account in (ARTIST, REPORTER, REPORTER):
        assert asks(work, ground, account, START) is None
    later = asks(work, ground, STRANGER, START)
    assert isinstance(later, Later)
    assert later.at == START + MINUTE
    assert asks(work, ground, STRANGER, START + MINUTE) is None
    work.people.talks_in(STRANGER, "1")
    assert asks(work, ground, STRANGER, START) is None


def test_while_the_chat_opens_none(work: Work, ground: Ground) -> None:
    """One try every ten minutes for all, also for the same person; nothing else of the chat waits."""
    assert asks(work, ground, ARTIST, START) is None
    assert not blocked(work, START)
    for account in (ARTIST, REPORTER):
        later = asks(work, ground, account, START + MINUTE)
        assert isinstance(later, Later)
        assert later.at == START + 10 * MINUTE
    assert asks(work, ground, REPORTER, START + 10 * MINUTE) is None
    assert isinstance(asks(work, ground, ARTIST, START + 10 * MINUTE), Later)
    assert asks(work, ground, ARTIST, START + 10 * MINUTE, replace(NOTICE, aside=True)) is None
    assert asks(work, ground, Account(Chat.SLACK, "U1"), START + 10 * MINUTE) is None


def test_after_an_hour(work: Work, ground: Ground) -> None:
    """Whoever is to hear of their case is sought by other ways; others, who have none, wait on."""
    assert asks(work, ground, ARTIST, START) is None
    assert not blocked(work, START, NOTICE)
    late = START + 60 * MINUTE
    assert asks(work, ground, REPORTER, late) is None
    assert not blocked(work, late)
    assert blocked(work, late, NOTICE)
    assert asks(work, ground, ARTIST, late, NOTICE) == pacing.CLOSED
    assert isinstance(asks(work, ground, REPORTER, late), Later)


@pytest.mark.parametrize(("effect", "ends"), [(CLOSED, True), (NOTICE, True), (replace(NOTICE, aside=True), False)])
def test_one_that_is_opened(work: Work, ground: Ground, effect: f.Effect, ends: bool) -> None:
    """It says that the others may be opened as well; a thread says nothing of that."""
    assert asks(work, ground, ARTIST, START) is None
    blocked(work, START)
    pacing.was_opened(work, effect, ARTIST)
    assert (asks(work, ground, REPORTER, START + MINUTE) is None) is ends


def test_what_else_goes_wrong(work: Work, ground: Ground) -> None:
    """It is no sign of a block."""
    assert not pacing.too_fast(work, NOTICE, ARTIST, Unknown("http 500"), START)
    assert not pacing.too_fast(work, f.ShowDigest("2026-07-01"), None, TOO_FAST, START)
    assert asks(work, ground, ARTIST, START) is None
    assert asks(work, ground, REPORTER, START) is None
