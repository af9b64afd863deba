"""The laws of a case, searched: whatever anybody does, in whatever order the chat tells of it."""

from itertools import groupby
from random import Random

from hypothesis import given, seed
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from bot.moderation import commands as c
from bot.moderation.ballots import ballots, uncounted
from bot.moderation.effects import ReadCard
from bot.moderation.model import CHOICES, Account, Choice, Mark, Status
from tests.moderation.builders import ANN, BEN, CLEO, DAN, MIA, OTTO, ROB, Play, opened, picture
from tests.moderation.chance import SEED, say_seed, search
from tests.moderation.life import Life

ELIGIBLE = (ANN, BEN, CLEO, DAN)
FOREIGN = (OTTO, ROB, MIA)
Step = tuple[str, Account, int]

steps = st.tuples(
    st.sampled_from(("reacts", "reacts", "reacts", "observes", "waits", "answers", "withdraws")),
    st.sampled_from((*ELIGIBLE, *FOREIGN)),
    st.integers(0, 2),
)
clicks = st.lists(
    st.builds(Mark, st.sampled_from(ELIGIBLE), st.sampled_from((Choice.KEEP, Choice.ASK)), st.booleans()), max_size=8
)

pairs = st.tuples(st.sampled_from((*ELIGIBLE, ROB, MIA)), st.sampled_from((*ELIGIBLE, ROB, MIA)))


def test_life_of_a_case() -> None:
    """No law of `Life` is broken by anything that anybody does, whatever the chat does to its events."""
    say_seed()
    run_state_machine_as_test(seed(SEED)(Life), settings=search(200))


@seed(SEED)
@search(150)
@given(clicks, st.randoms(use_true_random=False), st.data())
def test_any_order(story: list[Mark], chance: Random, data: st.DataObject) -> None:
    """The same standing reactions give the same ballots under any order, doubling and lateness of their events."""
    say_seed()
    events, truth = told(story)
    plain = heard(events, truth)
    mixed = [*events, *data.draw(st.lists(st.sampled_from(events), max_size=4))] if events else []
    chance.shuffle(mixed)
    late = heard(mixed, truth)
    assert plain.case.round.marks == late.case.round.marks == truth
    assert plain.case.round.stands == late.case.round.stands
    assert ballots_of(plain) == ballots_of(late)


def told(story: list[Mark]) -> tuple[list[c.React], frozenset[Mark]]:
    """The events of a story of clicks, in their order, and what stands at its end."""
    truth: frozenset[Mark] = frozenset()
    events = []
    for number, mark in enumerate(story):
        truth ^= {mark}
        events.append(c.React(1, mark, mark in truth, moderator=True, order=f"{number:03}"))
    return events, truth


def heard(events: list[c.React], truth: frozenset[Mark]) -> Play:
    """A case that was told of these events so, and whose card was read if it asked for that."""
    play = opened()
    play.marks = truth
    known: set[str] = set()
    for event in events:
        again = event.order in known
        known.add(event.order)
        play.do(c.React(1, event.mark, event.stands, moderator=True, order=event.order, repeated=again))
    if play.wanted(ReadCard):
        play.read()
    return play


def ballots_of(play: Play) -> dict[str, Choice]:
    """The ballots that count."""
    return ballots(play.case, play.case.round, play.facts)


@seed(SEED)
@search(150)
@given(clicks, st.lists(pairs, max_size=3), st.booleans())
def test_linked_before_or_after(story: list[Mark], links: list[tuple[Account, Account]], noted: bool) -> None:
    """Linking then voting gives the same ballots and the same verdict as voting then linking; the same are told."""
    say_seed()
    before, after = opened(), opened()
    for play, early in ((before, True), (after, False)):
        play.moderators = play.moderators | {ROB, MIA}
        for two in links if early else ():
            play.link(*two)
        for mark in story:
            play.react(mark.account, mark.choice, stands=mark not in play.marks, burst=mark.burst)
        if noted:
            play.observe(ANN)
        for two in links if not early else ():
            play.link(*two)
    assert ballots_of(before) == ballots_of(after)
    assert outcome_of(before) is outcome_of(after)
    now = uncounted(before.case, before.case.round, before.facts)
    assert now == uncounted(after.case, after.case.round, after.facts)
    assert {*now.items()} <= before.case.round.told & after.case.round.told


def outcome_of(play: Play) -> Choice | None:
    """The verdict that stands."""
    return play.case.round.stands.outcome if play.case.round.stands else None


@seed(SEED)
@search(150)
@given(st.lists(steps, max_size=40))
def test_foreign_ballots(script: list[Step]) -> None:
    """What outsiders, the reporter and the owner do changes nothing: the same run without it is the same."""
    say_seed()
    with_them, without = Play(), Play()
    for play in (with_them, without):
        play.moderators = play.moderators | {ROB, MIA}
        play.open()
    for foreign, some in groupby(
        script, lambda step: step[0] in ("reacts", "observes", "withdraws") and step[1] in FOREIGN
    ):
        for step in some:
            perform(with_them, step)
            if not foreign:
                perform(without, step)
        assert seen_from_outside(with_them) == seen_from_outside(without)


def is_foreign(step: Step) -> bool:
    """Whether it is something that nobody without a ballot may do."""
    what, who, _ = step
    return who in FOREIGN and what in ("reacts", "observes", "withdraws")


def perform(play: Play, step: Step) -> None:
    """Do one step of a script."""
    what, who, which = step
    match what:
        case "reacts":
            choices = CHOICES[play.case.round.kind]
            mark = Mark(who, choices[which % len(choices)])
            play.react(who, mark.choice, stands=mark not in play.marks)
        case "observes":
            play.observe(who)
        case "waits":
            play.finish()
        case "withdraws":
            if which == 0:
                play.withdraw(who)
        case _:
            play.deliver() if play.is_(Status.NOTICE_DUE) else play.answers("m1", picture("", "d2"))


def seen_from_outside(play: Play) -> object:
    """All of a case that anybody but the foreign voters can tell."""
    case = play.case
    rounds = [(each.kind, each.stands, each.outcome, each.closed, each.looking) for each in case.rounds]
    return case.status, rounds, case.finding, case.observations, play.due(), play.notices(), play.heard_by_member()
