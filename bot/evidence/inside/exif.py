"""EXIF: what made the file and when. Places, names and serial numbers are never looked at."""

from collections.abc import Iterator
from datetime import datetime

from PIL import ExifTags

from bot.evidence.inside.facts import fact
from bot.evidence.inside.generators import traces
from bot.evidence.inside.picture import Picture
from bot.moderation.file_fact import FileFact

Base = ExifTags.Base
TOLD = {
    Base.Software: ("Software", "fact.tool"),
    Base.Model: ("Model", "fact.camera"),
    Base.Make: ("Make", "fact.camera"),
}
SEARCHED = {Base.ImageDescription: "ImageDescription", Base.UserComment: "UserComment"}
DATES = {Base.DateTimeOriginal: "DateTimeOriginal", Base.DateTime: "DateTime"}
DATE = "%Y:%m:%d %H:%M:%S"
CODES = {b"UNICODE\x00": ("utf-16-be", "utf-16-le"), b"ASCII\x00\x00\x00": ("ascii",), bytes(8): ("utf-8",)}
"""How a UserComment says what it is written in (EXIF 2.32, 4.6.5); programs take either order for Unicode."""


def read(picture: Picture) -> Iterator[FileFact]:
    """The few fields that speak of the making."""
    exif = picture.image.getexif()
    values = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
    for tag, (name, means) in TOLD.items():
        if tag in values:
            text = _text(values[tag])
            yield from tuple(traces("exif", name, text)) or (fact("exif", name, text, means),)
    for tag, name in SEARCHED.items():
        if tag in values:
            yield from traces("exif", name, _text(values[tag]))
    for tag, name in DATES.items():
        if tag in values:
            yield from _date(name, _text(values[tag]))


def _text(value: object) -> str:
    if not isinstance(value, bytes):
        return str(value).strip("\x00 ")
    texts = [value[8:].decode(code, "replace") for code in CODES.get(value[:8], ())]
    return max(texts, key=_plainness, default=value.decode("utf-8", "replace"))


def _plainness(text: str) -> int:
    """How many signs of English it has: of the wrong order of bytes hardly any."""
    return sum(sign.isascii() for sign in text)


def _date(name: str, text: str) -> Iterator[FileFact]:
    try:
        taken = datetime.strptime(text, DATE)  # noqa: DTZ007 - EXIF has no zone here
    except ValueError:
        return
    yield fact("exif", name, taken.isoformat(" "), "fact.date")
