"""Files of HTML: the same walk as Markdown, and what only whole pages have."""

from datetime import date

import pytest

from reader.domain.briefing import Provenance
from tests.importers.looking import kinds, lines, read, styles

BODIES: dict[str, tuple[str, list[tuple[str, int, str]]]] = {
    "white space collapses": ("<p>a\n   b&nbsp;c </p>", [("paragraph", 0, "a b\u00a0c")]),
    "line breaks": ("<p>a<br>b<br>\n</p>", [("paragraph", 0, "a\nb")]),
    "text between blocks": ("one <div>two</div> three", [("paragraph", 0, words) for words in ("one", "two", "three")]),
    "lists": (
        "<ul><li>a<ul><li>b</ul><li><p>c</p><p>d</p></ul><ol start=4><li>e</ol>",
        [("bullet", 1, "a"), ("bullet", 2, "b"), ("bullet", 1, "c"), ("paragraph", 1, "d"), ("bullet", 1, "e")],
    ),
    "an item without a list": ("<li>a", [("bullet", 1, "a")]),
    "code": ("<pre>a\n  <b>b</b>\n\nc\n</pre>", [("code", 0, "a\n  b\n\nc")]),
    "quotes": ("<blockquote>a<blockquote><p>b</blockquote></blockquote>", [("quote", 0, "a"), ("quote", 0, "b")]),
    "rule": ("<p>a<hr><p>b", [("paragraph", 0, "a"), ("rule", 0, ""), ("paragraph", 0, "b")]),
    "data table": (
        "<table><thead><tr><th>a <th>b</thead><tbody><tr>\n<td>1<td><p>2\n3</p></tbody></table>",
        [("table", 0, "a\tb\n1\t2 3")],
    ),
    "a cell over two columns": (
        "<table><tr><th>a<th>b<th>c<tr><td colspan=2>1<td>2</table>",
        [("table", 0, "a\tb\tc\n1\t\t2")],
    ),
    "layout table by its role": (
        "<table role=presentation><tr><td>a<td>b</table>",
        [("paragraph", 0, "a"), ("paragraph", 0, "b")],
    ),
    "layout tables within each other": (
        "<table><tr><td><table><tr><td>a</table><td><table><tr><th>x<th>y<tr><td>1<td>2</table></table>",
        [("paragraph", 0, "a"), ("table", 0, "x\ty\n1\t2")],
    ),
    "a single column is layout": ("<table><tr><td>a<tr><td>b</table>", [("paragraph", 0, "a"), ("paragraph", 0, "b")]),
    "what is not shown": (
        "<script>x</script><style>y</style><template>z</template><!-- c --><p hidden>h</p>"
        "<div style='display: none'>d</div><iframe>f</iframe><p>shown</p>",
        [("paragraph", 0, "shown")],
    ),
    "fillers of a hidden preview": ("<p>\u200c&nbsp;\u200c&nbsp;\u034f</p><p>shown</p>", [("paragraph", 0, "shown")]),
    "controls made by references": ("<p>a&#27;[2J&#155;b</p>", [("paragraph", 0, "a␛[2J›b")]),
    "images": ("<p><img alt='a chart' src=c.png><img src=pixel.gif></p>", [("paragraph", 0, "a chart")]),
}


@pytest.mark.parametrize("name", BODIES)
def test_blocks(name: str) -> None:
    source, expected = BODIES[name]
    found = kinds(read(f"<!doctype html><body><h1>T</h1>{source}", "x.html"))
    assert found == [("title", 1, "T"), *expected]


def test_styles() -> None:
    source = "<p><b>a <i>b</i></b> <a href='http://x.example'>c <s>d</s></a> <code>e</code></p>"
    assert styles(read(source, "x.html")) == [
        ("strong", "a b"),
        ("emphasis", "b"),
        ("link", "c d"),
        ("strike", "d"),
        ("code", "e"),
    ]


def test_a_style_over_the_spaces_that_end_a_cell() -> None:
    source = "<table><tr><th><b>a </b> </th><th><i> </i></th></tr><tr><td><s>b </s><td><u> </u></table>"
    assert styles(read(source, "x.html")) == [("strong", "a"), ("strike", "b")]


def test_a_style_over_several_blocks() -> None:
    assert styles(read("<b><p>a</p><p>b</p></b>", "x.html")) == [("strong", "a"), ("strong", "b")]


HEAD = (
    "<html lang=en-GB><head><title>News | Site</title><meta name=author content='A. B.'>"
    "<meta property='article:published_time' content='2026-05-09T23:00:00-05:00'>"
    "<meta property='og:site_name' content='Site'><meta name=keywords content='hbm, foundry'></head>"
)


def test_the_head_gives_metadata() -> None:
    metadata = read(f"{HEAD}<p>Words.</p>", "x.html").metadata
    assert (metadata.title, metadata.creator, metadata.publisher) == ("News", "A. B.", "Site")
    assert (metadata.issued, metadata.language) == (date(2026, 5, 9), "en-GB")
    assert metadata.subjects == ("hbm", "foundry")
    assert metadata.origins["title"] is Provenance.FRONT_MATTER


def test_a_first_heading_is_a_better_title_than_that_of_the_window() -> None:
    metadata = read(f"{HEAD}<h1>Issue 3: the\nHBM race</h1><p>Words.</p>", "x.html").metadata
    assert (metadata.title, metadata.label) == ("Issue 3: the HBM race", "Issue 3")
    assert metadata.origins["title"] is Provenance.TEXT


def test_lines() -> None:
    source = "<html>\n<body>\n<h1>Title words</h1>\n\n<p>First\n<ul>\n<li>one item\n<li>two items\n</ul>\n"
    briefing = read(source, "x.htm")
    assert lines(briefing) == [3, 5, 7, 8]
    assert briefing.text == "Title words\n\nFirst\n\none item\ntwo items"


@pytest.mark.parametrize("name", ["x.md", "x.txt", "x", "x.html"])
def test_a_whole_page_is_recognised_under_any_name(name: str) -> None:
    assert kinds(read("<!DOCTYPE html>\n<h1>T</h1><p>a</p>", name)) == [("title", 1, "T"), ("paragraph", 0, "a")]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Prices rise | Chip Site", "Prices rise"),
        ("Chip Site - Prices rise", "Prices rise"),
        ("Prices rise | Fab News", "Prices rise | Fab News"),
        ("Chip Site", "Chip Site"),
        ("More at Chip Site", "More at Chip Site"),
    ],
)
def test_the_title_of_a_page_goes_without_its_site(title: str, shown: str) -> None:
    source = (
        f"<html><head><title>{title}</title><meta property='og:site_name' content='Chip Site'></head>"
        "<body><p>All of them rose.</p></body></html>"
    )
    assert read(source, "x.html").metadata.title == shown
