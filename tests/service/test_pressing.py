"""Who may use the buttons of a notice: the member of that case, and nobody else, whatever the id on the button says."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TypeVar

import pytest

from bot.config.policy_file import load_policy
from bot.moderation import effects as f
from bot.moderation import events as e
from bot.moderation.effects import Say
from bot.moderation.inbound import Answered, AskedForm, AskedStatement, Inbound
from bot.moderation.model import Account, Case, Chat, Choice, Ending, MessageRef, Owner, Reply, RoundKind
from bot.moderation.views import Answer, Said, Silent, StatementView
from bot.ports import Done, QueuedEffect, Refused, Snapshot
from bot.service import intake, settling
from bot.service.ground import Ground
from storage.database import Work
from tests.storage.story import (
    ARTIST,
    ASK,
    COLLEAGUE,
    MODERATOR,
    PICTURE,
    REPORTER,
    START,
    STRANGER,
    evolved,
    opening,
    private,
)

T = TypeVar("T")
NUMBER, UNTOLD = 4711, 4712
OTHERS = {"a stranger": STRANGER, "a reporter": REPORTER, "a moderator": MODERATOR, "a colleague": COLLEAGUE}
DEADLINE = START + timedelta(days=14)


@pytest.fixture
def work(work: Work) -> Work:
    """A case whose artist has the notice, and another one that nobody has told them of."""
    _asked(work, NUMBER, e.NoticeDelivered(private("1"), DEADLINE, START))
    _asked(work, UNTOLD)
    return work


def _asked(work: Work, number: int, *more: e.Event) -> None:
    policy = work.policies.keep(load_policy())
    begun = opening(number, f"works/{number}", Owner("member-7", (ARTIST,)))
    assert isinstance(begun[0], e.CaseOpened)
    begun[0] = e.CaseOpened(
        number, policy, begun[0].rules, f"works/{number}", "s", (PICTURE,), Owner("member-7", (ARTIST,)), START
    )
    events = [
        *begun,
        e.CardRead(1, frozenset({ASK}), frozenset({MODERATOR})),
        e.Observed("o1", 1, MODERATOR, frozenset({"mass_generated", "quality"}), ("A",), "w1"),
        e.VerdictReached(1, Choice.ASK, ("o1",)),
        e.QuestionDue(1),
        *more,
    ]
    work.listings.save(Snapshot("s", f"works/{number}", None, "Koi", "", "", "member-7", (ARTIST,), (PICTURE,), START))
    work.cases.append(None, evolved(events), events, START)
    for ref in evolved(events).notices:
        work.conversation.ours(number, ref)


def does(work: Work, event: Inbound) -> Answer:
    """What somebody who did this is answered."""
    policy = load_policy()
    ground = Ground(policy, work.policies.keep(policy), 3, "support@gallery.example", Chat.DISCORD)
    return intake.take(work, event, ground, START + timedelta(hours=1))


def said(work: Work, event: Inbound) -> str:
    """The key of the sentence."""
    answer = does(work, event)
    assert isinstance(answer, Said)
    return answer.say.key


def case(work: Work) -> Case:
    """The case as it stands."""
    found = work.cases.get(NUMBER)
    assert found
    return found


@pytest.mark.parametrize("who", OTHERS.values(), ids=OTHERS.keys())
@pytest.mark.parametrize("number", [NUMBER, UNTOLD, 99])
def test_nobody_else(work: Work, who: Account, number: int) -> None:
    """Whoever is not asked gets the same refusal for every case, there or not, and nothing happens."""
    before = work.cases.get(number)
    acts: tuple[Inbound, ...] = (
        AskedForm("1", who, number),
        Answered("2", who, number, "Not mine"),
        Answered("3", who, number, "More time"),
        AskedStatement("4", who, number),
    )
    assert {said(work, each) for each in acts} == {"say.not_yours"}
    assert work.cases.get(number) == before
    assert work.conversation.of_case(number) == []


def test_a_case_that_they_were_not_told_of(work: Work) -> None:
    """The artist learns of no case by a forged number."""
    for event in (
        AskedForm("1", ARTIST, UNTOLD),
        Answered("2", ARTIST, UNTOLD, "x"),
        AskedStatement("3", ARTIST, UNTOLD),
    ):
        assert said(work, event) == "say.not_yours"


def test_the_member_of_the_case(work: Work) -> None:
    """For them the form opens, and what they send is gathered as their answer; sent twice it counts once."""
    assert does(work, AskedForm("1", ARTIST, NUMBER)) == Silent()
    for _ in "xx":
        does(work, Answered("2", ARTIST, NUMBER, "Inked by hand."))
    clock = case(work).clock
    assert clock
    assert clock.gathered
    assert [each.words for each in work.conversation.of_case(NUMBER)] == ["Inked by hand."]


def test_a_look_is_promised_where_its_end_is_told(work: Work) -> None:
    """'I removed it' is looked into and answered while an answer is awaited; once one is judged, moderators read it."""
    assert said(work, Answered("1", ARTIST, NUMBER, "I removed it")) == "say.removed_looking"
    replied: list[e.Event] = [e.Replied(Reply(("m1",))), e.RoundOpened(2, RoundKind.REPLY, DEADLINE, START)]
    work.cases.append(case(work), evolved(replied, case(work)), replied, START)
    assert said(work, Answered("2", ARTIST, NUMBER, "I removed it")) == "say.answer_taken"
    assert len(case(work).replies[0].messages) == 2


def test_pressed_before_we_know_that_it_stands(work: Work, ground: Ground) -> None:
    """A chat shows the notice before it tells us: whoever presses already is heard, once that is known, and not before.

    The word and the form go to the case whose button it was, though another one awaits them too.
    """
    work.outbox.put([f.SendNotice(UNTOLD, ARTIST, 1)], START)
    [sending] = work.outbox.lease(START, START + timedelta(minutes=1), {}, 1)
    assert does(work, AskedForm("1", ARTIST, UNTOLD)) == Silent()
    assert isinstance(does(work, AskedStatement("2", ARTIST, UNTOLD)), StatementView)
    assert said(work, Answered("3", ARTIST, UNTOLD, "Inked by hand.")) == "say.answer_taken"
    assert said(work, Answered("4", ARTIST, UNTOLD, "More time")) == "say.answer_taken"
    assert said(work, Answered("5", STRANGER, UNTOLD, "More time")) == "say.not_yours"
    assert work.conversation.of_case(UNTOLD) == []
    settling.settle(work, sending, Done(private("2")), ground, START + timedelta(hours=1))
    told = work.cases.get(UNTOLD)
    assert told
    assert told.extended
    assert [each.words for each in work.conversation.of_case(UNTOLD)] == ["Inked by hand.", "More time"]
    assert work.conversation.of_case(NUMBER) == []


def test_pressed_on_a_case_that_ends_before_we_know(work: Work, ground: Ground) -> None:
    """What was pressed stays with its own case, though the notice was never known to stand, and another one awaits."""
    sending = _pressed_before_the_end(work)
    settling.drop(work, sending, "it does not stand", ground, START)
    assert [each.words for each in work.conversation.of_case(UNTOLD)] == ["I removed it"]
    assert work.conversation.of_case(NUMBER) == []
    assert not list(_due(work, f.TellMember))


def test_pressed_on_a_notice_that_is_found_after_the_end(work: Work, ground: Ground) -> None:
    """It stays with its case, and is answered as what is written after the end; there is no message to mark."""
    sending = _pressed_before_the_end(work)
    settling.settle(work, sending, Done(private("2")), ground, START)
    assert [each.words for each in work.conversation.of_case(UNTOLD)] == ["I removed it"]
    assert work.conversation.of_case(NUMBER) == []
    assert [each.say.key for each in _due(work, f.TellMember)] == ["say.member_gone"]
    assert not list(_due(work, f.MarkStored))


def _pressed_before_the_end(work: Work) -> QueuedEffect:
    """A button of the notice is pressed, and the case ends, before we know that the notice stands."""
    work.outbox.put([f.SendNotice(UNTOLD, ARTIST, 1)], START)
    [sending] = work.outbox.lease(START, START + timedelta(minutes=1), {}, 1)
    assert said(work, Answered("1", ARTIST, UNTOLD, "I removed it")) == "say.answer_taken"
    untold = work.cases.get(UNTOLD)
    gone: list[e.Event] = [e.CaseResolved(Ending.GONE, START)]
    work.cases.append(untold, evolved(gone, untold), gone, START)
    return sending


def _due(work: Work, kind: type[T]) -> Iterator[T]:
    """The effects of a kind at the head of a lane."""
    leased = work.outbox.lease(START, START + timedelta(minutes=1), {}, 99)
    return (each.effect for each in leased if isinstance(each.effect, kind))


def test_pressed_on_a_notice_that_never_went_out_as_far_as_we_know(work: Work, ground: Ground) -> None:
    """It stays with its own case too where the chat says at last that it takes no notice: no other one is answered."""
    work.outbox.put([f.SendNotice(UNTOLD, ARTIST, 1)], START)
    [sending] = work.outbox.lease(START, START + timedelta(minutes=1), {}, 1)
    assert said(work, Answered("1", ARTIST, UNTOLD, "Inked by hand.")) == "say.answer_taken"
    settling.settle(work, sending, Refused("dm-closed"), ground, START + timedelta(hours=1))
    assert [each.words for each in work.conversation.of_case(UNTOLD)] == ["Inked by hand."]
    assert work.conversation.of_case(NUMBER) == []


def test_their_other_account(work: Work) -> None:
    """Whichever account of theirs presses: it is the same person."""
    other = Account(Chat.SLACK, "U500")
    work.people.unite((ARTIST, other), "p1")
    assert said(work, Answered("1", other, NUMBER, "More time")) == "say.more_time_given"
    assert case(work).extended


def test_a_member_who_had_been_lost(work: Work) -> None:
    """Whoever presses a button has the notice before them: their time begins anew, and what they say counts."""
    events = [e.NoticeFailed("dm-closed", START)]
    work.cases.append(case(work), evolved(events, case(work)), events, START)
    assert said(work, Answered("1", ARTIST, NUMBER, "Not mine")) == "say.answer_taken"
    assert case(work).owner is None


def test_the_statement(work: Work) -> None:
    """Who decided and how, what the policy says, and when it was sent; the reference is the finding's, and random."""
    stated = does(work, AskedStatement("1", ARTIST, NUMBER))
    assert isinstance(stated, StatementView)
    assert (stated.reference, stated.sent_at, stated.deadline) == ("o1", START, DEADLINE)
    assert stated.decided == Say("statement.rule_listing", {"count": 1, "quorum": case(work).rules.ask})
    not_allowed = load_policy().not_allowed
    assert stated.clauses == (not_allowed[1], not_allowed[2])
    assert stated.more_time
    assert not stated.synthetic


def test_a_notice_elsewhere_is_no_way_in(work: Work) -> None:
    """A case that came to them by hand has no notice in the chat, so there is no button that could be theirs."""
    events = [e.NoticeHandedOver(MODERATOR, "w", DEADLINE, START)]
    untold = work.cases.get(UNTOLD)
    work.cases.append(untold, evolved(events, untold), events, START)
    assert said(work, Answered("1", ARTIST, UNTOLD, "x")) == "say.not_yours"
    assert isinstance(does(work, AskedStatement("2", ARTIST, UNTOLD)), StatementView)
    assert work.cases.by_notice(MessageRef(Chat.DISCORD, "950", "1"))
