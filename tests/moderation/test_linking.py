"""Accounts turn out to be one person's: what is open is weighed anew, what is final stands and says so."""

from dataclasses import replace

import pytest

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.ballots import ballots, recused
from bot.moderation.effects import LookAtListing, ReadConversation, Say, SendNotice, ShowCard, TellReporter, TellVoter
from bot.moderation.model import Account, Chat, Choice, Owner, Status
from tests.moderation.builders import (
    ANN,
    BEN,
    CLEO,
    DAN,
    MIA,
    OTTO,
    ROB,
    RULES,
    TEAM,
    Play,
    account,
    asked,
    awaited,
    failed,
    message,
    opened,
    replied,
    vote,
)

ANNS, MIAS, ROBS = (account(f"{name}-too", Chat.SLACK) for name in ("ann", "mia", "rob"))


def seated(*more: Account, owner: Owner | None = None) -> Play:
    """A case in which these accounts may vote too."""
    play = Play(owner=owner or Owner("member-7", (MIA,)), moderators=TEAM | {*more})
    play.open()
    return play


def test_two_ballots_alike_are_one() -> None:
    """What one person gave twice counts once: the verdict falls, and the card shows it."""
    play = seated(ANNS)
    vote(play, Choice.KEEP, (ANN, ANNS))
    assert play.case.round.stands
    decision = play.link(ANN, ANNS)
    assert play.case.round.stands is None
    assert len(ballots(play.case, play.case.round, play.facts)) == 1
    assert ShowCard(1, 1) in decision.effects
    assert play.heard_by_voters() == []


def test_two_ballots_that_differ_are_none() -> None:
    """They void each other, and the person is told at both accounts, once."""
    play = seated(ANNS)
    vote(play, Choice.KEEP, (ANN, BEN, CLEO))
    play.react(ANNS, Choice.ASK)
    play.link(ANN, ANNS)
    play.link(ANN, ANNS)
    assert set(ballots(play.case, play.case.round, play.facts)) == {str(BEN), str(CLEO)}
    assert play.heard_by_voters() == [(ANN, "say.voter_two"), (ANNS, "say.voter_two")]


def test_the_window_begins_anew_only_where_the_verdict_fell() -> None:
    """A verdict that holds without the second ballot as well has stood since it did."""
    play = seated(ANNS)
    vote(play, Choice.KEEP, (ANN, BEN, CLEO, ANNS))
    since = play.case.round.stands
    play.wait(RULES.undo / 2)
    assert play.link(ANN, ANNS).events == ()
    assert play.case.round.stands == since


def test_a_voter_who_reported() -> None:
    """Recusal is of the person: the ballot that stands is lost, and they are told privately."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN))
    play.link(ROB, ANN)
    assert play.case.round.stands is None
    assert play.heard_by_voters() == [(ANN, "say.voter_recused")]


def test_a_voter_whose_listing_it_is() -> None:
    """The same for the owner, who also gains the account; the support contact hears where too few are left."""
    play = Play(replace(RULES, team=2))
    play.open()
    vote(play, Choice.KEEP, (ANN, BEN))
    play.link(MIA, ANN)
    assert play.case.owner
    assert set(play.case.owner.accounts) == {MIA, ANN}
    assert play.heard_by_voters() == [(ANN, "say.voter_recused")]
    assert play.heard_by_support() == ["say.too_few"]


def test_owner_and_reporter() -> None:
    """Who reported their own listing from another account has no ballot, from neither."""
    play = opened()
    play.link(MIA, ROB)
    assert recused(play.case, play.facts) == {str(MIA)}


def test_two_reports_are_one() -> None:
    """Both accounts reported: at the end the person hears of it once."""
    play = opened()
    play.join(ROBS)
    play.link(ROB, ROBS)
    vote(play, Choice.KEEP, (ANN, BEN))
    play.finish()
    assert play.is_(Status.CLEARED)
    assert len(play.wanted(TellReporter)) == 1


def test_another_account_of_the_reporter_has_reported_already() -> None:
    """A report from the linked account joins nothing."""
    play = opened()
    play.link(ROB, ROBS)
    assert play.join(ROBS).answer == Say("say.report_repeated", {"case": 1})


@pytest.mark.parametrize("two", [(ANN, BEN), (MIA, ANN), (ROB, ANN)], ids=["two voters", "the owner", "a reporter"])
def test_final_stands_and_says_so(two: tuple[Account, Account]) -> None:
    """A verdict with a ballot that would not count now stays, its card says so, and nobody is told."""
    play = awaited()
    decision = play.link(*two)
    assert play.happened(e.VerdictQuestioned) == [e.VerdictQuestioned(1)]
    assert play.case.rounds[0].outcome is Choice.ASK
    assert play.case.rounds[0].relinked
    assert play.is_(Status.AWAITING_MEMBER)
    assert [each for each in decision.effects if isinstance(each, TellVoter)] == []
    assert play.link(*two).events == ()


def test_a_card_that_stands_is_redrawn() -> None:
    """The line is on the card of the round that it is about, and a card that is gone is not posted anew for it."""
    play = awaited()
    assert play.link(ANN, BEN).effects == ()
    play = asked()
    play.do(c.PlaceCard(1, message("card")))
    play.deliver()
    assert play.link(ANN, BEN).effects == (ShowCard(1, 1),)


def test_a_case_that_is_over_says_so_too() -> None:
    """Also where the whole case has ended; it ends no other way for it."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN))
    play.finish()
    play.link(ANN, BEN)
    assert play.case.rounds[0].relinked
    assert play.is_(Status.CLEARED)


