"""Quorum and majority of both rounds, every table up to six ballots of a kind."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count as numbers
from itertools import product

import pytest

from bot.moderation.ballots import tally
from bot.moderation.model import Case, Choice, Facts, Mark, Rules
from tests.moderation import counting
from tests.moderation.builders import ANN, RULES, START, account, opened, replied

QUORUMS = (1, 2, 3, 5)


def cast(case: Case, ballots: Mapping[Choice, int], rules: Rules) -> Case:
    """The case with so many ballots of each choice on its card."""
    names = numbers()
    marks = frozenset(
        Mark(account(f"mod-{next(names)}"), choice) for choice, many in ballots.items() for _ in range(many)
    )
    voters = frozenset(mark.account for mark in marks)
    round_ = replace(case.round, marks=marks, moderators=voters)
    return replace(case, rules=rules, rounds=(*case.rounds[:-1], round_))


def reached(case: Case, ballots: Mapping[Choice, int], rules: Rules) -> Choice | None:
    """What the core makes of so many ballots of each choice."""
    changed = cast(case, ballots, rules)
    return tally(changed, changed.round, Facts(START))


def tables(sides: int) -> Iterator[tuple[int, ...]]:
    """Every number of ballots from none to six for each of so many sides."""
    return product(range(7), repeat=sides)


@pytest.mark.parametrize("quorum", QUORUMS)
def test_listing_round(quorum: int) -> None:
    """A listing is kept, or asked about, when that side has the quorum and two thirds; nothing else decides."""
    case, rules = opened().case, replace(RULES, ask=quorum)
    for keep, ask in tables(2):
        found = reached(case, {Choice.KEEP: keep, Choice.ASK: ask}, rules)
        assert found is counting.listing(keep, ask, rules), (keep, ask)


@pytest.mark.parametrize(("ask", "accept"), list(product(QUORUMS, (1, 2))))
def test_reply_round(ask: int, accept: int) -> None:
    """Accept wins ties; against the artist there must be the ask quorum and more than half; a tie there asks again."""
    case, rules = replied().case, replace(RULES, ask=ask, accept=accept)
    for yes, more, no in tables(3):
        found = reached(case, {Choice.ACCEPT: yes, Choice.AGAIN: more, Choice.REFUSE: no}, rules)
        assert found is counting.reply(yes, more, no, rules), (yes, more, no)


@pytest.mark.parametrize(
    ("keep", "ask", "outcome"),
    [
        (0, 0, None),
        (1, 0, None),
        (2, 0, Choice.KEEP),
        (2, 1, Choice.KEEP),
        (2, 2, None),
        (1, 2, Choice.ASK),
        (3, 2, None),
        (4, 2, Choice.KEEP),
        (0, 2, Choice.ASK),
    ],
)
def test_listing_by_hand(keep: int, ask: int, outcome: Choice | None) -> None:
    """With a quorum of two, these are the outcomes that a person would work out by hand."""
    assert reached(opened().case, {Choice.KEEP: keep, Choice.ASK: ask}, RULES) is outcome


@pytest.mark.parametrize(
    ("accept", "again", "refuse", "outcome"),
    [
        (0, 0, 0, None),
        (1, 0, 0, Choice.ACCEPT),
        (0, 1, 0, None),
        (1, 1, 0, Choice.ACCEPT),
        (1, 1, 1, Choice.AGAIN),
        (2, 1, 1, Choice.ACCEPT),
        (0, 1, 1, Choice.AGAIN),
        (0, 2, 1, Choice.AGAIN),
        (0, 1, 2, Choice.REFUSE),
        (1, 0, 2, Choice.REFUSE),
        (2, 0, 2, Choice.ACCEPT),
    ],
)
def test_reply_by_hand(accept: int, again: int, refuse: int, outcome: Choice | None) -> None:
    """With quorums of one and two, these are the outcomes that a person would work out by hand."""
    ballots = {Choice.ACCEPT: accept, Choice.AGAIN: again, Choice.REFUSE: refuse}
    assert reached(replied().case, ballots, RULES) is outcome


def test_no_ballots_of_other_rounds() -> None:
    """A reaction that belongs to another round's question means nothing on this card."""
    play = opened()
    assert play.react(ANN, Choice.ACCEPT).events == ()
    play.read()
    assert play.case.round.marks == frozenset()
