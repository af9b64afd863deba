"""Which links may be fetched at all, before any name is resolved."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from yarl import URL

from bot.evidence.addresses import is_odd
from bot.ports import FetchRefused

SCHEMES = ("http", "https")
SPACE = " "
FORBIDDEN = frozenset({"\x7f", "\\"})


class Origin(NamedTuple):
    """Scheme, host and port: one server, exactly."""

    scheme: str
    host: str
    port: int


def origin_of(url: URL) -> Origin:
    """The server that a link leads to."""
    return Origin(url.scheme, (url.raw_host or "").lower(), url.port or 0)


@dataclass(frozen=True, slots=True)
class Allowed:
    """The servers that a download may go to.

    Attributes:
        hosts: Exact host names, with a port where it is not the scheme's own; at public addresses only.
        origins: Exactly configured servers, the only ones that may stand at any address, loopback too.
        any_host: The list of hosts is lifted. The rules about addresses never are.
    """

    hosts: frozenset[str]
    origins: frozenset[Origin]
    any_host: bool = False

    @classmethod
    def of(cls, hosts: Iterable[str], endpoints: Iterable[str] = (), *, any_host: bool = False) -> "Allowed":
        """From host names, and from configured URLs (empty ones are left out)."""
        return cls(
            frozenset(host.lower() for host in hosts if host),
            frozenset(origin_of(URL(each)) for each in endpoints if each),
            any_host,
        )

    def check(self, link: str) -> URL:
        """The link, ready to be fetched.

        Raises:
            FetchRefused: It leads where nothing may be fetched from; `why` names the rule.
        """
        url = _parsed(link)
        origin = origin_of(url)
        if origin in self.origins:
            return url
        if is_odd(origin.host):
            why = "an address with a zone" if ":" in origin.host else "a host that ends in a number is to be an address"
            raise FetchRefused("file.odd_link", f"{why}: {origin.host}")
        named = origin.host if url.is_default_port() else f"{origin.host}:{origin.port}"
        if not self.any_host and named not in self.hosts:
            raise FetchRefused("file.foreign_link", f"not on the list of hosts: {origin.host}:{origin.port}")
        return url

    def trusts(self, url: URL) -> bool:
        """Whether the link leads to a configured server, so that any address it has will do."""
        return origin_of(url) in self.origins


def _parsed(link: str) -> URL:
    if any(sign <= SPACE or sign in FORBIDDEN for sign in link):
        raise FetchRefused("file.odd_link", "white space, a control character or a backslash in the link")
    try:
        url = URL(link)
        fault = _fault(url)
    except (ValueError, IndexError):  # yarl looks at a host only when it is asked for it, and trips over some
        fault = "no link"
    if fault:
        raise FetchRefused("file.odd_link", fault)
    return url


def _fault(url: URL) -> str:
    """Why it is nothing to be fetched, whatever the lists say; '' where it may be."""
    if url.scheme not in SCHEMES:
        return f"neither http nor https: {url.scheme or 'no scheme'}"
    if not url.host:
        return "no host"
    if url.user is not None or url.password is not None or "@" in url.authority:
        return "credentials in the link"
    return ""
