"""Which network addresses a download may go to: public unicast ones, and nothing that wraps another address.

Source: the IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890 and what updated it).
"""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address
from typing import Final

NUMBER: Final = re.compile(r"0x[0-9a-f]*|[0-9]+", re.IGNORECASE)

UNICAST = IPv6Network("2000::/3")
"""All that IANA has given out as global unicast. Mapped, translated (NAT64), local and multicast lie outside."""

RESERVED = (
    IPv4Network("0.0.0.0/8"),
    IPv4Network("10.0.0.0/8"),
    IPv4Network("100.64.0.0/10"),  # shared behind a provider's translation
    IPv4Network("127.0.0.0/8"),
    IPv4Network("168.63.129.16/32"),  # a cloud's own services, as each of its machines sees them
    IPv4Network("169.254.0.0/16"),
    IPv4Network("172.16.0.0/12"),
    IPv4Network("192.0.0.0/24"),  # protocol assignments; Python 3.11 counts most of them as public
    IPv4Network("192.0.2.0/24"),
    IPv4Network("192.88.99.0/24"),  # relays of 6to4, withdrawn by RFC 7526; Python counts them as public
    IPv4Network("192.168.0.0/16"),
    IPv4Network("198.18.0.0/15"),
    IPv4Network("198.51.100.0/24"),
    IPv4Network("203.0.113.0/24"),
    IPv4Network("224.0.0.0/3"),  # multicast, reserved, broadcast
    IPv6Network("2001::/23"),  # protocol assignments, among them Teredo, which wraps an IPv4 address
    IPv6Network("2001:db8::/32"),  # documentation
    IPv6Network("2002::/16"),  # 6to4, which wraps an IPv4 address
    IPv6Network("3fff::/20"),  # documentation
)


def is_odd(host: str) -> bool:
    """Whether a host ends in a number and is no IPv4 address as everybody writes it.

    Systems read `2130706433`, `0177.1` and `0x7f.1` as 127.0.0.1, and aiohttp takes such a host for an address that
    needs no resolving; the URL Standard's 'ends in a number' finds them all (url.spec.whatwg.org, host parsing).
    """
    if ":" in host:
        return "%" in host  # a zone: an address that is somewhere else on each machine
    last = host.removesuffix(".").rpartition(".")[2]
    if not NUMBER.fullmatch(last):
        return False
    try:
        IPv4Address(host)
    except ValueError:
        return True
    return False


def is_public(address: str) -> bool:
    """Whether the address is one of the public internet's own."""
    found = ip_address(address.partition("%")[0])
    return (isinstance(found, IPv4Address) or found in UNICAST) and not any(found in network for network in RESERVED)
