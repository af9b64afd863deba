"""The policy as data: what came with Salon is sound, and each fault of another file is named, all of them at once."""

import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import ConfigFaults, languages, load_policy
from bot.config.policy_file import POLICY, read_policy
from bot.moderation.model import CHOICES, Chat, Choice, RoundKind
from bot.moderation.resemblance import Sameness

SHIPPED = POLICY.read_text(encoding="utf-8")
STATEMENTS = re.compile(r"^(statement = .*)$", re.MULTILINE)
SENTENCES = re.compile(r"^(sentence = .*)$", re.MULTILINE)


def faults_of(tmp_path: Path, text: str) -> tuple[str, ...]:
    """What is wrong with a policy file of this text."""
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigFaults) as found:
        load_policy(file)
    return found.value.faults


def swapped(old: str, new: str) -> str:
    """The shipped file with one passage changed, which must be there."""
    assert old in SHIPPED
    return SHIPPED.replace(old, new, 1)


def test_the_shipped_policy_is_sound() -> None:
    """What came with Salon loads, and says what DESIGN says."""
    policy = load_policy()
    assert [each.code for each in policy.categories if not each.opens_case] == ["other"]
    assert {each.code for each in policy.considerations if each.weak} == {"quality", "inconsistent"}
    assert "no visible artistic intention" in {each.statement for each in policy.considerations}


@pytest.mark.parametrize(
    ("team", "quorums", "undo", "decide"),
    [
        (1, (1, 1, 2, 1), 30, 14),
        (2, (1, 1, 2, 1), 30, 14),
        (3, (2, 1, 2, 1), 10, 7),
        (7, (2, 1, 2, 1), 10, 7),
        (8, (3, 1, 5, 3), 10, 3),
        (90, (3, 1, 5, 3), 10, 3),
    ],
)
def test_the_shipped_presets(team: int, quorums: tuple[int, ...], undo: int, decide: int) -> None:
    """The table of presets, at the edges of each."""
    rules = load_policy().rules(team)
    assert (rules.ask, rules.accept, rules.action, rules.appeal) == quorums
    assert (rules.undo, rules.decide_within) == (timedelta(minutes=undo), timedelta(days=decide))
    assert rules.answer_within == timedelta(days=14)
    assert rules.reminders == (timedelta(days=7), timedelta(days=12))
    assert rules.questions == 2


def test_the_shipped_thresholds_of_sameness() -> None:
    """As they were measured; a policy that was stored before it had any is read with the same."""
    assert load_policy().sameness == Sameness(same=45, derived=63, unsure=80, flat=50) == Sameness()


def test_every_choice_has_an_emoji_on_both_chats() -> None:
    """An emoji read from a chat means what the card's legend says, and only that."""
    policy = load_policy()
    for kind in RoundKind:
        for reaction, choice in zip(policy.legend(kind), CHOICES[kind], strict=True):
            assert reaction.choice is choice
            for chat in Chat:
                folded = reaction.emoji[chat].replace("\ufe0f", "")
                assert policy.meaning(chat, folded) is choice


def test_each_number_of_ours_is_marked() -> None:
    """Whoever runs the platform finds what is theirs to confirm."""
    for key in (
        "emoji",
        "every number here",
        "weak = true",
        "observation",
        "report",
        "questions",
        "unsorted_within",
        "measure again",
    ):
        assert re.search(rf"{key}.*client to confirm|client to confirm.*{key}", SHIPPED), key


