"""A word about one's ballot: whoever has just reacted is there to read it; what comes of anything else must wait."""

from collections.abc import Callable

import pytest

from bot.moderation import commands as c
from bot.moderation.effects import TellVoter
from bot.moderation.model import Account, Choice, Mark, Record
from tests.moderation.builders import (
    ANN,
    BEN,
    CLEO,
    ROB,
    RULES,
    TEAM,
    Play,
    account,
    closed,
    joint_case,
    message,
    opened,
    picture,
    replied,
    second_time,
    vote,
)

ANNS = account("ann-too")


def seated() -> Play:
    """Ann has two accounts in the moderators' channel."""
    play = opened()
    play.moderators = TEAM | {ANNS}
    return play


def told(play: Play) -> list[tuple[Account, str, bool]]:
    """Who was told what, and whether it must reach them although they may be away."""
    return [(each.account, each.say.key.removeprefix("say."), each.later) for each in play.wanted(TellVoter)]


def reporter() -> Play:
    """A moderator who reported votes."""
    play = opened(reporter=ANN)
    play.react(ANN, Choice.KEEP)
    return play


def two() -> Play:
    """Somebody has two minds."""
    play = opened()
    vote(play, Choice.KEEP, (ANN, BEN))
    play.react(ANN, Choice.ASK)
    return play


def heard_before() -> Play:
    """Somebody who decided wants to hear the appeal."""
    play = closed()
    play.appeals()
    play.react(ANN, Choice.STANDS)
    return play


def too_late() -> Play:
    """Somebody votes on a card that is over."""
    play = replied()
    play.do(c.React(1, Mark(CLEO, Choice.KEEP), stands=True, moderator=True))
    return play


def reports_after_voting() -> Play:
    """Somebody votes, and reports the work after that."""
    play = opened()
    play.react(ANN, Choice.KEEP)
    play.join(ANN)
    return play


def linked() -> Play:
    """Two accounts that voted against each other turn out to be one person's."""
    play = seated()
    play.react(ANN, Choice.KEEP)
    play.react(ANNS, Choice.ASK)
    play.link(ANN, ANNS)
    return play


def from_another_account() -> Play:
    """Somebody votes against themselves with another account, which may be one that they hardly look at."""
    play = seated()
    play.link(ANN, ANNS)
    play.react(ANN, Choice.KEEP)
    play.react(ANNS, Choice.ASK)
    return play


def found_by_a_look() -> Play:
    """A reaction that nothing had told of is found when the card is read."""
    play = opened()
    play.marks = frozenset({Mark(ANN, Choice.KEEP), Mark(ANN, Choice.ASK)})
    play.read()
    return play


def while_another_reacts() -> Play:
    """Somebody lost the right to vote, which is seen when another reacts."""
    play = opened()
    play.react(ANN, Choice.KEEP)
    play.people = {ANN: "rob", ROB: "rob"}
    play.react(BEN, Choice.KEEP)
    return play


def card_lost() -> Play:
    """A card with votes is deleted."""
    play = opened()
    play.do(c.PlaceCard(1, message("card-1")))
    play.react(ANN, Choice.KEEP)
    play.do(c.LoseCard(1))
    return play


def revised() -> Play:
    """The artist adds a picture to an answer that somebody has voted on."""
    play = replied()
    play.react(ANN, Choice.ACCEPT)
    play.adds("m2", picture("", "d9"))
    return play


def joined() -> Play:
    """Another listing joins after somebody has voted."""
    play = joint_case(1)
    play.react(ANN, Choice.KEEP)
    play.add_listing()
    return play


def ladder_shrinks() -> Play:
    """What somebody voted for cannot follow any more."""
    play = second_time()
    play.react(ANN, Choice.WARN)
    play.record = Record()
    play.wait(RULES.undo).tick()
    return play


@pytest.mark.parametrize(
    ("happens", "key"),
    [(reporter, "voter_recused"), (two, "voter_two"), (heard_before, "voter_heard"), (too_late, "voter_late")],
)
def test_at_once(happens: Callable[[], Play], key: str) -> None:
    """Whoever has just reacted reads it at once."""
    [(who, heard, later)] = told(happens())
    assert (who in (ANN, CLEO), heard, later) == (True, key, False)


@pytest.mark.parametrize(
    ("happens", "key"),
    [
        (reports_after_voting, "voter_recused"),
        (found_by_a_look, "voter_two"),
        (while_another_reacts, "voter_recused"),
        (card_lost, "card_lost"),
        (revised, "voter_revised"),
        (joined, "voter_joined"),
        (ladder_shrinks, "voter_unoffered"),
    ],
)
def test_later(happens: Callable[[], Play], key: str) -> None:
    """What somebody else did, or a look has found, has to reach them wherever they are by now."""
    assert told(happens()) == [(ANN, key, True)]


def test_each_account_for_itself() -> None:
    """One person's accounts are told each, and at once where they have just reacted."""
    assert told(linked()) == [(ANN, "voter_two", True), (ANNS, "voter_two", True)]
    assert sorted(told(from_another_account()), key=str) == [(ANN, "voter_two", True), (ANNS, "voter_two", False)]
