"""Sentences and the code that refers to them by key."""

import ast
import re
from pathlib import Path

from bot.config import load_texts
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
