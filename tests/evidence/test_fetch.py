"""Where a download may go, how much it may bring, and how it fails."""

import asyncio
import zlib

import pytest
from aiohttp import web

from bot.evidence.allowed import Allowed
from bot.evidence.fetch import CheckedResolver, FetchLimits, FetchMissing, GuardedFetch
from bot.ports import FetchFailed, FetchRefused
from tests.evidence.servers import Answer, Names, listening, serving

SMALL = FetchLimits(size=10_000, connect=1, silence=0.2, total=2)


def telling(text: str = "hello", status: int = 200, **headers: str) -> Answer:
    """A server that always answers the same."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=text, status=status, headers=headers)

    return answer


async def fetched(answer: Answer, path: str = "/", **headers: str) -> bytes:
    """What a guarded download brings from a configured server."""
    async with serving(answer) as url, GuardedFetch(Allowed.of((), [url]), SMALL) as fetch:
        return await fetch(url + path, headers=headers)


async def test_brings_the_bytes() -> None:
    """A configured server on loopback may be fetched from."""
    assert await fetched(telling()) == b"hello"


@pytest.mark.parametrize(
    ("link", "key"),
    [
        ("ftp://gallery.example/a", "file.odd_link"),
        ("file:///etc/passwd", "file.odd_link"),
        ("//gallery.example/a", "file.odd_link"),
        ("gallery.example/a", "file.odd_link"),
        ("javascript:alert(1)", "file.odd_link"),
        ("http://", "file.odd_link"),
        ("http://[::1", "file.odd_link"),
        ("http://me:secret@gallery.example/a", "file.odd_link"),
        ("http://me@gallery.example/a", "file.odd_link"),
        ("http://gallery.example\\@other.example/", "file.odd_link"),
        ("http://gallery.example/a b", "file.odd_link"),
        ("http://gallery.example/a\r\nHost: other", "file.odd_link"),
        ("http://other.example/", "file.foreign_link"),
        ("http://gallery.example.other.example/", "file.foreign_link"),
        ("http://gallery.example./", "file.foreign_link"),
        ("http://sub.gallery.example/", "file.foreign_link"),
        ("http://gallery.example:8080/", "file.foreign_link"),
        ("https://gallery.example:80/", "file.foreign_link"),
        ("http://127.0.0.1/", "file.foreign_link"),
        ("http://93.184.215.14./", "file.odd_link"),
    ],
)
def test_refuses_links(link: str, key: str) -> None:
    """Only http and https, without credentials, to a host on the list at its own port, written as everybody does."""
    allowed = Allowed.of(["gallery.example", "93.184.215.14."], ["http://127.0.0.1:9", ""])
    with pytest.raises(FetchRefused) as refusal:
        allowed.check(link)
    assert refusal.value.key == key


def test_allows_links() -> None:
    """A host on the list by either scheme, in any case, and a configured origin at its port."""
    allowed = Allowed.of(["Gallery.example", "gallery.example:8443", "93.184.215.14"], ["http://127.0.0.1:9"])
    for link in (
        "https://gallery.EXAMPLE/a",
        "http://gallery.example:80/",
        "http://127.0.0.1:9/",
        "https://93.184.215.14",
        "https://gallery.example:8443/a",
    ):
        assert allowed.check(link).host


PRIVATE = [
    "0.0.0.0",  # noqa: S104 - nothing is bound to it
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.0.9",
    "169.254.169.254",
    "172.16.0.1",
    "168.63.129.16",
    "192.0.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::a00:1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:a00:1::",
    "3fff::1",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "::127.0.0.1",
]


@pytest.mark.parametrize("address", PRIVATE)
async def test_refuses_addresses(address: str) -> None:
    """A name on the list that resolves to anything but the public internet is refused, also beside a public address."""
    resolver = CheckedResolver(Names(["93.184.215.14", address]))
    with pytest.raises(FetchRefused, match="not public"):
        await resolver.resolve("gallery.example", 443)
    await resolver.close()


async def test_connects_to_what_was_checked() -> None:
    """A name is resolved once a connection; one that turns to loopback afterwards reaches nobody."""
    seen: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(request.path)
        return web.Response(text="inside")

    async with serving(answer) as url:
        port = url.rpartition(":")[2]
        allowed = Allowed.of(["gallery.example"], [f"http://trusted.example:{port}"])
        async with GuardedFetch(allowed, SMALL, resolver=Names(["127.0.0.1"])) as fetch:
            assert await fetch(f"http://trusted.example:{port}/a") == b"inside"
            with pytest.raises(FetchRefused) as refusal:
                await fetch("http://gallery.example/b")
    assert (refusal.value.key, seen) == ("file.private_address", ["/a"])


async def test_follows_three_redirects() -> None:
    """Three redirects are followed, a fourth is not."""

    async def answer(request: web.Request) -> web.Response:
        left = int(request.path.strip("/"))
        return (
            web.Response(text="there") if left == 0 else web.Response(status=302, headers={"Location": f"/{left - 1}"})
        )

    assert await fetched(answer, "/3") == b"there"
    with pytest.raises(FetchRefused) as refusal:
        await fetched(answer, "/4")
    assert refusal.value.key == "file.too_many_redirects"


@pytest.mark.parametrize(
    ("to", "key"),
    [
        ("http://169.254.169.254/latest/meta-data", "file.foreign_link"),
        ("http://localhost:1/", "file.foreign_link"),
        ("file:///etc/passwd", "file.odd_link"),
        ("http://[::1", "file.odd_link"),
    ],
)
async def test_checks_each_redirect(to: str, key: str) -> None:
    """A redirect leads nowhere that the link itself may not lead."""
    with pytest.raises(FetchRefused) as refusal:
        await fetched(telling(status=302, Location=to))
    assert refusal.value.key == key


async def test_keeps_secrets_at_home() -> None:
    """A header that came with the link goes to the link's own server, and not where that one redirects to."""
    seen: list[str | None] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(request.headers.get("Authorization"))
        return web.Response(text="there")

    async with (
        serving(answer) as other,
        serving(telling(status=302, Location=other + "/x")) as url,
        GuardedFetch(Allowed.of((), [url, other]), SMALL) as fetch,
    ):
        await fetch(url, headers={"Authorization": "Bearer secret"})
        await fetch(other, headers={"Authorization": "Bearer secret"})
    assert seen == [None, "Bearer secret"]


