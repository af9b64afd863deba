"""Slack's text: as people type it, as it is stored, as it is read (docs.slack.dev: 'Formatting message text')."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .kinds import Json
    from .world import World

# What the client's completion inserts; everything else that is typed is escaped.
MARKS = re.compile(r"<(?:@[UW][A-Z0-9]+|#[CG][A-Z0-9]+(?:\|[^<>]*)?|!(?:channel|here|everyone)|!subteam\^S[A-Z0-9]+)>")
LINK = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"]")
MARKED = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")
BROADCASTS = frozenset({"channel", "here", "everyone"})


def escape(text: str) -> str:
    """Escape the three characters that Slack's text gives a meaning to."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def typed(text: str) -> str:
    """Return what Slack stores of what a person typed: escaped, with links and mentions in angle brackets."""
    parts, at = [], 0
    for mark in MARKS.finditer(text):
        parts += [_linked(text[at : mark.start()]), mark.group()]
        at = mark.end()
    return "".join([*parts, _linked(text[at:])])


def _linked(text: str) -> str:
    parts, at = [], 0
    for link in LINK.finditer(text):
        parts += [escape(text[at : link.start()]), f"<{escape(link.group())}>"]
        at = link.end()
    return "".join([*parts, escape(text[at:])])


def read(text: str, world: World) -> str:
    """Return what people read: links by their label, mentions by name, dates by their fallback."""

    def _show(mark: re.Match[str]) -> str:
        sign, target, label = mark.groups()
        if sign == "@":
            return f"@{world.users[target].name}" if target in world.users else f"@{target}"
        if sign == "#":
            return f"#{world.channels[target].name}" if target in world.channels else "#private channel"
        if sign == "!":
            return label if label is not None else f"@{target}"
        return label or target

    return _unescape(MARKED.sub(_show, text))


def called(text: str) -> set[str]:
    """Return who a text calls: ids of people and user groups, and broadcasts."""
    found = set()
    for sign, target, _ in MARKED.findall(text):
        if sign == "@" or (sign == "!" and target in BROADCASTS):
            found.add(target)
        elif sign == "!" and target.startswith("subteam^"):
            found.add(target.removeprefix("subteam^"))
    return found


def rich_text(text: str) -> Json:
    """Wrap what a person typed as Slack's own client does, without its finer structure."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "block_id": "typed", "elements": [section]}


def walk(part: object) -> Iterable[Json]:
    """Return every object inside blocks, outermost first."""
    if isinstance(part, list):
        for each in part:
            yield from walk(each)
    elif isinstance(part, dict):
        yield part
        for each in part.values():
            yield from walk(each)


def called_in(blocks: list[Json]) -> set[str]:
    """Return who blocks call: mrkdwn text and the elements of rich text do, plain text never does."""
    found: set[str] = set()
    for each in walk(blocks):
        kind = each.get("type")
        if kind == "mrkdwn":
            found |= called(str(each.get("text", "")))
        elif kind == "user" and "user_id" in each:
            found.add(str(each["user_id"]))
        elif kind == "usergroup" and "usergroup_id" in each:
            found.add(str(each["usergroup_id"]))
        elif kind == "broadcast" and "range" in each:
            found.add(str(each["range"]))
    return found
