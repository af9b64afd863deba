"""Hills behind hills under a low sun, like a print in five inks."""

from math import pi, sin

from PIL import Image

from .tools import Dice, Palette, canvas, fade, grained, mix

WIDTH, HEIGHT = 1000, 720
STEP = 8


def paint_hills(chance: Dice, palette: Palette) -> Image.Image:
    """Paint one."""
    image, draw = canvas(WIDTH, HEIGHT, palette[0])
    image.paste(fade(image.size, mix(palette[0], palette[1], 0.25), palette[0]))
    x, y, radius = (image.width * part for part in (chance.uniform(0.2, 0.8), 0.32, chance.uniform(0.07, 0.12)))
    y *= HEIGHT / WIDTH
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=mix(palette[1], palette[2], 0.35))
    ridges = 6
    for ridge in range(ridges):
        near = ridge / (ridges - 1)
        colour = mix(mix(palette[1], palette[3], 0.35), palette[4], near)
        draw.polygon(_ridge(chance, image.size, 0.42 + 0.1 * ridge, 0.05 + 0.03 * near), fill=colour)
    return grained(image, chance)


def _ridge(chance: Dice, size: tuple[int, int], base: float, reach: float) -> list[tuple[float, float]]:
    waves = [(chance.uniform(0.6, 1.6) * 2**octave, chance.uniform(0, 2 * pi), 0.55**octave) for octave in range(5)]
    width, height = size
    points = [(0.0, float(height))]
    for x in range(0, width + STEP, STEP):
        swell = sum(part * sin(x / width * 2 * pi * turns + start) for turns, start, part in waves)
        points.append((float(x), height * (base - reach * swell)))
    return [*points, (float(width), float(height))]
