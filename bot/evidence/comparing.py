"""How far two fingerprints are from each other."""

import numpy as np
import numpy.typing as npt

from bot.moderation.resemblance import Compared, Fingerprint

Hashes = npt.NDArray[np.uint64]


def compare(one: Fingerprint, other: Fingerprint) -> Compared:
    """The whole of each against every window of the other; the nearest counts."""
    distance = min(_nearest(one.turned, other.windows), _nearest(other.turned, one.windows))
    return Compared(distance, min(one.quality, other.quality), one.pixels == other.pixels)


def _nearest(turned: bytes, windows: bytes) -> int:
    differing = np.bitwise_count(unpacked(turned)[:, np.newaxis] ^ unpacked(windows))
    return int(differing.sum(axis=2, dtype=np.uint16).min())


def unpacked(hashes: bytes) -> Hashes:
    """Packed hashes, a row of four words each."""
    return np.frombuffer(hashes, dtype=np.uint64).reshape(-1, 4)
