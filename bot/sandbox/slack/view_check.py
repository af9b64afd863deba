"""Modals and App Homes: what may stand in one, and its limits (docs.slack.dev: 'Modal view', 'Home tab view')."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING

from . import blocks
from .checker import MAX_ID, Checker
from .errors import SlackError, invalid

if TYPE_CHECKING:
    from .kinds import Json
    from .world import World

MAX_TITLE = 24
MAX_SIZE = 250 * 1024
MAX_PRIVATE = 3000


def read(world: World, given: object, kind: str) -> Json:
    """Check a view of a kind, and return it as Slack keeps it."""
    if not isinstance(given, dict):
        raise SlackError("invalid_arguments")
    if len(json.dumps(given)) > MAX_SIZE:
        raise SlackError("view_too_large")
    view: Json = deepcopy(given)
    top = Checker(world).at("view")
    if view.get("type") != kind:
        top.at("type").wrong(f"must be {kind}")
    if "blocks" not in view:
        top.wrong("missing required field: blocks")
    blocks.read(view, top, blocks.IN_VIEW, messages=False)
    top.text(view, "private_metadata", MAX_PRIVATE)
    top.text(view, "callback_id", MAX_ID)
    top.text(view, "external_id", MAX_ID)
    if kind == "modal":
        _modal(view, top)
    if top.faults:
        raise invalid("invalid_arguments", top.faults)
    return view


def _modal(view: Json, top: Checker) -> None:
    top.words(view, "title", MAX_TITLE, required=True)
    top.words(view, "close", MAX_TITLE)
    top.words(view, "submit", MAX_TITLE)
    asks = any(each.get("type") == "input" for each in view.get("blocks") or [] if isinstance(each, dict))
    if asks and view.get("submit") is None:
        top.wrong("missing required field: submit")
