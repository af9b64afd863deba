"""Who counts and what that comes to, in teams of every preset: each round, with everybody on its card who may not vote.

Mia owns the work, Rob reported it, Ann and Ben voted in the earlier rounds, Cleo is simply there: each one person with
an account on either chat. Otto is no moderator, and Dan wants what this card does not offer. What must come of it all
is said without the core: who counts here, and the rules in `counting`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, combinations_with_replacement, product

import pytest

from bot.config import load_policy
from bot.moderation.ballots import eligible, tally
from bot.moderation.model import CHOICES, Account, Case, Chat, Choice, Facts, Mark, RoundKind
from tests.moderation import counting
from tests.moderation.builders import (
    ANN,
    BEN,
    CLEO,
    DAN,
    MIA,
    OTTO,
    ROB,
    START,
    Play,
    account,
    appealed,
    opened,
    refused,
    repaired,
    replied,
    second_time,
)

ROUNDS: Mapping[str, Callable[[], Play]] = {
    "listing": opened,
    "reply": replied,
    "reply, a repair": repaired,
    "action": refused,
    "action, a second violation": second_time,
    "appeal": appealed,
}
TEAMS = (1, 2, 3, 7, 8, 12)
POLICY = load_policy()

KNOWN = (MIA, ROB, ANN, BEN, CLEO)
PLAIN = tuple(account(f"mod-{number}") for number in range(1, max(TEAMS)))
ACCOUNTS = {
    **{who: (who, account(f"{who.id}-too", Chat.SLACK)) for who in KNOWN},
    **{who: (who,) for who in (*PLAIN, OTTO, DAN)},
}
PERSONS = {each: who.id for who, accounts in ACCOUNTS.items() for each in accounts}
FACTS = Facts(START, PERSONS)


def casts(team: int) -> Iterator[tuple[Account, ...]]:
    """The moderators of a team: as many of those known by name as there is room for, whichever, and plain ones."""
    for known in combinations(KNOWN, min(team, len(KNOWN))):
        yield (*known, *PLAIN[: team - len(known)])


def without_ballot(kind: RoundKind) -> set[str]:
    """Whose reactions count for nothing; on an appeal those of who voted before do not either."""
    return {MIA.id, ROB.id, OTTO.id, DAN.id} | ({ANN.id, BEN.id} if kind is RoundKind.APPEAL else set())


def cards(cast: Sequence[Account], kind: RoundKind, choices: Sequence[Choice]) -> Iterator[frozenset[Mark]]:
    """What may stand on the card.

    All who may not vote want the strictest, from both accounts: so it would be seen if any of them counted. Cleo's
    accounts say the same, or two things, or one says nothing. Of the others it matters only how many say what.
    """
    unoffered = [(DAN, choice) for choice in CHOICES[kind] if choice not in choices][:1]
    away = without_ballot(kind)
    strictest = [(each, choices[-1]) for who in (*cast, OTTO) if PERSONS[who] in away for each in ACCOUNTS[who]]
    voting = [who for who in cast if PERSONS[who] not in away and who != CLEO]
    said = (None, *choices)
    of_cleo = combinations_with_replacement(said, 2) if CLEO in cast else [(None, None)]
    for two, rest in product(of_cleo, combinations_with_replacement(said, len(voting))):
        free = zip((*ACCOUNTS[CLEO], *voting), (*two, *rest), strict=True)
        yield frozenset(Mark(who, choice) for who, choice in (*unoffered, *strictest, *free) if choice)


def showing(case: Case, marks: frozenset[Mark]) -> Case:
    """The case with this on its card. All who reacted are moderators, but Otto."""
    moderators = frozenset(mark.account for mark in marks) - {OTTO}
    return replace(case, rounds=(*case.rounds[:-1], replace(case.round, marks=marks, moderators=moderators)))


@pytest.mark.parametrize("team", TEAMS)
@pytest.mark.parametrize("name", ROUNDS)
def test_every_card_of_every_team(name: str, team: int) -> None:
    """People are counted, not accounts, without those who may not vote; quorum and rule are the ones of the round."""
    case = replace(ROUNDS[name]().case, rules=POLICY.rules(team))
    kind, came_of_it = case.round.kind, set()
    for cast in casts(team):
        for marks in cards(cast, kind, case.round.choices):
            voters = {PERSONS[mark.account] for mark in marks} - without_ballot(kind)
            expected = counting.verdict(kind, counting.heads(marks, voters, PERSONS), case.rules)
            now = showing(case, marks)
            assert tally(now, now.round, FACTS) is expected, (cast, marks)
            came_of_it.add(expected)
    alone = kind is RoundKind.ACTION and team == 1
    assert came_of_it == ({None} if alone else {None, *case.round.choices})


@pytest.mark.parametrize("team", [team for team in TEAMS if team >= len(KNOWN)])
@pytest.mark.parametrize("name", ROUNDS)
def test_how_many_may_vote(name: str, team: int) -> None:
    """All of the team may but those: that is what the quorum is held against, so that nobody waits for too few."""
    case = replace(ROUNDS[name]().case, rules=POLICY.rules(team), recused=(ROB,))
    (cast,) = casts(team)
    now = showing(case, frozenset(Mark(each, case.round.choices[0]) for who in cast for each in ACCOUNTS[who]))
    assert eligible(now, FACTS) == len({who.id for who in cast} - without_ballot(case.round.kind))
