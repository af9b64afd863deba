"""A town by the water at night: lit windows, and what the water makes of them."""

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .tools import Colour, Dice, Palette, canvas, fade, grained, mix

WIDTH, HEIGHT = 1080, 640
SHORE = 0.56


def paint_harbour(chance: Dice, palette: Palette) -> Image.Image:
    """Paint one."""
    image, draw = canvas(WIDTH, HEIGHT, palette[4])
    image.paste(fade(image.size, mix(palette[4], (8, 10, 24), 0.5), mix(palette[2], palette[1], 0.3)))
    shore = int(image.height * SHORE)
    x = 0
    while x < image.width:
        wide, high = chance.randrange(90, 190), chance.randrange(140, 520)
        _house(draw, chance, (x, shore - high, x + wide, shore), mix(palette[3], palette[4], chance.uniform(0.4, 1)))
        x += wide
    moon = int(image.width * chance.uniform(0.15, 0.85))
    draw.ellipse((moon - 52, 60, moon + 52, 164), fill=(250, 240, 214))
    _mirror(image, chance, shore, palette[4])
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


def _mirror(image: Image.Image, chance: Dice, shore: int, water: Colour) -> None:
    depth = image.height - shore
    above = image.crop((0, shore - depth, image.width, shore)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    above = Image.blend(above.filter(ImageFilter.BoxBlur(6)), Image.new("RGB", above.size, water), 0.35)
    rippled = Image.new("RGB", above.size)
    for y in range(0, depth, 6):
        shift = chance.randrange(-4 - y // 24, 5 + y // 24)
        rippled.paste(ImageChops.offset(above.crop((0, y, image.width, y + 6)), shift, 0), (0, y))
    image.paste(rippled, (0, shore))
