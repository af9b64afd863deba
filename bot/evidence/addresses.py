"""Which network addresses a download may go to: public unicast ones, and nothing that wraps another address.

Source: the IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890 and what updated it).
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

RELAYS = IPv4Network("192.88.99.0/24")
"""Anycast of 6to4 relays, withdrawn by RFC 7526; `is_global` still counts it as public."""

UNICAST = IPv6Network("2000::/3")
"""All that IANA has given out as global unicast. Mapped, translated (NAT64), local and multicast lie outside."""

RESERVED = (
    IPv6Network("2001::/23"),  # protocol assignments, among them Teredo, which wraps an IPv4 address
    IPv6Network("2001:db8::/32"),  # documentation
    IPv6Network("2002::/16"),  # 6to4, which wraps an IPv4 address
    IPv6Network("3fff::/20"),  # documentation
)


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """The address that `host` is written as, or None where it is a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether the address is one of the public internet's own."""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and not address.is_reserved and address not in RELAYS
    return address in UNICAST and not any(address in network for network in RESERVED)
