"""Tests drive the real parts, and what goes over the wire is held against the chats' own documents."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.test_architecture import ROOT, below, borrowed, files, imports, place, tree

UNDER_TEST = ("discord", "slack_sdk", "slack_bolt", "bot.service", "handlers")
BENDING = {"setattr", "delattr", "setitem", "delitem", "__setattr__", "__delattr__"}
"""Functions, and methods of monkeypatch, that reach into code."""
SANDBOXES = ("bot.stage.stage", "bot.sandbox.discord.DiscordSandbox", "bot.sandbox.slack.SlackSandbox")
UNHELD = {
    "tests/chaos/play.py": "the storm, which is played beside the tests and has an oracle of its own",
    "tests/pictures/__main__.py": "it draws, and tests nothing",
    "tests/edges/test_discord_sessions.py": "it never listens",
    "tests/sandbox/test_discord_limits.py": "it is asked for what Discord does not have, which is to be loud",
}


def test_tests_use_real_parts() -> None:
    """No mocks."""
    strays = [
        place(file, node)
        for file in files("tests")
        for node, name in imports(file)
        if below(name, ("unittest.mock", "mock", "pytest_mock"))
    ]
    assert strays == []


def test_nothing_is_bent_for_a_test() -> None:
    """Neither a library nor a use case nor an edge; and nobody reaches behind what a part shows of itself."""
    strays = [place(file, node) for file in files("tests") for node in bent(tree(file), borrowed(file, UNDER_TEST))]
    assert strays == []


def bent(code: ast.AST, names: set[str]) -> Iterator[ast.AST]:
    """Where code replaces something of these names, or something private of anything else."""
    for node in ast.walk(code):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in BENDING:
            yield node
        elif isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            root = _root(node)
            private = isinstance(node, ast.Attribute) and node.attr.startswith("_") and root != "self"
            if root in names or private:
                yield node


def _root(target: ast.expr) -> str:
    """The name at which a dotted name begins, '' where it begins with a call."""
    while isinstance(target, ast.Attribute | ast.Subscript):
        target = target.value
    return target.id if isinstance(target, ast.Name) else ""


def test_bending_is_seen() -> None:
    """Each way to do it, as somebody would write it."""
    for line in (
        "monkeypatch.setattr(Client, 'get', None)",
        "monkeypatch.setattr(target=take, name='x', value=1)",
        "monkeypatch.setitem(sys.modules, 'discord', None)",
        "setattr(discord.Client, 'get', None)",
        "object.__setattr__(case, 'number', 1)",
        "discord.http.Route.BASE = 'x'",
        "del voting.take_reaction",
        "voting.KNOWN['x'] += 1",
        "interaction.response._type = None",
        "made()._type, b = 1, 2",
    ):
        assert len(list(bent(ast.parse(line), {"discord", "voting"}))) == 1, line
    assert not list(bent(ast.parse("self._seen = world.policies[1] = discord.Intents.none()"), {"discord"}))


def test_every_exchange_is_held_against_its_document() -> None:
    """Whoever opens a sandbox or a stage does so within `held(…)`; of those who do not, each has its reason."""
    strays = {file.relative_to(ROOT).as_posix() for file in files("tests") if list(unheld(file))}
    assert strays == set(UNHELD)


def unheld(file: Path) -> Iterator[ast.Call]:
    """Where a file opens a sandbox or a stage, and nobody will look at what was said there."""
    opens = borrowed(file, SANDBOXES)
    calls = [node for node in ast.walk(tree(file)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    held = {id(each) for call in calls if ast.unparse(call.func) == "held" for each in call.args}
    yield from (call for call in calls if ast.unparse(call.func) in opens and id(call) not in held)
