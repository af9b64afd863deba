"""Rings of ink on cream paper, drawn by a hand that never lifts: growth rings, maps, ponds."""

from math import cos, pi, sin

from PIL import Image

from .tools import Dice, Palette, canvas, grained, mix

WIDTH, HEIGHT = 900, 900
POINTS = 220


def paint_contours(chance: Dice, palette: Palette) -> Image.Image:
    """Paint one."""
    image, draw = canvas(WIDTH, HEIGHT, mix(palette[0], (255, 252, 240), 0.6))
    centres = [(chance.uniform(0.2, 0.8), chance.uniform(0.2, 0.8), chance.uniform(0.3, 0.62)) for _ in range(3)]
    for place, (x, y, reach) in enumerate(centres):
        ink = (palette[4], palette[2], palette[3])[place]
        waves = [(turns, chance.uniform(0, 2 * pi), chance.uniform(0.03, 0.12)) for turns in (2, 3, 5, 7)]
        rings = chance.randrange(24, 38)
        for ring in range(2, rings):
            radius = ring / rings * reach * image.width
            line = _ring((x * image.width, y * image.height), radius, waves, ring * 0.035)
            draw.line(line, fill=ink, width=3 + ring % 3, joint="curve")
    return grained(image, chance, 0.08)


def _ring(
    centre: tuple[float, float], radius: float, waves: list[tuple[int, float, float]], drift: float
) -> list[tuple[float, float]]:
    points = []
    for step in range(POINTS + 1):
        turn = step / POINTS * 2 * pi
        reach = radius * (1 + sum(part * sin(turns * turn + start + drift) for turns, start, part in waves))
        points.append((centre[0] + reach * cos(turn), centre[1] + reach * sin(turn)))
    return points