async def test_keeps_no_cookies() -> None:
    """A cookie that a server sets never comes back to it."""
    seen: list[str | None] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(request.headers.get("Cookie"))
        return web.Response(text="x", headers={"Set-Cookie": "who=you"})

    async with serving(answer) as url, GuardedFetch(Allowed.of((), [url])) as fetch:
        await fetch(url)
        await fetch(url)
    assert seen == [None, None]


async def test_takes_no_proxy_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy in the environment is not used: it would resolve names in our place."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    assert await fetched(telling()) == b"hello"


async def endless(request: web.Request) -> web.StreamResponse:
    """A body without an end."""
    response = web.StreamResponse()
    await response.prepare(request)
    try:
        while True:
            await response.write(bytes(4_000))
    except ConnectionError:
        return response


async def bomb(_: web.Request) -> web.Response:
    """Ten megabytes in ten kilobytes."""
    return web.Response(body=zlib.compress(bytes(10_000_000), wbits=31), headers={"Content-Encoding": "gzip"})


@pytest.mark.parametrize("answer", [telling("x" * 10_001), endless, bomb], ids=["announced", "endless", "gzip"])
async def test_stops_at_the_cap(answer: Answer) -> None:
    """Too much is refused as soon as it is too much: by its announced length, or by the decoded bytes that came."""
    with pytest.raises(FetchRefused) as refusal:
        await fetched(answer)
    assert refusal.value.key == "file.too_big"


