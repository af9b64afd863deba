"""What inspecting and looking up cost, as parts of a floor that is measured in the same run."""

import hashlib
import random
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from statistics import median

import numpy as np
from PIL import Image

from bot.evidence.comparing import compare
from bot.evidence.fingerprint import fingerprint, hash_pixels
from bot.evidence.index import Index
from bot.evidence.inside.decode import decode
from bot.evidence.limits import DEFAULT_LIMITS
from bot.evidence.resemblances import CANDIDATES, looked_up
from bot.evidence.sniff import Format
from bot.evidence.welcome import check_format
from bot.moderation.resemblance import Sameness
from tests.bench.recall import Subject
from tests.evidence.paintings import painting

TWELVE_MEGAPIXELS = (4000, 3000)
THUMBNAIL = (480, 480)
HASH = 32
BATCH = 50_000


def milliseconds(times: int, *works: Callable[[], object]) -> list[float]:
    """The median of so many runs of each; they take turns, so that a busy machine is hard on all of them alike."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(times):
        for work, each in zip(works, taken, strict=True):
            start = time.perf_counter()
            work()
            each.append((time.perf_counter() - start) * 1000)
    return list(map(median, taken))


def photograph(seed: str) -> bytes:
    """A JPEG of twelve megapixels, with grain."""
    large = painting(seed, 2).resize(TWELVE_MEGAPIXELS)
    grain = np.random.default_rng(len(seed)).integers(-9, 10, (3000, 4000, 1), dtype=np.int16)
    file = BytesIO()
    Image.fromarray((np.asarray(large) + grain).clip(0, 255).astype(np.uint8)).save(file, "JPEG", quality=90)
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class Inspection:
    """Milliseconds, for one photograph of twelve megapixels."""

    floor: float
    ours: float
    fingerprint: float
    start: float


def inspection(seed: str, times: int) -> Inspection:
    """Ours without the fingerprint, beside what nobody can do without; the fingerprint and a process's start apart."""
    data = photograph(seed)
    decoded = decode(Format.JPEG, data, DEFAULT_LIMITS)
    works = (lambda: _bare(data), lambda: _ours(data), lambda: fingerprint(decoded), lambda: hash_pixels(decoded))
    bare, ours, whole, pixels = milliseconds(times, *works)
    return Inspection(bare, ours, whole - pixels, *milliseconds(3, _start))


def _bare(data: bytes) -> str:
    image = Image.open(BytesIO(data)).convert("RGB")
    digest = hashlib.sha256(image.tobytes()).hexdigest()
    image.thumbnail(THUMBNAIL)
    return digest


def _ours(data: bytes) -> str:
    image = decode(check_format("photograph.jpg", data, DEFAULT_LIMITS), data, DEFAULT_LIMITS)
    digest = hash_pixels(image)
    image.thumbnail(THUMBNAIL)
    return digest


def _start() -> None:
    subprocess.run([sys.executable, "-c", "import bot.evidence.inspect"], check=True)


@dataclass(frozen=True, slots=True)
class LookUp:
    """Among so many pictures.

    Attributes:
        once: Milliseconds of one look-up of 256 bits: the quickest of many, since a busy machine only adds to it.
        whole: Milliseconds for all that one picture is looked up by: its orientations, and what may be framed in it.
        megabytes: The most that was needed, to fill it and to look.
        found: Part of the sampled copies whose original was looked up and then known again.
        known: Part of the same copies that are known again where the original is compared in any case.
    """

    among: int
    once: float
    whole: float
    megabytes: float
    found: float
    known: float


def look_up(subjects: Sequence[Subject], by: Sameness, among: int, sample: int, seed: str) -> LookUp:
    """Hide the originals among random hashes, and look for copies of them."""
    chance = random.Random(seed)  # noqa: S311 - it picks samples
    tracemalloc.start()
    index = _filled(subjects, among)
    probe = chance.randbytes(HASH)
    index.nearest(probe, CANDIDATES)
    peak = tracemalloc.get_traced_memory()[1] / 1024**2
    tracemalloc.stop()
    once = min(milliseconds(1, lambda: index.nearest(probe, CANDIDATES))[0] for _ in range(50))
    pairs = [(place, one, copy) for place, one in enumerate(subjects) for copy in one.copies.values()]
    picked = chance.sample(pairs, min(sample, len(pairs)))
    known = [compare(one.itself.ours, copy.ours).distance <= by.derived for _, one, copy in picked]
    start = time.perf_counter()
    listed = [place in looked_up(index, copy.ours) for place, _, copy in picked]
    whole = (time.perf_counter() - start) * 1000 / len(picked)
    found = sum(here and same for here, same in zip(listed, known, strict=True))
    return LookUp(among, once, whole, peak, found / len(picked), sum(known) / len(picked))


def _filled(subjects: Sequence[Subject], among: int) -> Index:
    """The originals by their place, and others behind them."""
    index = Index()
    index.add((place, one.itself.ours.turned[:HASH]) for place, one in enumerate(subjects))
    numbers = np.random.default_rng(among)
    while (have := len(index)) < among:
        hashes = numbers.bytes(HASH * min(BATCH, among - have))
        index.add((have + at // HASH, hashes[at : at + HASH]) for at in range(0, len(hashes), HASH))
    return index
