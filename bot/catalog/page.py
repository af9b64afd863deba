"""A listing's page: JSON-LD (schema.org) first, OpenGraph (ogp.me) for what that leaves open.

The owner is never read from a page: a name is no account, and a wrong one would bother the wrong person.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import urljoin

from pydantic import ValidationError
from selectolax.lexbor import LexborHTMLParser

from bot.catalog.jsonld import LinkedWork, linked_works
from bot.catalog.work import Piece, Work
from bot.moderation.model import MediaKind

MOST_BYTES = 4 * 1024 * 1024


def parse(data: bytes, url: str) -> Work | None:
    """What the page says of its work; None where it says nothing that belongs to one."""
    page = LexborHTMLParser(data[:MOST_BYTES].decode(errors="replace"))
    tags = dict(_first_of_each(_tags(page)))
    linked = next(iter(linked_works(page)), LinkedWork())
    media = linked.media or tuple(_pictures(page))
    title = linked.title or tags.get("og:title", "")
    if not title or not (linked.title or "og:type" in tags or media):
        return None
    raw: dict[str, object] = {
        "url": url,
        "title": title,
        "description": linked.description or tags.get("og:description", ""),
        "media": [{**piece.model_dump(), **_absolute(piece, url)} for piece in media],
    }
    return _dated(raw, (linked.published, tags.get("article:published_time", "")))


def _tags(page: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for tag in page.css("meta[content]"):
        name = tag.attributes.get("property") or tag.attributes.get("name") or ""
        yield name.lower(), (tag.attributes.get("content") or "").strip()


def _first_of_each(tags: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for name, content in tags:
        if name not in seen and content:
            seen.add(name)
            yield name, content


def _pictures(page: LexborHTMLParser) -> Iterator[Piece]:
    """Each og:image is a picture; og:image:url only says the same again (ogp.me, 'Structured Properties')."""
    seen: set[str] = set()
    for name, content in _tags(page):
        if name in {"og:image", "og:image:url"} and content and content not in seen:
            seen.add(content)
            yield Piece(kind=MediaKind.IMAGE, url=content)


def _absolute(piece: Piece, url: str) -> dict[str, str]:
    return {
        "url": _joined(url, piece.url),
        "poster_url": _joined(url, piece.poster_url),
    }


def _joined(page: str, link: str) -> str:
    """A link as it is meant on a page; '' for what is none."""
    try:
        return urljoin(page, link) if link else ""
    except ValueError:
        return ""


def _dated(raw: dict[str, object], dates: Iterable[str]) -> Work:
    """The first date that is one; pages write dates in many ways, and a wrong one is no reason to know nothing."""
    for date in filter(None, dates):
        try:
            return Work.model_validate({**raw, "listed_at": date})
        except ValidationError:
            continue
    return Work.model_validate(raw)
