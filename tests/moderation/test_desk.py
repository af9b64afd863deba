"""What moderators do at their desk: notes, flags on duty, cases taken up again, media that must not be kept."""

from datetime import timedelta

import pytest

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.ballots import eligible, recused
from bot.moderation.effects import EraseMedia, Say
from bot.moderation.model import Choice, Status
from tests.moderation.builders import (
    ANN,
    BEN,
    CLEO,
    MIA,
    OPEN_STATES,
    OTTO,
    ROB,
    RULES,
    Play,
    account,
    awaited,
    opened,
    picture,
    vote,
)


def flagged(play: Play, earlier: c.Earlier | None = None) -> Play:
    """Ann flags the listing on duty."""
    play.do(
        c.OpenCase(
            7, "p", RULES, "listing-1", "shot-1", (picture(),), play.owner, "r1", ANN, moderator=True, duty=True,
            earlier=earlier,
        )
    )  # fmt: skip
    return play


@pytest.mark.parametrize("state", OPEN_STATES)
def test_a_note_changes_nothing_else(state: str) -> None:
    """In every state it stands on the record, and that is all: no effect, no other state."""
    play = OPEN_STATES[state]()
    before, effects = play.case, len(play.effects)
    play.do(c.AddNote(ANN, moderator=True, words="w1"))
    assert play.happened(e.NoteAdded) == [e.NoteAdded(ANN, "w1")]
    assert (play.case.status, play.case.round, len(play.effects)) == (before.status, before.round, effects)
    assert play.answer == Say("say.noted", {"case": 1})


def test_a_note_after_the_end() -> None:
    """What comes out later belongs to the record, too."""
    play = awaited()
    play.withdraw()
    play.do(c.AddNote(BEN, moderator=True, words="w1"))
    assert play.happened(e.NoteAdded) == [e.NoteAdded(BEN, "w1")]


@pytest.mark.parametrize(("who", "moderator"), [(OTTO, False), (ROB, True), (MIA, True)])
def test_who_writes_no_note(who: object, moderator: bool) -> None:
    """Nobody but moderators, and of them neither the owner nor a reporter."""
    play = opened()
    assert play.do(c.AddNote(who, moderator=moderator, words="w1")).events == ()  # type: ignore[arg-type]
    assert play.answer in (Say("say.moderators_only"), Say("say.not_your_case", {"case": 1}))


def test_a_flag_on_duty_takes_no_ballot() -> None:
    """It is no report: whoever flagged votes as everybody, and nobody hears of the end."""
    play = flagged(Play())
    assert play.happened(e.Flagged) == [e.Flagged("r1", ANN)]
    assert (play.case.reporters, play.case.recused) == ((), ())
    assert eligible(play.case, play.facts) == RULES.team
    assert play.answer == Say("say.flagged", {"case": 7})
    vote(play, Choice.KEEP, (ANN, BEN))
    play.wait(timedelta(minutes=11)).finish()
    assert play.is_(Status.CLEARED)
    assert play.heard_by_reporters() == []


def test_nobody_flags_their_own_listing() -> None:
    """On duty or not."""
    play = Play(people={MIA: "p", ANN: "p"})
    assert flagged(play).maybe is None
    assert play.answer == Say("say.report_own")


def test_taken_up_again() -> None:
    """Whoever reported then has no ballot now either, hears of it once, and both records show the link."""
    rob_too = account("rob-too")
    reports = (c.JoinReport("a", ROB, moderator=False), c.JoinReport("b", CLEO, moderator=True))
    play = Play(people={ROB: "rob", rob_too: "rob"})
    flagged(play, c.Earlier(3, (*reports, c.JoinReport("c", rob_too, moderator=False))))
    assert play.happened(e.Reopened) == [e.Reopened(3)]
    assert play.case.reporters == (ROB, CLEO, rob_too)
    assert recused(play.case, play.facts) >= {"rob", str(CLEO)}
    assert [who for who, _ in play.heard_by_reporters()] == [ROB, CLEO]
    assert play.answer == Say("say.reopened", {"case": 7})
    smaller = Play()
    flagged(smaller, c.Earlier(3, reports, 4))
    assert smaller.answer == Say("say.reopened_some", {"case": 7, "count": 1, "all": 4})
    earlier = awaited()
    earlier.withdraw()
    earlier.do(c.TakeUpAgain(7))
    assert earlier.happened(e.TakenUpAgain) == [e.TakenUpAgain(7)]
    assert earlier.is_(Status.WITHDRAWN)


def test_purge() -> None:
    """A lead has it done in whatever state; what there is goes, and it stands on record by whom and why."""
    for play in (opened(), awaited()):
        play.do(c.Purge(ANN, lead=True, digests=("d1", "d2"), words="w1"))
        assert play.happened(e.MediaPurged) == [e.MediaPurged(ANN, ("d1", "d2"), "w1")]
        assert play.case.purged
        assert play.wanted(EraseMedia) == [EraseMedia(1, ("d1", "d2"))]
        assert play.answer == Say("say.purged", {"case": 1, "count": 2})


def test_who_purges_nothing() -> None:
    """Who leads nobody, and a lead who is part of the case; and where there is nothing, nothing is recorded."""
    play = opened()
    for who, lead, digests, why in (
        (ANN, False, ("d1",), Say("say.leads_only")),
        (ROB, True, ("d1",), Say("say.not_your_case", {"case": 1})),
        (ANN, True, (), Say("say.purge_nothing", {"case": 1})),
    ):
        assert play.do(c.Purge(who, lead, digests, "w1")).events == ()
        assert play.answer == why


def test_another_case_with_the_same_media() -> None:
    """It loses them too, and says so; the erasing itself is ordered once."""
    play = opened()
    play.do(c.LoseMedia(ANN, ("d1",), "w1"))
    assert play.happened(e.MediaPurged) == [e.MediaPurged(ANN, ("d1",), "w1")]
    assert (play.case.purged, play.wanted(EraseMedia)) == (True, [])
