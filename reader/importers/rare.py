"""The few characters of a long text that need a closer look: all but printable ASCII, line feeds and tabs.

Knows nothing of what is wrong with any of them.
"""

from reader.domain.scrub import SafeText, scrub

_PLAIN = bytes(range(0x20, 0x7F)) + b"\n\t"


def rare_characters(text: str) -> str:
    """Every character of a text that is not plain, in order, as often as it stands there."""
    data = text.encode("utf-8", errors="surrogatepass")
    return data.translate(None, _PLAIN).decode("utf-8", errors="surrogatepass")


def scrub_long(text: str) -> SafeText:
    """`scrub`, at a tenth of the price where nearly all characters are plain."""
    rare = rare_characters(text)
    return SafeText(text) if scrub(rare) == rare else scrub(text)
