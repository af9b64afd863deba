"""Texts that some generators hide in the lowest bits of the pixels ('stealth pnginfo'), column by column."""

import zlib
from collections.abc import Iterator

from PIL import Image

from bot.evidence.inside.facts import fact
from bot.evidence.inside.picture import Picture
from bot.moderation.file_fact import FileFact

MAGICS = {
    "alpha": (b"stealth_pngcomp", b"stealth_pnginfo"),
    "rgb": (b"stealth_rgbcomp", b"stealth_rgbinfo"),
}
MAGIC, LENGTH = 15, 4
MOST = 256 * 1024
"""Bytes that are read, and that are inflated at most: a text of a generator has a few thousand."""
LOWEST_BITS = bytes(b"01"[value & 1] for value in range(256))
GZIP = 31


def read(picture: Picture) -> Iterator[FileFact]:
    """The hidden text, if there is one."""
    for channel, layer in _layers(picture.image):
        head = _hidden(layer, MAGIC + LENGTH)
        magic = head[:MAGIC]
        if magic not in MAGICS[channel]:
            continue
        size = min(int.from_bytes(head[MAGIC:]) // 8, MOST)
        body = _hidden(layer, MAGIC + LENGTH + size)[MAGIC + LENGTH :]
        text = (_inflated(body) if magic.endswith(b"comp") else body).decode("utf-8", "replace")
        yield fact("pixels", magic.decode(), text or "damaged", "fact.generator")


def _inflated(body: bytes) -> bytes:
    """Nothing of what is damaged: that there was a text is known by its beginning."""
    try:
        return zlib.decompressobj(GZIP).decompress(body, MOST)
    except zlib.error:
        return b""


def _layers(image: Image.Image) -> Iterator[tuple[str, Image.Image]]:
    if image.mode in {"RGBA", "LA"}:
        yield "alpha", image.getchannel("A")
    if image.mode in {"RGBA", "RGB"}:
        yield "rgb", image.convert("RGB") if image.mode == "RGBA" else image


def _hidden(layer: Image.Image, size: int) -> bytes:
    """The first `size` bytes that the lowest bits of a layer's columns make."""
    columns = -(-size * 8 // (layer.height * len(layer.getbands())))
    part = layer.crop((0, 0, min(columns, layer.width), layer.height)).transpose(Image.Transpose.TRANSPOSE)
    bits = part.tobytes().translate(LOWEST_BITS)[: size * 8]
    return int(bits[: len(bits) // 8 * 8] or b"0", 2).to_bytes(len(bits) // 8)
