"""How much a picture may ask of us (measured with Pillow 13 on Python 3.11).

A 36-byte WebP of 12000 by 12000 costs 2.2 GB where only Pillow's own limit holds: hence these.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """What is decoded. Sides and pixels are read from the header, before anything is unpacked."""

    size: int = 25 * 1024 * 1024
    pixels: int = 40_000_000
    least_side: int = 32
    most_side: int = 12_000
    frames: int = 1_000


DEFAULT_LIMITS = PictureLimits()


class Unfit(Exception):
    """A file is no picture that can be shown. `key` names the sentence that says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key
