"""Plants cut in lino: one ink on coloured paper, every leaf a little different."""

from math import cos, pi, sin

from PIL import Image, ImageDraw

from .tools import Colour, Dice, Palette, canvas, grained, mix

WIDTH, HEIGHT = 760, 960
SEGMENTS = 26
LEAF_STEPS = 14


def paint_botanical(chance: Dice, palette: Palette) -> Image.Image:
    """Paint one."""
    paper, ink = mix(palette[0], palette[1], chance.uniform(0.0, 0.5)), palette[4]
    image, draw = canvas(WIDTH, HEIGHT, paper)
    width, height = image.size
    x, y, radius = (
        width * chance.uniform(0.2, 0.8),
        height * chance.uniform(0.2, 0.6),
        width * chance.uniform(0.15, 0.4),
    )
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=palette[1 + chance.randrange(2)])
    stems, foot = chance.randrange(2, 6), chance.uniform(0.25, 0.75)
    for stem in range(stems):
        lean = stem - (stems - 1) / 2
        _stem(
            draw, chance, (width * (foot + lean * 0.06), height * 0.96), lean * chance.uniform(0.15, 0.4), (ink, paper)
        )
    margin = 26
    draw.rectangle((margin, margin, width - margin, height - margin), outline=ink, width=10)
    return grained(image, chance, 0.12)


def _stem(
    draw: ImageDraw.ImageDraw, chance: Dice, at: tuple[float, float], lean: float, inks: tuple[Colour, Colour]
) -> None:
    x, y = at
    bend = lean * 0.06 + chance.uniform(-0.012, 0.012)
    angle, length = lean * 0.3, chance.uniform(46, 62)
    for segment in range(SEGMENTS):
        angle += bend
        new = (x + sin(angle) * length, y - cos(angle) * length)
        draw.line([(x, y), new], fill=inks[0], width=max(4, 16 - segment // 2))
        x, y = new
        if segment > 2:  # noqa: PLR2004 - the foot of a stem is bare
            side = 1 if segment % 2 else -1
            _leaf(
                draw, (x, y), angle + side * chance.uniform(0.7, 1.1), 190 - segment * 5 + chance.uniform(-24, 24), inks
            )


def _leaf(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], angle: float, length: float, inks: tuple[Colour, Colour]
) -> None:
    edges: list[tuple[float, float]] = []
    for side in (1, -1):
        steps = range(LEAF_STEPS + 1) if side == 1 else range(LEAF_STEPS, -1, -1)
        for step in steps:
            along, across = step / LEAF_STEPS * length, side * sin(step / LEAF_STEPS * pi) * length * 0.19
            edges.append(
                (at[0] + sin(angle) * along + cos(angle) * across, at[1] - cos(angle) * along + sin(angle) * across)
            )
    draw.polygon(edges, fill=inks[0])
    tip = (at[0] + sin(angle) * length * 0.82, at[1] - cos(angle) * length * 0.82)
    draw.line([at, tip], fill=inks[1], width=4)
