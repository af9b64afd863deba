"""Where no private way leads to the member: the next way, a later try, a moderator's hand, and in the end nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.draft import Decision
from bot.moderation.effects import ReadConversation, Say, SendNotice, ShowCard, TellMember
from bot.moderation.evolve import evolve
from bot.moderation.model import Account, Chat, Ending, Lost, Reply, Status
from tests.moderation.builders import (
    ANN,
    DAY,
    MIA,
    OTTO,
    ROB,
    RULES,
    Play,
    account,
    asked,
    awaited,
    disputed,
    failed,
    message,
    opened,
    refused,
    replied,
    silent,
)

MIAS_OTHER = account("mia-too")
LINKED = {MIA: "Mia", MIAS_OTHER: "Mia"}
THREADS = frozenset({Chat.DISCORD})


def lost(play: Play) -> Lost:
    """Since when nobody can be reached."""
    assert play.case.lost
    return play.case.lost


def linked(play: Play) -> Play:
    """Mia has another account, of which nobody has asked yet."""
    play.people = LINKED
    play.do(c.Reweigh({MIAS_OTHER: str(MIAS_OTHER)}))
    assert play.case.owner
    assert play.case.owner.accounts == (MIA, MIAS_OTHER)
    return play


def fails(play: Play, who: Account = MIA, why: str = "dm-closed", *, aside: bool = False) -> Decision:
    """A way fails, on a chat that has private threads."""
    return play.do(c.FailNotice(who, why, aside, THREADS))


def test_every_way_in_turn() -> None:
    """The accounts, then a private thread with each; the first reason goes along, and nothing is given up before."""
    play = linked(asked())
    assert fails(play).effects == (SendNotice(1, MIAS_OTHER, 1, why="dm-closed"),)
    assert fails(play, MIAS_OTHER).effects == (SendNotice(1, MIA, 1, aside=True, why="dm-closed"),)
    assert fails(play, aside=True).effects == (SendNotice(1, MIAS_OTHER, 1, aside=True, why="dm-closed"),)
    assert play.is_(Status.NOTICE_DUE)
    assert fails(play, MIAS_OTHER, aside=True).events == (e.NoticeFailed("dm-closed", play.now),)
    assert play.is_(Status.UNDELIVERABLE)


def test_a_reminder_that_fails_with_ways_left() -> None:
    """The clock stops at once; the member hears along the next way that the question stands, and is back with it."""
    play = awaited()
    decision = fails(play, why="no-common-guild")
    assert play.is_(Status.UNDELIVERABLE)
    say = Say("say.member_lost", {"case": 1}, {"deadline": play.now + RULES.answer_within})
    assert decision.effects == (ShowCard(1, 1), TellMember(1, MIA, say, aside=True))
    play.wait(DAY).do(c.MeetMember(MIA))
    assert play.is_(Status.AWAITING_MEMBER)
    assert play.case.clock
    assert play.case.clock.deadline == play.now + RULES.answer_within
    assert play.case.lost is None


def test_a_reminder_that_fails_where_another_account_is_known() -> None:
    """There the notice does not stand yet, so that it goes there, and what follows with it."""
    play = linked(awaited())
    assert fails(play).effects == (ShowCard(1, 1), SendNotice(1, MIAS_OTHER, 1, why="dm-closed"))
    play.arrives(message("n2"), MIAS_OTHER)
    play.see(c.Sight.SAME, claim="m1")
    assert [told.account for told in play.wanted(TellMember)] == [MIAS_OTHER]


@pytest.mark.parametrize("somewhere", [opened, asked, awaited, lambda: failed(asked()), silent])
def test_met_out_of_place(somewhere: Callable[[], Play]) -> None:
    """Word that reached somebody who was not lost changes nothing."""
    assert somewhere().do(c.MeetMember(MIA)).events == ()


def test_tried_each_day() -> None:
    """Once a day the notice is tried again; a failure for the same reason is nothing new."""
    play = failed(asked())
    assert play.due() == play.now + RULES.try_again_every
    assert play.tick().events == ()
    decision = play.wait(DAY).tick()
    assert decision.events == (e.TriedAgain(play.now),)
    assert decision.effects == (SendNotice(1, MIA, 1),)
    assert failed(play).do(c.FailNotice(MIA, "closed to messages")).events == ()
    assert lost(play) == Lost(play.now - DAY, play.now)
    assert play.due() == play.now + DAY


def test_another_reason() -> None:
    """The card tells the reason of today; how long they have been lost counts from the first."""
    play = failed(asked()).wait(DAY)
    play.tick()
    decision = play.do(c.FailNotice(MIA, "no-account"))
    assert decision.events == (e.NoticeFailed("no-account", play.now),)
    assert decision.effects == (ShowCard(1, 1),)
    assert lost(play).since == play.now - DAY


def test_who_knows_is_told_that_it_stands() -> None:
    """A member who has the notice does not get it twice."""
    play = failed(awaited()).wait(DAY)
    play.tick()
    assert play.notices() == [(MIA, 1)]
    assert play.heard_by_member() == ["say.member_lost"]


@pytest.mark.parametrize("somewhere", [lambda: failed(asked()), lambda: failed(awaited())])
def test_given_up(somewhere: Callable[[], Play]) -> None:
    """After the policy's 90 days the case lapses: reporters hear that it is closed, and it leaves no mark."""
    play = somewhere()
    for _ in range(89):
        play.wait(DAY).tick()
        assert play.is_(Status.UNDELIVERABLE)
    decision = play.wait(DAY).tick()
    assert decision.events == (e.CaseLapsed(play.now, Ending.NEVER_DELIVERED),)
    assert play.is_(Status.LAPSED)
    assert play.case.ending is Ending.NEVER_DELIVERED
    assert play.heard_by_reporters() == [(ROB, "say.reporter_closed")]
    assert play.due() is None


