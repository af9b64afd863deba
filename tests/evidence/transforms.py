"""What people, programs and evaders do to a picture: 28 transforms, by name. Chance says where, and in which colour."""

from collections.abc import Callable, Mapping
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

from tests.evidence.paintings import Dice, colour

Transform = Callable[[Image.Image, Dice], Image.Image]

WORDS = ("made this last night", "sunday with the family", "for sale, ask me", "do not repost", "part three of nine")
WHITE, BLACK = (255, 255, 255), (0, 0, 0)


def saved(format_: str, **options: int) -> Transform:
    """Through another file."""

    def transform(image: Image.Image, _: Dice) -> Image.Image:
        file = BytesIO()
        image.save(file, format_, **options)
        return Image.open(BytesIO(file.getvalue())).convert("RGB")

    return transform


def scaled(across: float, down: float) -> Transform:
    """To other sides."""
    return lambda image, _: image.resize((round(image.width * across), round(image.height * down)))


def cropped(part: float) -> Transform:
    """A part of each side cut away, in all, anywhere."""

    def transform(image: Image.Image, chance: Dice) -> Image.Image:
        width, height = round(image.width * (1 - part)), round(image.height * (1 - part))
        x, y = chance.randint(0, image.width - width), chance.randint(0, image.height - height)
        return image.crop((x, y, x + width, y + height))

    return transform


def turned(how: Image.Transpose) -> Transform:
    """Turned or mirrored."""
    return lambda image, _: image.transpose(how)


def tilted(image: Image.Image, chance: Dice) -> Image.Image:
    """Two degrees askew, on white."""
    return image.rotate(chance.choice((-2, 2)), Image.Resampling.BICUBIC, fillcolor=WHITE)


def brighter(image: Image.Image, _: Dice) -> Image.Image:
    """By a third."""
    return ImageEnhance.Brightness(image).enhance(1.3)


def darker(image: Image.Image, _: Dice) -> Image.Image:
    """Along a curve, as photo programs do it."""
    return image.point([round(255 * (value / 255) ** 1.6) for value in range(256)] * 3)


def contrast(image: Image.Image, _: Dice) -> Image.Image:
    """More of it."""
    return ImageEnhance.Contrast(image).enhance(1.4)


def grey(image: Image.Image, _: Dice) -> Image.Image:
    """Without colour."""
    return image.convert("L").convert("RGB")


def tinted(image: Image.Image, chance: Dice) -> Image.Image:
    """As by a filter of one colour."""
    return Image.blend(image, Image.new("RGB", image.size, colour(chance)), 0.25)


def blurred(image: Image.Image, _: Dice) -> Image.Image:
    """Softly."""
    return image.filter(ImageFilter.GaussianBlur(3))


def sharpened(image: Image.Image, _: Dice) -> Image.Image:
    """Too much."""
    return image.filter(ImageFilter.UnsharpMask(3, 200))


def noisy(image: Image.Image, chance: Dice) -> Image.Image:
    """As a photograph of the dark."""
    noise = np.random.default_rng(chance.randrange(2**32)).normal(0, 18, (image.height, image.width, 3))
    return Image.fromarray((np.asarray(image) + noise).clip(0, 255).astype(np.uint8))


def watermarked(image: Image.Image, chance: Dice) -> Image.Image:
    """A word across it, see-through."""
    layer = Image.new("RGBA", image.size)
    place = image.width / 2, image.height * chance.uniform(0.3, 0.7)
    ImageDraw.Draw(layer).text(place, "SAMPLE", (255, 255, 255, 130), _font(image.width * 0.16), anchor="mm")
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def signed(image: Image.Image, chance: Dice) -> Image.Image:
    """A logo in a corner."""
    image, side = image.copy(), min(image.size) * 0.1
    x = chance.choice((side / 2, image.width - side * 1.5))
    y = chance.choice((side / 2, image.height - side * 1.5))
    ImageDraw.Draw(image).ellipse((x, y, x + side, y + side), fill=colour(chance))
    return image


def captioned(image: Image.Image, chance: Dice) -> Image.Image:
    """Words on a bar over it, as a meme has them."""
    image, bar = image.copy(), image.height * chance.uniform(0.09, 0.14)
    top, (ground, ink) = chance.choice((0.0, image.height - bar)), chance.choice(((BLACK, WHITE), (WHITE, BLACK)))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, top, image.width, top + bar), fill=ground)
    place = image.width / 2, top + bar / 2
    draw.text(place, chance.choice(WORDS), ink, _font(bar * 0.5), anchor="mm")
    return image


def bordered(part: float) -> Transform:
    """An even frame, a part of the longer side wide."""

    def transform(image: Image.Image, chance: Dice) -> Image.Image:
        return ImageOps.expand(image, round(max(image.size) * part), chance.choice((WHITE, BLACK, colour(chance))))

    return transform


def on_screen(image: Image.Image, chance: Dice) -> Image.Image:
    """A screenshot: a bar with buttons above it, lines of a page below it, the page's ground around it."""
    side, top, below = (image.height * chance.uniform(*span) for span in ((0.02, 0.07), (0.07, 0.13), (0.06, 0.16)))
    ground, ink = chance.choice((((24, 25, 28), (190, 190, 196)), ((250, 250, 250), (60, 60, 66))))
    screen = Image.new("RGB", (round(image.width + 2 * side), round(image.height + top + below)), ground)
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, screen.width, top * 0.7), fill=colour(chance))
    for button in range(3):
        x = (0.3 + button * 0.4) * top
        draw.ellipse((x, top * 0.25, x + top * 0.2, top * 0.45), fill=colour(chance))
    screen.paste(image, (round(side), round(top)))
    for line in (0.3, 0.6):
        y = image.height + top + below * line
        draw.rectangle((side, y, screen.width * chance.uniform(0.4, 0.9), y + below * 0.12), fill=ink)
    return screen


def _font(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(max(8, size))


TRANSFORMS: Mapping[str, Transform] = {
    "JPEG of quality 20": saved("JPEG", quality=20),
    "WebP of quality 50": saved("WEBP", quality=50),
    "GIF": saved("GIF"),
    "a quarter of the size": scaled(0.25, 0.25),
    "squeezed by 15 %": scaled(0.85, 1),
    "crop 5 %": cropped(0.05),
    "crop 10 %": cropped(0.1),
    "crop 20 %": cropped(0.2),
    "turned by 90°": turned(Image.Transpose.ROTATE_90),
    "turned by 180°": turned(Image.Transpose.ROTATE_180),
    "turned by 270°": turned(Image.Transpose.ROTATE_270),
    "mirrored": turned(Image.Transpose.FLIP_LEFT_RIGHT),
    "upside down": turned(Image.Transpose.FLIP_TOP_BOTTOM),
    "tilted by 2°": tilted,
    "brighter": brighter,
    "darker": darker,
    "more contrast": contrast,
    "grey": grey,
    "tinted": tinted,
    "blurred": blurred,
    "sharpened": sharpened,
    "noise": noisy,
    "watermark": watermarked,
    "logo": signed,
    "caption": captioned,
    "border 5 %": bordered(0.05),
    "border 10 %": bordered(0.1),
    "screenshot": on_screen,
}