def test_final_without_their_ballots_says_nothing() -> None:
    """A verdict in which none of them had a ballot that counted is what it was."""
    play = awaited()
    play.link(CLEO, DAN)
    assert not play.case.rounds[0].relinked


def test_linked_before_the_verdict() -> None:
    """What was known when the verdict became final does not make it doubtful later."""
    play = seated(ANNS)
    play.link(ANN, ANNS)
    vote(play, Choice.KEEP, (ANN, ANNS, BEN))
    play.finish()
    play.link(OTTO, DAN)
    assert play.is_(Status.CLEARED)
    assert not play.case.rounds[0].relinked


def test_the_answer_is_judged_anew() -> None:
    """In the round about the answer as in the first."""
    play = replied()
    play.react(ANN, Choice.ACCEPT)
    assert play.case.round.stands
    play.link(MIA, ANN)
    assert play.case.round.stands is None
    assert play.case.rounds[0].relinked


def test_a_name_that_one_person_gave_twice() -> None:
    """Two accounts of one moderator do not make two moderators: the owner is to be confirmed by another."""
    play = Play(owner=None, moderators=TEAM | {ANNS})
    play.open()
    play.name_owner(ANN, MIA)
    play.name_owner(ANNS, MIA)
    play.link(ANN, ANNS)
    assert play.case.owner
    assert play.case.owner.confirmed_by is None
    assert play.name_owner(ANNS, MIA).answer == Say("say.owner_needs_second", {"case": 1})
    assert play.name_owner(BEN, MIA).answer == Say("say.owner_named", {"case": 1})
    assert play.link(BEN, OTTO).events == ()


def test_another_account_of_the_same_owner_confirms() -> None:
    """Two moderators who name two accounts of one person agree, and both accounts are hers."""
    play = opened(owner=None, people={MIA: "Mia", MIAS: "Mia"})
    play.name_owner(ANN, MIA)
    assert play.name_owner(BEN, MIAS).answer == Say("say.owner_named", {"case": 1})


def test_the_owner_gains_the_account() -> None:
    """So that she is known on either chat; the conversation that began goes on where it began."""
    play = awaited()
    play.people = {MIAS: "Mia"}
    play.link(MIAS, MIA, person="Mia")
    assert play.case.owner
    assert play.case.owner.accounts == (MIA, MIAS)
    assert play.happened(e.OwnerReached) == [e.OwnerReached((MIA, MIAS))]


def test_the_first_account_of_the_owner() -> None:
    """A verdict that waited for the owner holds; a notice that waited goes out."""
    play = opened(owner=Owner("member-7", ()))
    vote(play, Choice.ASK, (ANN, BEN))
    play.observe(ANN)
    assert play.case.round.stands is None
    play.link(MIA, person="member-7")
    assert play.case.round.stands
    play.finish()
    assert play.notices() == [(MIA, 1)]


