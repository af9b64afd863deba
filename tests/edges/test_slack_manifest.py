"""The manifest that a person pastes: the same as the code's, and enough for what the code does."""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.slack.manifest import EVENTS, Manifest
from bot.sandbox.slack.methods import METHODS
from handlers.slack import custom_ids, manifest
from handlers.slack.commands import COMMANDS
from tests.edges.slack_values import PEN

ROOT = Path(__file__).parents[2]
EDGE = "\n".join(path.read_text() for path in sorted((ROOT / "handlers" / "slack").rglob("*.py")))
CALLED = re.compile(r"web\.([a-z]+(?:_[A-Za-z0-9]+)+)\(")
UPLOADS = {"files_upload_v2": ("files.getUploadURLExternal", "files.completeUploadExternal")}


@pytest.fixture
def pasted() -> dict[str, Any]:
    """What `manifest.yaml` says."""
    yaml = pytest.importorskip("yaml")
    read: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yaml").read_text())
    return read


def called() -> set[str]:
    """Every method of the Web API that the edge calls."""
    found = set(CALLED.findall(EDGE))
    plain = {each.replace("_", ".") for each in found - UPLOADS.keys()}
    return plain | {method for each in found & UPLOADS.keys() for method in UPLOADS[each]}


def test_the_pasted_manifest_is_the_codes(pasted: dict[str, Any]) -> None:
    """Word for word."""
    assert pasted == manifest.manifest(PEN)


def test_each_scope_has_its_reason_beside_it() -> None:
    """Whoever installs the app reads it there."""
    text = (ROOT / "manifest.yaml").read_text()
    for scope, reason in {**manifest.SCOPES, **manifest.OPTIONAL}.items():
        assert re.search(rf'- "?{re.escape(scope)}"?  # {re.escape(reason)}\n', text), scope


def test_slack_takes_it() -> None:
    """Its own limits."""
    assert Manifest(manifest.manifest(PEN)).writable


def test_every_method_called_has_its_scope() -> None:
    """And every scope is used: by a method, an event, a command."""
    assert "chat.postMessage" in called()
    needed = {each: METHODS[each] for each in called()}
    for name, method in needed.items():
        if method.bearer == "bot":
            assert not method.scopes or set(method.scopes) & {*manifest.SCOPES, *manifest.OPTIONAL}, name
    used = {scope for method in needed.values() for scope in method.scopes}
    used |= {scope for event in manifest.EVENTS for scope in EVENTS[event]} | {"commands"}
    assert set(manifest.SCOPES) <= used


def test_every_event_is_one_that_the_edge_hears() -> None:
    """By its name in the listeners or in the translation."""
    for event in manifest.EVENTS:
        assert f'"{event.partition(".")[0]}"' in EDGE


def test_commands_and_shortcuts() -> None:
    """Names as the code reads them, mentions escaped."""
    features = manifest.manifest(PEN)["features"]
    assert [each["command"] for each in features["slash_commands"]] == list(COMMANDS)
    assert all(each["should_escape"] for each in features["slash_commands"])
    assert {each["type"]: each["callback_id"] for each in features["shortcuts"]} == custom_ids.SHORTCUTS
