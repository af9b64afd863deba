"""All that a picture says about its making. Every reader may fail on a hostile file, and then says so."""

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
MOST = 60


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
    return tuple(dict.fromkeys(found))[:MOST]
