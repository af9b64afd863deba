"""Which parts of a picture are looked at: a copy may show less of it, or show it within something else."""

from collections.abc import Iterator
from typing import NamedTuple


class Window(NamedTuple):
    """A part of a picture, in parts of its height and width."""

    top: float
    left: float
    height: float
    width: float


GRIDS = ((1.0, 1), (0.95, 3), (0.9, 3), (0.85, 3), (0.8, 5), (0.7, 5), (0.6, 5), (0.5, 5))
"""A part of both sides, and how many windows of it stand along each: what was cut from all sides, or framed.

An odd number, so that one stands in the middle, where most cuts and frames leave it.
"""

BANDS = ((0.88, 3), (0.75, 3), (0.6, 3))
"""A part of one side, the other whole: a strip that was cut off, or a caption that was added."""

MIDDLES = ((0.75, 0.85, 4), (0.85, 0.75, 3), (0.65, 0.8, 3), (0.8, 0.9, 3), (0.9, 0.8, 3))
"""Height, width, and how many of it stand above each other: what a screen shows, or a long picture in an even frame."""


def _starts(part: float, count: int) -> list[float]:
    return [(1 - part) * (place / (count - 1)) for place in range(count)] if count > 1 else [0.0]


def _windows() -> Iterator[Window]:
    for part, count in GRIDS:
        yield from (Window(top, left, part, part) for top in _starts(part, count) for left in _starts(part, count))
    for part, count in BANDS:
        yield from (Window(start, 0.0, part, 1.0) for start in _starts(part, count))
        yield from (Window(0.0, start, 1.0, part) for start in _starts(part, count))
    for height, width, count in MIDDLES:
        yield from (Window(top, (1 - width) / 2, height, width) for top in _starts(height, count))


def _is_framed(window: Window) -> bool:
    """Whether it stands in the middle; what is not as wide as it is high may stand higher or lower."""
    level = window.left == (1 - window.width) / 2
    return level and (window.top == (1 - window.height) / 2 or window.height != window.width)


WINDOWS = tuple(_windows())
"""The first is the whole picture."""

FRAMED = tuple(place for place, each in enumerate(WINDOWS) if place and _is_framed(each))
"""Places of those that are asked for among all pictures, beside the whole: a frame mostly lies around the middle."""
