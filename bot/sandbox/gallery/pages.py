"""The platform's pages: for people, and with OpenGraph and JSON-LD for whoever shows a link to them."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from .listing import Kind, Listing

if TYPE_CHECKING:
    from collections.abc import Iterable

STYLE = """
:root{color-scheme:light dark}
body{font:17px/1.55 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;
  background:light-dark(#faf9f6,#1c1d1f);color:light-dark(#222,#e9e8e4)}
a{color:inherit}h1{font-weight:600;margin:0 0 .2em}
.quiet{opacity:.7}
.wall{display:grid;grid-template-columns:repeat(auto-fill,minmax(16rem,1fr));gap:1.5rem;margin:1.5rem 0}
figure{margin:0}
img{width:100%;border-radius:4px;box-shadow:0 2px 12px #0004}
figcaption{font-size:.85em;opacity:.7}
"""

TYPES = {Kind.VIDEO: "VideoObject", Kind.AUDIO: "AudioObject", Kind.MODEL: "3DModel"}


def listing_page(listing: Listing) -> str:
    """The page of one listing."""
    works = "".join(_figure(listing, place) for place in range(len(listing.works)))
    notes = f"<h2>How it was made</h2><p>{escape(listing.process_notes)}</p>" if listing.process_notes else ""
    body = (
        f"<p class=quiet><a href='/'>Gallery</a></p><h1>{escape(listing.title)}</h1>"
        f"<p class=quiet>by {escape(listing.owner.name)}, listed {listing.listed_at:%d %B %Y}</p>"
        f"{_measures(listing)}<p>{escape(listing.description)}</p><div class=wall>{works}</div>{notes}"
    )
    return _page(listing.title, f"{_open_graph(listing)}{_json_ld(listing)}", body)


def _measures(listing: Listing) -> str:
    """What moderators decided on, for the owner who looks at their own page."""
    said = {"unlist": "It is not listed now", "warn": "A formal warning", "pause": "New listings are paused"}
    return "".join(
        f"<p><strong>{said.get(action, escape(action))}</strong> (case {case}{_until(until)}).</p>"
        for (case, action), until in listing.measures.items()
    )


def _until(until: str) -> str:
    return f", until {escape(until[:10])}" if until else ""


def front_page(listings: Iterable[Listing]) -> str:
    """All listings that stand."""
    shown = "".join(
        f"<figure><a href='{each.url}'>{_image(each, 0)}</a>"
        f"<figcaption>{escape(each.title)}, {escape(each.owner.name)}</figcaption></figure>"
        for each in listings
    )
    return _page("Gallery", "", f"<h1>Gallery</h1><p class=quiet>A sandbox.</p><div class=wall>{shown}</div>")


def _page(title: str, head: str, body: str) -> str:
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{escape(title)}</title>"
        f"<meta name=viewport content='width=device-width'>{head}<style>{STYLE}</style></head>"
        f"<body>{body}</body></html>"
    )


def _picture_url(listing: Listing, place: int) -> str | None:
    work = listing.works[place]
    if work.kind is Kind.IMAGE:
        return listing.media_url(place)
    return listing.media_url(place, poster=True) if work.poster is not None else None


def _image(listing: Listing, place: int) -> str:
    url = _picture_url(listing, place) if listing.works else None
    return f"<img src='{escape(url)}' alt='{escape(listing.title)}' loading=lazy>" if url else escape(listing.title)


def _figure(listing: Listing, place: int) -> str:
    name = escape(listing.works[place].name)
    link = f"<a href='{listing.media_url(place)}'>{name}</a>"
    return f"<figure>{_image(listing, place)}<figcaption>{link}</figcaption></figure>"


def _open_graph(listing: Listing) -> str:
    pictures = [url for place in range(len(listing.works)) if (url := _picture_url(listing, place))]
    tags = [("og:type", "article"), ("og:title", listing.title), ("og:url", listing.url)]
    tags += [("og:description", listing.description), ("article:published_time", listing.listed_at.isoformat())]
    tags += [("og:image", url) for url in pictures]
    return "".join(f'<meta property="{name}" content="{escape(value)}">' for name, value in tags)


def _json_ld(listing: Listing) -> str:
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "VisualArtwork",
        "name": listing.title,
        "description": listing.description,
        "url": listing.url,
        "datePublished": listing.listed_at.isoformat(),
        "creator": {"@type": "Person", "name": listing.owner.name},
        "image": [listing.media_url(place) for place, each in enumerate(listing.works) if each.kind is Kind.IMAGE],
        "associatedMedia": [_object(listing, place) for place, each in enumerate(listing.works) if each.kind in TYPES],
    }
    # A closing tag within the data would end the script.
    text = json.dumps(data).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>'


def _object(listing: Listing, place: int) -> dict[str, Any]:
    work = listing.works[place]
    poster = {"thumbnailUrl": listing.media_url(place, poster=True)} if work.poster is not None else {}
    return {"@type": TYPES[work.kind], "name": work.name, "contentUrl": listing.media_url(place), **poster}
