"""Who may do what: everything that can be done in a chat, tried as everybody."""

from collections.abc import Callable, Mapping
from typing import get_args

import pytest

from bot.moderation import inbound as i
from bot.moderation.authority import PERMITS, concerns, refused
from bot.moderation.ballots import ballots, uncounted
from bot.moderation.effects import Say
from bot.moderation.model import Account, Choice, RoundKind
from tests.moderation.builders import ANN, BEN, CLEO, MIA, OTTO, ROB, START, Play, account, message, opened, replied

LEADER = account("lea")
Try = Callable[[Account, bool, bool], i.Inbound]

TRIES: Mapping[type[i.Inbound], Try] = {
    i.ReportSent: lambda who, m, _: i.ReportSent("k", who, m, "l", "", "slop", "words", (), "t", START),
    i.ReportConfirmed: lambda who, _m, _l: i.ReportConfirmed("k", who, "t"),
    i.Reacted: lambda who, m, _: i.Reacted("k", message("c"), who, m, "x", burst=False, stands=True),
    i.ReactionsRemoved: lambda _w, _m, _l: i.ReactionsRemoved("k", message("c"), None),
    i.MessageGone: lambda _w, _m, _l: i.MessageGone("k", message("c")),
    i.Unreadable: lambda _w, _m, _l: i.Unreadable("k", "message"),
    i.ObservationSent: lambda who, m, _: i.ObservationSent("k", who, m, 1, 1, "s", ("intention",), ()),
    i.Wrote: lambda who, _m, _l: i.Wrote("k", message("c"), who, "w", (), START),
    i.Edited: lambda _w, _m, _l: i.Edited("k", message("c"), "w", START),
    i.ChoseCase: lambda who, _m, _l: i.ChoseCase("k", who, "m", 1),
    i.AskedCase: lambda who, m, _: i.AskedCase("k", who, m, 1),
    i.AskedList: lambda who, m, _: i.AskedList("k", who, m),
    i.AskedNext: lambda who, m, _: i.AskedNext("k", who, m),
    i.NamedOwner: lambda who, m, _: i.NamedOwner("k", who, m, 1, OTTO),
    i.TookBack: lambda who, m, _: i.TookBack("k", who, m, 1, "w"),
    i.WroteNote: lambda who, m, _: i.WroteNote("k", who, m, 1, "w"),
    i.FlaggedListing: lambda who, m, _: i.FlaggedListing("k", who, m, "l", "t", START),
    i.TookUpAgain: lambda who, m, _: i.TookUpAgain("k", who, m, 1, "t", START),
    i.OrderedPurge: lambda who, _, lead: i.OrderedPurge("k", who, lead, 1, "w"),
    i.OrderedUnsealing: lambda who, _, lead: i.OrderedUnsealing("k", who, lead, 1, "w"),
    i.AskedLetter: lambda who, m, _: i.AskedLetter("k", who, m, 1),
    i.HandedOver: lambda who, m, _: i.HandedOver("k", who, m, 1, "w"),
    i.HandedIn: lambda who, m, _: i.HandedIn("k", who, m, 1, "w"),
    i.MessagedMember: lambda who, m, _: i.MessagedMember("k", who, m, 1, "w"),
    i.AppealSent: lambda who, _m, _l: i.AppealSent("k", who, 1, "w"),
    i.AskedStanding: lambda who, m, _: i.AskedStanding("k", who, m, OTTO),
    i.NotesSent: lambda who, _m, _l: i.NotesSent("k", who, "l", "w", "t", START),
    i.AskedForm: lambda who, _m, _l: i.AskedForm("k", who, 1),
    i.Answered: lambda who, _m, _l: i.Answered("k", who, 1, "w"),
    i.AskedStatement: lambda who, _m, _l: i.AskedStatement("k", who, 1),
    i.AskedMyCase: lambda who, _m, _l: i.AskedMyCase("k", who),
    i.AskedLink: lambda who, _m, _l: i.AskedLink("k", who),
    i.ChoseHere: lambda who, _m, _l: i.ChoseHere("k", who),
    i.AskedPolicy: lambda who, _m, _l: i.AskedPolicy("k", who),
}
"""How each thing is tried; what is missing here turns the test red."""

PEOPLE: Mapping[str, tuple[Account, bool, bool]] = {
    "member": (OTTO, False, False),
    "reporter": (ROB, False, False),
    "owner": (MIA, False, False),
    "moderator": (BEN, True, False),
    "moderator who reported": (ANN, True, False),
    "moderator whose work it is": (MIA, True, False),
    "lead": (LEADER, True, True),
    "lead who reported": (ANN, True, True),
    "lead whose work it is": (MIA, True, True),
}

