"""What sheets are drawn with: colours that leave the work its own, letters that can be read on a phone."""

import unicodedata
from functools import lru_cache

from PIL import ImageDraw, ImageFont

WALL = (27, 28, 31)
PLATE = (45, 47, 52)
LINE = (110, 114, 124)
QUIET = (178, 182, 191)
BRIGHT = (243, 243, 240)
DARK = (20, 20, 22)

Colour = tuple[int, int, int]


@lru_cache(maxsize=32)
def font(size: int) -> ImageFont.FreeTypeFont:
    """Aileron (CC0), which Pillow brings along: the same letters on every machine."""
    found = ImageFont.load_default(size)
    if not isinstance(found, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType: letters cannot be drawn at a size")
    return found


def latin(text: str) -> str:
    """The text in the letters that the font has (ASCII): accents fold, what has no such letter is left out."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().strip()


def fitted(text: str, size: int, width: int) -> str:
    """The text, its middle left out where it is wider than `width`: a file name's end says what it is."""
    if font(size).getlength(text) <= width:
        return text
    half = next((n for n in range(len(text) // 2, 0, -1) if _length(text, n, size) <= width), 0)
    return f"{text[:half]}...{text[len(text) - half :]}" if half else ""


def _length(text: str, half: int, size: int) -> float:
    return font(size).getlength(f"{text[:half]}...{text[-half:]}")


def badge(draw: ImageDraw.ImageDraw, x: int, y: int, height: int, letter: str) -> int:
    """A letter on a light plate; the x where the plate ends."""
    face = font(int(height * 0.74))
    width = max(height, int(face.getlength(letter) + height * 0.5))
    draw.rounded_rectangle((x, y, x + width - 1, y + height - 1), radius=height // 6, fill=BRIGHT)
    middle = (x + width / 2, y + height / 2)
    draw.text(middle, letter, font=face, fill=DARK, anchor="mm", stroke_width=max(1, height // 40), stroke_fill=DARK)
    return x + width
