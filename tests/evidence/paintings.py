"""Pictures of many kinds, drawn by chance: no two have anything in common but how they were made."""

import random
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

Dice = random.Random
Colour = tuple[int, int, int]
Numbers = npt.NDArray[np.float64]

SIZES = ((900, 700), (700, 900), (800, 800), (1100, 620), (640, 960))


def dice(seed: str) -> Dice:
    """Chance that gives the same for the same seed."""
    return random.Random(seed)  # noqa: S311 - it draws pictures, it keeps no secrets


def colour(chance: Dice) -> Colour:
    """Any colour."""
    return chance.randrange(256), chance.randrange(256), chance.randrange(256)


def _heights(chance: Dice, size: tuple[int, int], roughness: float) -> Numbers:
    """A landscape of chance, from 0 to 1: ever finer waves, each weaker than the one before."""
    numbers = np.random.default_rng(chance.randrange(2**32))
    heights = np.zeros((size[1], size[0]))
    for octave in range(7):
        side = 2 ** (octave + 1) + 1
        coarse = Image.fromarray(numbers.standard_normal((side, side)).astype(np.float32))
        heights += np.asarray(coarse.resize(size, Image.Resampling.BICUBIC)) * roughness**octave
    heights -= heights.min()
    even: Numbers = heights / heights.max()
    return even


def clouds(chance: Dice) -> Image.Image:
    """Colours that flow into each other, coarse or fine."""
    size, roughness = chance.choice(SIZES), chance.uniform(0.55, 0.95)
    first, second = (_heights(chance, size, roughness)[..., np.newaxis] for _ in range(2))
    one, two, three = (np.array(colour(chance)) for _ in range(3))
    mixed = (one * first + two * (1 - first)) * second + three * (1 - second)
    return Image.fromarray(mixed.clip(0, 255).astype(np.uint8))


def cutouts(chance: Dice) -> Image.Image:
    """Shapes on shapes, large and small."""
    image = Image.new("RGB", chance.choice(SIZES), colour(chance))
    draw = ImageDraw.Draw(image)
    for _ in range(chance.randrange(8, 60)):
        _shape(chance, draw, image.size)
    return image


def _shape(chance: Dice, draw: ImageDraw.ImageDraw, size: tuple[int, int]) -> None:
    x, y = chance.uniform(-0.1, 1) * size[0], chance.uniform(-0.1, 1) * size[1]
    side, kind, ink = chance.uniform(0.03, 0.35) * size[0], chance.randrange(4), colour(chance)
    if kind == 0:
        draw.ellipse((x, y, x + side, y + side * chance.uniform(0.4, 1.6)), fill=ink)
    elif kind == 1:
        draw.rectangle((x, y, x + side, y + side * chance.uniform(0.3, 1.5)), fill=ink)
    elif kind == 2:
        points = [(x + chance.uniform(-side, side), y + chance.uniform(-side, side)) for _ in range(5)]
        draw.polygon(points, fill=ink)
    else:
        ends = [(chance.uniform(0, size[0]), chance.uniform(0, size[1])) for _ in range(2)]
        draw.line([(x, y), *ends], fill=ink, width=chance.randrange(2, 26))


def portrait(chance: Dice) -> Image.Image:
    """Somebody before a soft ground, with wild hair."""
    image = clouds(chance).filter(ImageFilter.GaussianBlur(chance.uniform(2, 12)))
    draw, (width, height) = ImageDraw.Draw(image), image.size
    x, y, head = width * chance.uniform(0.3, 0.7), height * chance.uniform(0.3, 0.5), min(image.size) * 0.2
    chest = [(x - 2 * head, height), (x - head, y + head), (x + head, y + head), (x + 2.2 * head, height)]
    draw.polygon(chest, fill=colour(chance))
    draw.ellipse((x - head, y - head * 1.3, x + head, y + head * 1.3), fill=colour(chance))
    for _ in range(chance.randrange(20, 60)):
        root = x + chance.gauss(0, head), y - head + chance.gauss(0, head / 2)
        tip = root[0] + chance.gauss(0, head), root[1] + chance.uniform(0.2, 2) * head
        draw.line((*root, *tip), fill=colour(chance), width=chance.randrange(2, 10))
    for side in (-0.4, 0.4):
        draw.ellipse((x + (side - 0.15) * head, y - head / 5, x + (side + 0.15) * head, y), fill=colour(chance))
    return image


def shore(chance: Dice) -> Image.Image:
    """Land and water from above, with a settlement."""
    size = chance.choice(SIZES)
    heights = _heights(chance, size, chance.uniform(0.5, 0.75))
    steps = np.digitize(heights, sorted(chance.uniform(0.2, 0.8) for _ in range(5)))
    inks = np.array([colour(chance) for _ in range(6)], dtype=np.uint8)
    image = Image.fromarray(inks[steps])
    draw = ImageDraw.Draw(image)
    for _ in range(chance.randrange(10, 40)):
        x, y, side = chance.gauss(0.5, 0.2) * size[0], chance.gauss(0.5, 0.2) * size[1], chance.uniform(6, 26)
        draw.rectangle((x, y, x + side, y + side), fill=colour(chance))
    return image


def weave(chance: Dice) -> Image.Image:
    """Bands over and under each other, of uneven width."""
    image = Image.new("RGB", chance.choice(SIZES), colour(chance))
    draw = ImageDraw.Draw(image)
    for turn in range(chance.randrange(14, 34)):
        place, width = chance.random(), chance.uniform(0.01, 0.09)
        end = place + chance.uniform(-0.3, 0.3)
        across = [(0, place), (1, end), (1, end + width), (0, place + width)]
        points = [(y, x) if turn % 2 else (x, y) for x, y in across]
        draw.polygon([(x * image.width, y * image.height) for x, y in points], fill=colour(chance))
    return image


PAINTERS: tuple[Callable[[Dice], Image.Image], ...] = (clouds, cutouts, portrait, shore, weave)


def painting(seed: str, number: int) -> Image.Image:
    """One of a collection, always the same for the same seed and number."""
    return PAINTERS[number % len(PAINTERS)](dice(f"{seed}:{number}"))
