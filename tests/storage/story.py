"""Made-up cases in which everything happens once; written to a fixture for each release.

`uv run python -m tests.storage.story VERSION` writes `fixtures/ledger-VERSION.jsonl`. A fixture of a published release
is never written again: what it holds is what stands in databases.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.moderation import action_events as a
from bot.moderation import events as e
from bot.moderation.evolve import evolve
from bot.moderation.model import (
    Account,
    Case,
    Chat,
    Choice,
    Ending,
    Mark,
    Media,
    MediaKind,
    MessageRef,
    Owner,
    Reply,
    RoundKind,
    Rules,
)
from storage.codec import EVENTS

FIXTURES = Path(__file__).parent / "fixtures"

START = datetime(2026, 7, 1, 12, 30, 15, 123456, tzinfo=UTC)
WEEK = START + timedelta(days=7)
MODERATOR = Account(Chat.DISCORD, "100")
COLLEAGUE = Account(Chat.SLACK, "U200")
REPORTER = Account(Chat.DISCORD, "300")
STRANGER = Account(Chat.DISCORD, "400")
ARTIST = Account(Chat.DISCORD, "500")
RULES = Rules(
    team=3,
    ask=2,
    accept=1,
    action=2,
    appeal=1,
    undo=timedelta(minutes=10),
    decide_within=timedelta(days=7),
    answer_within=timedelta(days=14),
    reminders=(timedelta(days=7), timedelta(days=12)),
    weak=frozenset({"quality", "inconsistent"}),
)
PICTURE = Media("A", MediaKind.IMAGE, "a" * 64, "front.png")
FILM = Media("B", MediaKind.VIDEO, None, "turntable.mp4")
SKETCH = Media("C", MediaKind.IMAGE, "c" * 64, "sketch.jpg")
ASK = Mark(MODERATOR, Choice.ASK)
KEEP = Mark(COLLEAGUE, Choice.KEEP, burst=True)


def moderators_card(message: str) -> MessageRef:
    """A message in the moderators' channel."""
    return MessageRef(Chat.DISCORD, "900", message)


def private(message: str) -> MessageRef:
    """A message in the artist's conversation."""
    return MessageRef(Chat.DISCORD, "950", message)


def opening(number: int, listing: str, owner: Owner | None) -> list[e.Event]:
    """How a case begins."""
    return [
        e.CaseOpened(number, "f" * 64, RULES, listing, f"snapshot-{number}", (PICTURE, FILM), owner, START),
        e.ReportJoined(f"report-{number}", REPORTER, moderator=False),
        e.RoundOpened(1, RoundKind.LISTING, WEEK, START),
        e.CardShown(1, moderators_card(f"{number}1")),
    ]


def _vote() -> list[e.Event]:
    return [
        e.ReportJoined("report-1b", COLLEAGUE, moderator=True),
        e.ReactionChanged(1, ASK, stands=True, moderator=True, order="0001"),
        e.ReactionPassed(1, "0002"),
        e.ReactionsCleared(1, Choice.ASK),
        e.ReactionsCleared(1, None),
        e.CardLost(1),
        e.CardShown(1, moderators_card("12")),
        e.LeadsCalled(1),
        e.CardRead(1, frozenset({ASK, KEEP}), frozenset({MODERATOR, COLLEAGUE})),
        e.VoterTold(1, COLLEAGUE, "reporter"),
        e.Observed("note-1", 1, MODERATOR, frozenset({"intention", "hands"}), ("A", "B"), "words-1"),
        e.VerdictStands(1, Choice.ASK, START + timedelta(hours=1)),
        e.VerdictFell(1),
        e.VerdictStands(1, Choice.ASK, START + timedelta(hours=2)),
        e.LookAsked(1),
        e.CardRead(1, frozenset({ASK}), frozenset({MODERATOR})),
        e.VerdictReached(1, Choice.ASK, ("note-1",)),
        e.VerdictQuestioned(1),
        e.QuestionDue(1),
    ]


