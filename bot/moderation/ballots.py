"""From the reactions that stand on a card to a verdict: one person one ballot, recusal, quorum and majority.

Everything here is a function of what stands now. The order in which it came to stand plays no part.
"""

from collections import Counter
from collections.abc import Mapping
from typing import assert_never

from bot.moderation.model import (
    CHOICES,
    CONCERNS,
    Account,
    Case,
    Choice,
    Facts,
    Observation,
    Owner,
    Round,
    RoundKind,
    Rules,
)


def recused(case: Case, facts: Facts) -> frozenset[str]:
    """The persons without a ballot on this case, whatever is asked: its owner and its reporters.

    Where the owner changed, neither the one before nor the one since has one.

    An owner whom one moderator named and nobody confirmed is none yet: naming takes nobody's ballot away.
    """
    return _owner(case, facts) | frozenset(facts.person(account) for account in case.reporters)


def _owner(case: Case, facts: Facts) -> frozenset[str]:
    owner = case.owner.accounts if case.owner and is_settled(case.owner, case.rules) else ()
    return frozenset(facts.person(account) for account in (*owner, *case.owners))


def heard(case: Case, round_: Round, facts: Facts) -> frozenset[str]:
    """Who voted before what an appeal is about was decided: others hear it. Nobody, where the round is no appeal."""
    if round_.kind is not RoundKind.APPEAL:
        return frozenset()
    earlier = [each for each in case.rounds if each.number < round_.number]
    lost = {facts.person(account) for each in earlier for account in each.lost}
    return frozenset(person for each in earlier for person in choices(each, facts)) | lost


def without_ballot(case: Case, round_: Round, facts: Facts) -> frozenset[str]:
    """The persons whose reactions on this card count for nothing, though they may be moderators."""
    return recused(case, facts) | heard(case, round_, facts)


def eligible(case: Case, facts: Facts) -> int:
    """How many moderators may vote: the team less those who reported, and an owner who was seen to be a moderator.

    On an appeal also less those who voted before.
    """
    seen = {facts.person(account) for account in case.round.moderators}
    away = {facts.person(account) for account in case.recused} | (_owner(case, facts) & seen)
    return case.rules.team - len(away | heard(case, case.round, facts))


def choices(round_: Round, facts: Facts) -> dict[str, frozenset[Choice]]:
    """Every choice that each moderator's reactions on the card say now, by person."""
    said: dict[str, frozenset[Choice]] = {}
    for mark in round_.marks:
        if mark.account in round_.moderators and mark.choice in round_.choices:
            person = facts.person(mark.account)
            said[person] = said.get(person, frozenset()) | {mark.choice}
    return said


def ballots(case: Case, round_: Round, facts: Facts) -> dict[str, Choice]:
    """The ballots that count, by person. Two choices by one person void that ballot."""
    away = without_ballot(case, round_, facts)
    return {
        person: next(iter(said))
        for person, said in choices(round_, facts).items()
        if person not in away and len(said) == 1
    }


def voters(case: Case, round_: Round, facts: Facts) -> list[Account]:
    """The accounts with a reaction on the card whose ballot counts: with two of them, both hear of it."""
    cast = ballots(case, round_, facts)
    return sorted({mark.account for mark in round_.marks if facts.person(mark.account) in cast})


def _listing(count: Mapping[Choice, int], rules: Rules) -> Choice | None:
    """The ask quorum for the winning side, and two thirds."""
    cast = count[Choice.KEEP] + count[Choice.ASK]
    for choice in (Choice.KEEP, Choice.ASK):
        if count[choice] >= rules.ask and 3 * count[choice] >= 2 * cast:
            return choice
    return None


def _reply(count: Mapping[Choice, int], rules: Rules) -> Choice | None:
    """Accept on a tie; otherwise the larger of 'again' and 'refuse', a tie between those asks again."""
    accept, again, refuse = count[Choice.ACCEPT], count[Choice.AGAIN], count[Choice.REFUSE]
    if accept >= rules.accept and accept >= again + refuse:
        return Choice.ACCEPT
    if again + refuse >= rules.ask and again + refuse > accept:
        return Choice.REFUSE if refuse > again else Choice.AGAIN
    return None