def test_found_again_counts_anew() -> None:
    """A member who was reached and is lost again is looked for as long as before."""
    play = failed(asked()).wait(80 * DAY).deliver()
    failed(play)
    assert lost(play).since == play.now


def test_seen() -> None:
    """Who is seen is tried at once, with the account with which they were seen."""
    play = failed(linked(asked()))
    failed(play, MIAS_OTHER)
    decision = play.do(c.SeeMember(MIAS_OTHER))
    assert decision.events == (e.TriedAgain(play.now),)
    assert decision.effects == (SendNotice(1, MIAS_OTHER, 1),)


def test_somebody_else_is_seen() -> None:
    """That says nothing about the member."""
    assert failed(asked()).do(c.SeeMember(OTTO)).events == ()


@pytest.mark.parametrize("somewhere", [opened, asked, awaited, replied, silent])
def test_seen_out_of_place(somewhere: Callable[[], Play]) -> None:
    """Nobody is sought who is not lost."""
    decision = somewhere().do(c.SeeMember(MIA))
    assert (decision.events, decision.effects) == ((), ())


def handed_over(play: Play) -> Play:
    """Ann says that Mia has it."""
    play.do(c.HandOver(ANN, moderator=True, words="words-1"))
    return play


def test_handed_over() -> None:
    """A moderator's word starts the clock, with a full window; who and how is on record; the member knows now."""
    play = handed_over(failed(asked()))
    assert play.events[-1] == e.NoticeHandedOver(ANN, "words-1", play.now + RULES.answer_within, play.now)
    assert play.is_(Status.AWAITING_MEMBER)
    assert play.case.member_knows
    assert play.answer == Say("say.handed_over", {"case": 1}, {"deadline": play.now + RULES.answer_within})
    assert play.due() == play.now + RULES.reminders[0]


def test_reminded_by_hand() -> None:
    """What cannot be told is handed over each time, as the reminder; only after the last one silence can count."""
    play = handed_over(failed(asked()))
    for reminder in RULES.reminders:
        play.now = play.due() or play.now
        assert play.case.clock
        deadline = play.case.clock.deadline
        assert play.tick().events[0] == e.ReminderDue(RULES.reminders.index(reminder) + 1, deadline)
        handed_over(failed(play))
    assert play.due() == play.now + RULES.answer_within
    play.wait(RULES.answer_within).tick()
    assert play.wanted(ReadConversation)


@pytest.mark.parametrize("somewhere", [opened, asked, awaited, replied, silent])
def test_nothing_to_hand_over(somewhere: Callable[[], Play]) -> None:
    """Only what no way delivers is handed over."""
    play = somewhere()
    assert play.do(c.HandOver(ANN, moderator=True, words="w")).events == ()
    assert play.answer == Say("say.nothing_to_hand_over", {"case": 1})


