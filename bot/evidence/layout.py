"""Where tiles stand on a sheet: rows of one height each, like a hung wall, no picture cut and none stretched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

GAP = 20
STRIP = 84
"""The bar over each tile that bears its letter. Letters stand beside the work, never on it: corners are signed."""

TALLEST = 1150
SMALLEST = 220
ENLARGED = 2
"""A small picture is drawn at most twice its size: blown up, it would look worse than it is."""

NARROWEST, WIDEST = 0.4, 2.8

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A tile's place, without its strip, which stands right above it."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Block:
    """Placed tiles, in the order given, and the room they take from (0, 0)."""

    boxes: tuple[Box, ...]
    width: int
    height: int


def arrange(sizes: Sequence[Size], width: int, shape: float) -> Block:
    """Place tiles of these sizes in the rows that show most of the smallest, so that none is drawn above the others.

    Args:
        sizes: Of the pictures, in their order.
        width: The most that a row may take.
        shape: Height over width of the frame in which people will see it, shrunk to fit.
    """
    blocks = (_stack(sizes, rows, width) for rows in range(1, len(sizes) + 1))
    return max(blocks, key=lambda block: _shown(block, shape))


def _shown(block: Block, shape: float) -> float:
    area = min(box.width * box.height for box in block.boxes)
    return float(area * min(1 / block.width, shape / block.height) ** 2)


def _stack(sizes: Sequence[Size], rows: int, width: int) -> Block:
    placed: list[list[Box]] = []
    y = 0
    for row in _rows(sizes, rows):
        height = _height(row, width)
        placed.append(list(_row(row, y + STRIP, height)))
        y += STRIP + height + GAP
    widest = max(row[-1].x + row[-1].width for row in placed)
    return Block(tuple(box for row in placed for box in _centred(row, widest)), widest, y - GAP)


def _rows(sizes: Sequence[Size], rows: int) -> Iterator[Sequence[Size]]:
    longest = ceil(len(sizes) / rows)
    short = longest * rows - len(sizes)
    at = 0
    for row in range(rows):
        length = longest - (row >= rows - short)
        if length:
            yield sizes[at : at + length]
        at += length


def _aspect(size: Size) -> float:
    return min(max(size[0] / size[1], NARROWEST), WIDEST)


def _height(row: Sequence[Size], width: int) -> int:
    room = (width - GAP * (len(row) - 1)) / sum(map(_aspect, row))
    native = max(height * ENLARGED for _, height in row)
    return int(min(room, TALLEST, max(native, SMALLEST)))


def _row(row: Sequence[Size], y: int, height: int) -> Iterator[Box]:
    x = 0
    for size in row:
        width = int(_aspect(size) * height)
        yield Box(x, y, width, height)
        x += width + GAP


def _centred(row: Sequence[Box], width: int) -> Iterator[Box]:
    shift = (width - row[-1].x - row[-1].width) // 2
    return (Box(box.x + shift, box.y, box.width, box.height) for box in row)
