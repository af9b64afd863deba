"""Links that try to lead the bot into a network of its own. A listener there must see nobody."""

import pytest
from aiohttp import web

from bot.evidence.allowed import Allowed
from bot.evidence.fetch import FetchLimits, GuardedFetch
from bot.ports import FetchFailed, FetchRefused
from tests.evidence.servers import Answer, Names, listening, serving

SHORT = FetchLimits(size=10_000, connect=0.5, silence=0.5, total=2)
UNROUTED = "2d00::1"
"""Public by the registries, and given to nobody: a connection to it goes nowhere."""

ODD, PRIVATE = "file.odd_link", "file.private_address"

TRICKS = {
    "loopback": ("http://127.0.0.1:{port}/", PRIVATE),
    "another loopback": ("http://127.0.0.2:{port}/", PRIVATE),
    "the last loopback": ("http://127.255.255.254:{port}/", PRIVATE),
    "loopback over TLS": ("https://127.0.0.1:{port}/", PRIVATE),
    "loopback in capitals": ("HTTP://LOCALHOST:{port}/", PRIVATE),
    "a name for loopback": ("http://localhost:{port}/", PRIVATE),
    "a name with a trailing dot": ("http://localhost.:{port}/", PRIVATE),
    "a name below localhost": ("http://gallery.localhost:{port}/", PRIVATE),
    "a public name at loopback": ("http://loopback.example:{port}/", PRIVATE),
    "an address with a trailing dot": ("http://127.0.0.1.:{port}/", ODD),
    "decimal": ("http://2130706433:{port}/", ODD),
    "hexadecimal": ("http://0x7f000001:{port}/", ODD),
    "hexadecimal in capitals": ("http://0X7F000001:{port}/", ODD),
    "octal": ("http://017700000001:{port}/", ODD),
    "dotted octal": ("http://0177.0.0.01:{port}/", ODD),
    "dotted hexadecimal": ("http://0x7f.0x0.0x0.0x1:{port}/", ODD),
    "mixed bases": ("http://0x7f.0.0.1:{port}/", ODD),
    "two parts": ("http://127.1:{port}/", ODD),
    "three parts": ("http://127.0.1:{port}/", ODD),
    "padded with zeros": ("http://127.000.000.001:{port}/", ODD),
    "beyond 32 bits": ("http://6425673729:{port}/", ODD),
    "five parts": ("http://127.0.0.0.1:{port}/", ODD),
    "zero": ("http://0:{port}/", ODD),
    "zero in hexadecimal": ("http://0x:{port}/", ODD),
    "zero in full": ("http://0.0.0.0:{port}/", PRIVATE),
    "IPv6 loopback": ("http://[::1]:{port}/", PRIVATE),
    "IPv6 loopback in full": ("http://[0:0:0:0:0:0:0:1]:{port}/", PRIVATE),
    "IPv6 loopback with a zone": ("http://[::1%25lo]:{port}/", ODD),
    "IPv6 unspecified": ("http://[::]:{port}/", PRIVATE),
    "IPv4-mapped": ("http://[::ffff:127.0.0.1]:{port}/", PRIVATE),
    "IPv4-mapped in hexadecimal": ("http://[::ffff:7f00:1]:{port}/", PRIVATE),
    "IPv4-mapped in full": ("http://[0:0:0:0:0:ffff:127.0.0.1]:{port}/", PRIVATE),
    "IPv4-compatible": ("http://[::127.0.0.1]:{port}/", PRIVATE),
    "IPv4-translated": ("http://[::ffff:0:127.0.0.1]:{port}/", PRIVATE),
    "NAT64": ("http://[64:ff9b::7f00:1]:{port}/", PRIVATE),
    "local NAT64": ("http://[64:ff9b:1::7f00:1]:{port}/", PRIVATE),
    "6to4": ("http://[2002:7f00:1::]:{port}/", PRIVATE),
    "Teredo": ("http://[2001:0:7f00:1::]:{port}/", PRIVATE),
    "link-local": ("http://[fe80::1]:{port}/", PRIVATE),
    "link-local with a zone": ("http://[fe80::1%25lo]:{port}/", ODD),
    "site-local": ("http://[fec0::1]:{port}/", PRIVATE),
    "unique local": ("http://[fc00::1]:{port}/", PRIVATE),
    "a cloud's IPv6 metadata": ("http://[fd00:ec2::254]:{port}/", PRIVATE),
    "IPv6 multicast": ("http://[ff02::1]:{port}/", PRIVATE),
    "IPv6 documentation": ("http://[2001:db8::1]:{port}/", PRIVATE),
    "a cloud's metadata": ("http://169.254.169.254/latest/meta-data/", PRIVATE),
    "a cloud's metadata in decimal": ("http://2852039166/latest/meta-data/", ODD),
    "a cloud's metadata, mapped": ("http://[::ffff:169.254.169.254]/", PRIVATE),
    "another cloud's metadata": ("http://100.100.100.200/", PRIVATE),
    "a third cloud's metadata": ("http://192.0.0.192/", PRIVATE),
    "a fourth cloud's services": ("http://168.63.129.16/", PRIVATE),
    "ten": ("http://10.0.0.1:{port}/", PRIVATE),
    "172.16": ("http://172.31.255.255:{port}/", PRIVATE),
    "192.168": ("http://192.168.0.1:{port}/", PRIVATE),
    "benchmarking": ("http://198.18.0.1:{port}/", PRIVATE),
    "multicast": ("http://224.0.0.1:{port}/", PRIVATE),
    "reserved": ("http://240.0.0.1:{port}/", PRIVATE),
    "broadcast": ("http://255.255.255.255:{port}/", PRIVATE),
    "a relay of 6to4": ("http://192.88.99.1:{port}/", PRIVATE),
    "digits in circles": ("http://①②⑦.⓪.⓪.①:{port}/", PRIVATE),
    "digits of full width": ("http://\uff11\uff12\uff17.\uff10.\uff10.\uff11:{port}/", PRIVATE),
    "stops of another script": ("http://127。0。0。1:{port}/", PRIVATE),
    "one digit in a circle": ("http://⓪:{port}/", ODD),
    "a host as a user": ("http://gallery.example@127.0.0.1:{port}/", ODD),
    "a host and a port as credentials": ("http://gallery.example:80@127.0.0.1:{port}/", ODD),
    "no user at all": ("http://@127.0.0.1:{port}/", PRIVATE),
    "a backslash": ("http://127.0.0.1:{port}\\@gallery.example/", ODD),
    "backslashes for slashes": ("http:\\\\127.0.0.1:{port}\\", ODD),
    "a fragment that looks like a host": ("http://127.0.0.1:{port}#@gallery.example/", PRIVATE),
    "a query that looks like a host": ("http://127.0.0.1:{port}?@gallery.example/", PRIVATE),
    "an encoded slash before the host": ("http://127.0.0.1:{port}%2f@gallery.example/", ODD),
    "encoded digits": ("http://%31%32%37.0.0.1:{port}/", ODD),
    "an encoded zero byte": ("http://127.0.0.1%00.gallery.example:{port}/", PRIVATE),
    "a zero byte": ("http://127.0.0.1\x00.gallery.example:{port}/", ODD),
    "a tab in the host": ("http://127.0.\t0.1:{port}/", ODD),
    "a line break before a header": ("http://127.0.0.1:{port}/\r\nHost: gallery.example", ODD),
    "a label that is too long": ("http://" + "a" * 64 + ".example:{port}/", PRIVATE),
    "an empty label": ("http://gallery..example:{port}/", PRIVATE),
    "a coded name without a name": ("http://xn--/", ODD),
    "a coded name that ends too soon": ("http://xn--a-/x.png", ODD),
    "a bracket and nothing": ("http://[/x", ODD),
    "brackets around nothing": ("http://[]/", ODD),
    "brackets around nothing before a name": ("http://[]é@", ODD),
    "an open bracket": ("http://[::1:{port}/", ODD),
    "a port that is none": ("http://127.0.0.1:{port}x/", ODD),
    "a port beyond all ports": ("http://127.0.0.1:1{port}/", ODD),
    "no host": ("http:///127.0.0.1:{port}/", ODD),
    "one slash": ("http:/127.0.0.1:{port}/", ODD),
    "no scheme": ("//127.0.0.1:{port}/", ODD),
    "gopher": ("gopher://127.0.0.1:{port}/_GET%20/", ODD),
    "dict": ("dict://127.0.0.1:{port}/info", ODD),
    "ftp": ("ftp://127.0.0.1:{port}/", ODD),
    "a web socket": ("ws://127.0.0.1:{port}/", ODD),
    "a file": ("file:///etc/hostname", ODD),
    "a file on a host": ("file://127.0.0.1:{port}/etc/hostname", ODD),
    "data": ("data:image/png;base64,AAAA", ODD),
    "a socket of the system": ("http+unix://%2Fvar%2Frun%2Fdocker.sock/", ODD),
    "a wrapped link": ("url:http://127.0.0.1:{port}/", ODD),
    "a view of a source": ("view-source:http://127.0.0.1:{port}/", ODD),
}


