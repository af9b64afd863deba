"""When a last look for an answer has found that there is none."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.moderation import effects as f
from bot.moderation import events as e
from bot.moderation.model import Account, Chat, Owner, Status
from bot.ports import ConversationReading
from bot.service import looking, unread
from bot.service.ground import Ground
from storage.database import Work
from tests.storage.story import ARTIST, START, evolved, opening, private

OTHER = Account(Chat.SLACK, "U500")
DEADLINE = START + timedelta(days=14)


@pytest.fixture
def work(work: Work, ground: Ground) -> Work:
    """A case whose artist has been asked, and is looked at for the last time."""
    begun = opening(1, "works/1", Owner("member-7", (ARTIST, OTHER)))
    assert isinstance(begun[0], e.CaseOpened)
    begun[0] = replace(begun[0], policy=ground.policy_hash)
    begun += [e.QuestionDue(1), e.NoticeDelivered(private("13"), DEADLINE, START), e.LookAsked(None)]
    work.cases.append(None, evolved(begun), begun, START)
    for account, channel in ((ARTIST, "950"), (OTHER, "D1")):
        work.people.talks_in(account, channel)
    return work


def looked(work: Work, ground: Ground, account: Account, why: str, case: int | None = 1) -> tuple[str, bool]:
    """What is to be done about the member once a conversation was read so; whether that reading has ended."""
    effect = f.ReadConversation(case, account)
    work.outbox.put([effect], START)
    [row] = [each.id for each in work.outbox.lease(START, START, {}, 9)]
    begun = looking.conversation_to_read(work, effect)
    reading = ConversationReading((), frozenset({"950", "D1"} if not why else ()), why)
    looking.finish_conversation(work, row, effect, begun, reading, ground, START)
    found = work.cases.get(1)
    assert found
    heard = bool(found.clock and account in found.clock.heard)
    state = "lost" if found.status is Status.UNDELIVERABLE else "heard" if heard else "waits"
    return state, bool(work.sql.value("SELECT result FROM outbox WHERE id = :id", id=row))


@pytest.mark.parametrize(
    ("account", "why", "state", "ended"),
    [
        (ARTIST, "", "heard", True),
        (ARTIST, "no-permission", "waits", False),
        (ARTIST, "no-access", "waits", False),
        (ARTIST, "no-history", "waits", False),
        (ARTIST, "no-channel", "lost", True),
        (ARTIST, "no-account", "lost", True),
        (OTHER, "", "heard", True),
        (OTHER, "no-permission", "waits", False),
        (OTHER, "no-account", "heard", True),
        (OTHER, "dm-closed", "heard", True),
    ],
)
def test_a_last_look(work: Work, ground: Ground, account: Account, why: str, state: str, ended: bool) -> None:
    """Silence is what was read. What could not be read is waited for; where nobody can answer, they are sought."""
    assert looked(work, ground, account, why) == (state, ended)


def test_where_we_never_talked(work: Work, ground: Ground) -> None:
    """Who has no account there any more, and never talked with us, cannot have answered."""
    work.people.talks_in(ARTIST, "")
    assert looked(work, ground, ARTIST, "no-account") == ("heard", True)


@pytest.mark.parametrize(("why", "ended"), [("", True), ("no-permission", False), ("no-channel", True)])
def test_catching_up(work: Work, ground: Ground, why: str, ended: bool) -> None:
    """What could not be read is read later, and what is gone is not; no case moves by it."""
    assert looked(work, ground, ARTIST, why, case=None) == ("waits", ended)


def test_said_once(work: Work, ground: Ground) -> None:
    """However many conversations cannot be read, and however often; and once when each of them could be."""

    def told() -> int:
        return int(work.sql.value("SELECT count(*) FROM outbox WHERE type = 'TellOperators'"))

    work.outbox.put([f.ReadConversation(None, ARTIST), f.ReadConversation(1, ARTIST)], START)
    rows = [each.id for each in work.outbox.lease(START, START, {}, 9)]
    for row in (*rows, *rows):
        unread.wait(work, row, ARTIST.chat, "no-permission", ground, START)
        assert told() == 1
    for row, count in zip(rows, (1, 2), strict=True):
        work.outbox.done(row, START)
        unread.is_over(work, ARTIST.chat, ground, START)
        assert told() == count
