"""What goes to the bounded process and what comes back: a line of JSON and then bytes, both with their lengths."""

import json
import struct
from dataclasses import asdict, dataclass
from enum import StrEnum

from bot.evidence.limits import PictureLimits
from bot.evidence.sniff import Format

LENGTHS = struct.Struct(">II")


class Deed(StrEnum):
    """What can be done with a file."""

    DESCRIBE = "describe"
    SHRINK = "shrink"


@dataclass(frozen=True, slots=True)
class Order:
    """One thing to be done with one file.

    Attributes:
        most: The longest side of a shrunken picture.
    """

    deed: Deed
    format: Format
    limits: PictureLimits
    most: int = 0


def packed(head: object, size: int) -> bytes:
    """The beginning of a message: lengths and head. A body of this size has to follow."""
    line = json.dumps(head, separators=(",", ":")).encode()
    return LENGTHS.pack(len(line), size) + line


def packed_order(order: Order, size: int) -> bytes:
    """The beginning of an order."""
    return packed(asdict(order), size)


def read_order(line: bytes) -> Order:
    """The order that a head says."""
    given = json.loads(line)
    return Order(Deed(given["deed"]), Format(given["format"]), PictureLimits(**given["limits"]), given["most"])
