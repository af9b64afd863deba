"""Signs for what has no picture: a film, a sound, a solid, a sheet of paper."""

from math import cos, pi, sin

from PIL import ImageDraw

from bot.evidence.ink import LINE, QUIET
from bot.moderation.model import MediaKind

BARS = (0.35, 0.7, 1.0, 0.55, 0.85, 0.4, 0.65)


def draw_icon(draw: ImageDraw.ImageDraw, kind: MediaKind, middle: tuple[float, float], size: float) -> None:
    """Draw the sign of a kind, `size` wide and high."""
    match kind:
        case MediaKind.VIDEO:
            _film(draw, middle, size)
        case MediaKind.AUDIO:
            _sound(draw, middle, size)
        case MediaKind.MODEL:
            _solid(draw, middle, size)
        case MediaKind.IMAGE | MediaKind.OTHER:
            _paper(draw, middle, size)


def _film(draw: ImageDraw.ImageDraw, middle: tuple[float, float], size: float) -> None:
    x, y = middle
    half = size / 2
    draw.ellipse((x - half, y - half, x + half, y + half), outline=QUIET, width=int(size / 14))
    reach = size / 4.4
    draw.polygon([(x - reach * 0.7, y - reach), (x - reach * 0.7, y + reach), (x + reach * 1.1, y)], fill=QUIET)


def _sound(draw: ImageDraw.ImageDraw, middle: tuple[float, float], size: float) -> None:
    x, y = middle
    step = size / len(BARS)
    for place, part in enumerate(BARS):
        left = x - size / 2 + place * step
        reach = size * part / 2
        draw.rounded_rectangle((left, y - reach, left + step * 0.6, y + reach), radius=step * 0.3, fill=QUIET)


def _solid(draw: ImageDraw.ImageDraw, middle: tuple[float, float], size: float) -> None:
    x, y = middle
    corners = [(x + size / 2 * sin(turn * pi / 3), y - size / 2 * cos(turn * pi / 3)) for turn in range(6)]
    width = int(size / 16)
    draw.line([*corners, corners[0], corners[1]], fill=QUIET, width=width, joint="curve")
    for corner in corners[1::2]:
        draw.line([middle, corner], fill=LINE, width=width)


def _paper(draw: ImageDraw.ImageDraw, middle: tuple[float, float], size: float) -> None:
    x, y = middle
    wide, high, fold = size * 0.38, size / 2, size * 0.24
    outline = [(x - wide, y - high), (x + wide - fold, y - high), (x + wide, y - high + fold), (x + wide, y + high)]
    width = int(size / 16)
    draw.line([*outline, (x - wide, y + high), (x - wide, y - high)], fill=QUIET, width=width, joint="curve")
    corner = [(x + wide - fold, y - high), (x + wide - fold, y - high + fold), (x + wide, y - high + fold)]
    draw.line(corner, fill=LINE, width=width, joint="curve")
