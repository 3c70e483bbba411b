"""The article of a page, without what stands around it.

Owns the one use of trafilatura, which is not part of a plain installation. Knows nothing of fetching.
"""

from typing import Any

from reader.importers.html_file import convert_html
from reader.importers.html_walk import parse_html
from reader.sources.errors import SourceError
from reader.sources.mail import resolve_link

MISSING = "the full text needs one more package: pip install 'briefing-reader[fulltext]'"

_MAIN = ("article", "main", "[role=main]")
_SHARE = 0.3
"""Of a page's words; an article with less of them is one of many."""


def extract_article(html: str, address: str) -> str:
    """The article of a page as Markdown; "" where none is found.

    Raises:
        SourceError: if the package is not installed, or fails.
    """
    try:
        import trafilatura
    except ImportError:
        raise SourceError(MISSING) from None
    try:
        found: Any = trafilatura.extract(
            html,
            url=address,
            output_format="html",
            include_links=True,
            include_tables=True,
            include_formatting=True,
            include_comments=False,
        )
    except (ValueError, TypeError, AttributeError, RecursionError, LookupError) as error:
        raise SourceError(f"the page cannot be read: {error}") from error
    return convert_html(found, lambda link: resolve_link(link, address))[0] if found else ""


def find_main(html: str) -> str:
    """The part of a page that says of itself that it is the main one; the whole page where none does."""
    tree = parse_html(html)
    whole = len(tree.body.text()) if tree.body is not None else 0
    for selector in _MAIN:
        node = tree.css_first(selector)
        if node is not None and len(node.text()) > _SHARE * whole:
            return str(node.html)
    return html


def find_feeds(html: str, address: str) -> list[str]:
    """The feeds that a page names."""
    links = parse_html(html).css("link[rel=alternate][href]")
    kinds = ("application/rss+xml", "application/atom+xml", "application/feed+json")
    found = (
        resolve_link(link.attributes.get("href") or "", address)
        for link in links[:100]
        if (link.attributes.get("type") or "").lower() in kinds
    )
    return [link for link in dict.fromkeys(found) if link]
