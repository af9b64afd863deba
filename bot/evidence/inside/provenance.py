"""All that a picture or a video says about its making. Every reader may fail on a hostile file, and then says so."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial

from bot.evidence.inside import credentials, exif, png, stealth, xmp
from bot.evidence.inside.facts import fact
from bot.evidence.inside.picture import Picture
from bot.evidence.sniff import Format
from bot.moderation.file_fact import FileFact

Reader = Callable[[Picture], Iterable[FileFact]]

READERS: dict[str, Reader] = {
    "c2pa": lambda picture: credentials.read(picture.format, picture.data),
    "xmp": xmp.read,
    "png": png.read,
    "exif": exif.read,
    "pixels": stealth.read,
}
SILENT = frozenset({"fact.date", "fact.unreadable", "fact.video"})
"""What a file can say without a word about how it was made."""
NOTHING = fact("file", "metadata", "no information", "fact.none")
MOST_OF_A_KIND, MOST = 12, 60
"""A kind is what has the same source, field and meaning."""


def facts(picture: Picture) -> tuple[FileFact, ...]:
    """Each once, in the order of their weight; and that there is nothing, where there is nothing."""
    return _told(each for source, read in READERS.items() for each in _heard(source, partial(read, picture)))


def film_facts(what: Format, data: bytes, shown: Iterable[FileFact]) -> tuple[FileFact, ...]:
    """The same of a video, of which `shown` is what its header says."""
    return _told([*_heard("c2pa", partial(credentials.read, what, data)), *shown])


def _heard(source: str, read: Callable[[], Iterable[FileFact]]) -> list[FileFact]:
    try:
        return list(read())
    except Exception:  # noqa: BLE001 - a library raises what it likes on hostile bytes: that is a fact too
        return [fact(source, "metadata", "damaged", "fact.unreadable")]


def _told(found: Iterable[FileFact]) -> tuple[FileFact, ...]:
    told = list(dict.fromkeys(each for each in found if each.value))
    return few([*told, NOTHING] if all(each.means in SILENT for each in told) else told)


def few(found: list[FileFact]) -> tuple[FileFact, ...]:
    """Of each kind the first before the second of any, so that no fact is hidden behind many; and how many more."""
    count = Counter[tuple[str, str, str]]()
    turns: list[tuple[int, int]] = []
    for place, each in enumerate(found):
        kind = each.source, each.field, each.means
        turns.append((count[kind], place))
        count[kind] += 1
    kept = sorted(place for turn, place in sorted(turns)[:MOST] if turn < MOST_OF_A_KIND)
    told = tuple(found[place] for place in kept)
    left = len(found) - len(told)
    return (*told, fact("file", "metadata", f"{left} more", "fact.left_out")) if left else told
