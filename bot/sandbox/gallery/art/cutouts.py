"""Shapes cut from painted paper and laid on blocks of colour."""

from math import cos, pi, sin

from PIL import Image, ImageDraw, ImageFilter

from .tools import Colour, Dice, Palette, canvas, grained, mix

SIDE = 880
LOBES = 120


def paint_cutouts(chance: Dice, palette: Palette) -> Image.Image:
    """Paint one."""
    image, draw = canvas(SIDE, SIDE, palette[0])
    columns, rows = chance.choice([(2, 3), (3, 2), (3, 3)])
    wide, high = image.width / columns, image.height / rows
    for place in range(columns * rows):
        x, y = place % columns * wide, place // columns * high
        colours = chance.sample(palette, 3)
        draw.rectangle((x, y, x + wide, y + high), fill=mix(colours[0], palette[0], 0.15))
        _lay(image, chance, (x + wide / 2, y + high / 2, min(wide, high) * 0.42), colours[1])
        if chance.random() < 0.6:  # noqa: PLR2004 - more often than not
            _lay(image, chance, (x + wide * 0.62, y + high * 0.6, min(wide, high) * 0.17), colours[2])
    return grained(image, chance, 0.07)


def _lay(image: Image.Image, chance: Dice, place: tuple[float, float, float], colour: Colour) -> None:
    x, y, radius = place
    petals, depth, start = chance.randrange(3, 8), chance.uniform(0.15, 0.5), chance.uniform(0, 2 * pi)
    edge = []
    for step in range(LOBES):
        turn = step / LOBES * 2 * pi
        reach = radius * (1 - depth * (0.5 + 0.5 * sin(petals * turn + start)) ** 1.6)
        edge.append((x + reach * cos(turn + start), y + reach * sin(turn + start)))
    shadow = Image.new("L", image.size)
    ImageDraw.Draw(shadow).polygon([(a + 8, b + 10) for a, b in edge], fill=70)
    box = (int(x - radius * 1.2), int(y - radius * 1.2), int(x + radius * 1.2), int(y + radius * 1.2))
    soft = shadow.crop(box).filter(ImageFilter.GaussianBlur(7))
    image.paste((0, 0, 0), box, soft)
    ImageDraw.Draw(image).polygon(edge, fill=colour)
