"""Looking among many pictures finds exactly those that are nearest."""

import random
import threading

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evidence import index as module
from bot.evidence.index import Hit, Index

HASHES = st.binary(min_size=32, max_size=32)


def slowly(entries: list[tuple[int, bytes]], wanted: bytes, limit: int) -> list[Hit]:
    """The same, one by one."""
    hits = [Hit((int.from_bytes(hash_) ^ int.from_bytes(wanted)).bit_count(), key) for key, hash_ in entries]
    return sorted(hits)[:limit]


@given(st.dictionaries(st.integers(0, 2**62), HASHES, max_size=40), HASHES, st.integers(1, 50))
def test_the_nearest_are_found(entries: dict[int, bytes], wanted: bytes, limit: int) -> None:
    """Law: what a look finds is what counting bit by bit finds, from no entry on."""
    index = Index()
    index.add(entries.items())
    assert index.nearest(wanted, limit) == slowly(list(entries.items()), wanted, limit)
    assert len(index) == len(entries)


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([1, 200]))
def test_pieces_make_no_difference(seed: int, limit: int) -> None:
    """Law: the same where there are more entries than one piece holds, however they came."""
    chance = random.Random(seed)  # noqa: S311 - it draws hashes
    entries = [(key, chance.randbytes(32)) for key in range(module.PIECE + 500)]
    index = Index()
    index.add(entries[:100])
    index.add(entries[100:])
    wanted = chance.choice(entries)[1]
    assert index.nearest(wanted, limit) == slowly(entries, wanted, limit)


def test_the_opposite_is_farthest() -> None:
    """All 256 bits differ: counted as such, and not as none."""
    index = Index()
    index.add([(1, b"\xff" * 32), (2, b"\x00" * 31 + b"\x01")])
    assert index.nearest(b"\x00" * 32, 2) == [Hit(1, 2), Hit(256, 1)]


def test_looking_while_others_add() -> None:
    """A look in another thread sees only entries that are there in full."""
    index, hash_, wrong = Index(), b"\x0f" * 32, list[Hit]()

    def look() -> None:
        while len(index) < 3000:
            wrong.extend(hit for hit in index.nearest(hash_, 10) if hit.distance or hit.key != 7)

    looking = threading.Thread(target=look)
    looking.start()
    for _ in range(3000):
        index.add([(7, hash_)])
    looking.join()
    assert wrong == []