async def test_takes_gzip_from_servers_that_insist() -> None:
    """Whoever compresses unasked is understood, within the cap."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=zlib.compress(b"hello", wbits=31), headers={"Content-Encoding": "gzip"})

    assert await fetched(answer) == b"hello"


@pytest.mark.parametrize("status", [404, 410])
async def test_nothing_there(status: int) -> None:
    """404 and 410 can be told from every other refusal."""
    with pytest.raises(FetchMissing) as refusal:
        await fetched(telling(status=status))
    assert refusal.value.key == "file.missing"


@pytest.mark.parametrize("status", [204, 206, 401, 403, 451])
async def test_not_handed_out(status: int) -> None:
    """What a server does not hand out is refused for good."""
    with pytest.raises(FetchRefused) as refusal:
        await fetched(telling("", status=status))
    assert refusal.value.key == "file.not_served"


@pytest.mark.parametrize("status", [408, 429, 500, 503])
async def test_may_work_later(status: int) -> None:
    """What may pass is to be tried again."""
    with pytest.raises(FetchFailed):
        await fetched(telling(status=status))


async def test_silence_ends() -> None:
    """A server that takes a request and does not answer is given up on."""
    released = asyncio.Event()

    async def answer(_: web.Request) -> web.Response:
        await released.wait()
        return web.Response()

    async with serving(answer) as url, GuardedFetch(Allowed.of((), [url]), SMALL) as fetch:
        with pytest.raises(FetchFailed):
            await fetch(url)
        released.set()


async def test_nobody_listens() -> None:
    """A closed port, and a body that ends too soon, may work later."""
    async with serving(telling()) as url:
        pass
    async with GuardedFetch(Allowed.of((), [url]), SMALL) as fetch:
        with pytest.raises(FetchFailed):
            await fetch(url)


OK = b"HTTP/1.1 200 OK\r\n"

CROOKED = {
    "a body shorter than announced": OK + b"Content-Length: 100\r\n\r\nshort",
    "a body longer than announced": OK + b"Content-Length: 5\r\nConnection: close\r\n\r\nhello and more",
    "a length that is no number": OK + b"Content-Length: ten\r\n\r\n0123456789",
    "a length below nothing": OK + b"Content-Length: -1\r\n\r\n0123456789",
    "two lengths": OK + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\n01234",
    "a length and chunks": OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks without a size": OK + b"Transfer-Encoding: chunked\r\n\r\nmany\r\nbytes\r\n",
    "chunks without an end": OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
    "gzip that is none": OK + b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
    "an endless header": OK + b"X: " + b"x" * 100_000 + b"\r\n\r\n",
    "headers without an end": OK + b"X: x\r\n" * 20_000,
    "a status that is none": b"HTTP/1.1 fine\r\n\r\nhello",
    "another protocol": b"SSH-2.0-OpenSSH_9.6\r\n",
    "no word": b"",
}


@pytest.mark.parametrize("case", CROOKED)
async def test_crooked_servers(case: str) -> None:
    """An answer that cannot be trusted brings no bytes, and may be better another time."""
    async with listening(CROOKED[case]) as there:
        link = f"http://127.0.0.1:{there.port}/"
        async with GuardedFetch(Allowed.of((), [link]), SMALL) as fetch:
            with pytest.raises(FetchFailed):
                await fetch(link)


async def test_a_slow_body_ends() -> None:
    """Whoever sends a byte now and then, and never is silent for long, has no longer than everybody."""

    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        ended = asyncio.Event()
        while not ended.is_set():
            try:
                await response.write(b"x")
                await asyncio.wait_for(ended.wait(), 0.05)
            except TimeoutError:
                continue
            except ConnectionError:
                ended.set()
        return response

    quick = FetchLimits(size=10_000, connect=1, silence=0.2, total=0.5)
    async with serving(drip) as url, GuardedFetch(Allowed.of((), [url]), quick) as fetch:
        with pytest.raises(FetchFailed, match="Timeout"):
            await fetch(url)


@pytest.mark.parametrize("name", ["gzip", "deflate"])
async def test_a_bomb_in_a_bomb(name: str) -> None:
    """Compressed twice: what is counted are the bytes that come out of the one layer that HTTP promised."""
    twice = zlib.compress(zlib.compress(bytes(50_000_000), wbits=31), wbits=31 if name == "gzip" else 15)

    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=twice, headers={"Content-Encoding": name})

    with pytest.raises(FetchRefused) as refusal:
        await fetched(answer)
    assert refusal.value.key == "file.too_big"


async def test_says_which_rule_and_no_secret() -> None:
    """What goes to the log names the server and never a link's query."""
    with pytest.raises(FetchRefused) as refusal:
        await fetched(telling(status=403), "/a?token=secret")
    assert refusal.value.why == "127.0.0.1 answered 403"
