"""The policy as values: presets by team size, reactions by chat, numbers that the operator set."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.moderation.model import CHOICES, Chat, Choice, RoundKind
from bot.moderation.policy import Category, Consideration, Limits, Policy, Preset, Reaction, Translation
from tests.moderation.builders import DAY

MINUTE = timedelta(minutes=1)
EMOJI: Mapping[Choice, tuple[str, str]] = {
    Choice.KEEP: ("\N{ARTIST PALETTE}", "art"),
    Choice.ASK: ("\N{SPEECH BALLOON}", "speech_balloon"),
    Choice.PAUSE: ("\N{DOUBLE VERTICAL BAR}\ufe0f", "double_vertical_bar"),
}


def preset(smallest: int, largest: int | None, ask: int, undo: timedelta, decide: timedelta) -> Preset:
    """One line of the table of presets."""
    return Preset(smallest, largest, ask, 1, 2, 1, undo, decide, 14 * DAY, (7 * DAY, 12 * DAY))


POLICY = Policy(
    version="1",
    effective=date(2026, 1, 1),
    stance=("People decide.",),
    allowed=("Work made with intention.",),
    not_allowed=("A prompt and nothing else.",),
    categories=(Category("slop", "It is slop."), Category("other", "Something else.", opens_case=False)),
    considerations=(
        Consideration("intention", "Is there intention?", "no visible intention"),
        Consideration("quality", "Is quality at risk?", "low quality", weak=True),
    ),
    reactions={
        choice: Reaction(choice, {Chat.DISCORD: discord, Chat.SLACK: slack}, choice.value)
        for choice, (discord, slack) in EMOJI.items()
    },
    presets=(
        preset(1, 2, 1, 30 * MINUTE, 14 * DAY),
        preset(3, 7, 2, 10 * MINUTE, 7 * DAY),
        preset(8, None, 3, 10 * MINUTE, 3 * DAY),
    ),
    limits=Limits((20, 300), (1, 500), 2, 3 * DAY, DAY),
    confirm_owner_from=3,
)


@pytest.mark.parametrize(
    ("team", "ask", "undo", "decide"),
    [
        (1, 1, 30, 14),
        (2, 1, 30, 14),
        (3, 2, 10, 7),
        (7, 2, 10, 7),
        (8, 3, 10, 3),
        (100, 3, 10, 3),
    ],
)
def test_preset_by_team(team: int, ask: int, undo: int, decide: int) -> None:
    """A team works under the preset of its size, both ends included."""
    rules = POLICY.rules(team)
    assert (rules.team, rules.ask, rules.accept) == (team, ask, 1)
    assert (rules.undo, rules.decide_within, rules.answer_within) == (undo * MINUTE, decide * DAY, 14 * DAY)
    assert rules.reminders == (7 * DAY, 12 * DAY)


def test_rules_carry_the_rest() -> None:
    """What is nobody's preset comes along: questions, waiting messages, weak considerations, confirming an owner."""
    rules = POLICY.rules(5)
    assert (rules.questions, rules.unsorted_within, rules.confirm_owner_from) == (2, 3 * DAY, 3)
    assert rules.weak == {"quality"}


def test_numbers_of_the_operator() -> None:
    """A quorum that the operator set holds in every preset; what was not set stays."""
    changed = POLICY.overridden({"ask": 4, "appeal": 3})
    for team in (1, 5, 9):
        rules = changed.rules(team)
        assert (rules.ask, rules.accept, rules.action, rules.appeal) == (4, 1, 2, 3)
    assert POLICY.overridden({}) == POLICY


def test_rehearsal() -> None:
    """A faster policy divides every window and deadline, and nothing else."""
    rules = POLICY.faster(60).rules(5)
    assert (rules.undo, rules.decide_within, rules.answer_within) == (10 * MINUTE / 60, 7 * DAY / 60, 14 * DAY / 60)
    assert (rules.reminders, rules.unsorted_within) == ((7 * DAY / 60, 12 * DAY / 60), 3 * DAY / 60)
    assert (rules.ask, rules.questions) == (2, 2)
    assert POLICY.faster(60).limits.look_every == DAY / 60


def test_judging_by_another_version() -> None:
    """What is asked of a work is the other version's, and since when there was a policy; all else stays."""
    other = replace(
        POLICY, effective=date(2025, 1, 1), allowed=("Ink.",), not_allowed=(), categories=(), considerations=(),
        presets=(), url="https://x.example",
    )  # fmt: skip
    both = POLICY.judging_by(other)
    assert (both.allowed, both.not_allowed, both.categories, both.considerations) == (("Ink.",), (), (), ())
    assert (both.begins, both.url) == (date(2025, 1, 1), "https://x.example")
    assert (both.effective, both.presets, both.version) == (POLICY.effective, POLICY.presets, POLICY.version)
    assert POLICY.begins == POLICY.effective
    assert replace(POLICY, since=date(2024, 1, 1)).begins == date(2024, 1, 1)
    assert POLICY.judging_by(replace(other, url="")).url == POLICY.url


def test_legend() -> None:
    """A card's legend names its round's choices in the order in which they are put on it."""
    assert tuple(line.choice for line in POLICY.legend(RoundKind.LISTING)) == CHOICES[RoundKind.LISTING]


@pytest.mark.parametrize("choice", EMOJI)
def test_meaning(choice: Choice) -> None:
    """An emoji, folded, means the same on both chats under either's name; a foreign one means nothing."""
    discord, slack = EMOJI[choice]
    assert POLICY.meaning(Chat.DISCORD, discord.replace("\ufe0f", "")) is choice
    assert POLICY.meaning(Chat.SLACK, slack) is choice
    assert POLICY.meaning(Chat.SLACK, "thumbsup") is None


SPANISH = Translation(
    stance=("Deciden personas.",),
    allowed=("Obra hecha con intención.",),
    not_allowed=("Un prompt y nada más.",),
    categories={"slop": "Es basura.", "other": "Otra cosa."},
    questions={"intention": "¿Hay intención?", "quality": "¿Peligra la calidad?"},
    statements={"intention": "sin intención visible", "quality": "baja calidad"},
    labels={choice: f"{choice}, en español" for choice in EMOJI},
)
BOTH = replace(POLICY, translations={"es": SPANISH})


def test_a_policy_speaks() -> None:
    """Every sentence is the other language's, and nothing else changes: the same codes, reactions and numbers."""
    spoken = BOTH.speaking("es-419")
    assert (spoken.stance, spoken.allowed, spoken.not_allowed) == (SPANISH.stance, SPANISH.allowed, SPANISH.not_allowed)
    assert {each.code: each.sentence for each in spoken.categories} == SPANISH.categories
    assert {each.code: each.question for each in spoken.considerations} == SPANISH.questions
    assert {each.code: each.statement for each in spoken.considerations} == SPANISH.statements
    assert {choice: each.label for choice, each in spoken.reactions.items()} == SPANISH.labels
    assert [each.weak for each in spoken.considerations] == [False, True]
    assert spoken.rules(3) == POLICY.rules(3)


@pytest.mark.parametrize(
    ("asked", "heard"),
    [
        (("es-ES", "en"), "es"),
        (("en-GB", "es"), "en"),
        (("fr", "es"), "es"),
        (("", "es"), "es"),
        (("fr", "it"), "en"),
        ((), "en"),
    ],
)
def test_the_first_language_that_there_is(asked: tuple[str, ...], heard: str) -> None:
    """The reader's before the community's; where the policy has neither, it is as its file has it."""
    assert BOTH.speaking(*asked).language == heard
