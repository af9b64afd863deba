"""What happened is kept for ever, and the cases follow from it."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.moderation import events as e
from bot.moderation.cases import due_at
from bot.moderation.evolve import evolve
from bot.moderation.model import Account, Case, Chat, Choice, MessageRef, Owner, Reply, Status
from storage.database import Work
from tests.storage.story import (
    ARTIST,
    MODERATOR,
    PICTURE,
    SKETCH,
    START,
    STRANGER,
    WEEK,
    evolved,
    moderators_card,
    opening,
    private,
    told,
)

OWNER = Owner("member-7", (ARTIST,))


def happens(work: Work, number: int, *events: e.Event) -> Case:
    """These events happen to a case, now."""
    before = work.cases.get(number)
    after = evolved(events, before)
    work.cases.append(before, after, events, START)
    return after


def opened(work: Work, number: int = 1, listing: str = "works/1", owner: Owner | None = OWNER) -> Case:
    """A case was opened."""
    return happens(work, number, *opening(number, listing, owner))


def steps(events: Sequence[e.Event]) -> list[list[e.Event]]:
    """The events as decisions make them: the opening at once, and no question without its round."""
    made = [list(events[:4])]
    for event in events[4:]:
        if isinstance(event, e.RoundOpened):
            made[-1].append(event)
        else:
            made.append([event])
    return made


@pytest.fixture
def storied(work: Work) -> Work:
    """The tables after the whole story, a step at a time."""
    for number, events in told().items():
        for step in steps(events):
            happens(work, number, *step)
    return work


def test_a_case_is_what_its_events_make(storied: Work) -> None:
    """After any story the stored cases are those that its events make, and its history is those events."""
    for number, events in told().items():
        assert storied.cases.get(number) == evolved(events)
        assert storied.cases.history(number) == [(START, event) for event in events]
    assert storied.cases.get(99) is None
    assert storied.cases.history(99) == []


def test_rebuilding_makes_the_same_again(storied: Work) -> None:
    """What is derived can be dropped: made anew from the events it is the same, in every table."""
    before = "\n".join(storied.sql.db.conn.iterdump())
    assert storied.cases.verify() == []
    storied.sql.run("DELETE FROM cases")
    assert storied.cases.verify() == [1, 2, 3, 4, 5, 6]
    storied.cases.rebuild()
    assert storied.cases.verify() == []
    after = "\n".join(storied.sql.db.conn.iterdump())
    assert sorted(before.splitlines()) == sorted(line for line in after.splitlines() if '"derived" VALUES' not in line)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE cases SET status = 'cleared' WHERE number = 3",
        "UPDATE cases SET due_at = NULL, body = replace(body, 'works/3', 'works/9') WHERE number = 3",
        "DELETE FROM cards WHERE number = 3",
        "INSERT INTO owner_accounts VALUES ('discord:666', 3)",
        "INSERT INTO case_media VALUES ('d', 3)",
        "INSERT INTO case_listings VALUES ('works/9', 3, 0)",
    ],
)
def test_verifying_names_the_case_that_differs(storied: Work, damage: str) -> None:
    """A case that was changed by other means than events is found, and finding it changes nothing."""
    storied.sql.run(damage)
    assert storied.cases.verify() == [3]
    assert storied.cases.verify() == [3]
    storied.cases.rebuild()
    assert storied.cases.verify() == []


def test_what_another_release_derived_is_derived_anew(storied: Work) -> None:
    """When the shape of a case has changed with the release, the cases are made again from the events."""
    storied.cases.rebuild()
    storied.sql.run("UPDATE cases SET body = '{}' WHERE number = 2")
    storied.cases.refresh()
    assert storied.sql.value("SELECT body FROM cases WHERE number = 2") == "{}", "this release's are left alone"
    storied.sql.run("UPDATE derived SET shape = 'of old'")
    storied.cases.refresh()
    assert storied.cases.get(2) == evolved(told()[2])


@pytest.mark.parametrize(
    "change", ["UPDATE events SET at = ''", "DELETE FROM events", "REPLACE INTO events SELECT * FROM events"]
)
def test_the_ledger_cannot_be_changed(storied: Work, change: str) -> None:
    """No statement changes or deletes an event."""
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        storied.sql.run(change)
    assert storied.cases.history(2) == [(START, event) for event in told()[2]]


def test_only_what_is_stored_can_be_continued(work: Work) -> None:
    """Events that were decided on an older case, on none, or on another one, are refused, and nothing is stored."""
    first = opened(work)
    event = e.ReportJoined("r2", STRANGER, moderator=False)
    second = evolve(first, event)
    work.cases.append(first, second, [event], START)
    for before, after, events in (
        (first, second, [event]),
        (None, first, opening(1, "works/1", OWNER)),
        (second, second, [event]),
        (second, replace(evolve(second, event), number=2), [event]),
    ):
        with pytest.raises(ValueError, match="is at version"):
            work.cases.append(before, after, events, START)
    assert work.cases.get(1) == second
    assert len(work.cases.history(1)) == 5
    assert work.cases.verify() == []


def test_a_listing_has_one_open_case(work: Work) -> None:
    """A second open case on a listing is refused and leaves nothing; once the first is over it is welcome."""
    opened(work)
    with pytest.raises(ValueError, match="another open case"):
        opened(work, 2)
    assert work.cases.history(2) == []
    assert work.cases.next_number() == 2
    happens(work, 1, e.CaseCleared(WEEK))
    assert work.cases.open_on("works/1") is None
    second = opened(work, 2)
    assert work.cases.open_on("works/1") == second
    assert work.cases.open_on("works/2") is None
    assert [case.number for case in work.cases.on_listing("works/1")] == [1, 2]


def test_numbers_are_never_given_twice(work: Work) -> None:
    """The next number is one that no case has had."""
    assert work.cases.next_number() == 1
    opened(work)
    assert work.cases.next_number() == 2
    opened(work, 7, "works/7")
    assert work.cases.next_number() == 8


def test_every_card_that_a_round_had_leads_to_it(storied: Work) -> None:
    """A reaction on a card that was posted anew since still finds its case and round."""
    case = storied.cases.get(1)
    assert storied.cases.by_card(moderators_card("11")) == (case, 1)
    assert storied.cases.by_card(moderators_card("12")) == (case, 1)
    assert storied.cases.by_card(moderators_card("15")) == (case, 2)
    assert storied.cases.by_card(moderators_card("99")) is None
    assert storied.cases.by_card(MessageRef(Chat.SLACK, "900", "11")) is None


def test_our_messages_lead_to_their_case(storied: Work) -> None:
    """A reply to a notice, or to whatever else we wrote about a case, finds it."""
    assert storied.cases.by_notice(private("14")) == storied.cases.get(1)
    storied.conversation.ours(2, private("77"))
    storied.conversation.ours(None, private("78"))
    assert storied.cases.by_notice(private("77")) == storied.cases.get(2)
    assert storied.cases.by_notice(private("78")) is None
    assert storied.cases.by_notice(private("79")) is None
    storied.conversation.ours(3, private("78"))
    storied.conversation.ours(None, private("78"))
    assert storied.cases.by_notice(private("78")) == storied.cases.get(3)


def test_a_notice_stays_told_where_it_stands(storied: Work) -> None:
    """Its conversation leads to the case, also once that is about somebody else; no other conversation does."""
    notice = private("14")
    assert storied.cases.told_in(notice.chat, notice.channel) == [storied.cases.get(1)]
    assert storied.cases.told_in(notice.chat, "elsewhere") == []
    assert storied.cases.told_in(Chat.SLACK, notice.channel) == []
    storied.conversation.ours(2, private("77"))
    assert storied.cases.told_in(notice.chat, notice.channel) == [storied.cases.get(1), storied.cases.get(2)]


def test_an_owners_cases_are_found_by_any_account(work: Work) -> None:
    """The owner as the case has it now counts, by whichever account."""
    other = Account(Chat.SLACK, "U500")
    opened(work, 1, "works/1", Owner("member-7", (ARTIST, other)))
    opened(work, 2, "works/2", Owner("member-8", (STRANGER,)))
    opened(work, 3, "works/3", None)
    assert [case.number for case in work.cases.of_owner([other])] == [1]
    assert [case.number for case in work.cases.of_owner([ARTIST, other, STRANGER])] == [1, 2]
    assert work.cases.of_owner([]) == []
    happens(work, 2, e.OwnerNamed(Owner(str(ARTIST), (ARTIST,), named_by=MODERATOR)))
    assert work.cases.of_owner([STRANGER]) == []
    assert [case.number for case in work.cases.of_owner([ARTIST])] == [1, 2]


def test_cases_are_listed_by_status(storied: Work) -> None:
    """With no status named the open cases are meant."""
    numbers = [case.number for case in storied.cases.in_status(Status.RESOLVED, Status.CLEARED)]
    assert numbers == [1, 2]
    assert [case.number for case in storied.cases.in_status()] == [5]
    assert storied.cases.in_status(Status.APPEAL_IN_REVIEW) == []


def test_media_are_judged_once_their_case_is_over(work: Work) -> None:
    """What an ended case of this owner was about is known by picture: the reported ones, and the last answer's."""
    opened(work)
    digests = [PICTURE.digest or "", SKETCH.digest or "", "e" * 64]
    assert work.cases.judged("member-7", digests) == {}
    happens(work, 1, e.Replied(Reply(("m1",), (SKETCH,))), e.CaseLapsed(WEEK))
    assert work.cases.judged("member-7", digests) == {
        "a" * 64: (Status.LAPSED, 1),
        "c" * 64: (Status.LAPSED, 1),
    }
    assert work.cases.judged("member-8", digests) == {}
    opened(work, 2, "works/2")
    happens(work, 2, e.CaseCleared(WEEK))
    assert work.cases.judged("member-7", digests)["a" * 64] == (Status.CLEARED, 2)


