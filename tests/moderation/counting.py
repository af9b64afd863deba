"""The rules of a round counted a second time, differently: whole tables instead of conditions on the fly."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import assert_never

from bot.moderation.model import CHOICES, Account, Choice, Mark, RoundKind, Rules

TWO_THIRDS = Fraction(2, 3)


def heads(marks: Iterable[Mark], voters: Iterable[str], person: Mapping[Account, str]) -> dict[Choice, int]:
    """How many of these persons have on the card one choice and no other."""
    count = dict.fromkeys(Choice, 0)
    marks = list(marks)
    for voter in set(voters):
        mine = {mark.choice for mark in marks if person[mark.account] == voter}
        if len(mine) == 1:
            count[mine.pop()] += 1
    return count


def listing(keep: int, ask: int, rules: Rules) -> Choice | None:
    """The one side, if there is one, that has the quorum and two thirds of all ballots."""
    winners = [
        choice
        for choice, mine in ((Choice.KEEP, keep), (Choice.ASK, ask))
        if mine >= rules.ask and Fraction(mine, keep + ask) >= TWO_THIRDS
    ]
    assert len(winners) < 2
    return winners[0] if winners else None


def reply(accept: int, again: int, refuse: int, rules: Rules) -> Choice | None:
    """Doubt is for the artist: on a tie of yes and no, and on a tie between the two ways of no."""
    noes = again + refuse
    if noes > accept:
        enough = noes >= rules.ask
        return (Choice.AGAIN if again >= refuse else Choice.REFUSE) if enough else None
    return Choice.ACCEPT if accept >= rules.accept else None


def action(count: Mapping[Choice, int], rules: Rules) -> Choice | None:
    """All ballots in a row, the mildest first: a third may stand before the one that two thirds support at least."""
    row = [choice for choice in CHOICES[RoundKind.ACTION] for _ in range(count[choice])]
    if not row:
        return None
    middle = row[len(row) // 3]
    return middle if len(row) - row.index(middle) >= rules.action else None


def appeal(overturn: int, stands: int, rules: Rules) -> Choice | None:
    """The larger side, if it is large enough; equal sides are none."""
    larger = {Choice.OVERTURN: overturn - stands, Choice.STANDS: stands - overturn}
    won = max(larger, key=lambda choice: larger[choice])
    return won if larger[won] > 0 and max(overturn, stands) >= rules.appeal else None


def verdict(kind: RoundKind, count: Mapping[Choice, int], rules: Rules) -> Choice | None:
    """What these ballots reach."""
    mine = [count[choice] for choice in CHOICES[kind]]
    match kind:
        case RoundKind.LISTING:
            return listing(mine[0], mine[1], rules)
        case RoundKind.REPLY:
            return reply(mine[0], mine[1], mine[2], rules)
        case RoundKind.ACTION:
            return action(count, rules)
        case RoundKind.APPEAL:
            return appeal(mine[0], mine[1], rules)
    assert_never(kind)
