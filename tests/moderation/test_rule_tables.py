"""Quorum and majority of every round, every table up to six ballots of a kind (four, where there are four kinds).

The quorums are any that an operator may set; those of the presets, and who counts, are `test_team_tables.py`'s.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count as numbers
from itertools import product

import pytest

from bot.moderation.ballots import tally
from bot.moderation.model import CHOICES, Case, Choice, Facts, Mark, RoundKind, Rules
from tests.moderation import counting
from tests.moderation.builders import ANN, RULES, START, account, appealed, opened, refused, replied

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


def tables(sides: int, most: int = 6) -> Iterator[tuple[int, ...]]:
    """Every number of ballots from none to so many for each of so many sides."""
    return product(range(most + 1), repeat=sides)


def with_ladder() -> Case:
    """An action round in which everything can be chosen."""
    case = refused().case
    return replace(case, rounds=(*case.rounds[:-1], replace(case.round, offers=())))


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


@pytest.mark.parametrize("quorum", QUORUMS)
def test_action_round(quorum: int) -> None:
    """What follows is the strictest outcome that two thirds support at least, if as many as the quorum asks do."""
    case, rules = with_ladder(), replace(RULES, action=quorum)
    for numbers_ in tables(4, 4):
        count = dict(zip(CHOICES[RoundKind.ACTION], numbers_, strict=True))
        assert reached(case, count, rules) is counting.action({**dict.fromkeys(Choice, 0), **count}, rules), count


@pytest.mark.parametrize("quorum", QUORUMS)
def test_appeal_round(quorum: int) -> None:
    """An appeal is decided by the larger side, if that has the quorum; a tie decides nothing."""
    case, rules = appealed().case, replace(RULES, appeal=quorum)
    for overturn, stands in tables(2):
        found = reached(case, {Choice.OVERTURN: overturn, Choice.STANDS: stands}, rules)
        assert found is counting.appeal(overturn, stands, rules), (overturn, stands)


@pytest.mark.parametrize(
    ("none", "unlist", "warn", "pause", "outcome"),
    [
        (0, 0, 0, 0, None),
        (1, 0, 0, 0, None),
        (2, 0, 0, 0, Choice.NONE),
        (0, 1, 0, 0, None),
        (1, 1, 0, 0, Choice.NONE),
        (1, 2, 0, 0, Choice.UNLIST),
        (0, 1, 1, 0, Choice.UNLIST),
        (0, 1, 2, 0, Choice.WARN),
        (1, 0, 0, 2, Choice.PAUSE),
        (0, 1, 1, 1, Choice.WARN),
        (1, 1, 1, 1, Choice.UNLIST),
        (2, 0, 0, 3, Choice.NONE),
    ],
)
def test_action_by_hand(none: int, unlist: int, warn: int, pause: int, outcome: Choice | None) -> None:
    """With a quorum of two, these are the outcomes that a person would work out by hand."""
    count = dict(zip(CHOICES[RoundKind.ACTION], (none, unlist, warn, pause), strict=True))
    assert reached(with_ladder(), count, RULES) is outcome


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
