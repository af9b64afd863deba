"""A town by the water at night: lit windows, and what the water makes of them."""

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .tools import Colour, Dice, Palette, canvas, fade, grained, mix

WIDTH, HEIGHT = 1080, 640
SHORE = (0.52, 0.74)
"""Where the water begins: a town at the same place each time would look like one picture to a fingerprint."""


def paint_harbour(chance: Dice, palette: Palette) -> Image.Image:
    """Paint one."""
    image, draw = canvas(WIDTH, HEIGHT, palette[4])
    image.paste(fade(image.size, mix(palette[4], (8, 10, 24), 0.5), mix(palette[2], palette[1], 0.3)))
    shore = int(image.height * chance.uniform(*SHORE))
    roofs, street = int(shore * 0.8), chance.randrange(60, 160)
    x = 0
    while x < image.width:
        wide, high = chance.randrange(street, street * 3), chance.randrange(100, roofs)
        _house(draw, chance, (x, shore - high, x + wide, shore), mix(palette[3], palette[4], chance.uniform(0.4, 1)))
        x += wide
    moon, radius = int(image.width * chance.uniform(0.15, 0.85)), chance.randrange(36, 120)
    draw.ellipse((moon - radius, 60, moon + radius, 60 + 2 * radius), fill=(250, 240, 214))
    _mirror(image, chance, shore, palette[4])
    for _ in range(chance.randrange(2, 5)):
        _boat(draw, chance, (image.width, shore), (mix(palette[0], palette[1], chance.random()), palette[4]))
    return grained(image, chance, 0.07)


def _house(draw: ImageDraw.ImageDraw, chance: Dice, box: tuple[int, int, int, int], wall: Colour) -> None:
    left, top, right, bottom = box
    draw.rectangle(box, fill=wall)
    draw.polygon([(left, top), ((left + right) // 2, top - chance.randrange(20, 80)), (right, top)], fill=wall)
    for y in range(top + 24, bottom - 30, 46):
        for x in range(left + 18, right - 26, 40):
            if chance.random() < 0.45:  # noqa: PLR2004 - about half of the town is awake
                draw.rectangle(
                    (x, y, x + 17, y + 24), fill=(255, chance.randrange(196, 236), chance.randrange(120, 170))
                )


def _boat(draw: ImageDraw.ImageDraw, chance: Dice, room: tuple[int, int], inks: tuple[Colour, Colour]) -> None:
    """A sail before the town, near or far."""
    x, size = chance.randrange(room[0]), chance.randrange(140, 560)
    y, lean = room[1] + chance.randrange(40, 260), chance.choice((-1, 1))
    draw.polygon([(x, y), (x, y - 2 * size), (x + lean * size, y - size // 6)], fill=inks[0])
    draw.polygon(
        [(x - size // 2, y), (x + size, y), (x + size * 2 // 3, y + size // 4), (x, y + size // 4)], fill=inks[1]
    )


def _mirror(image: Image.Image, chance: Dice, shore: int, water: Colour) -> None:
    depth = image.height - shore
    above = image.crop((0, shore - depth, image.width, shore)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    above = Image.blend(above.filter(ImageFilter.BoxBlur(6)), Image.new("RGB", above.size, water), 0.35)
    rippled = Image.new("RGB", above.size)
    for y in range(0, depth, 6):
        shift = chance.randrange(-4 - y // 24, 5 + y // 24)
        rippled.paste(ImageChops.offset(above.crop((0, y, image.width, y + 6)), shift, 0), (0, y))
    image.paste(rippled, (0, shore))
