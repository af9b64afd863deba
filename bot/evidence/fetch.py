"""The guarded download: only where it may go, only as much as it may bring, only as long as it may take."""

import asyncio
import socket
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO, Self

import aiohttp
from aiohttp import AddrInfoType
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.evidence.addresses import is_public
from bot.evidence.allowed import Allowed, origin_of
from bot.ports import FetchFailed, FetchRefused, StorageFault

CHUNK = 64 * 1024
IN_MEMORY = 1024 * 1024
"""From here on a body grows on the disk: in memory it would be there twice while it grows, and when it is done."""
REDIRECTS = (301, 302, 303, 307, 308)
MISSING = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
PASSING = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS)
HEADERS = {"User-Agent": "salon-bot (moderation)", "Accept-Encoding": "identity"}


class FetchMissing(FetchRefused):
    """The server answered that there is nothing there: 404 or 410."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one download may cost, redirects included. Times in seconds."""

    size: int = 25 * 1024 * 1024
    redirects: int = 3
    connect: float = 5
    silence: float = 10
    total: float = 60


DEFAULT_LIMITS = FetchLimits()


class CheckedResolver(AbstractResolver):
    """Resolves a name once, checks every address, and hands those to the connector: nothing resolves it again."""

    def __init__(self, inner: AbstractResolver) -> None:
        self._inner = inner

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of `host`; FetchRefused if one of them is not public."""
        found = await self._inner.resolve(host, port, family)
        for each in found:
            _check(each["host"], f"{host} is at {each['host']}, which")
        return found

    async def close(self) -> None:
        """Close the resolver within."""
        await self._inner.close()


def checked_socket(info: AddrInfoType) -> socket.socket:
    """A socket for an address that is checked once more: aiohttp asks no resolver about hosts that are numbers."""
    family, kind, protocol, _, address = info
    _check(str(address[0]), str(address[0]))
    return socket.socket(family, kind, protocol)


def _check(address: str, named: str) -> None:
    if not is_public(address):
        raise FetchRefused("file.private_address", f"{named} is not public")


class GuardedFetch:
    """Implements `ports.Fetch`. Use as an asynchronous context manager; it holds the connections.

    Args:
        allowed: Where downloads may go.
        limits: What one may cost.
        resolver: Who resolves names; the system, unless a test says otherwise.
    """

    def __init__(
        self, allowed: Allowed, limits: FetchLimits = DEFAULT_LIMITS, *, resolver: AbstractResolver | None = None
    ) -> None:
        self._allowed = allowed
        self._limits = limits
        self._resolver = resolver
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Open the sessions: one for configured servers, one that checks every address it connects to."""
        names = self._resolver or aiohttp.ThreadedResolver()
        checked = CheckedResolver(names)
        self._trusting = await self._session(aiohttp.TCPConnector(resolver=names, use_dns_cache=False))
        self._checking = await self._session(
            aiohttp.TCPConnector(resolver=checked, use_dns_cache=False, socket_factory=checked_socket)
        )
        return self

    async def _session(self, connector: aiohttp.TCPConnector) -> aiohttp.ClientSession:
        """A session without cookies, cached names or a proxy from the environment."""
        limits = self._limits
        session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=HEADERS,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=limits.connect, sock_read=limits.silence),
            trust_env=False,
        )
        return await self._stack.enter_async_context(session)

    async def __aexit__(self, *_: object) -> None:
        """Close the connections."""
        await self._stack.aclose()

    async def __call__(self, url: str, *, headers: Mapping[str, str] | None = None) -> bytes:
        """The bytes behind a link. `headers` go to the link's own server and to no other.

        Raises:
            FetchMissing: There is nothing there (404, 410).
            FetchRefused: A rule forbids it, or the server refuses.
            FetchFailed: It may work later.
            StorageFault: There is no room for it, which is no fault of whoever has it.
        """
        checked = self._allowed.check(url.strip())
        try:
            async with asyncio.timeout(self._limits.total):
                return await self._follow(checked, headers or {})
        except (aiohttp.InvalidURL, UnicodeError):
            raise FetchRefused("file.odd_link", "a host that cannot be a name") from None
        except (aiohttp.ClientError, OSError) as fault:
            raise FetchFailed(f"{type(fault).__name__} at {checked.raw_host}") from fault

    async def _follow(self, url: URL, headers: Mapping[str, str]) -> bytes:
        for _ in range(self._limits.redirects + 1):
            answer = await self._get(url, headers)
            if isinstance(answer, bytes):
                return answer
            if origin_of(answer) != origin_of(url):
                headers = {}
            url = answer
        raise FetchRefused("file.too_many_redirects", f"more than {self._limits.redirects} redirects")

    async def _get(self, url: URL, headers: Mapping[str, str]) -> bytes | URL:
        session = self._trusting if self._allowed.trusts(url) else self._checking
        async with session.get(url, headers=headers, allow_redirects=False) as response:
            if response.status in REDIRECTS:
                return self._allowed.check(_target(url, response.headers.get("Location", "")))
            _check_status(response.status, url)
            return await self._body(response)

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        if (response.content_length or 0) > self._limits.size:
            raise self._too_big()
        with SpooledTemporaryFile(IN_MEMORY) as body:
            # The count is of decoded bytes, and aiohttp decodes a chunk at a time: a gzip bomb stops here too.
            async for chunk in response.content.iter_chunked(CHUNK):
                _write(body, chunk)
                if body.tell() > self._limits.size:
                    raise self._too_big()
            body.seek(0)
            return body.read()

    def _too_big(self) -> FetchRefused:
        return FetchRefused("file.too_big", f"more than {self._limits.size} bytes")


def _target(url: URL, location: str) -> str:
    try:
        return str(url.join(URL(location)))
    except (ValueError, IndexError):  # yarl's own slip on some brackets
        raise FetchRefused("file.odd_link", "a redirect to no link") from None


def _check_status(status: int, url: URL) -> None:
    where = f"{url.raw_host} answered {status}"
    if status in MISSING:
        raise FetchMissing("file.missing", where)
    if status in PASSING or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise FetchFailed(where)
    if status != HTTPStatus.OK:
        raise FetchRefused("file.not_served", where)


def _write(file: IO[bytes], chunk: bytes) -> None:
    try:
        file.write(chunk)
    except OSError as fault:
        raise StorageFault(f"no room for a download: {fault.strerror}") from fault
