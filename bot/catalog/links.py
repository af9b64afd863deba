"""One listing, one id: whatever form its link comes in."""

import posixpath
import re
import unicodedata
from urllib.parse import SplitResult, quote, unquote, urlsplit

from bot.catalog.settings import CatalogSettings

PORTS = {"http": 80, "https": 443}
LINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s<>|\"]+")
AFTER = ".,;:!?)]}'*_~`…”\u2019"
"""What follows a link in a sentence, or marks it up, and hardly ever ends one."""

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
UNSEEN = re.compile(r"[\x00-\x20\x7f\\]")


class Links:
    """Knows the platform's links."""

    def __init__(self, settings: CatalogSettings) -> None:
        self._hosts = frozenset(_bare(host) for host in settings.hosts)
        self._pattern = re.compile(settings.pattern)
        self._app_links = tuple(re.compile(each) for each in settings.app_links)

    def canonical(self, link: str) -> str | None:
        """The listing's id; None for a link that leads elsewhere, carries credentials, or is none."""
        text = _unwrapped(link)
        if not text or UNSEEN.search(text):
            return None
        try:
            return self._by_app(text) or self._by_page(urlsplit(text if SCHEME.match(text) else f"https://{text}"))
        except ValueError:  # a port that is no number, a broken IPv6 host, a path that is no UTF-8
            return None

    def find(self, text: str) -> str | None:
        """The first link to a listing in a text; None where there is none."""
        found = (match[0].rstrip(AFTER) for match in LINK.finditer(text))
        return next((link for link in found if self.canonical(link)), None)

    def _by_app(self, text: str) -> str | None:
        bare = re.split(r"[?#]", text, maxsplit=1)[0].rstrip("/")
        scheme, mark, rest = bare.partition("://")
        found = (each.fullmatch(scheme.lower() + mark + rest) for each in self._app_links)
        return next((_id(match) for match in found if match), None)

    def _by_page(self, parts: SplitResult) -> str | None:
        if parts.scheme not in PORTS or "@" in parts.netloc or self._host(parts) not in self._hosts:
            return None
        match = self._pattern.fullmatch(_path(parts.path))
        return _id(match) if match else None

    def _host(self, parts: SplitResult) -> str:
        host = _bare(parts.hostname or "")
        return host if parts.port in {None, PORTS[parts.scheme]} else f"{host}:{parts.port}"


def address(template: str, listing: str) -> str:
    """A template's address for one listing; '' for an empty template."""
    return template.replace("{id}", quote(listing, safe=""))


def _unwrapped(link: str) -> str:
    """A link as people paste it: chats wrap it in angle brackets, Slack adds what it shows."""
    text = link.strip()
    return text[1:-1].partition("|")[0] if text.startswith("<") and text.endswith(">") else text


def _bare(host: str) -> str:
    host = unicodedata.normalize("NFKC", host).lower()
    ascii_host = host if host.isascii() else host.encode("idna").decode()
    return ascii_host.rstrip(".").removeprefix("www.")


def _path(path: str) -> str:
    plain = unicodedata.normalize("NFC", unquote(path, errors="strict"))
    return posixpath.normpath(re.sub(r"/+", "/", plain))


def _id(match: re.Match[str]) -> str | None:
    found: str | None = match["id"]
    return found or None
