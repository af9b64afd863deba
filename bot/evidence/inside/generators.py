"""What image generators leave behind in a file's texts, by tool. A row each; all of it is easily forged or removed."""

import re
from collections.abc import Iterable, Iterator
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
        beside: It counts only beside another trace of the same tool: alone it is anybody's words.
    """

    keys: frozenset[str]
    holds: re.Pattern[str]
    tool: str
    means: str = "fact.generator"
    beside: bool = False


def _trace(keys: str, holds: str, tool: str, means: str = "fact.generator", *, beside: bool = False) -> Trace:
    return Trace(frozenset(keys.split()), re.compile(holds, re.DOTALL), tool, means, beside)


JOURNEY = r"--(v|niji)\b.{0,1000}Job ID: [0-9a-f-]{36}\s*$"

TRACES = (
    _trace("parameters UserComment", r'^\s*\{.*"(base_model|sampler)"', "Fooocus"),
    _trace("parameters", r"\S", "A1111 or Forge"),
    _trace("UserComment", r"Steps: \d+.{0,1000}Sampler: ", "A1111 or Forge"),
    _trace("prompt workflow", r"\S", "ComfyUI"),
    _trace("Make Model", r"^(?i:prompt|workflow):\s*\{", "ComfyUI"),
    _trace("invokeai_metadata invokeai_workflow invokeai_graph sd-metadata Dream", r"\S", "InvokeAI"),
    _trace("Software", r"^NovelAI", "NovelAI"),
    _trace("Source", r"^(Stable Diffusion|NovelAI)", "NovelAI"),
    _trace("Comment", r'^\s*\{.*"(sampler|prompt|steps)"', "NovelAI"),
    _trace("Description ImageDescription", JOURNEY, "Midjourney", "fact.generator_reported"),
    _trace("Description", r"\S", "NovelAI", beside=True),
    _trace("AIGC", r"\S", "China's label for generated content", "fact.label"),
)


def traces(source: str, key: str, text: str, tools: frozenset[str] = frozenset()) -> Iterator[FileFact]:
    """The fact that a text under this keyword is, if it is one: of the first tool that fits.

    `tools` are those of which the file has a trace that counts alone.
    """
    for trace in _fitting(key, text):
        if not trace.beside or trace.tool in tools:
            yield fact(source, key, f"{trace.tool}: {text}", trace.means)
            return


def tools_in(texts: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The tools of which these texts have a trace that counts alone."""
    return frozenset(trace.tool for key, text in texts for trace in _fitting(key, text) if not trace.beside)


def _fitting(key: str, text: str) -> Iterator[Trace]:
    return (trace for trace in TRACES if key in trace.keys and trace.holds.search(text))