def test_due_cases_come_earliest_first(work: Work) -> None:
    """A case is due from its `due_at` on, and `next_due` says when to look again."""
    assert work.cases.next_due(START) is None
    opened_first = opened(work, 1, "works/1")
    later = opened(work, 2, "works/2")
    happens(work, 2, e.VerdictStands(1, Choice.ASK, START))
    assert later.version == 4
    soon = START + timedelta(minutes=10)
    assert work.cases.next_due(START) == soon
    assert work.cases.next_due(soon) == due_at(opened_first)
    assert work.cases.due(soon - timedelta(microseconds=1)) == []
    assert work.cases.due(soon) == [2]
    assert work.cases.due(WEEK) == [2, 1]
    happens(work, 1, e.CaseCleared(WEEK))
    happens(work, 2, e.LookAsked(1))
    assert due_at(evolved([e.CaseCleared(WEEK)], later)) is None
    assert work.cases.due(WEEK) == []
    assert work.cases.next_due(START) is None


def test_a_joint_case_is_found_by_each_of_its_listings(work: Work) -> None:
    """Every listing of a joint case leads to it; none can have another open case, and once it is over each can."""
    happens(work, 1, *joint_opening(1, "works/1"), e.ListingJoined("works/2", "snapshot-2", (SKETCH,), START))
    assert [each.number for each in work.cases.on_listing("works/2")] == [1]
    found = work.cases.open_on("works/2")
    assert found
    assert found.listings == ("works/1", "works/2")
    with pytest.raises(ValueError, match="another open case"), work.sql.savepoint():
        opened(work, 2, "works/2")
    happens(work, 1, e.CaseCleared(WEEK))
    assert work.cases.open_on("works/2") is None
    opened(work, 2, "works/2")
    assert [each.number for each in work.cases.on_listing("works/2")] == [1, 2]
    assert work.cases.verify() == []


def joint_opening(number: int, listing: str) -> list[e.Event]:
    """The opening of a case that takes further listings."""
    first, *more = opening(number, listing, OWNER)
    assert isinstance(first, e.CaseOpened)
    return [replace(first, joint=True), *more]


def test_open_cases_of_an_owner(work: Work) -> None:
    """They are found by the platform's id and by any account; what is over or somebody else's is not."""
    opened(work, 1, "works/1")
    opened(work, 2, "works/2", Owner("discord:500", (ARTIST,)))
    opened(work, 3, "works/3", Owner("member-8", (STRANGER,)))
    opened(work, 4, "works/4", None)
    opened(work, 5, "works/5", Owner("member-7", ()))
    happens(work, 5, e.CaseCleared(WEEK))
    assert [each.number for each in work.cases.open_of(OWNER)] == [1, 2]
    assert [each.number for each in work.cases.open_of(Owner("member-7", ()))] == [1]
