"""What looks made by the hundred: one subject in the middle, everything glowing, nothing meant."""

from math import cos, pi, sin

from PIL import Image, ImageDraw, ImageFilter

from .tools import SCALE, Colour, Dice, Palette, canvas, fade, mix

SIDE = 832
NEON: tuple[Colour, ...] = ((255, 60, 190), (70, 220, 255), (255, 170, 40), (150, 80, 255), (40, 255, 180))


def paint_glow(chance: Dice, _: Palette) -> Image.Image:
    """An orb over an endless plain, with far too much light in it."""
    one, other = chance.sample(NEON, 2)
    image, _draw = canvas(SIDE, SIDE, (10, 6, 30))
    image.paste(fade(image.size, mix(one, (6, 4, 30), 0.75), mix(other, (6, 4, 30), 0.55)))
    middle = image.width // 2
    for radius, strength in ((760, 0.25), (520, 0.4), (330, 0.75)):
        _light(image, (middle, int(image.height * 0.44), radius), one, strength)
    _light(image, (middle - 70, int(image.height * 0.37), 150), (255, 255, 255), 0.95)
    for _spark in range(90):
        place = chance.randrange(image.width), chance.randrange(image.height), chance.randrange(8, 46)
        _light(image, place, mix(other, (255, 255, 255), 0.5), 0.6)
    return image.reduce(SCALE).filter(ImageFilter.GaussianBlur(0.8))


def _light(image: Image.Image, place: tuple[int, int, int], colour: Colour, strength: float) -> None:
    x, y, radius = place
    side = 96
    spot = Image.radial_gradient("L").resize((side, side)).point(lambda far: int(max(0, 255 - far * 2) * strength))
    image.paste(colour, (x - radius, y - radius), spot.resize((2 * radius, 2 * radius)))


def paint_generic(chance: Dice, _: Palette) -> Image.Image:
    """A doll's face with airbrushed skin; count its fingers."""
    image, draw = canvas(SIDE, SIDE, (30, 24, 44))
    hair, skin = chance.choice(NEON), mix((246, 204, 180), (255, 226, 210), chance.random())
    image.paste(fade(image.size, mix(hair, (40, 20, 60), 0.6), (24, 16, 40)))
    middle, unit = image.width / 2, image.width / 100
    draw.ellipse((middle - 27 * unit, 10 * unit, middle + 27 * unit, 84 * unit), fill=mix(hair, (20, 10, 30), 0.25))
    draw.rectangle((middle - 7 * unit, 62 * unit, middle + 7 * unit, 84 * unit), fill=mix(skin, hair, 0.25))
    draw.ellipse((middle - 40 * unit, 80 * unit, middle + 40 * unit, 130 * unit), fill=mix(skin, hair, 0.4))
    draw.ellipse((middle - 18 * unit, 22 * unit, middle + 18 * unit, 71 * unit), fill=skin)
    for side in (-1, 1):
        _eye(draw, (middle + side * 8 * unit, 45 * unit + chance.uniform(-1, 1) * unit), unit, chance.choice(NEON))
    draw.ellipse((middle - 5 * unit, 60 * unit, middle + 5 * unit, 63 * unit), fill=(208, 80, 100))
    _hand(draw, (middle + 26 * unit, 82 * unit), unit, skin)
    image = image.reduce(SCALE).filter(ImageFilter.GaussianBlur(3))
    _light(image, (SIDE // 2, SIDE * 30 // 100, SIDE * 40 // 100), (255, 240, 250), 0.35)
    return image


def _eye(draw: ImageDraw.ImageDraw, at: tuple[float, float], unit: float, iris: Colour) -> None:
    for wide, high, colour in ((5.2, 3.4, (250, 250, 252)), (3.1, 3.3, iris), (1.4, 1.5, (20, 14, 30))):
        draw.ellipse((at[0] - wide * unit, at[1] - high * unit, at[0] + wide * unit, at[1] + high * unit), fill=colour)
    draw.ellipse((at[0] + unit * 0.6, at[1] - unit * 2, at[0] + unit * 2, at[1] - unit * 0.6), fill=(255, 255, 255))


def _hand(draw: ImageDraw.ImageDraw, at: tuple[float, float], unit: float, skin: Colour) -> None:
    draw.ellipse((at[0] - 7 * unit, at[1] - 6 * unit, at[0] + 7 * unit, at[1] + 8 * unit), fill=skin)
    for finger in range(7):
        turn = -pi * 0.95 + finger * pi * 0.15
        tip = (at[0] + cos(turn) * 15 * unit, at[1] + sin(turn) * 15 * unit)
        draw.line([at, tip], fill=mix(skin, (255, 255, 255), 0.1), width=int(2.6 * unit))
