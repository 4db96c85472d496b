"""Which addresses a link that somebody else wrote may lead to. Pure."""

import ipaddress
from ipaddress import IPv4Address, IPv6Address

_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")  # all that is assigned of the internet, RFC 4291
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052
_ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})  # RFC 5214

_METADATA = tuple(
    map(
        ipaddress.ip_network,
        (
            "fd00:ec2::/32",  # AWS, its DNS and its pods' identities besides
            "fd20:ce::/32",  # Google Cloud
            "fd00:42::42/128",  # Scaleway
            "100.100.100.200/32",  # Alibaba Cloud
            "168.63.129.16/32",  # Azure's host, which looks like the internet
            "192.0.0.192/32",  # Oracle Cloud, the old one
        ),
    )
)
"""Where clouds keep metadata and tokens beside the link-local addresses."""


def allowed(address: str, *, allow_private: bool) -> bool:
    """Whether an address may be connected to: one of the internet, or with ``allow_private`` one of our own networks.

    Those where clouds keep their metadata and its tokens, link-local, multicast, reserved ones and 0.0.0.0 never are.
    """
    try:
        real = _real(ipaddress.ip_address(address))
    except ValueError:
        return False
    reserved = real.is_reserved and not real.is_loopback  # IPv6 counts its loopback among the reserved
    if real.is_link_local or real.is_multicast or real.is_unspecified or reserved or _is_metadata(real):
        return False
    return allow_private or _public(real)


def _public(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and (isinstance(address, IPv4Address) or address in _GLOBAL_UNICAST)


def _is_metadata(address: IPv4Address | IPv6Address) -> bool:
    return any(address in network for network in _METADATA)


def _real(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Where packets end up: the IPv4 address inside an IPv6 one that only wraps it."""
    if isinstance(address, IPv4Address):
        return address
    inside = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
    if inside is None and (address in _NAT64 or int(address) >> 32 & 0xFFFF_FFFF in _ISATAP):
        inside = IPv4Address(int(address) & 0xFFFF_FFFF)
    return inside or address
