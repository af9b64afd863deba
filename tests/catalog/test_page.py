"""What pages say in JSON-LD and OpenGraph, as different platforms write them."""

import pytest

from bot.catalog.page import parse
from bot.moderation.model import MediaKind

URL = "https://gallery.example/works/1"


def page(head: str) -> bytes:
    """A page with this head."""
    return f"<!doctype html><html><head><title>T</title>{head}</head><body><h1>H</h1></body></html>".encode()


def linked(json: str) -> bytes:
    """A page with this JSON-LD."""
    return page(f'<script type="application/ld+json">{json}</script>')


def test_open_graph() -> None:
    """Title, words, date and each picture once, with relative addresses made whole."""
    work = parse(
        page(
            '<meta property="og:type" content="article"><meta property="og:title" content="Sea &amp; sky">'
            '<meta property="og:title" content="Another"><meta name="og:description" content="Oil">'
            '<meta property="article:published_time" content="2026-03-01T10:00:00+02:00">'
            '<meta property="og:image" content="/a.jpg"><meta property="og:image:url" content="/a.jpg">'
            '<meta property="og:image" content="https://cdn.example/b.jpg">'
            '<meta property="og:image:width" content="9">'
        ),
        URL,
    )
    assert work is not None
    assert (work.title, work.description, work.owner) == ("Sea & sky", "Oil", None)
    assert work.listed_at is not None
    assert work.listed_at.isoformat() == "2026-03-01T08:00:00+00:00"
    assert [each.url for each in work.media] == ["https://gallery.example/a.jpg", "https://cdn.example/b.jpg"]


def test_json_ld_in_a_graph() -> None:
    """The work is found among a page's other things, in whichever of the forms its media are written."""
    work = parse(
        linked(
            '{"@graph": [{"@type": "WebSite", "name": "Gallery"}, {"@type": ["Product", "VisualArtwork"],'
            ' "name": "Sea", "creator": {"name": "Ada"}, "datePublished": "last spring",'
            ' "image": ["a.jpg", {"url": "/b.jpg"}, {"@type": "ImageObject", "contentUrl": "/b.jpg"}, 7, {}],'
            ' "associatedMedia": {"@type": "VideoObject", "name": "film", "contentUrl": "/f.mp4",'
            ' "thumbnailUrl": ["/p.jpg"]},'
            ' "audio": {"@type": "AudioObject", "contentUrl": "/s.mp3", "thumbnailUrl": []}}]}'
        ),
        URL,
    )
    assert work is not None
    assert (work.title, work.owner, work.listed_at) == ("Sea", None, None)
    assert [(each.kind, each.url, each.poster_url) for each in work.media] == [
        (MediaKind.IMAGE, "https://gallery.example/works/a.jpg", ""),
        (MediaKind.IMAGE, "https://gallery.example/b.jpg", ""),
        (MediaKind.VIDEO, "https://gallery.example/f.mp4", "https://gallery.example/p.jpg"),
        (MediaKind.AUDIO, "https://gallery.example/s.mp3", ""),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        page(""),
        page('<meta property="og:title" content="Log in">'),
        page('<meta property="og:image" content="/logo.png">'),
        linked("{"),
        linked("[" * 5_000),
        linked('{"@type": "WebSite", "name": "Gallery"}'),
        linked('{"@type": 7, "mainEntity": {"mainEntity": {"mainEntity": {"mainEntity": {"mainEntity": {}}}}}}'),
    ],
    ids=range(9),
)
def test_pages_without_a_work(data: bytes) -> None:
    """A log-in page, a front page and rubbish are no listing."""
    assert parse(data, URL) is None
