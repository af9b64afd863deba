"""Large blocks of memory go back to the system as soon as nobody needs them.

By itself glibc puts them on its heap, once one of them has been let go: there anything small that stands above one
keeps its place from the system, and from the next large one (mallopt(3), 'dynamic mmap threshold'). So a file of 25 MB
took 25 MB for ever, and sometimes twice that.
"""

import ctypes
from typing import Final

MMAP_THRESHOLD: Final = -3
LARGE: Final = 1024 * 1024
"""Bytes. What is read from a connection at once is less, and is better kept at hand."""


def give_back() -> None:
    """From now on, and for good. Where the system's allocator is another one, it does as it does."""
    allocator = ctypes.CDLL(None)
    if hasattr(allocator, "mallopt"):
        allocator.mallopt(MMAP_THRESHOLD, LARGE)