def test_there_are_enough() -> None:
    """Each is another trick."""
    assert len({link for link, _ in TRICKS.values()}) == len(TRICKS) >= 60


async def test_the_listener_can_be_reached() -> None:
    """Where it is configured exactly; so that its silence proves something."""
    async with listening() as there:
        for host in ("127.0.0.1", "[::1]"):
            link = f"http://{host}:{there.port}/"
            async with GuardedFetch(Allowed.of((), [link]), SHORT) as fetch:
                assert await fetch(link) == b"inside"
    assert len(there.visitors) == 2


@pytest.mark.parametrize("trick", TRICKS)
async def test_a_link_leads_nobody_inside(trick: str) -> None:
    """Even where any host may be fetched from, and where every name that is asked for is at loopback."""
    link, key = TRICKS[trick]
    async with (
        listening() as there,
        GuardedFetch(Allowed.of((), any_host=True), SHORT, resolver=Names(["127.0.0.1"])) as fetch,
    ):
        with pytest.raises(FetchRefused) as refusal:
            await fetch(link.format(port=there.port))
    assert (refusal.value.key, there.visitors) == (key, [])


@pytest.mark.parametrize("trick", TRICKS)
async def test_a_redirect_leads_nobody_inside(trick: str) -> None:
    """Also not from a server that is trusted itself."""
    link, _ = TRICKS[trick]
    async with listening() as there:
        to = link.format(port=there.port)
        head = f"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: {to}\r\n\r\n".encode()
        async with listening(head) as first:
            start = f"http://127.0.0.1:{first.port}/"
            allowed = Allowed.of((), [start], any_host=True)
            async with GuardedFetch(allowed, SHORT, resolver=Names(["127.0.0.1"])) as fetch:
                with pytest.raises((FetchRefused, FetchFailed)):
                    await fetch(start)
    assert there.visitors == []


