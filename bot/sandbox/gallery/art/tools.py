"""What the painters share: chance that repeats, palettes, paper, grain."""

import random
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Dice = random.Random
Colour = tuple[int, int, int]
Palette = tuple[Colour, Colour, Colour, Colour, Colour]

SCALE = 2
"""Painted twice as large and shrunk, so that edges are smooth."""

PALETTES: tuple[Palette, ...] = (
    ((244, 234, 213), (226, 149, 120), (190, 82, 74), (70, 94, 112), (33, 47, 69)),
    ((238, 240, 229), (182, 203, 158), (99, 141, 101), (44, 88, 90), (24, 44, 54)),
    ((250, 236, 226), (246, 189, 150), (214, 104, 116), (120, 68, 112), (52, 36, 70)),
    ((233, 240, 243), (160, 200, 214), (232, 178, 92), (58, 108, 140), (26, 48, 78)),
    ((246, 241, 222), (236, 196, 84), (206, 96, 52), (86, 108, 76), (46, 48, 44)),
    ((240, 232, 236), (206, 160, 186), (140, 112, 168), (72, 84, 140), (32, 36, 66)),
)


def dice(seed: str) -> Dice:
    """Chance that gives the same for the same seed."""
    return random.Random(seed)  # noqa: S311 - it draws pictures, it keeps no secrets


def mix(one: Colour, other: Colour, part: float) -> Colour:
    """A colour between two."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def canvas(width: int, height: int, ground: Colour) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """A sheet to paint on, twice as large as it will be."""
    image = Image.new("RGB", (width * SCALE, height * SCALE), ground)
    return image, ImageDraw.Draw(image)


def fade(size: tuple[int, int], top: Colour, bottom: Colour) -> Image.Image:
    """A ground that goes from one colour to another."""
    column = Image.new("RGB", (1, 64))
    column.putdata([mix(top, bottom, place / 63) for place in range(64)])
    return column.resize(size, Image.Resampling.BICUBIC)


def grained(image: Image.Image, chance: Dice, strength: float = 0.09) -> Image.Image:
    """The picture at its own size, on paper with a tooth."""
    image = image.reduce(SCALE)
    noise = Image.frombytes("L", image.size, chance.randbytes(image.width * image.height))
    noise = noise.filter(ImageFilter.GaussianBlur(0.8)).convert("RGB")
    return Image.blend(image, ImageChops.overlay(image, noise), min(1.0, strength * 6))


def to_jpeg(image: Image.Image) -> bytes:
    """As a file."""
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=84)
    return buffer.getvalue()
