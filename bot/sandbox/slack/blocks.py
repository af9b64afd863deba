"""Blocks and their limits (docs.slack.dev: 'Blocks')."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from . import elements
from .checker import EITHER, MAX_ID, Checker
from .errors import SlackError, invalid

if TYPE_CHECKING:
    from collections.abc import Callable

    from .kinds import Json
    from .world import World

IN_MESSAGE, IN_VIEW = 50, 100
MAX_TOGETHER, CONTAINER = 13_200, 125
# What Slack has and the sandbox does not: using it fails loudly, so that nobody takes its refusal for Slack's.
_NOT_EMULATED = """
    alert call card carousel context_actions file plan table task_card video
    channels_select conversations_select datetimepicker external_select feedback_buttons icon_button
    multi_channels_select multi_conversations_select multi_external_select rich_text_input timepicker workflow_button
"""
NOT_EMULATED = frozenset(_NOT_EMULATED.split())
RICH = frozenset({"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"})


def of_message(world: World, given: object) -> list[Json]:
    """Check a message's blocks, and return them with their ids."""
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise SlackError("invalid_blocks_format")
    kept: list[Json] = deepcopy(given)
    checker = Checker(world)
    read({"blocks": kept}, checker, IN_MESSAGE, messages=True)
    if checker.faults:
        raise invalid("invalid_blocks", checker.faults)
    return kept


def hold_together(given: list[Json]) -> None:
    """Refuse blocks that are too long together. Observed, not documented: Slack publishes no number and no count.

    Texts and nothing else are taken up to 13,297 characters, and with a divider beside them up to 13,172, so a block
    costs some 125 beside its text (slackapi/bolt-js#2509; who fills a message with headers finds much the same). A
    mixture with 11,341 characters of text was refused; the same as an answer to a response URL was not
    (slackapi/bolt-js#2867). chat.update was seen to refuse what chat.postMessage does; of chat.postEphemeral nobody
    says that it is spared. Some saw longer messages of sections alone go through, and nobody knows what counts beside
    texts: here every block and every string does, so that what passes here passes there.
    """
    if sum(CONTAINER + _length(each) for each in given) > MAX_TOGETHER:
        raise SlackError("msg_blocks_too_long")


def _length(part: object) -> int:
    if isinstance(part, str):
        return len(part)
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return sum(map(_length, inner))


def read(holder: Json, place: Checker, most: int, *, messages: bool) -> None:
    """Check a list of blocks in place."""
    ids: set[str] = set()
    for at, each in place.items(holder, "blocks", most, least=0):
        given = at.text(each, "block_id", MAX_ID)
        if given in ids:
            at.at("block_id").wrong("`block_id` already exists")
        each.setdefault("block_id", place.world.timing.id("b")[-6:])
        ids.add(str(each["block_id"]))
        kind = str(each.get("type"))
        if kind not in BLOCKS or (messages and kind == "input"):
            _unsupported(kind, at)
        else:
            BLOCKS[kind](each, at)


def _unsupported(kind: str, place: Checker) -> None:
    if kind in NOT_EMULATED:
        place.world.unexpected.append(f"Slack's sandbox does not emulate {kind} ({place.path})")
    place.wrong(f"unsupported type: {kind}")


def _element(part: object, place: Checker, allowed: frozenset[str]) -> None:
    kind = part.get("type") if isinstance(part, dict) else None
    if not isinstance(part, dict) or kind not in allowed:
        return _unsupported(str(kind), place)
    return elements.check(part, place)


def _section(block: Json, place: Checker) -> None:
    place.words(block, "text", 3000, kinds=EITHER)
    if "text" not in block and "fields" not in block:
        place.wrong("missing required field: text or fields")
    if "fields" in block:
        for number, (_, each) in enumerate(place.items(block, "fields", 10)):
            place.at("fields").words({str(number): each}, str(number), 2000, kinds=EITHER)
    if "accessory" in block:
        _element(block["accessory"], place.at("accessory"), elements.ACTIVE | {"image"})


def _header(block: Json, place: Checker) -> None:
    place.words(block, "text", 150, required=True)


def _context(block: Json, place: Checker) -> None:
    for number, (at, each) in enumerate(place.items(block, "elements", 10)):
        if each.get("type") == "image":
            elements.picture(each, at)
        else:
            place.at("elements").words({str(number): each}, str(number), 3000, kinds=EITHER)


def _actions(block: Json, place: Checker) -> None:
    for at, each in place.items(block, "elements", 25):
        _element(each, at, elements.ACTIVE)


def _image(block: Json, place: Checker) -> None:
    elements.picture(block, place)
    place.words(block, "title", 2000)


def _input(block: Json, place: Checker) -> None:
    place.words(block, "label", 2000, required=True)
    place.words(block, "hint", 2000)
    _element(block.get("element"), place.at("element"), elements.FIELDS)


def _rich_text(block: Json, place: Checker) -> None:
    for at, each in place.items(block, "elements", 100):
        if each.get("type") not in RICH:
            at.wrong(f"unsupported type: {each.get('type')}")
        at.items(each, "elements", 1000, least=0)


def _divider(_block: Json, _place: Checker) -> None: ...


def _markdown(block: Json, place: Checker) -> None:
    place.text(block, "text", 12000, required=True)


BLOCKS: dict[str, Callable[[Json, Checker], None]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "image": _image,
    "input": _input,
    "rich_text": _rich_text,
    "divider": _divider,
    "markdown": _markdown,
}
