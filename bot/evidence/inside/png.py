"""A PNG's texts, also those after its pixels, and one private chunk (PNG specification, 11.3.3)."""

from collections.abc import Iterator

from bot.evidence.inside.dates import dates
from bot.evidence.inside.facts import fact
from bot.evidence.inside.generators import tools_in, traces
from bot.evidence.inside.picture import Picture
from bot.evidence.sniff import Format
from bot.moderation.file_fact import FileFact

COMFY = b"comf"
SIGNATURE = 8
FRAME = 12
"""Length, kind and checksum around a chunk's content."""


def read(picture: Picture) -> Iterator[FileFact]:
    """What its texts say."""
    if picture.format is not Format.PNG:
        return
    found: dict[str, str] = getattr(picture.image, "text", {})
    texts = [(key, str(text)) for key, text in [*found.items(), *_private(picture.data)]]
    tools = tools_in(texts)
    for key, text in texts:
        yield from tuple(traces("png", key, text, tools)) or _plain(key, text)


def _plain(key: str, text: str) -> Iterator[FileFact]:
    if key == "Software":
        yield fact("png", key, text, "fact.tool")
    elif key == "Creation Time":
        yield from dates("png", key, text)


def _private(data: bytes) -> Iterator[tuple[str, str]]:
    """Texts that ComfyUI puts into animated PNGs in chunks of its own."""
    at = SIGNATURE
    while at + FRAME <= len(data):
        size = int.from_bytes(data[at : at + 4])
        if data[at + 4 : at + 8] == COMFY:
            key, _, text = data[at + 8 : at + 8 + size].partition(b"\x00")
            yield key.decode("latin-1"), text.decode("utf-8", "replace")
        at += size + FRAME
