"""Counts a GIF's frames by walking its blocks, without unpacking any (GIF89a specification, appendix A and B).

Pillow counts by seeking, which lets a file of 25 MB and a million frames hold a thread for half a minute.
"""

HEADER = 13
IMAGE = 0x2C
EXTENSION = 0x21
DESCRIPTOR = 10


def frames(data: bytes, most: int) -> int:
    """How many frames there are, or `most + 1` where there are more. A file that ends too soon ends the count."""
    at = HEADER + _palette(data, 10)
    count = 0
    while at < len(data) and count <= most:
        if data[at] == IMAGE:
            count += 1
            at = _after_blocks(data, at + DESCRIPTOR + _palette(data, at + 9) + 1)
        elif data[at] == EXTENSION:
            at = _after_blocks(data, at + 2)
        else:
            break
    return count


def _palette(data: bytes, at: int) -> int:
    packed = data[at] if at < len(data) else 0
    return 3 << ((packed & 7) + 1) if packed & 0x80 else 0


def _after_blocks(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return at + 1