BROKEN = {
    "an emoji with two meanings": (
        'discord = "💬"',
        'discord = "🎨"',
        "reactions.listing.ask.discord has the same emoji",
    ),
    "the same, but for a variant": ('discord = "💬"', 'discord = "⏸"', "reactions.action.pause.discord has the same"),
    "a Slack name with two meanings": (
        'slack = "scales"',
        'slack = "art"',
        "reactions.appeal.stands.slack has the same",
    ),
    "the bot's own emoji": ('discord = "🙈"', 'discord = "📥"', "has the same emoji as the bot's own 'stored'"),
    "a name for a character": ('discord = "🙈"', 'discord = "monkey"', "unlist.discord is to be one emoji"),
    "a Slack name in colons": ('slack = "hand"', 'slack = ":hand:"', "none.slack has characters that do not belong"),
    "an unknown choice": ("keep = {", "hide = {", "reactions.listing.hide is not a name that Salon knows"),
    "a choice of another round": ("overturn = {", "keep = {", "reactions.appeal.keep belongs to another round"),
    "an unknown round": ("[reactions.appeal]", "[reactions.jury]", "reactions.jury is not a name that Salon knows"),
    "presets that overlap": ("smallest = 3", "smallest = 2", "presets overlap at a team of 2"),
    "presets that leave a gap": ("smallest = 3", "smallest = 4", "presets leave a gap at a team of 3"),
    "a last preset with an end": ("smallest = 8", "smallest = 8\nlargest = 20", "presets leave a gap at a team of 21"),
    "a preset upside down": ("largest = 7", "largest = 2", "presets (for teams from 3).largest is below smallest"),
    "a quorum nobody can give": ("ask = 3", "ask = 9", "asks for more people than a team of 8 can give"),
    "a quorum of nobody": ("ask = 3", "ask = 0", "presets (entry 3).ask is to be at least 1"),
    "an undo that never ends": ('undo = "30 minutes"', 'undo = "20 days"', "undo is to be shorter than decide_within"),
    "a reminder too late": ('["7 days", "12 days"]', '["7 days", "15 days"]', "are to come before answer_within"),
    "reminders out of order": ('["7 days", "12 days"]', '["7 days", "7 days"]', "are to be in order"),
    "a period in a wrong unit": ('"10 minutes"', '"10 moons"', "presets (entry 2).undo is to be a period such as"),
    "a period that is a number": ('"10 minutes"', "10", "presets (entry 2).undo is to be a period such as"),
    "a category too long": ("It is AI slop", "It is AI slop" + "p" * 60, "(entry 1).sentence is longer than 100"),
    "a code twice": ('code = "generic"', 'code = "slop"', "categories have the code 'slop' 2 times"),
    "a code that is no code": ('code = "generic"', 'code = "So generic!"', "(entry 3).code has characters"),
    "an empty sentence": ("Something else (stolen, unlawful…)", "  ", "categories (entry 6).sentence is empty"),
    "a key that is unknown": (
        "weak = true",
        "week = true",
        "considerations (entry 3).week is not a key that Salon knows",
    ),
    "a clause that is not there": ("clause = 2", "clause = 9", "considerations (entry 2).clause is no sentence under"),
    "a key that is missing": ("questions = 2", "", "limits.questions is missing"),
    "a least above its most": ("least = 20", "least = 301", "limits.observation has a least above its most"),
    "a restriction without an end": (
        'unlist_for = "180 days"',
        'unlist_for = "181 days"',
        "limits.unlist_for is to be 180 days at most",
    ),
    "a derived picture nearer than the same": (
        "derived = 63",
        "derived = 40",
        "sameness.same is above derived",
    ),
    "all pictures unsure": ("unsure = 80", "unsure = 129", "sameness.unsure is to be at most 128"),
    "a quality beyond all": ("flat = 50", "flat = 101", "sameness.flat is to be at most 100"),
    "a date in quotes": ("effective = 2026-11-23", 'effective = "soon"', "effective is to be a date"),
    "no TOML": ('version = "2026-11"', "version = ", "is not valid TOML"),
}