def _correspondence() -> list[e.Event]:
    return [
        e.NoticeFailed("dm-closed", START),
        e.TriedAgain(START + timedelta(hours=12)),
        e.NoticeDelivered(private("13"), START + timedelta(days=15), START + timedelta(days=1)),
        e.NoticeFailed("no-common-guild", START + timedelta(days=1)),
        e.NoticeHandedOver(MODERATOR, "words-how", START + timedelta(days=16), START + timedelta(days=2)),
        e.AnswerHandedIn(MODERATOR, ("message-0",)),
        e.OwnerMoved(Owner("member-8", ())),
        e.OwnerLetGo(),
        e.OwnerDisputed("message-0"),
        e.OwnerNamed(Owner(str(ARTIST), (ARTIST,), named_by=MODERATOR)),
        e.OwnerConfirmed(STRANGER),
        e.OwnerReached((ARTIST, Account(Chat.SLACK, "U500"))),
        e.NoticeDelivered(private("14"), START + timedelta(days=16), START + timedelta(days=2)),
        e.NoticeFailed("dm-closed"),
        e.MemberBack(START + timedelta(days=16), START + timedelta(days=2)),
        e.ReminderDue(1, START + timedelta(days=16)),
        e.ReminderMissed(1),
        e.ReminderDue(1, START + timedelta(days=16)),
        e.MoreTimeGiven(START + timedelta(days=30)),
        e.MessageHeld(Reply(("message-1",)), START + timedelta(days=9)),
        e.MessageReleased("message-1", START + timedelta(days=17)),
        e.MessageHeld(Reply(("message-1",)), START + timedelta(days=9), question=True),
        e.MemberMessaged(MODERATOR, "words-message"),
        e.MessageReleased("message-1", START + timedelta(days=17)),
        e.ReplyGathered(Reply(("message-2",), link=True), START + timedelta(days=9)),
        e.ListingChanged("snapshot-1b"),
        e.ListingMissing(),
        e.ListingBack(),
        e.LookAsked(None),
        e.ConversationRead(ARTIST),
        e.ConversationRead(),
        e.MemberSilent(),
        e.Replied(Reply(("message-2",), (SKETCH,), changed="snapshot-1b")),
        e.RoundOpened(2, RoundKind.REPLY, START + timedelta(days=24), START + timedelta(days=17)),
        e.CardShown(2, moderators_card("15")),
        e.ReplyJoined(Reply(("message-3",))),
        e.ReplyRevised(2, Reply(("message-4",), (SKETCH,))),
        e.RoundOpened(3, RoundKind.REPLY, START + timedelta(days=25), START + timedelta(days=18)),
        e.RoundExpired(3),
        e.CaseResolved(Ending.ACCEPTED_UNJUDGED, START + timedelta(days=24)),
    ]


def _at_the_desk() -> list[e.Event]:
    return [
        e.Flagged("report-4b", MODERATOR),
        e.Reopened(2),
        e.TakenUpAgain(5),
        e.ReportersUnsealed(MODERATOR, "words-unseal"),
        e.ManyReports(7, 60),
        e.NoteAdded(MODERATOR, "words-note"),
        e.MediaPurged(MODERATOR, ("a" * 64,), "words-why"),
        e.NoticeStood(private("41"), WEEK),
    ]


def _action() -> list[e.Event]:
    steps = (Choice.NONE, Choice.UNLIST)
    half = timedelta(days=180)
    return [
        e.RoundOpened(2, RoundKind.ACTION, WEEK, START, (*steps, Choice.WARN, Choice.PAUSE)),
        a.RoundSuperseded(2),
        e.RoundOpened(3, RoundKind.ACTION, WEEK, START, (*steps, Choice.WARN, Choice.PAUSE)),
        a.LadderChanged(3, steps),
        e.VerdictReached(3, Choice.UNLIST, ()),
        a.ActionTaken(Choice.UNLIST, WEEK, WEEK + half, WEEK + half),
        a.CaseClosed(Ending.UNLISTED, WEEK),
        a.ReasonsFailed(WEEK),
        a.ReasonsDelivered(WEEK, MODERATOR, "words-6"),
        a.Appealed(Reply(("message-4",))),
        a.AppealJoined(Reply(("message-5",))),
        a.RestrictionEnded(WEEK + half),
        a.ActionUndone(WEEK + half),
        a.CaseOverturned(Ending.OVERTURNED, WEEK + half),
    ]


def _joint(opening_: list[e.Event]) -> list[e.Event]:
    """A case that a further listing of the member joined, and from which that one is gone again."""
    opened = [replace(each, joint=True) if isinstance(each, e.CaseOpened) else each for each in opening_]
    return [*opened, e.ListingJoined("works/5b", "snapshot-5b", (SKETCH,), START), e.ListingGone("works/5b")]


def told() -> dict[int, list[e.Event]]:
    """The events of each case."""
    owner = Owner("member-7", (ARTIST, Account(Chat.SLACK, "U500")))
    return {
        1: [*opening(1, "works/1", owner), *_vote(), *_correspondence()],
        2: [*opening(2, "works/1", owner), e.VerdictReached(1, Choice.KEEP, ()), e.CaseCleared(WEEK)],
        3: [*opening(3, "works/3", None), e.RoundExpired(1), e.CaseLapsed(WEEK)],
        4: [*opening(4, "works/4", owner), e.CaseWithdrawn(MODERATOR, "words-4", WEEK), *_at_the_desk()],
        5: [*_joint(opening(5, "works/5", owner)), e.ActionNeeded()],
        6: [*opening(6, "works/6", None), e.ActionNeeded(), *_action()],
    }


def evolved(events: Sequence[e.Event], case: Case | None = None) -> Case:
    """The case that the events make."""
    for event in events:
        case = evolve(case, event)
    if case is None:
        raise ValueError("nothing happened")
    return case


def _write(version: str) -> None:
    lines = [
        json.dumps({"number": number, **EVENTS.dump(event)._asdict()})
        for number, events in told().items()
        for event in events
    ]
    (FIXTURES / f"ledger-{version}.jsonl").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    _write(sys.argv[1])
