"""JSON-LD in a page: which of its things is the work, and which media it has (schema.org)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from bot.catalog.work import Piece
from bot.moderation.model import MediaKind

WORKS = frozenset(
    {"VisualArtwork", "CreativeWork", "Product", "Painting", "Photograph", "Drawing", "Sculpture", "Illustration"}
)
KINDS = {
    "ImageObject": MediaKind.IMAGE,
    "Photograph": MediaKind.IMAGE,
    "VideoObject": MediaKind.VIDEO,
    "AudioObject": MediaKind.AUDIO,
    "3DModel": MediaKind.MODEL,
}
HOLDERS = ("image", "associatedMedia", "video", "audio", "encoding")
DEEPEST = 4

Thing = dict[str, object]


@dataclass(frozen=True, slots=True)
class LinkedWork:
    """What JSON-LD says of a work; empty where it says nothing."""

    title: str = ""
    description: str = ""
    published: str = ""
    media: tuple[Piece, ...] = ()


def linked_works(page: LexborHTMLParser) -> Iterator[LinkedWork]:
    """Every work that the page describes, in its order."""
    for script in page.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(script.text())
        except (ValueError, RecursionError):
            continue
        for thing in _things(data):
            if WORKS.intersection(_types(thing)):
                yield LinkedWork(
                    _text(thing, "name", "headline"),
                    _text(thing, "description"),
                    _text(thing, "datePublished", "uploadDate"),
                    tuple(_media(thing)),
                )


def _things(data: object, depth: int = 0) -> Iterator[Thing]:
    if isinstance(data, list) and depth < DEEPEST:
        for each in data:
            yield from _things(each, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if depth < DEEPEST and isinstance(data.get(key), dict | list):
                yield from _things(data[key], depth + 1)


def _types(thing: Thing) -> frozenset[str]:
    said = thing.get("@type")
    return frozenset(each for each in (said if isinstance(said, list) else [said]) if isinstance(each, str))


def _text(thing: Thing, *keys: str) -> str:
    return next((value for key in keys if isinstance(value := thing.get(key), str)), "")


def _media(thing: Thing) -> Iterator[Piece]:
    seen: set[str] = set()
    for holder in HOLDERS:
        value = thing.get(holder)
        for each in value if isinstance(value, list) else [value]:
            piece = _piece(each)
            if piece and piece.url not in seen:
                seen.add(piece.url)
                yield piece


def _piece(value: object) -> Piece | None:
    if isinstance(value, str):
        return Piece(url=value)
    if not isinstance(value, dict):
        return None
    kind = next((KINDS[each] for each in _types(value) if each in KINDS), MediaKind.IMAGE)
    poster = value.get("thumbnailUrl")
    if isinstance(poster, list):
        poster = poster[0] if poster else ""
    url = _text(value, "contentUrl", "url")
    poster_url = poster if isinstance(poster, str) else ""
    return Piece(kind=kind, url=url, poster_url=poster_url, name=_text(value, "name")) if url or poster_url else None
