"""Sample works, drawn rather than shipped: each style and seed gives one picture, always the same."""

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache

from PIL import Image

from .botanical import paint_botanical
from .contours import paint_contours
from .cutouts import paint_cutouts
from .harbour import paint_harbour
from .hills import paint_hills
from .quilt import paint_quilt
from .slop import paint_generic, paint_glow
from .tools import PALETTES, Dice, Palette, dice, to_jpeg


class Style(StrEnum):
    """How somebody works. The last two look made in bulk: glossy, centred, all alike."""

    HILLS = "hills"
    BOTANICAL = "botanical"
    CUTOUTS = "cutouts"
    CONTOURS = "contours"
    QUILT = "quilt"
    HARBOUR = "harbour"
    GLOW = "glow"
    GENERIC = "generic"


BY_HAND = tuple(style for style in Style if style not in {Style.GLOW, Style.GENERIC})

PAINTERS: dict[Style, Callable[[Dice, Palette], Image.Image]] = {
    Style.HILLS: paint_hills,
    Style.BOTANICAL: paint_botanical,
    Style.CUTOUTS: paint_cutouts,
    Style.CONTOURS: paint_contours,
    Style.QUILT: paint_quilt,
    Style.HARBOUR: paint_harbour,
    Style.GLOW: paint_glow,
    Style.GENERIC: paint_generic,
}


@lru_cache(maxsize=256)
def picture(style: Style, seed: int, shrunk: int = 1) -> bytes:
    """One work as JPEG, the same for the same style and seed; its sides so many times shorter than it was painted."""
    palette = PALETTES[(seed + len(style)) % len(PALETTES)]
    return to_jpeg(PAINTERS[style](dice(f"{style}:{seed}"), palette).reduce(shrunk))
