"""The diagram in the README and the transitions in the code say the same."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.moderation.model import ENDED, Status
from bot.moderation.transitions import TRANSITIONS

Arrow = tuple[str, str]

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
SECTION = README.split("\n## The way of a case\n")[1].split("\n## ")[0]
DIAGRAM, WORDS = SECTION.split("```mermaid\n")[1].split("```\n")
IN_WORDS: Mapping[str, frozenset[Status]] = {
    "Withdrawn": frozenset(Status) - ENDED | {Status.CLOSED},
    "Resolved": frozenset(Status) - ENDED - {Status.APPEAL_IN_REVIEW},
}
"""Where every open state leads, and from which states; the words below the diagram tell it."""


def drawn(status: Status) -> str:
    """A state's name in the diagram."""
    return status.value.title().replace(" ", "")


def arrows() -> list[Arrow]:
    """The arrows of the diagram; a line that is none is an error."""
    head, *lines = DIAGRAM.splitlines()
    assert head == "stateDiagram-v2"
    found = [re.fullmatch(r"    (\S+) --> (\w+): \S.*", line) for line in lines]
    return [(each[1], each[2]) for each in found if each] if all(found) else []


IN_DIAGRAM = arrows()
IN_CODE = frozenset((drawn(before), drawn(after)) for before in TRANSITIONS for after in TRANSITIONS[before])


def test_begins_in_review() -> None:
    """The diagram is read to its last line, draws no arrow twice, and begins where a case begins."""
    assert IN_DIAGRAM
    assert len(set(IN_DIAGRAM)) == len(IN_DIAGRAM)
    assert [after for before, after in IN_DIAGRAM if before == "[*]"] == [drawn(Status.IN_REVIEW)]


def test_code_is_drawn() -> None:
    """Each transition of the code is an arrow of the diagram, or leads where its words say that every state leads."""
    assert {arrow for arrow in IN_CODE - set(IN_DIAGRAM) if arrow[1] not in IN_WORDS} == set()


def test_diagram_is_coded() -> None:
    """Each arrow of the diagram is in the code."""
    assert {arrow for arrow in IN_DIAGRAM if arrow[0] != "[*]"} - IN_CODE == set()


@pytest.mark.parametrize("name", IN_WORDS)
def test_every_open_state_leads_there(name: str) -> None:
    """Taken back, or the listing gone: from every open state, in the code and in words."""
    assert {before for before, after in IN_CODE if after == name} == {drawn(each) for each in IN_WORDS[name]}
    (sentence,) = [line for line in WORDS.splitlines() if line.startswith("From every open state and from Closed ")]
    assert f"`{name}`" in sentence
    assert "a moderator" in sentence
    assert "the listing is gone" in sentence
    assert "but for an appeal" in sentence