def _action(count: Mapping[Choice, int], rules: Rules) -> Choice | None:
    """The strictest outcome that two thirds support at least, once the action quorum does."""
    ladder = CHOICES[RoundKind.ACTION]
    cast = sum(count[choice] for choice in ladder)
    support = {each: sum(count[choice] for choice in ladder[step:]) for step, each in enumerate(ladder)}
    strictest = [each for each in ladder if 3 * support[each] >= 2 * cast][-1]
    return strictest if support[strictest] >= rules.action else None


def _appeal(count: Mapping[Choice, int], rules: Rules) -> Choice | None:
    """The appeal quorum for the winning side, and a majority."""
    for choice, other in ((Choice.OVERTURN, Choice.STANDS), (Choice.STANDS, Choice.OVERTURN)):
        if count[choice] >= rules.appeal and count[choice] > count[other]:
            return choice
    return None


_RULES = {
    RoundKind.LISTING: _listing,
    RoundKind.REPLY: _reply,
    RoundKind.ACTION: _action,
    RoundKind.APPEAL: _appeal,
}


def quorum(kind: RoundKind, rules: Rules) -> int:
    """How many must agree, at least, so that a round of this kind can end in anything."""
    match kind:
        case RoundKind.LISTING:
            return rules.ask
        case RoundKind.REPLY:
            return min(rules.ask, rules.accept)
        case RoundKind.ACTION:
            return rules.action
        case RoundKind.APPEAL:
            return rules.appeal
        case _:
            assert_never(kind)


def tally(case: Case, round_: Round, facts: Facts) -> Choice | None:
    """The choice that the round's ballots reach under its rule, or None."""
    return _RULES[round_.kind](Counter(ballots(case, round_, facts).values()), case.rules)


def finding(case: Case, round_: Round, concern: Choice, facts: Facts) -> tuple[Observation, ...]:
    """The observations of those who voted for a concern."""
    voters = {person for person, choice in ballots(case, round_, facts).items() if choice is concern}
    return tuple(
        each for each in case.observations if each.round == round_.number and facts.person(each.author) in voters
    )


def is_weak(observations: tuple[Observation, ...], rules: Rules) -> bool:
    """Whether all that was noticed touches one consideration only, and one that carries no finding alone."""
    touched = frozenset[str]().union(*(each.considerations for each in observations))
    return len(touched) == 1 and touched <= rules.weak


def is_settled(owner: Owner | None, rules: Rules) -> bool:
    """Whether it is known whom to ask: a chat account, and in larger teams two moderators who agree on it."""
    if owner is None or not owner.accounts:
        return False
    return owner.named_by is None or owner.confirmed_by is not None or rules.team < rules.confirm_owner_from


def waits_for(case: Case, facts: Facts) -> tuple[str, ...]:
    """What still keeps the verdict of the ballots from holding: `sentence`, `weight`, `owner`, `second`.

    Empty where no verdict is reached yet, as well as where nothing is missing: a card shows no running count.
    """
    outcome = tally(case, case.round, facts)
    if outcome not in CONCERNS:
        return ()
    noticed = finding(case, case.round, outcome, facts)
    missing = []
    if not noticed:
        missing.append("sentence")
    elif is_weak(noticed, case.rules):
        missing.append("weight")
    if not is_settled(case.owner, case.rules):
        missing.append("second" if case.owner and case.owner.accounts else "owner")
    return tuple(missing)


def verdict(case: Case, facts: Facts) -> Choice | None:
    """The verdict that holds now in the current round: its rule is met, and nothing is waited for."""
    return None if waits_for(case, facts) else tally(case, case.round, facts)


def uncounted(case: Case, round_: Round, facts: Facts) -> dict[Account, str]:
    """Accounts whose reactions do not count, and why: `outsider`, `recused`, `heard`, `unoffered`, `two`."""
    away, voted = recused(case, facts), heard(case, round_, facts)
    said = choices(round_, facts)
    reasons: dict[Account, str] = {}
    for account in sorted({mark.account for mark in round_.marks}):
        person = facts.person(account)
        if account not in round_.moderators:
            reasons[account] = "outsider"
        elif person in away:
            reasons[account] = "recused"
        elif person in voted:
            reasons[account] = "heard"
        elif person not in said:
            reasons[account] = "unoffered"
        elif len(said[person]) > 1:
            reasons[account] = "two"
    return reasons
