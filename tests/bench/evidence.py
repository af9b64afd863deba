"""Sameness: what it finds and what it costs, beside the floor, with the goals that it is held to."""

import secrets
from collections.abc import Iterator

from bot.config import load_policy
from tests.bench.cost import Inspection, LookUp, inspection, look_up
from tests.bench.recall import Recall, collection, measure

RECALL, RATIO, MILLISECONDS, MEGABYTES = 0.9, 2.0, 5.0, 64.0

Line = tuple[str, bool]
"""What is printed, and whether a goal that stands in it is reached."""


def run(seed: str | None, *, quick: bool) -> bool:
    """Measure and print. Whether every goal is reached."""
    seed, by = seed or secrets.token_hex(4), load_policy().sameness
    count, sample, among, times = (16, 40, 100_000, 3) if quick else (120, 150, 1_000_000, 9)
    print(f"evidence: seed {seed}, {count} pictures drawn{', the quick form' if quick else ''}")  # noqa: T201
    subjects = collection(seed, count, by)
    print(f"{count - len(subjects)} of them are too flat to be judged and are left out")  # noqa: T201
    lines = [*_recall(measure(subjects, by), by.derived), *_inspection(inspection(seed, times))]
    lines += _look_up(look_up(subjects, by, among, sample, seed))
    for text, _ in lines:
        print(text)  # noqa: T201
    return all(reached for _, reached in lines)


def _goal(text: str, *, reached: bool) -> Line:
    return f"{text}  {'ok' if reached else 'MISSED'}", reached


def _recall(found: Recall, limit: int) -> Iterator[Line]:
    yield f"\n{'recall by transform':24}{'ours':>8}{'pHash':>8}", True
    for name, ours in found.ours.items():
        yield f"{name:24}{ours:8.2f}{found.plain[name]:8.2f}", True
    yield _goal(f"{'mean':24}{found.mean:8.3f}{found.plain_mean:8.3f}  goal {RECALL}", reached=found.mean >= RECALL)
    wrong = f"false positives: {found.wrong} of {found.pairs} unrelated pairs up to {limit} bits, the nearest at"
    yield _goal(f"{wrong} {found.nearest}; goal 0", reached=found.wrong == 0)
    yield f"pHash has the best threshold that it could have here, {found.plain_limit}: no false positive either", True


def _inspection(cost: Inspection) -> Iterator[Line]:
    ratio = cost.ours / cost.floor
    yield "\na JPEG of 12 megapixels, in milliseconds", True
    yield f"  bare decode, thumbnail and hash of pixels {cost.floor:8.1f}", True
    text = f"  ours, without the fingerprint             {cost.ours:8.1f}  {ratio:.2f} times, goal {RATIO}"
    yield _goal(text, reached=ratio <= RATIO)
    yield f"  its fingerprint                           {cost.fingerprint:8.1f}", True
    yield f"  the start of a process                    {cost.start:8.1f}", True


def _look_up(cost: LookUp) -> Iterator[Line]:
    yield f"\none look-up among {cost.among:,} pictures", True
    yield _goal(f"  {cost.once:.2f} ms, goal {MILLISECONDS}", reached=cost.once <= MILLISECONDS)
    yield _goal(f"  {cost.megabytes:.0f} MB at most, goal {MEGABYTES:.0f}", reached=cost.megabytes <= MEGABYTES)
    yield f"  {cost.whole:.1f} ms for all that one picture is looked up by", True
    yield f"  look-up and comparison together know {cost.found:.3f} again, the comparison alone {cost.known:.3f}", True