def over(who: Account, *, sure: bool) -> c.Command:
    """Somebody says that Mia has it."""
    return c.HandOver(who, sure, "w")


def into(who: Account, *, sure: bool) -> c.Command:
    """Somebody has Mia's answer."""
    return c.HandIn(who, sure, Reply(("m1",)))


@pytest.mark.parametrize("command", [over, into])
@pytest.mark.parametrize(
    ("who", "sure", "key"),
    [(MIA, True, "not_your_case"), (ROB, True, "not_your_case"), (OTTO, False, "moderators_only")],
)
def test_not_for_everybody(command: Callable[..., c.Command], who: Account, sure: bool, key: str) -> None:
    """Owner, reporters and whoever is no moderator hand nothing over, and no answer in."""
    play = failed(asked())
    assert play.do(command(who, sure=sure)).events == ()
    assert play.answer
    assert play.answer.key == f"say.{key}"


def handed_in(play: Play) -> Play:
    """Ann has Mia's answer."""
    play.do(c.HandIn(ANN, moderator=True, reply=Reply(("m1",))))
    return play


@pytest.mark.parametrize("somewhere", [lambda: failed(asked()), lambda: failed(awaited()), awaited, silent])
def test_handed_in(somewhere: Callable[[], Play]) -> None:
    """An answer that came another way is judged like any other, whatever the chats could do."""
    play = handed_in(somewhere())
    assert play.is_(Status.REPLY_IN_REVIEW)
    assert play.case.replies == (Reply(("m1",)),)
    assert play.happened(e.AnswerHandedIn) == [e.AnswerHandedIn(ANN, ("m1",))]
    assert play.answer == Say("say.handed_in", {"case": 1})
    assert play.case.member_knows, "whoever answers has been asked"


def test_more_of_an_answer_handed_in() -> None:
    """It joins the card on which the first part is judged."""
    play = handed_in(replied())
    assert [reply.messages for reply in play.case.replies] == [("m1", "m1")]


@pytest.mark.parametrize("somewhere", [opened, asked, refused, lambda: disputed(awaited())])
def test_no_answer_awaited(somewhere: Callable[[], Play]) -> None:
    """Where nobody is asked no answer is put on record."""
    play = handed_in(somewhere())
    assert play.happened(e.AnswerHandedIn) == []
    assert play.answer == Say("say.no_answer_awaited", {"case": 1})


def test_another_owner_has_heard_nothing() -> None:
    """Who is named after 'not mine' was neither asked nor reached."""
    case = disputed(handed_over(failed(asked()))).case
    assert (case.handed, case.member_knows) == (0, False)


@pytest.mark.parametrize("number", [1, 2])
def test_a_reminder_that_came_too_late(number: int) -> None:
    """The last reminder is made up for before silence can count; an earlier one is let go."""
    play = awaited()
    for reminder in RULES.reminders[:number]:
        play.now = (play.case.clock.started if play.case.clock else play.now) + reminder
        play.tick()
    decision = play.do(c.MissReminder(number))
    last = number == len(RULES.reminders)
    assert decision.events == ((e.ReminderMissed(number),) if last else ())
    if last:
        play.wait(DAY).tick()
        assert play.events[-1] == e.ReminderDue(2, play.now + 2 * DAY)


def test_a_reminder_missed_while_looking() -> None:
    """A last look that began meanwhile does not count: the member has had no reminder."""
    play = awaited()
    for time in (7, 5, 2):
        play.wait(time * DAY).tick()
    assert play.case.clock
    assert play.case.clock.looking
    play.do(c.MissReminder(2))
    assert play.do(c.FinishConversationLook()).effects == ()
    assert play.see(c.Sight.SAME).events == ()
    assert play.is_(Status.AWAITING_MEMBER)


@pytest.mark.parametrize("somewhere", [opened, silent, lambda: failed(awaited())])
def test_missed_out_of_place(somewhere: Callable[[], Play]) -> None:
    """Where no clock runs nothing is made up for."""
    assert somewhere().do(c.MissReminder(2)).events == ()


def test_events_of_the_first_release() -> None:
    """It did not say when a way failed: the case counts from its opening, and is tried and given up all the same."""
    play = asked()
    case = evolve(play.case, e.NoticeFailed("dm-closed"))
    assert case.lost == Lost(case.opened_at, case.opened_at)
    assert evolve(replace(case, lost=None), e.TriedAgain(play.now)).lost is None
