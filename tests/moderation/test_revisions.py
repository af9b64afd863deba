"""More of an answer while moderators judge it: words join the card, and what is new to look at is voted on anew."""

import pytest

from bot.moderation import commands as c
from bot.moderation import events as e
from bot.moderation.effects import ShowCard, TellVoter
from bot.moderation.model import Account, Choice, Mark, RoundKind, Status
from bot.moderation.rounds import halfway
from tests.moderation.builders import ANN, BEN, CLEO, MIA, OTTO, RULES, Play, message, picture, replied

NEW = picture("", "d9")


def voted() -> Play:
    """Mia answered, and Ann voted."""
    play = replied()
    play.react(ANN, Choice.ACCEPT)
    return play


def test_before_voting_all_joins() -> None:
    """Before anybody votes, everything joins the card: words, pictures and links."""
    play = replied()
    assert play.adds("m2").effects == (ShowCard(1, 2),)
    assert play.adds("m3", NEW, link=True).effects == (ShowCard(1, 2),)
    assert play.case.replies[0].messages == ("m1", "m2", "m3")
    assert len(play.case.rounds) == 2


@pytest.mark.parametrize("who", [OTTO, MIA])
def test_no_ballot_is_no_voting(who: Account) -> None:
    """A reaction that does not count begins no voting."""
    play = replied()
    play.react(who, Choice.ACCEPT)
    play.adds("m2", NEW)
    assert len(play.case.rounds) == 2


def test_words_join() -> None:
    """Once somebody has voted, words and pictures seen before still join the card, and ballots stand."""
    play = voted()
    assert play.adds("m2").effects == (ShowCard(1, 2),)
    assert play.adds("m3", picture("", "d1")).effects == (ShowCard(1, 2),)
    assert play.case.round.stands
    assert len(play.case.rounds) == 2


@pytest.mark.parametrize("more", ["media", "link"])
def test_new_media_or_a_link_begin_anew(more: str) -> None:
    """A new picture or a link puts the whole answer on a new card: ballots fall, and those who voted are told."""
    play = voted()
    decision = play.adds("m2", NEW) if more == "media" else play.adds("m2", link=True)
    old, new = play.case.rounds[1:]
    assert (old.closed, old.revised, old.outcome, old.stands) == (True, True, None, None)
    assert (new.kind, new.marks, new.stands) == (RoundKind.REPLY, frozenset(), None)
    assert new.deadline == play.now + RULES.decide_within
    assert play.is_(Status.REPLY_IN_REVIEW)
    assert play.case.replies[0].messages == ("m1", "m2")
    shows, tells = decision.effects[:2], decision.effects[2:]
    assert shows == (ShowCard(1, 2), ShowCard(1, 3))
    assert [(each.account, each.round, each.say.key) for each in tells if isinstance(each, TellVoter)] == [
        (ANN, 3, "say.voter_revised")
    ]


def test_in_the_undo_window() -> None:
    """A verdict that only waits to become final falls as well, and a last look that is under way finds nothing."""
    play = voted()
    play.wait(RULES.undo).tick()
    reading = play.reading()
    play.adds("m2", NEW)
    assert play.do(reading).events == ()
    assert play.is_(Status.REPLY_IN_REVIEW)
    assert play.due() == halfway(play.case.round)


def test_twice_a_case() -> None:
    """After two revisions more joins the card, and ballots stand."""
    play = voted()
    for name in ("d5", "d6", "d7"):
        play.adds(name, picture("", name))
        play.react(BEN, Choice.ACCEPT)
    assert [each.revised for each in play.case.rounds] == [False, True, True, False]
    assert len(play.case.replies[0].media) == 3
    assert play.finish().is_(Status.RESOLVED)


def test_late_on_the_old_card() -> None:
    """Who votes on a card that was replaced is told once where the vote goes on."""
    play = voted()
    play.do(play_card(play))
    play.adds("m2", NEW)
    old = play.case.rounds[1]
    for _ in range(2):
        play.do(reacts(old.number))
    assert play.heard_by_voters()[-1] == (CLEO, "say.voter_revised")
    assert len(play.heard_by_voters()) == 2
    assert play.happened(e.VoterTold)[-1].round == old.number
    assert play.wanted(TellVoter)[-1].round == play.case.round.number


def play_card(play: Play) -> c.PlaceCard:
    """The card stands."""
    return c.PlaceCard(play.case.round.number, message("card"))


def reacts(number: int) -> c.React:
    """Cleo votes on a card."""
    return c.React(number, Mark(CLEO, Choice.ACCEPT), stands=True, moderator=True)