@pytest.mark.parametrize(("old", "new", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_fault_is_named_by_file_and_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    """One sentence, which begins with the file and says where and what."""
    faults = faults_of(tmp_path, swapped(old, new))
    assert any(said in fault for fault in faults), faults
    assert all(fault.startswith("mine.toml: ") for fault in faults)


def test_every_fault_is_reported_at_once(tmp_path: Path) -> None:
    """Faults of one key do not hide those of another, nor what does not hold together elsewhere."""
    text = SHIPPED
    for old, new in (
        ("questions = 2", "questions = 'two'"),
        ('discord = "💬"', 'discord = "🎨"'),
        ("smallest = 3", "smallest = 4"),
        ("ask = 3", "ask = 9"),
        ("stance = [", "attitude = ["),
    ):
        text = text.replace(old, new, 1)
    assert sorted(faults_of(tmp_path, text)) == [
        "mine.toml: attitude is not a key that Salon knows",
        "mine.toml: limits.questions is to be a whole number",
        "mine.toml: presets (for teams from 8).ask asks for more people than a team of 8 can give",
        "mine.toml: presets leave a gap at a team of 3",
        "mine.toml: reactions.listing.ask.discord has the same emoji as listing.keep: choose another",
        "mine.toml: stance is missing",
    ]


def test_every_fault_of_a_translation_is_reported_at_once(tmp_path: Path) -> None:
    """What is missing, what translates nothing, what is too much; also where other tables have faults of their own."""
    text = SHIPPED
    for old, new in (
        ('slop = "Es contenido', 'slob = "Es contenido'),
        ('  "Experimentos pensados', '  "Otro.",\n  "Experimentos pensados'),
        ('unlist = "Fuera', 'keep_it = "Fuera'),
        ("smallest = 3", "smallest = 4"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    assert sorted(faults_of(tmp_path, text)) == [
        "mine.toml: presets leave a gap at a team of 3",
        "mine.toml: translations.es.labels.keep_it is not a name that Salon knows here",
    ]
    text = text.replace('keep_it = "Fuera', '# "Fuera', 1)
    assert sorted(faults_of(tmp_path, text)) == [
        "mine.toml: presets leave a gap at a team of 3",
        "mine.toml: translations.es.allowed is to have as many sentences as allowed: 3",
        "mine.toml: translations.es.categories.slob has nothing that it translates",
        "mine.toml: translations.es.categories.slop is missing",
        "mine.toml: translations.es.labels.unlist is missing",
    ]


def test_into_which_languages_a_policy_can_be_translated(tmp_path: Path) -> None:
    """Those that Salon speaks: else half of what people read would be in another one; and never into its own."""
    assert faults_of(tmp_path, SHIPPED.replace("translations.es", "translations.fr")) == (
        "mine.toml: translations.fr is no language that Salon speaks: en, es",
    )
    assert faults_of(tmp_path, swapped('language = "en"', 'language = "es"')) == (
        "mine.toml: translations.es is the language of the file itself",
    )


def test_the_shipped_policy_speaks_every_language() -> None:
    """Whoever reads Salon's sentences in a language reads the policy's in it too."""
    policy = load_policy()
    assert {policy.language, *policy.translations} == set(languages())
    assert policy.speaking("es").stance != policy.stance


def test_considerations_that_are_all_weak_are_a_fault(tmp_path: Path) -> None:
    """Otherwise moderators could vote for ever, and nothing would come of it."""
    text = STATEMENTS.sub(r"\1\nweak = true", SHIPPED.replace("weak = true  #", "#"))
    assert faults_of(tmp_path, text) == ("mine.toml: considerations are all weak, so that no finding could stand",)


def test_categories_that_open_nothing_are_a_fault(tmp_path: Path) -> None:
    """A report must be able to open a case."""
    text = SENTENCES.sub(r"\1\nopens_case = false", SHIPPED.replace("opens_case = false  #", "#"))
    assert faults_of(tmp_path, text) == ("mine.toml: categories have none that opens a case",)


def test_a_file_that_cannot_be_read_is_a_fault_too(tmp_path: Path) -> None:
    """Missing, or not text: said in words, without a traceback."""
    with pytest.raises(ConfigFaults, match=r"none\.toml: cannot be opened .*: check the path"):
        load_policy(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigFaults, match=r"bytes\.toml: is not UTF-8 text"):
        load_policy(tmp_path / "bytes.toml")


def test_quorums_can_be_set_for_every_preset() -> None:
    """A setting goes before the file, whatever the size of the team."""
    policy = load_policy().overridden({"ask": 4})
    assert [preset.ask for preset in policy.presets] == [4, 4, 4]


def _paths(value: object, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in a file's content that holds a value."""
    items: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    return [at, *(path for key, each in items for path in _paths(each, (*at, key)))] if items else [at]


JUNK = st.one_of(
    st.text(max_size=120),
    st.integers(),
    st.booleans(),
    st.floats(),
    st.lists(st.integers(), max_size=2),
    st.just({}),
)


@given(st.sampled_from(_paths(tomllib.loads(SHIPPED))[1:]), st.data())
def test_whatever_stands_in_a_file_ends_in_a_policy_or_in_faults(
    path: tuple[str | int, ...], data: st.DataObject
) -> None:
    """Nothing that could be written in any place of the file makes anything else of it, such as a traceback."""
    content: Any = tomllib.loads(SHIPPED)
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = data.draw(JUNK)
    faults, choices = _outcome(content)
    assert all(fault.startswith("mine.toml: ") for fault in faults)
    assert bool(faults) is not (choices == set(Choice))


def _outcome(content: Any) -> tuple[tuple[str, ...], set[Choice]]:  # noqa: ANN401 - what may stand in a file
    """What came of a file: its faults, or the choices that it gives an emoji."""
    try:
        return (), set(read_policy("mine.toml", content).reactions)
    except ConfigFaults as found:
        return found.faults, set()
