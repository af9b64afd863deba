"""The bounded process: `bot.evidence.pool` starts it and hands it one file after another."""

import codecs
import json
import os
import sys
from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from PIL import Image, MpoImagePlugin, TiffImagePlugin  # noqa: F401 - the last two are loaded at first use

from bot.evidence.inside.confine import confine, grant, rest
from bot.evidence.inside.credentials import trust
from bot.evidence.inside.deeds import done
from bot.evidence.limits import DEFAULT_LIMITS, ProcessLimits
from bot.evidence.sniff import Format
from bot.evidence.wire import LENGTHS, Deed, Order, packed, read_order

CODES = ("ascii", "latin-1", "utf-8", "utf-16", "utf-16-be", "utf-16-le")
SAMPLED = (Format.JPEG, Format.PNG, Format.WEBP, Format.GIF, Format.AVIF)


def main() -> None:
    """Warm up, give up all privileges, and serve until nobody asks any more."""
    limits = ProcessLimits(**json.loads(sys.argv[1]))
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)  # whatever a library prints is no answer
    _, anchors = _received(source)
    trust(anchors.decode("ascii"))
    _warm()
    confine(limits)
    _send(sink, {"ready": True}, b"")
    os.dup2(silence, 2)  # and what it complains of has a stranger's words in it
    while (order := _next(source)) is not None:
        grant(limits)
        head, body = done(*order)
        rest()
        _send(sink, head, body)


def _warm() -> None:
    """Load everything that is loaded at first use: later there may be no right to read it."""
    for name in CODES:
        codecs.lookup(name)
    datetime.strptime("2024", "%Y")  # noqa: DTZ007 - for its import
    for what in SAMPLED:
        sample = BytesIO()
        Image.new("RGBA" if what is Format.PNG else "RGB", (64, 64)).save(sample, str(what), exif=Image.Exif())
        for deed in Deed:
            done(Order(deed, what, DEFAULT_LIMITS, 32), sample.getvalue())


def _received(source: BinaryIO) -> tuple[bytes, bytes]:
    """Head and body of what was handed over; nothing where nobody hands over any more."""
    lengths = source.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return b"", b""
    head, body = LENGTHS.unpack(lengths)
    return source.read(head), source.read(body)


def _next(source: BinaryIO) -> tuple[Order, bytes] | None:
    head, body = _received(source)
    return (read_order(head), body) if head else None


def _send(sink: BinaryIO, head: dict[str, object], body: bytes) -> None:
    sink.write(packed(head, len(body)))
    sink.write(body)
    sink.flush()


if __name__ == "__main__":
    main()
