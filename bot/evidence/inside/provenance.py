"""All that a picture says about its making. Every reader may fail on a hostile file, and then says so."""

from collections import Counter
from collections.abc import Callable, Iterable

from bot.evidence.inside import credentials, exif, png, stealth, xmp
from bot.evidence.inside.facts import fact
from bot.evidence.inside.picture import Picture
from bot.moderation.file_fact import FileFact

Reader = Callable[[Picture], Iterable[FileFact]]

READERS: dict[str, Reader] = {
    "c2pa": lambda picture: credentials.read(picture.format, picture.data),
    "xmp": xmp.read,
    "png": png.read,
    "exif": exif.read,
    "pixels": stealth.read,
}
SILENT = frozenset({"fact.date", "fact.unreadable"})
"""What a file can say without a word about how it was made."""
NOTHING = fact("file", "metadata", "no information", "fact.none")
MOST_OF_A_KIND, MOST = 12, 60
"""A kind is what has the same source, field and meaning."""


def facts(picture: Picture) -> tuple[FileFact, ...]:
    """Each once, in the order of their weight; and that there is nothing, where there is nothing."""
    found: list[FileFact] = []
    for source, read in READERS.items():
        try:
            found.extend(read(picture))
        except Exception:  # noqa: BLE001 - a library raises what it likes on hostile bytes: that is a fact too
            found.append(fact(source, "metadata", "damaged", "fact.unreadable"))
    if all(each.means in SILENT for each in found):
        found.append(NOTHING)
    return few(list(dict.fromkeys(found)))


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
