"""What a file is, by its first bytes; its name counts only where the bytes say nothing.

Signatures as in the formats' own specifications; brands of `ftyp` boxes from the MP4 registration authority.
"""

import re
from enum import StrEnum
from pathlib import PurePath

from bot.moderation.model import MediaKind

HEAD = 1024


class Format(StrEnum):
    """What the bytes look like."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    GIF = "GIF"
    AVIF = "AVIF"
    HEIC = "HEIC"
    PDF = "pdf"
    VECTOR = "vector"
    ARCHIVE = "archive"
    WORKING = "working"
    WEB_PAGE = "web page"
    MP4 = "MP4"
    WEBM = "WebM"
    VIDEO = "video"
    AUDIO = "audio"
    MODEL = "model"
    EMPTY = "empty"
    UNKNOWN = "unknown"


PICTURES = frozenset({Format.JPEG, Format.PNG, Format.WEBP, Format.GIF, Format.AVIF, Format.HEIC})
FILMS = frozenset({Format.MP4, Format.WEBM, Format.VIDEO})

KINDS = {
    **dict.fromkeys(PICTURES, MediaKind.IMAGE),
    **dict.fromkeys(FILMS, MediaKind.VIDEO),
    Format.AUDIO: MediaKind.AUDIO,
    Format.MODEL: MediaKind.MODEL,
}
"""What is welcome. Sounds and 3D models are shown by name, and videos are where nothing can read them."""

STARTS: tuple[tuple[bytes, Format], ...] = (
    (b"\xff\xd8\xff", Format.JPEG),
    (b"\x89PNG\r\n\x1a\n", Format.PNG),
    (b"GIF87a", Format.GIF),
    (b"GIF89a", Format.GIF),
    (b"%!PS", Format.VECTOR),
    (b"\xc5\xd0\xd3\xc6", Format.VECTOR),
    (b"PK\x03\x04", Format.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Format.ARCHIVE),
    (b"Rar!\x1a\x07", Format.ARCHIVE),
    (b"\x1f\x8b", Format.ARCHIVE),
    (b"8BPS", Format.WORKING),
    (b"gimp xcf", Format.WORKING),
    (b"CSFCHUNK", Format.WORKING),
    (b"II*\x00", Format.WORKING),
    (b"MM\x00*", Format.WORKING),
    (b"BM", Format.WORKING),
    (b"\x1aE\xdf\xa3", Format.WEBM),
    (b"\x00\x00\x01\xba", Format.VIDEO),
    (b"ID3", Format.AUDIO),
    (b"fLaC", Format.AUDIO),
    (b"OggS", Format.AUDIO),
    (b"\xff\xfb", Format.AUDIO),
    (b"glTF", Format.MODEL),
    (b"BLENDER", Format.MODEL),
    (b"Kaydara FBX", Format.MODEL),
)

RIFF = {b"WEBP": Format.WEBP, b"AVI ": Format.VIDEO, b"WAVE": Format.AUDIO}
BRANDS: tuple[tuple[tuple[bytes, ...], Format], ...] = (
    ((b"avif", b"avis"), Format.AVIF),
    ((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), Format.HEIC),
    ((b"M4A ", b"M4B "), Format.AUDIO),
)
WORKING_NAMES = frozenset({".psd", ".procreate", ".kra", ".ora", ".clip", ".xcf", ".afphoto", ".sai2", ".raw", ".dng"})
MODEL_NAMES = frozenset({".glb", ".gltf", ".obj", ".stl", ".fbx", ".blend", ".ply", ".usdz", ".3mf"})


def sniff(name: str, data: bytes) -> Format:
    """What the file looks like.

    Args:
        name: Its name; counts only for archives (many working files are zip) and where the bytes say nothing.
        data: All of it, or at least its first kilobyte.
    """
    if not data:
        return Format.EMPTY
    found = next((found for look in (_by_start, _by_riff, _by_box, _by_text) if (found := look(data[:HEAD]))), None)
    return found if found not in {None, Format.ARCHIVE} else _by_name(name) or found or Format.UNKNOWN


def _by_start(head: bytes) -> Format | None:
    return next((what for start, what in STARTS if head.startswith(start)), None)


def _by_riff(head: bytes) -> Format | None:
    return RIFF.get(head[8:12]) if head.startswith(b"RIFF") else None


def _by_box(head: bytes) -> Format | None:
    if head[4:8] != b"ftyp":
        return None
    length = min(int.from_bytes(head[:4]), HEAD)
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, length, 4))}
    return next((what for signs, what in BRANDS if brands.intersection(signs)), Format.MP4)


def _by_text(head: bytes) -> Format | None:
    if b"%PDF-" in head:
        return Format.PDF
    if re.search(rb"<svg[\s>]", head, re.IGNORECASE):
        return Format.VECTOR
    return Format.WEB_PAGE if re.search(rb"<(!doctype html|html)[\s>]", head, re.IGNORECASE) else None


def _by_name(name: str) -> Format | None:
    suffix = PurePath(name).suffix.lower()
    if suffix in MODEL_NAMES:
        return Format.MODEL
    return Format.WORKING if suffix in WORKING_NAMES else None
