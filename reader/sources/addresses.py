"""Which addresses of the web may be fetched on behalf of whom.

Owns what a private address is, and which redirects are followed. A feed is written by others: it must not make this
program ask the machines of the reader's own network.
"""

import asyncio
import ipaddress
import socket
from urllib.parse import urljoin, urlsplit

from reader.sources.errors import SourceError

_PORTS = {"http": 80, "https": 443}
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


def check_address(address: str) -> tuple[str, int]:
    """The host and port of an address that may be asked.

    Raises:
        SourceError: for any but http and https, and for one that is none.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise SourceError("not an address") from None
    if parts.scheme.lower() not in _PORTS:
        raise SourceError(f"{parts.scheme or 'no'}: is not fetched, only http and https")
    if not host:
        raise SourceError("not an address: no host")
    return host, port or _PORTS[parts.scheme.lower()]


def follow(address: str, location: str) -> str:
    """Where a redirect leads.

    Raises:
        SourceError: where it must not be followed.
    """
    try:
        target = urljoin(address, location)
    except ValueError:
        raise SourceError("redirected to what is no address") from None
    before, after = urlsplit(address).scheme.lower(), target.partition(":")[0].lower()
    if after not in _PORTS:
        raise SourceError(f"redirected to {after}: refused")
    if (before, after) == ("https", "http"):
        raise SourceError("redirected from https to http: refused")
    return target


def is_private(number: str) -> bool:
    """Whether a numerical address is one of this machine or its own network, or of no network at all."""
    try:
        found = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return True
    within = _find_within(found)
    return not (within or found).is_global or found.is_multicast


def _find_within(found: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The address to which one of the sixth version leads: written in it, or by way of a translator."""
    if isinstance(found, ipaddress.IPv4Address):
        return None
    if found in _TRANSLATED:
        return ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    return found.ipv4_mapped or found.sixtofour


async def is_private_host(host: str, port: int) -> bool:
    """Whether any of the addresses of a host is private.

    Raises:
        SourceError: if it has none.
    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise SourceError(f"{host}: no such host") from None
    return any(is_private(str(address[0])) for *_, address in found)
