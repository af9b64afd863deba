"""What ours is held against: the plain perceptual hash that everybody knows."""

import numpy as np
from PIL import Image

SIDE, LOW = 64, 16


def phash(image: Image.Image) -> int:
    """256 bits: the lowest 16 by 16 cosine frequencies of a 64 by 64 reduction, against their median."""
    small = np.asarray(image.convert("L").resize((SIDE, SIDE), Image.Resampling.LANCZOS), dtype=np.float64)
    places = (np.arange(SIDE) + 0.5) * np.pi / SIDE
    cosines = np.cos(np.outer(np.arange(LOW), places))
    low = cosines @ small @ cosines.T
    return int.from_bytes(np.packbits(low > np.median(low)).tobytes())


def distance(one: int, other: int) -> int:
    """Bits in which two hashes differ."""
    return (one ^ other).bit_count()