def test_the_first_account_where_the_notice_is_due() -> None:
    """After a dispute, or under another policy, a notice may wait for its owner."""
    play = asked()
    assert play.case.owner
    play.maybe = replace(play.case, owner=Owner("member-7", ()))
    play.link(MIAS, person="member-7")
    assert play.notices()[-1] == (MIAS, 1)


def test_linked_while_the_notice_is_under_way() -> None:
    """It arrives where it was sent, the clock runs once, and no second one goes out."""
    play = asked()
    play.link(MIAS, MIA)
    play.arrives(message("n1"))
    assert play.notices() == [(MIA, 1)]
    assert play.case.owner
    assert play.case.owner.accounts == (MIA, MIAS)


def test_a_new_way_to_somebody_who_could_not_be_told() -> None:
    """The notice is tried there at once; who has it already, or was found anyway, gets none for it."""
    play = failed(asked())
    play.link(MIAS, MIA)
    assert play.notices() == [(MIA, 1), (MIAS, 1)]
    play = failed(awaited())
    play.link(MIAS, MIA)
    assert play.notices() == [(MIA, 1)]


def linked(play: Play) -> Play:
    """Mia is known by two accounts, of which she used the second last."""
    play.link(MIAS, MIA)
    return play


def test_asked_where_she_was_last() -> None:
    """The notice goes where the owner was seen last when it is sent, not when the case opened."""
    play = linked(opened())
    vote(play, Choice.ASK, (ANN, BEN))
    play.observe(ANN)
    play.people = {MIA: "Mia", MIAS: "Mia"}
    play.finish()
    assert play.notices() == [(MIA, 1)]


def test_written_to_where_she_wants() -> None:
    """Her choice moves an open conversation as well; the same choice twice is one."""
    play = linked(awaited())
    play.do(c.WriteTo(MIAS))
    assert play.do(c.WriteTo(MIAS)).events == ()
    play.withdraw()
    assert play.case.owner
    assert play.case.owner.accounts[0] == MIAS
    assert play.heard_by_member() == ["say.member_withdrawn"]


def test_only_the_owner_chooses() -> None:
    """Somebody else's choice is nothing to this case, nor is one in a case that is nobody's."""
    assert awaited().do(c.WriteTo(OTTO)).events == ()
    assert opened(owner=None).do(c.WriteTo(MIA)).events == ()


def test_the_next_way_is_tried() -> None:
    """Where one account cannot be written to, the other is; only where every way failed nobody is asked."""
    play = asked()
    play.link(MIA, MIAS)
    assert play.do(c.FailNotice(MIA, "closed")).effects == (SendNotice(1, MIAS, 1, why="closed"),)
    assert play.is_(Status.NOTICE_DUE)
    play.do(c.FailNotice(MIAS, "closed"))
    assert play.is_(Status.UNDELIVERABLE)


def test_the_way_that_works_is_kept() -> None:
    """What follows is told where the notice arrived."""
    play = asked()
    play.link(MIA, MIAS)
    play.do(c.FailNotice(MIA, "closed"))
    play.arrives(message("n1", Chat.SLACK), MIAS)
    assert play.case.owner
    assert play.case.owner.accounts == (MIAS, MIA)


def test_lost_on_one_chat() -> None:
    """A reminder that cannot be delivered stops the clock, and the question goes to the other account."""
    play = linked(awaited())
    decision = play.do(c.FailNotice(MIA, "left"))
    assert play.is_(Status.UNDELIVERABLE)
    assert decision.effects[-1] == SendNotice(1, MIAS, 1, why="left")


def test_every_conversation_is_read_before_silence_counts() -> None:
    """An answer may wait on either chat, whichever is read first, and whatever she chooses meanwhile."""
    play = linked(awaited())
    play.wait(RULES.answer_within)
    play.tick()
    play.now = play.due() or play.now
    assert play.tick().effects == (ReadConversation(1, MIA),)
    play.do(c.WriteTo(MIAS))
    for _ in range(2):
        assert play.do(c.FinishConversationLook(MIAS)).effects == (ReadConversation(1, MIA),)
    assert play.do(c.FinishConversationLook(MIA)).effects == (LookAtListing(1),)


def test_nobody_new() -> None:
    """Where nothing is known otherwise than before, nothing happens."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN))
    assert play.do(c.Reweigh({})).events == ()
