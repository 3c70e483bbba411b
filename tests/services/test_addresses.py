"""Addresses in briefings: which may be opened, and that what is shown is what would be opened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.services.addresses import SCHEMES, RefusedAddress, read_address


@pytest.mark.parametrize(
    ("text", "url", "host"),
    [
        ("https://example.com/a?b=c#d", "https://example.com/a?b=c#d", "example.com"),
        (" HTTP://Example.COM:8080 ", "http://example.com:8080", "example.com"),
        ("https://bücher.example/ä ö", "https://xn--bcher-kva.example/%C3%A4%20%C3%B6", "xn--bcher-kva.example"),
        ("https://b%C3%BCcher.example/", "https://xn--bcher-kva.example/", "xn--bcher-kva.example"),
        ("https://аpple.com/", "https://xn--pple-43d.com/", "xn--pple-43d.com"),
        ("http://[::1]:80/x", "http://[::1]:80/x", "::1"),
        ("https://example.com/100%25%20off", "https://example.com/100%25%20off", "example.com"),
        (
            "mailto:someone@example.com?subject=x&attach=/etc/passwd",
            "mailto:someone@example.com",
            "someone@example.com",
        ),
    ],
)
def test_what_may_be_opened(text: str, url: str, host: str) -> None:
    assert read_address(text) == (url, host)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("javascript:alert(1)", "javascript: links are not opened"),
        ("file:///etc/passwd", "file: links are not opened"),
        ("data:text/html,x", "data: links are not opened"),
        ("vscode://x", "vscode: links are not opened"),
        ("chapter-2.md", "places within the library"),
        ("#notes", "places within the library"),
        ("//example.com/x", "places within the library"),
        ("--help", "places within the library"),
        ("", "places within the library"),
        ("https://", "names no host"),
        ("https:///etc/passwd", "names no host"),
        ("https://-evil.example/", "names no host"),
        ("https://bank.example@evil.example/", "hides that it leads to evil.example"),
        ("https://evil.example%2f.bank.example/", "names no host"),
        ("https://%ff.example/", "names no host"),
        ("https://exa mple.com/", "names no host"),
        ("https://example.com\\@evil.example/", "characters that no address has"),
        ("https://example.com/\x1b[2J", "characters that no address has"),
        ("https://example.com/\u202egnp.exe", "characters that no address has"),
        ("http://[::1", "not an address"),
        ("http://example.com:99999/", "not an address"),
        ("mailto:", "mail address is missing"),
        ("mailto:-oQ/tmp@example.com", "mail address is missing"),
        ("https://example.com/" + "x" * 2_000, "too long"),
    ],
)
def test_what_is_refused(text: str, reason: str) -> None:
    with pytest.raises(RefusedAddress) as caught:
        read_address(text)
    assert reason in caught.value.reason


@given(st.text(max_size=60) | st.text(max_size=40).map(lambda rest: f"https://{rest}"))
def test_nothing_but_a_plain_address_comes_out(text: str) -> None:
    try:
        address = read_address(text)
    except RefusedAddress:
        return
    assert address.url.isascii()
    assert address.url.isprintable()
    assert " " not in address.url
    assert address.url.partition(":")[0] in SCHEMES
    assert read_address(address.url).url == address.url