FREE = "for everybody"
LOOKING = "moderators look"
SHOWING = "moderators look, but not at their own"
HANDLING = "moderators handle"
LEADING = "leads"
KINDS: Mapping[str, frozenset[type[i.Inbound]]] = {
    LOOKING: frozenset({i.AskedList, i.AskedNext, i.AskedStanding, i.FlaggedListing}),
    SHOWING: frozenset({i.AskedCase}),
    HANDLING: frozenset(
        {
            i.ObservationSent,
            i.NamedOwner,
            i.TookBack,
            i.WroteNote,
            i.TookUpAgain,
            i.AskedLetter,
            i.HandedOver,
            i.HandedIn,
            i.MessagedMember,
        }
    ),
    LEADING: frozenset({i.OrderedPurge, i.OrderedUnsealing}),
}
M, L, P, OK = "say.moderators_only", "say.leads_only", "say.not_your_case", None
EXPECTED: Mapping[str, tuple[str | None, ...]] = {
    #        member, reporter, owner, moderator, who reported, whose it is, lead, who reported, whose it is
    FREE: (OK, OK, OK, OK, OK, OK, OK, OK, OK),
    LOOKING: (M, M, M, OK, OK, OK, OK, OK, OK),
    SHOWING: (M, M, M, OK, OK, P, OK, OK, P),
    HANDLING: (M, M, M, OK, P, P, OK, P, P),
    LEADING: (L, L, L, L, L, L, OK, P, P),
}


def reported() -> Play:
    """A case that Rob reported, and Ann, who is a moderator."""
    play = opened()
    play.join(ANN)
    return play


@pytest.mark.parametrize("kind", get_args(i.Inbound), ids=lambda kind: kind.__name__)
def test_everything_as_everybody(kind: type[i.Inbound]) -> None:
    """Each thing that can be done in a chat, by each kind of person: refused are those who should be, with a reason."""
    play = reported()
    group = next((name for name, kinds in KINDS.items() if kind in kinds), FREE)
    for (name, who), expected in zip(PEOPLE.items(), EXPECTED[group], strict=True):
        answer = refused(TRIES[kind](*who), play.case, play.facts)
        words = {"case": 1} if expected == P else {}
        assert answer == (Say(expected, words) if expected else None), name


def test_nothing_is_left_out() -> None:
    """Neither by the table in the code nor by this one; so what is new waits for somebody to say who may do it."""
    assert set(PERMITS) == set(TRIES) == set(get_args(i.Inbound))
    assert all(isinstance(tried(OTTO, False, False), kind) for kind, tried in TRIES.items())


def test_whose_case_is_looked_at() -> None:
    """Only where somebody's part in it could bar them, and where what they do names one."""
    named: set[type[i.Inbound]] = {i.TookBack, i.OrderedPurge, i.AskedCase, i.NamedOwner}
    free: set[type[i.Inbound]] = {i.AskedList, i.AskedPolicy, i.AskedMyCase, i.AppealSent}
    found = {kind: concerns(TRIES[kind](BEN, True, False)) for kind in named | free}
    assert found == dict.fromkeys(named, 1) | dict.fromkeys(free)


def test_a_case_that_is_not_there() -> None:
    """Whoever may handle cases goes on to hear that there is none; others hear nothing of that."""
    event = TRIES[i.TookBack]
    facts = reported().facts
    assert refused(event(BEN, True, False), None, facts) is None
    assert refused(event(OTTO, False, False), None, facts) == Say(M)


@pytest.mark.parametrize("choice", [Choice.KEEP, Choice.ASK, Choice.ACCEPT, Choice.AGAIN, Choice.REFUSE])
def test_every_reaction_as_everybody(choice: Choice) -> None:
    """A ballot is a moderator's who is no part of the case; everybody else's counts for nothing, and they hear why."""
    play = opened() if choice in (Choice.KEEP, Choice.ASK) else replied()
    play.join(ANN)
    assert (play.case.round.kind is RoundKind.LISTING) is (choice in (Choice.KEEP, Choice.ASK))
    play.moderators = frozenset({ANN, BEN, CLEO, MIA, LEADER})
    for who in (OTTO, ROB, ANN, MIA, BEN, LEADER):
        play.react(who, choice)
    assert ballots(play.case, play.case.round, play.facts) == {str(BEN): choice, str(LEADER): choice}
    why = {OTTO: "outsider", ROB: "outsider", ANN: "recused", MIA: "recused"}
    assert uncounted(play.case, play.case.round, play.facts) == why
