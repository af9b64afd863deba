"""What can be asked of the bounded process: a deed takes an order and a file, and gives a head and a body."""

from collections.abc import Callable
from dataclasses import asdict

from PIL import Image

from bot.evidence.inside import film
from bot.evidence.inside.decode import decode, size_upright, unpacked
from bot.evidence.inside.picture import Picture
from bot.evidence.inside.provenance import facts
from bot.evidence.limits import Unfit
from bot.evidence.sniff import FILMS
from bot.evidence.wire import Deed, Order
from bot.ports import FileFact

Answer = tuple[dict[str, object], bytes]


def describe(order: Order, data: bytes) -> Answer:
    """How large it is, and what it says about its making. A picture is unpacked in full: only that finds a cut one."""
    if order.format in FILMS:
        found = film.describe(order.format, data, order.limits)
        return _described(found.width, found.height, found.facts), b""
    with unpacked(order.format, data, order.limits) as image:
        width, height = size_upright(image)
        return _described(width, height, facts(Picture(order.format, data, image))), b""


def shrink(order: Order, data: bytes) -> Answer:
    """The picture in RGB, its longer side at most so long: pixels and nothing else."""
    if order.format in FILMS:
        small = film.poster(order.format, data, order.limits, order.most)
    else:
        small = decode(order.format, data, order.limits, within=(order.most, order.most))
        small.thumbnail((order.most, order.most), Image.Resampling.LANCZOS)
    return {"width": small.width, "height": small.height}, small.tobytes()


DEEDS: dict[Deed, Callable[[Order, bytes], Answer]] = {Deed.DESCRIBE: describe, Deed.SHRINK: shrink}


def done(order: Order, data: bytes) -> Answer:
    """The deed's answer; what it refuses is an answer too."""
    try:
        return DEEDS[order.deed](order, data)
    except Unfit as unfit:
        return {"refused": unfit.key}, b""
    except MemoryError:
        return {"refused": "file.too_heavy"}, b""


def _described(width: int | None, height: int | None, found: tuple[FileFact, ...]) -> dict[str, object]:
    return {"width": width, "height": height, "facts": [asdict(each) for each in found]}
