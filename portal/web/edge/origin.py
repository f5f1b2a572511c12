"""Where a request came from: the address that asks, and the network that it is in."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from flask import request


def address_here() -> IPv4Address | IPv6Address | None:
    """Who asks; None where it is no address. IPv4 is IPv4, also through a socket of both."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return None
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address


def network_of(address: IPv4Address | IPv6Address, *, ipv4_bits: int, ipv6_bits: int) -> str:
    """The network of this address, by so many of its first bits."""
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address), ipv6_bits), strict=False))
    return str(IPv4Network((int(address), ipv4_bits), strict=False))
