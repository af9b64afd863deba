"""What must hold of the code as a whole, as far as import-linter and ruff cannot say it."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = ("bot", "handlers", "storage")
ONLY_IN = {
    "discord": ("handlers/discord",),
    "slack_bolt": ("handlers/slack",),
    "slack_sdk": ("handlers/slack",),
    "PIL": ("bot/evidence", "bot/sandbox"),
    "bot.evidence.inside": ("bot/evidence/inside",),
    "av": ("bot/evidence/inside",),
    "c2pa": ("bot/evidence/inside",),
    "defusedxml": ("bot/evidence/inside",),
    "pi_heif": ("bot/evidence/inside",),
    "sqlite3": ("storage",),
    "sqlite_utils": ("storage",),
}
"""Libraries that have one place; tests of a place may use its library. What unpacks files has one place as well:
the bounded process, which is started and never imported."""

OURS_FOR = {
    "bot/moderation": ("bot.moderation",),
    "bot/service": ("bot.service", "bot.ports", "bot.moderation"),
    "bot/sandbox": ("bot.sandbox",),
    "storage": ("storage", "bot.ports", "bot.moderation"),
}
"""What these folders may import of our own code."""


def files(*folders: str) -> list[Path]:
    """The Python files below these folders."""
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


@cache
def tree(file: Path) -> ast.Module:
    """A file, parsed."""
    return ast.parse(file.read_text(encoding="utf-8"))


def place(file: Path, node: ast.AST) -> str:
    """Where something stands, as an editor opens it."""
    return f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def imports(file: Path) -> Iterator[tuple[ast.AST, str]]:
    """What a file imports, with full names, wherever in it."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def names(file: Path) -> Iterator[tuple[ast.AST, str]]:
    """Every dotted name that a file uses."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Attribute | ast.Name):
            yield node, ast.unparse(node)


def borrowed(file: Path, tops: tuple[str, ...]) -> set[str]:
    """What a file calls by a name of its own, of what stands below these."""
    return {
        alias.asname or alias.name.split(".")[0]
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if below(f"{node.module}.{alias.name}" if isinstance(node, ast.ImportFrom) else alias.name, tops)
    }


def below(name: str, tops: tuple[str, ...]) -> bool:
    """Whether a dotted name is one of these, or below one."""
    return any(name == top or name.startswith(f"{top}.") for top in tops)


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_has_its_place(library: str) -> None:
    """What a library knows does not spread: it can be replaced by rewriting one folder."""
    strays = [
        place(file, node)
        for file in files(*CODE)
        if not file.relative_to(ROOT).as_posix().startswith(ONLY_IN[library])
        for node, name in imports(file)
        if below(name, (library,))
    ]
    assert strays == []


@pytest.mark.parametrize("folder", OURS_FOR)
def test_a_folder_knows_only_what_it_may(folder: str) -> None:
    """Of our own code, whatever modules there will be."""
    strays = [
        f"{place(file, node)} {name}"
        for file in files(folder)
        for node, name in imports(file)
        if below(name, CODE) and not below(name, OURS_FOR[folder])
    ]
    assert strays == []


def test_the_core_needs_nothing_installed() -> None:
    """The standard library is enough for a decision."""
    strays = [
        f"{place(file, node)} {name}"
        for file in files("bot/moderation")
        for node, name in imports(file)
        if name.split(".")[0] not in {*sys.stdlib_module_names, "bot"}
    ]
    assert strays == []


def test_the_core_neither_looks_at_the_clock_nor_throws_dice() -> None:
    """`now` is an argument, an id comes from outside: so a case can be rebuilt and a test is never flaky."""
    clocks = (".now", ".utcnow", ".today")
    strays = [
        place(file, node)
        for file in files("bot/moderation", "bot/service")
        for node, name in names(file)
        if name.endswith(clocks) and name.split(".")[0] in borrowed(file, ("datetime",))
    ]
    strays += [
        place(file, node)
        for file in files("bot/moderation", "bot/service")
        for node, name in imports(file)
        if below(name, ("random", "secrets", "uuid", "time"))
    ]
    assert strays == []


def test_core_and_use_cases_never_wait() -> None:
    """A decision is one step on the writer thread."""
    waits = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)
    strays = [
        place(file, node)
        for file in files("bot/moderation", "bot/service")
        for node in ast.walk(tree(file))
        if isinstance(node, waits)
    ]
    assert strays == []


def test_no_edge_is_asked_for_by_name_outside_the_edges() -> None:
    """`if platform == …` is how a bot for two chats rots. What a chat cannot do is data, known before deciding."""
    strays = [
        place(file, node)
        for file in files("bot", "storage")
        if "sandbox" not in file.parts
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Compare) and any(_names_a_chat(side) for side in (node.left, *node.comparators))
    ]
    assert strays == []


def _names_a_chat(side: ast.expr) -> bool:
    text = ast.unparse(side)
    return text.startswith("Chat.") or text in {"'discord'", "'slack'", "platform"}


@pytest.mark.parametrize("chat", ["discord", "slack"])
def test_the_inside_names_no_chat(chat: str) -> None:
    """Core, use cases and storage speak of chats in general; the one enumeration of them is in the model."""
    strays = [
        place(file, node)
        for file in files("bot/moderation", "bot/service", "storage")
        for node, word in _words_of_code(file)
        if chat in word.lower() and (file.name, word) not in {("model.py", chat), ("model.py", chat.upper())}
    ]
    assert strays == []


def _words_of_code(file: Path) -> Iterator[tuple[ast.AST, str]]:
    """Names and strings of a file; docstrings may explain what they want."""
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree(file)):
        match node:
            case ast.Name(id=word) | ast.Attribute(attr=word) | ast.arg(arg=word):
                yield node, word
            case ast.FunctionDef(name=word) | ast.ClassDef(name=word):
                yield node, word
            case ast.Constant(value=str(word)) if id(node) not in told:
                yield node, word
            case _:
                pass


@pytest.mark.parametrize("edge", ["discord", "slack"])
def test_a_listener_has_ten_lines(edge: str) -> None:
    """It translates, hands over and answers; its docstring aside. What is chosen and drawn stands elsewhere."""
    long = {
        f"{place(ROOT / 'handlers' / edge / 'listeners.py', node)} {node.name}": length
        for node in ast.walk(tree(ROOT / "handlers" / edge / "listeners.py"))
        if isinstance(node, ast.AsyncFunctionDef) and node.name.startswith("on_")
        if (length := (node.end_lineno or 0) - (node.body[0].end_lineno or 0) + 1) > 10
    }
    assert long == {}


def test_a_function_fits_on_a_screen() -> None:
    """Hardly any is over 40 lines (a match over every event may be), so that each can be read at once."""
    lengths = {
        f"{place(file, node)} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for file in files(*CODE)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    long = sorted(name for name, length in lengths.items() if length > 40)
    assert len(long) <= 0.036 * len(lengths), long
