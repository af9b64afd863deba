"""All forms of one link are one listing, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.links import Links, address
from bot.catalog.settings import CatalogSettings

LINKS = Links(
    CatalogSettings(
        hosts=("gallery.example", "www.shop.example", "gallery.example:8443", "bücher.example"),
        pattern=r"/works/(?P<id>[^/]+)(?:/[^/]+)?",
        app_links=(r"gallery://work/(?P<id>[a-z0-9-]+)",),
    )
)

SAME = [
    "https://gallery.example/works/sea-1",
    "http://gallery.example/works/sea-1",
    "https://www.gallery.example/works/sea-1",
    "HTTPS://GALLERY.Example/works/sea-1",
    "https://gallery.example./works/sea-1",
    "https://gallery.example:443/works/sea-1",
    "http://gallery.example:80/works/sea-1",
    "https://gallery.example:8443/works/sea-1",
    "https://gallery.example/works/sea-1/",
    "https://gallery.example//works/sea-1",
    "https://gallery.example/works/sea-1?utm_source=chat&fbclid=1",
    "https://gallery.example/works/sea-1#media-2",
    "https://gallery.example/works/sea-1/a-title-in-words",
    "https://gallery.example/works/%73ea%2D1",
    "https://gallery.example/works/x/../sea-1",
    "https://shop.example/works/sea-1",
    "https://bücher.example/works/sea-1",
    "https://xn--bcher-kva.example/works/sea-1",
    "gallery.example/works/sea-1",
    "  https://gallery.example/works/sea-1\n",
    "<https://gallery.example/works/sea-1>",
    "<https://gallery.example/works/sea-1|The sea>",
    "gallery://work/sea-1",
    "Gallery://work/sea-1/?from=share#top",
]

OTHER = [
    "",
    "   ",
    "sea-1",
    "the one with the sea",
    "https://other.example/works/sea-1",
    "https://gallery.example.other.example/works/sea-1",
    "https://notgallery.example/works/sea-1",
    "https://gallery.example:8080/works/sea-1",
    "https://gallery.example:port/works/sea-1",
    "https://me:secret@gallery.example/works/sea-1",
    "https://gallery.example@other.example/works/sea-1",
    "https://gallery.example\\@other.example/works/sea-1",
    "https://gallery.example/artists/sea-1",
    "https://gallery.example/works/",
    "https://gallery.example/works/%ff",
    "https://gallery.example/works/a\tb",
    "ftp://gallery.example/works/sea-1",
    "javascript://gallery.example/works/sea-1",
    "https://[::1/works/sea-1",
    "other://work/sea-1",
    "https://gallery.example/works/one https://gallery.example/works/two",
]


@pytest.mark.parametrize("link", SAME)
def test_one_listing(link: str) -> None:
    """Scheme, www, port, case of the host, slashes, query, fragment, encoding and wrapping change nothing."""
    assert LINKS.canonical(link) == "sea-1"


@pytest.mark.parametrize("link", OTHER)
def test_no_listing(link: str) -> None:
    """A foreign host, credentials, another port or another page is no listing."""
    assert LINKS.canonical(link) is None


def test_ids_keep_their_case() -> None:
    """Only hosts fold: an id may well mean something else in small letters."""
    assert LINKS.canonical("https://gallery.example/works/Sea") == "Sea"


def test_finds_the_first_link() -> None:
    """In somebody's words the first link to a listing counts, without the sentence around it."""
    text = "Look (https://other.example/works/a), and **https://gallery.example/works/sea-1?x=1**! Or gallery://work/b."
    assert LINKS.find(text) == "https://gallery.example/works/sea-1?x=1"
    assert LINKS.find("nothing here, not even https://other.example/") is None


def test_address() -> None:
    """An id comes into an address as one part of it, whatever it holds."""
    assert address("https://gallery.example/api/{id}", "a/../b?c") == "https://gallery.example/api/a%2F..%2Fb%3Fc"
    assert address("", "a") == ""


@given(st.text())
def test_takes_any_text(text: str) -> None:
    """Whatever is typed, there is an answer; and an id is never empty."""
    assert LINKS.canonical(text) != ""
    LINKS.find("https://" + text)
