"""How much a file may ask of us (measured with Pillow 13 on Python 3.11).

A 36-byte WebP of 12000 by 12000 costs 2.2 GB where only Pillow's own limit holds: hence these.
"""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """What is decoded. Sides and pixels are read from the header, before anything is unpacked."""

    size: int = 25 * MEGABYTE
    pixels: int = 40_000_000
    least_side: int = 32
    most_side: int = 12_000
    frames: int = 1_000


@dataclass(frozen=True, slots=True)
class ProcessLimits:
    """What the process that reads files may use.

    Attributes:
        memory: Address space in bytes, beyond what its libraries take.
        cpu: Seconds of computing for one file.
        wall: Seconds for one file, by the clock of whoever waits.
        written: Bytes of any file that it writes; it has no reason to write one.
        files: Open files.
        turns: Files that it reads before it is replaced, so that nothing adds up.
    """

    memory: int = 800 * MEGABYTE
    cpu: int = 8
    wall: float = 20
    written: int = 8 * MEGABYTE
    files: int = 32
    turns: int = 200


DEFAULT_LIMITS = PictureLimits()
PROCESS_LIMITS = ProcessLimits()


class Unfit(Exception):
    """A file is nothing that can be shown. `key` names the sentence that says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key
