"""The parts of Block Kit that Salon uses, each within its own limit, and how much a message holds of them together.

Nothing here knows what it says.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from handlers.slack import limits, markup

Block = dict[str, Any]


def mrkdwn(text: str, room: int = limits.SECTION) -> Block:
    """Text that is escaped already. `verbatim`: Slack is to look for nothing in it that we did not mark."""
    return {"type": "mrkdwn", "text": markup.clip(text, room) or " ", "verbatim": True}


def plain(text: str, room: int) -> Block:
    """Text as it is."""
    return {"type": "plain_text", "text": markup.plain(text, room) or " ", "emoji": False}


def header(text: str) -> Block:
    """A heading."""
    return {"type": "header", "text": plain(text, limits.HEADER)}


def section(text: str) -> Block:
    """A paragraph."""
    return {"type": "section", "text": mrkdwn(text)}


def titled(title: str, text: str, room: int = limits.SECTION) -> list[Block]:
    """A bold heading and a text under it; nothing where there is no text."""
    head = f"*{title}*\n"
    return [section(head + markup.clip(text, min(room, limits.SECTION - markup.units(head))))] if text else []


def flowing(lines: Iterable[str], room: int | None = None, left_out: str = "") -> list[Block]:
    """Lines, in as many paragraphs as they need; where there is no room for all of them, `left_out` is the last."""
    return [section(text) for text in _packed(lines if room is None else _within(lines, room, left_out))]


def _within(lines: Iterable[str], room: int, left_out: str) -> Iterator[str]:
    for line in lines:
        if markup.units(line) > room:
            yield from filter(None, (markup.clip(line, room), left_out))
            return
        yield line
        room -= markup.units(line) + 1


def newest(lines: Iterable[str], most: int, left_out: str) -> list[Block]:
    """The last of the lines, in at most `most` paragraphs: the first says so where there is no room for all."""
    paragraphs = [section(text) for text in _packed(lines)]
    over = len(paragraphs) - most
    return [section(left_out), *paragraphs[over + 1 :]] if over > 0 else paragraphs


def _packed(lines: Iterable[str]) -> Iterator[str]:
    held = ""
    for line in (piece for each in lines for piece in markup.pieces(each, limits.SECTION)):
        if held and markup.units(held) + markup.units(line) + 1 > limits.SECTION:
            yield held
            held = ""
        held = f"{held}\n{line}" if held else line
    if held:
        yield held


def context(text: str) -> Block:
    """Small print."""
    return {"type": "context", "elements": [mrkdwn(text, limits.CONTEXT)]}


def image(file_id: str, alt: str, name: str) -> Block:
    """A picture that Slack keeps. The block's id says which drawing it is of, so that it is known again."""
    return {"type": "image", "block_id": name, "slack_file": {"id": file_id}, "alt_text": alt or " "}


def actions(*elements: Block) -> list[Block]:
    """Buttons and selects in a row; nothing where there are none."""
    return [{"type": "actions", "elements": list(elements)}] if elements else []


def button(label: str, action_id: str, *, main: bool = False) -> Block:
    """A button of ours."""
    style = {"style": "primary"} if main else {}
    return {"type": "button", "text": plain(label, limits.BUTTON), "action_id": action_id, **style}


def go_to(label: str, action_id: str, url: str) -> Block:
    """A button that leads somewhere."""
    return {**button(label, action_id), "url": url}


def select(placeholder: str, action_id: str, options: Sequence[tuple[str, str]]) -> Block:
    """A choice of one: (value, label) each."""
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder, limits.PLACEHOLDER),
        "options": _options(options),
    }


def several(options: Sequence[tuple[str, str]]) -> Block:
    """A choice of any number, in a form."""
    return {"type": "multi_static_select", "options": _options(options)}


def one(options: Sequence[tuple[str, str]]) -> Block:
    """A choice of one, in a form."""
    return {"type": "static_select", "options": _options(options)}


def line(initial: str = "") -> Block:
    """A line to type, in a form."""
    start = {"initial_value": markup.clip(initial, limits.WORD)} if initial else {}
    return {"type": "plain_text_input", "max_length": limits.WORD, **start}


def paragraph(least: int, most: int) -> Block:
    """A few lines to type, in a form."""
    return {
        "type": "plain_text_input",
        "multiline": True,
        "min_length": min(least, limits.TEXT_INPUT),
        "max_length": min(most, limits.TEXT_INPUT),
    }


def upload() -> Block:
    """Files, in a form."""
    return {"type": "file_input", "max_files": limits.FILES}


def field(name: str, label: str, hint: str, element: Block, *, required: bool = False) -> Block:
    """An element of a form with its words, under the field's name."""
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label, limits.LABEL),
        "hint": plain(hint, limits.LABEL),
        "element": {**element, "action_id": name},
        "optional": not required,
    }


def weight(block: Block) -> int:
    """How much of a message a block takes: more than Slack was ever seen to count for one."""
    return markup.units(json.dumps(block, ensure_ascii=False)) + limits.CONTAINER


def fit(given: Sequence[Block]) -> bool:
    """Whether one message holds them."""
    return len(given) <= limits.BLOCKS and sum(map(weight, given)) <= limits.MESSAGE


def pages(given: Iterable[Block], goes_on: Block) -> Iterator[list[Block]]:
    """Blocks in their order, in as many messages as they need; `goes_on` ends each but the last."""
    page: list[Block] = []
    for block in given:
        if page and not fit([*page, block, goes_on]):
            yield [*page, goes_on]
            page = []
        page.append(block)
    yield page


def _options(options: Sequence[tuple[str, str]]) -> list[Block]:
    return [{"text": plain(label, limits.OPTION), "value": value} for value, label in options[: limits.OPTIONS]]
