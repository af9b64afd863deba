"""A quilt: patches turned by hand, no two seams quite straight."""

from PIL import Image, ImageDraw

from .tools import Colour, Dice, Palette, canvas, grained, mix

WIDTH, HEIGHT = 1000, 760
PATTERNS = ((0,), (1,), (2,), (0, 1), (1, 2), (2, 0, 1))


def paint_quilt(chance: Dice, palette: Palette) -> Image.Image:
    """Paint one."""
    image, draw = canvas(WIDTH, HEIGHT, palette[0])
    columns = chance.randrange(4, 10)
    side = image.width // columns
    patterns, turning = chance.choice(PATTERNS), chance.randrange(4)
    for place in range(columns * (image.height // side + 1)):
        across, down = place % columns, place // columns
        x, y = across * side, down * side
        cloth = [mix(colour, palette[0], chance.uniform(0, 0.2)) for colour in chance.sample(palette[1:], 3)]
        draw.rectangle((x, y, x + side, y + side), fill=mix(palette[0], cloth[2], 0.12))
        turn = chance.randrange(4) if turning == 0 else (across * turning + down) % 4
        _patch(draw, patterns[(across + down) % len(patterns)], (x, y, side), turn, cloth)
        jitter = chance.uniform(-4, 4)
        draw.line([(x + jitter, y), (x - jitter, y + side)], fill=mix(palette[0], palette[4], 0.3), width=3)
        draw.line([(x, y + jitter), (x + side, y - jitter)], fill=mix(palette[0], palette[4], 0.3), width=3)
    return grained(image, chance, 0.13)


def _patch(
    draw: ImageDraw.ImageDraw, pattern: int, place: tuple[int, int, int], turn: int, cloth: list[Colour]
) -> None:
    x, y, side = place
    corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
    turned = corners[turn:] + corners[:turn]
    middle = (x + side // 2, y + side // 2)
    if pattern == 0:
        draw.polygon(turned[:3], fill=cloth[0])
        draw.polygon([turned[0], turned[1], middle], fill=cloth[1])
    elif pattern == 1:
        centre = turned[0]
        for reach, colour in ((side, cloth[0]), (side * 2 // 3, cloth[1]), (side // 3, cloth[2])):
            box = (centre[0] - reach, centre[1] - reach, centre[0] + reach, centre[1] + reach)
            draw.pieslice(box, turn * 90, turn * 90 + 90, fill=colour)
    else:
        draw.polygon([turned[0], turned[1], middle], fill=cloth[0])
        draw.polygon([turned[2], turned[3], middle], fill=cloth[1])
