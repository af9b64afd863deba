"""How many transformed pictures are known again, and how many unrelated ones are taken for the same."""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from PIL import Image

from bot.evidence.comparing import compare
from bot.evidence.fingerprint import fingerprint
from bot.moderation.resemblance import Fingerprint, Sameness
from tests.bench.floor import distance, phash
from tests.evidence.paintings import dice, painting
from tests.evidence.transforms import TRANSFORMS

STRANGERS = 6
"""Other pictures that each transformed one is compared with."""


@dataclass(frozen=True, slots=True)
class Looks:
    """One picture by both methods."""

    ours: Fingerprint
    plain: int

    @classmethod
    def of(cls, image: Image.Image) -> "Looks":
        """From its pixels."""
        return cls(fingerprint(image), phash(image))


@dataclass(frozen=True, slots=True)
class Subject:
    """A picture, and what became of it in every transform."""

    number: int
    itself: Looks
    copies: Mapping[str, Looks]


def _subject(seed: str, number: int) -> Subject:
    image = painting(seed, number)
    copies = {
        name: Looks.of(transform(image, dice(f"{seed}:{number}:{name}"))) for name, transform in TRANSFORMS.items()
    }
    return Subject(number, Looks.of(image), copies)


def collection(seed: str, count: int, by: Sameness) -> list[Subject]:
    """So many pictures, without those that are too flat to be judged."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        subjects = pool.map(partial(_subject, seed), range(count), chunksize=4)
        return [each for each in subjects if each.itself.ours.quality >= by.flat]


def strangers(subjects: Sequence[Subject]) -> Iterator[tuple[Looks, Looks]]:
    """Pairs of pictures that have nothing to do with each other."""
    for one, other in combinations(subjects, 2):
        yield one.itself, other.itself
    for place, one in enumerate(subjects):
        for turn, copy in enumerate(one.copies.values()):
            for step in range(STRANGERS):
                other = subjects[(place + 1 + (turn * STRANGERS + step) % (len(subjects) - 1)) % len(subjects)]
                yield copy, other.itself


@dataclass(frozen=True, slots=True)
class Recall:
    """What was measured.

    Attributes:
        ours, plain: Part that was known again, by transform.
        wrong: Unrelated pairs that ours takes for the same or derived.
        nearest: Distance of the nearest unrelated pair, by ours.
        plain_limit: The best threshold of the plain method: just below its nearest unrelated pair of this very set.
    """

    ours: Mapping[str, float]
    plain: Mapping[str, float]
    pairs: int
    wrong: int
    nearest: int
    plain_limit: int

    @property
    def mean(self) -> float:
        """Over all transforms."""
        return sum(self.ours.values()) / len(self.ours)

    @property
    def plain_mean(self) -> float:
        """The same, of the plain method."""
        return sum(self.plain.values()) / len(self.plain)


def measure(subjects: Sequence[Subject], by: Sameness) -> Recall:
    """Compare everything that has to be compared."""
    apart = [(compare(a.ours, b.ours).distance, distance(a.plain, b.plain)) for a, b in strangers(subjects)]
    limit = min(plain for _, plain in apart) - 1
    ours, plain = {}, {}
    for name in TRANSFORMS:
        pairs = [(each.itself, each.copies[name]) for each in subjects]
        ours[name] = sum(compare(a.ours, b.ours).distance <= by.derived for a, b in pairs) / len(pairs)
        plain[name] = sum(distance(a.plain, b.plain) <= limit for a, b in pairs) / len(pairs)
    nearest = min(own for own, _ in apart)
    return Recall(ours, plain, len(apart), sum(own <= by.derived for own, _ in apart), nearest, limit)