@pytest.mark.parametrize("answers", [(["127.0.0.1"],), ([UNROUTED, "127.0.0.1"],), ([UNROUTED], ["127.0.0.1"])])
async def test_a_name_leads_nobody_inside(answers: tuple[list[str], ...]) -> None:
    """Whether it is at loopback, there as well, or there the second time somebody asks (DNS rebinding)."""
    async with (
        listening() as there,
        GuardedFetch(Allowed.of(["gallery.example"], any_host=True), SHORT, resolver=Names(*answers)) as fetch,
    ):
        for _ in answers:
            with pytest.raises((FetchRefused, FetchFailed)):
                await fetch(f"http://gallery.example:{there.port}/")
    assert there.visitors == []


@pytest.mark.parametrize("host", ["a" * 64 + ".example", "gallery..example", "." * 300])
async def test_a_name_that_can_be_none_is_refused(host: str) -> None:
    """The system's resolver cannot even be asked for it."""
    async with GuardedFetch(Allowed.of((), any_host=True), SHORT) as fetch:
        with pytest.raises(FetchRefused) as refusal:
            await fetch(f"http://{host}/")
    assert refusal.value.key == ODD


async def test_another_port_of_a_configured_host_is_not_configured() -> None:
    """Nor is another scheme: trust is for one origin, exactly."""
    async with listening() as there:
        allowed = Allowed.of((), [f"http://127.0.0.1:{there.port + 1}", f"https://127.0.0.1:{there.port}"])
        async with GuardedFetch(allowed, SHORT) as fetch:
            with pytest.raises(FetchRefused):
                await fetch(f"http://127.0.0.1:{there.port}/")
    assert there.visitors == []


async def test_a_token_does_not_follow_a_redirect_elsewhere() -> None:
    """Not even back: what once left the link's own server stays without it."""
    seen: dict[str, str | None] = {}

    def leading(name: str, to: list[str]) -> Answer:
        async def answer(request: web.Request) -> web.Response:
            seen[name + request.path] = request.headers.get("Authorization")
            return web.Response(status=302, headers={"Location": to[0]}) if to else web.Response(text="end")

        return answer

    back: list[str] = []
    async with serving(leading("away", back)) as away, serving(leading("home", [away + "/2"])) as home:
        back.append(home + "/3")
        async with GuardedFetch(Allowed.of((), [home, away]), SHORT) as fetch:
            with pytest.raises(FetchRefused):
                await fetch(home + "/1", headers={"Authorization": "Bearer secret"})
    assert seen == {"home/1": "Bearer secret", "away/2": None, "home/3": None}
