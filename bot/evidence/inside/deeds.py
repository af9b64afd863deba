"""What can be asked of the bounded process: a deed takes an order and a file, and gives a head and a body."""

from collections.abc import Callable
from dataclasses import asdict

from PIL import Image

from bot.evidence.fingerprint import fingerprint
from bot.evidence.inside import film
from bot.evidence.inside.decode import decode, flat, unpacked
from bot.evidence.inside.picture import Picture
from bot.evidence.inside.provenance import facts, film_facts
from bot.evidence.limits import Unfit
from bot.evidence.sniff import FILMS
from bot.evidence.wire import Deed, Order
from bot.moderation.file_fact import FileFact

Answer = tuple[dict[str, object], bytes]


def describe(order: Order, data: bytes) -> Answer:
    """How large it is, what it looks like, and what it says about its making.

    A picture is unpacked in full: only that finds a cut one.
    """
    if order.format in FILMS:
        seen = film.describe(order.format, data, order.limits)
        told = film_facts(order.format, data, seen.facts)
        return {"width": seen.width, "height": seen.height, "facts": _told(told)}, b""
    found, upright = _unpacked(order, data)
    looks = fingerprint(upright)
    size = {"width": upright.width, "height": upright.height}
    hashes = looks.turned + looks.windows
    return {**size, "pixels": looks.pixels, "quality": looks.quality, "facts": _told(found)}, hashes


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


def _unpacked(order: Order, data: bytes) -> tuple[tuple[FileFact, ...], Image.Image]:
    """Its facts, and the picture upright. The decoder's own buffers end here: WebP's are twice the picture."""
    with unpacked(order.format, data, order.limits) as image:
        return facts(Picture(order.format, data, image)), flat(image)


def _told(found: tuple[FileFact, ...]) -> list[dict[str, str]]:
    return [asdict(each) for each in found]
