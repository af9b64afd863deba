"""What image generators leave behind in a file's texts, by tool. A row each; all of it is easily forged or removed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.evidence.inside.facts import fact
from bot.moderation.file_fact import FileFact


@dataclass(frozen=True, slots=True)
class Trace:
    """A text that a tool is known to leave.

    Attributes:
        keys: Keywords of PNG texts (or the names of EXIF fields) that it stands under.
        holds: A pattern that it has; empty where the keyword says enough.
        tool: Who leaves it.
        means: Key of the sentence that says what it does and does not mean.
    """

    keys: frozenset[str]
    holds: re.Pattern[str]
    tool: str
    means: str = "fact.generator"


def _trace(keys: str, holds: str, tool: str, means: str = "fact.generator") -> Trace:
    return Trace(frozenset(keys.split()), re.compile(holds, re.DOTALL), tool, means)


TRACES = (
    _trace("parameters UserComment", r'^\s*\{.*"(base_model|sampler)"', "Fooocus"),
    _trace("parameters", r"", "A1111 or Forge"),
    _trace("UserComment", r"Steps: \d+, Sampler: ", "A1111 or Forge"),
    _trace("prompt workflow", r"", "ComfyUI"),
    _trace("Make Model", r"^(prompt|workflow):\s*\{", "ComfyUI"),
    _trace("invokeai_metadata invokeai_workflow invokeai_graph sd-metadata Dream", r"", "InvokeAI"),
    _trace("Software", r"^NovelAI", "NovelAI"),
    _trace("Source", r"^(Stable Diffusion|NovelAI)", "NovelAI"),
    _trace("Comment", r'^\s*\{.*"(sampler|prompt|steps)"', "NovelAI"),
    _trace("Description ImageDescription", r"--v .*Job ID: [0-9a-f-]{36}\s*$", "Midjourney", "fact.generator_reported"),
    _trace("AIGC", r"", "China's label for generated content", "fact.label"),
)


def traces(source: str, key: str, text: str) -> Iterator[FileFact]:
    """The fact that a text under this keyword is, if it is one: of the first tool that fits."""
    for trace in TRACES:
        if key in trace.keys and trace.holds.search(text):
            yield fact(source, key, f"{trace.tool}: {text}", trace.means)
            return
