"""What a picture looks like, as bits that outlast scaling, compression, cuts, frames and turning.

A hash is made as in PDQ ('The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm', Facebook, 2019):
64 by 64 means of brightness, their lowest 16 by 16 cosine frequencies, and a bit for each that is above their median.
It is made of the whole picture in its eight orientations and of many windows of it, all from one integral image.
"""

import hashlib
from functools import cache
from itertools import groupby

import numpy as np
import numpy.typing as npt
from PIL import Image

from bot.evidence.windows import WINDOWS
from bot.moderation.resemblance import Fingerprint

METHOD = 2
"""Counted up with every change after which stored fingerprints cannot be compared with new ones."""

Numbers = npt.NDArray[np.float64]

SIDE = 64
LOW = 16
LOOKED_AT = 512
"""Longest side, in pixels, of what the means are taken from."""
GRADIENT = 90
"""The sum of steps between neighbours (in hundredths of the way from black to white) that makes a point of quality."""
BEST = 100


def fingerprint(image: Image.Image) -> Fingerprint:
    """The fingerprint of a picture, decoded in full, upright and in RGB."""
    summed = _integral(_brightness(image))
    means = _means(summed)
    frequencies = _cosines() @ means @ _cosines().T
    return Fingerprint(
        pixels=hash_pixels(image),
        quality=_quality(means[0]),
        turned=_bits(_orientations(frequencies[0])),
        windows=_bits(frequencies),
    )


def hash_pixels(image: Image.Image) -> str:
    """SHA-256 (hex) of the size and the pixels."""
    digest = hashlib.sha256(f"{image.width}x{image.height}:".encode())
    digest.update(image.tobytes())
    return digest.hexdigest()


def _brightness(image: Image.Image) -> Numbers:
    part = LOOKED_AT / max(image.size)
    if part < 1:
        size = max(1, round(image.width * part)), max(1, round(image.height * part))
        image = image.resize(size, Image.Resampling.BILINEAR, reducing_gap=1.0)
    return np.asarray(image.convert("L"), dtype=np.float64)


def _integral(brightness: Numbers) -> Numbers:
    """At each corner between pixels the sum of all that lies above it and to its left."""
    return np.pad(brightness.cumsum(0).cumsum(1), ((1, 0), (1, 0)))


def _means(summed: Numbers) -> Numbers:
    """Each window as 64 by 64 means of brightness. Those that stand beside each other share their rows."""
    height, width = (length - 1 for length in summed.shape)
    sums = []
    for (top, tall), beside in groupby(WINDOWS, key=lambda each: (each.top, each.height)):
        lefts, wides = zip(*((each.left, each.width) for each in beside), strict=True)
        rows = _sums(summed, height * np.array([top]), height * np.array([tall]))[0]
        sums.append(_sums(rows.T, width * np.array(lefts), width * np.array(wides)).transpose(0, 2, 1))
    pixels = [height * each.height * width * each.width for each in WINDOWS]
    means: Numbers = np.concatenate(sums) * (SIDE * SIDE / np.array(pixels))[:, np.newaxis, np.newaxis]
    return means


def _sums(lines: Numbers, starts: Numbers, lengths: Numbers) -> Numbers:
    """For each span what lies in its 64 even steps across the lines; an end may lie between two of them."""
    places = starts[:, np.newaxis] + lengths[:, np.newaxis] * np.arange(SIDE + 1) / SIDE
    above = np.minimum(places.astype(np.intp), len(lines) - 2)
    part = (places - above)[..., np.newaxis]
    return np.diff(lines[above] * (1 - part) + lines[above + 1] * part, axis=1)


@cache
def _cosines() -> Numbers:
    """The lowest frequencies but the first, which is brightness alone."""
    places = (np.arange(SIDE) + 0.5) * np.pi / SIDE
    cosines: Numbers = np.cos(np.outer(np.arange(1, LOW + 1), places))
    return cosines


def _orientations(frequencies: Numbers) -> Numbers:
    """What the frequencies are of the picture turned and mirrored: every other sign, rows for columns."""
    signs = (-1.0) ** np.arange(1, LOW + 1)
    mirrored = (frequencies, frequencies * signs)
    flipped = [each for one in mirrored for each in (one, one * signs[:, np.newaxis])]
    return np.stack([*flipped, *(each.T for each in flipped)])


def _bits(frequencies: Numbers) -> bytes:
    flat = frequencies.reshape(len(frequencies), -1)
    return np.packbits(flat > np.median(flat, axis=1, keepdims=True), axis=1).tobytes()


def _quality(means: Numbers) -> int:
    steps = sum(np.abs(np.trunc(np.diff(means, axis=axis) * BEST / 255)).sum() for axis in (0, 1))
    return min(BEST, int(steps / GRADIENT))
