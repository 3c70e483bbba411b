"""Addresses that stand in briefings: which of them may be opened at all, and how they are shown before that.

Owns the list of schemes. Opens nothing.
"""

import re
from typing import NamedTuple
from urllib.parse import SplitResult, quote, unquote, urlsplit

from reader.domain.scrub import SafeText, scrub_line

SCHEMES = ("http", "https", "mailto")
_LONGEST = 2_000
"""Characters of an address that is opened; longer ones are somebody's mistake, or worse."""
_SAFE = "!#$%&'()*+,-./:;=?@[]_~"
_HOST = re.compile(r"[a-z0-9._:\[\]-]+", re.IGNORECASE)


class Address(NamedTuple):
    """An address that may be opened."""

    url: SafeText
    """ASCII only: what stands in it in other scripts is written as `xn--` or per cent, so that nothing looks alike."""
    host: SafeText
    """Where it leads; for mail, the person."""


class RefusedAddress(ValueError):
    """An address that is not opened.

    Attributes:
        reason: one sentence, fit to be shown.
    """

    def __init__(self, reason: str) -> None:
        self.reason: SafeText = scrub_line(reason)
        super().__init__(self.reason)


def read_address(text: str) -> Address:
    """Read the address of a link.

    Raises:
        RefusedAddress: for other schemes, for what is no whole address, and for what could be taken for an option.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise RefusedAddress("the address is too long to be opened")
    if scrub_line(text) != text or "\\" in text:
        raise RefusedAddress("the address has characters that no address has")
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError as error:
        raise RefusedAddress(f"not an address: {error}") from None
    scheme = parts.scheme.casefold()
    if scheme not in SCHEMES:
        kind = f"{scheme}: links" if scheme else "links to places within the library or the text"
        raise RefusedAddress(f"{kind} are not opened, only http, https and mailto")
    return _read_mail(parts) if scheme == "mailto" else _read_web(parts)


def _read_mail(parts: SplitResult) -> Address:
    person = quote(parts.path, safe=_SAFE)
    if not person or person.startswith("-"):
        raise RefusedAddress("a mail address is missing")
    # What a link wants to be written or attached is not the reader's mail.
    return Address(SafeText(f"mailto:{person}"), SafeText(person))


def _read_web(parts: SplitResult) -> Address:
    try:
        host = unquote(parts.hostname or "", errors="strict").encode("idna").decode("ascii")
    except UnicodeError:
        raise RefusedAddress("the address names no host") from None
    if not host or host.startswith(("-", ".")) or not _HOST.fullmatch(host):
        raise RefusedAddress("the address names no host")
    if parts.username is not None or parts.password is not None:
        raise RefusedAddress(f"the address hides that it leads to {host}")
    name = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port is not None else ""
    rest = quote(parts.path, safe=_SAFE)
    rest += f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    rest += f"#{quote(parts.fragment, safe=_SAFE)}" if parts.fragment else ""
    return Address(SafeText(f"{parts.scheme.casefold()}://{name}{port}{rest}"), SafeText(host))
