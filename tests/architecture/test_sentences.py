"""Sentences and the code that refers to them by key."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import load_texts
from bot.config.texts_page import is_for_members
from bot.moderation.effects import PlatformEvent

ROOT = Path(__file__).parents[2]
SENTENCES = load_texts("en").sentences
TABLES = {key.split(".")[0] for key in SENTENCES}
KEY = re.compile(rf"({'|'.join(sorted(TABLES))})\.[a-z0-9_]+")


def keys_in_code() -> dict[str, str]:
    """Every string in the code that is a key of a sentence, and where it stands."""
    found: dict[str, str] = {}
    for file in sorted(file for folder in ("bot", "handlers") for file in (ROOT / folder).rglob("*.py")):
        if "sandbox" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
                found[node.value] = f"{file.relative_to(ROOT)}:{node.lineno}"
    return found


def test_each_key_in_the_code_has_its_sentence() -> None:
    """Otherwise somebody would get an error where they wait for a word. A key that is put together has a beginning."""
    found = {key: place for key, place in keys_in_code().items() if key not in set(PlatformEvent)}
    assert found, "the code refers to sentences by key"
    begun = {key for key in found if any(each.startswith(f"{key.rstrip('_')}_") for each in SENTENCES)}
    assert {key: place for key, place in found.items() if key not in SENTENCES and key not in begun} == {}


TO_MEMBERS = frozenset(
    {"TellMember", "TellPerson", "TellReporter", "AnswerReport", "AnswerNotes", "tell_member", "tell_owner"}
)
"""What is called to say something to a member."""

SPEAKS_TO_MEMBERS: dict[str, frozenset[str]] = {
    "bot/moderation/appeals.py": frozenset(),
    "bot/moderation/contesting.py": frozenset(),
    "bot/moderation/joint.py": frozenset({"say.flagged", "say.voter_joined"}),
    "bot/moderation/more_time.py": frozenset(),
    "bot/moderation/reports.py": frozenset({"say.flagged", "say.reopened", "say.reopened_some"}),
    "bot/moderation/statement.py": frozenset(),
    "bot/service/afterwards.py": frozenset(),
    "bot/service/appealing.py": frozenset(),
    "bot/service/corresponding.py": frozenset(),
    "bot/service/linking.py": frozenset(),
    "bot/service/notes.py": frozenset(),
    "bot/service/opening.py": frozenset({"say.flag_open"}),
    "bot/service/pressing.py": frozenset(),
    "bot/service/reporting.py": frozenset(),
    "bot/service/restraining.py": frozenset(),
    "bot/service/several.py": frozenset(),
    "bot/service/sorting.py": frozenset(),
    "bot/service/stating.py": frozenset({"fact.c2pa_trusted", "fact.source_ai"}),  # looked for, not said
    "handlers/shared/letter.py": frozenset({"command.letter", "command.letter_reasons"}),  # for who sends it
    "handlers/shared/statement.py": frozenset(),
    "handlers/discord/views/notices.py": frozenset(),
    "handlers/discord/views/statements.py": frozenset(),
    "handlers/slack/views/home.py": frozenset(),
    "handlers/slack/views/notices.py": frozenset(),
    "handlers/slack/views/statements.py": frozenset(),
}
"""Where members are spoken to and answered, with what is said there to others."""


def keys_of(node: ast.AST) -> Iterator[str]:
    """The keys of sentences in a piece of code; of one that is put together all that it can become."""
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and KEY.match(each.value):
            yield from [each.value] if each.value in SENTENCES else [k for k in SENTENCES if k.startswith(each.value)]


def calls_to_members(tree: ast.AST) -> Iterator[str]:
    """The keys of all that is said to a member by name."""
    for each in ast.walk(tree):
        if isinstance(each, ast.Call) and ast.unparse(each.func).rpartition(".")[2] in TO_MEMBERS:
            yield from keys_of(each)


def test_all_that_is_said_to_members_is_printed() -> None:
    """`salon policy texts` leaves nothing out that the code sends to a member, whoever else it speaks to."""
    said: set[str] = set()
    for file in sorted(file for folder in ("bot", "handlers") for file in (ROOT / folder).rglob("*.py")):
        said |= set(calls_to_members(ast.parse(file.read_text(encoding="utf-8"))))
    assert len(said) > 30
    assert [key for key in sorted(said) if not is_for_members(key)] == []


@pytest.mark.parametrize("file", SPEAKS_TO_MEMBERS)
def test_all_that_members_are_answered_is_printed(file: str) -> None:
    """Nor anything of where they are answered; what is said there to others is named here."""
    said = set(keys_of(ast.parse((ROOT / file).read_text(encoding="utf-8")))) - set(map(str, PlatformEvent))
    assert {key for key in said if not is_for_members(key)} == SPEAKS_TO_MEMBERS[file]
