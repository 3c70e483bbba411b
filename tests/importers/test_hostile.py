"""Input that is meant to crash, to hang or to hide: it opens quickly, and every word of it is there.

The limits of time are about ten times what was measured, so that only another order of growth fails them.
"""

import time
from collections.abc import Callable

import pytest

from reader.domain.briefing import Briefing
from reader.importers.briefings import import_briefing
from reader.importers.html_guard import is_too_nested
from tests.importers.looking import kinds, read

NESTED_MARKDOWN = "too much or too deep markup: shown as plain text"
NESTED_HTML = "too much or too deep markup: shown as plain text, without tags"
SECONDS = 5.0


def timed(source: str, path: str = "x.md") -> Briefing:
    start = time.perf_counter()
    briefing = import_briefing(source.encode(), path)
    assert time.perf_counter() - start < SECONDS
    return briefing


SHOWN_AS_MARKDOWN: dict[str, tuple[Callable[[], str], int]] = {
    # The source, and how many words of it must be there.
    "quotes 25 deep": (lambda: "> " * 25 + "secret at depth\n", 3),
    "lists 12 deep": (lambda: "".join("  " * depth + f"- level {depth}\n" for depth in range(12)), 24),
    "emphasis never closed": (lambda: "_a " * 65_000, 65_000),
    "emphasis never opened": (lambda: "a_ " * 65_000, 65_000),
    "emphasis that does not match": (lambda: "*a_ " * 50_000, 50_000),
    "brackets": (lambda: "[" * 50_000 + "a" + "]" * 50_000, 1),
    "images never closed": (lambda: "![" * 50_000 + "a", 1),
    "links never closed": (lambda: "[a](<b" * 30_000, 60_000),
    "backticks": (lambda: "".join("e" + "`" * count for count in range(1, 500)), 499),
    "character data": (lambda: "a <![CDATA[" * 30_000, 60_000),
    "addresses": (lambda: "www." * 30_000 + " " + "a@" * 30_000, 30_001),
    "definitions": (lambda: "".join(f"[{number}]: u\n" for number in range(20_000)), 40_000),
    "a wide table": (lambda: "|" + "a|" * 20_000 + "\n|" + "-|" * 20_000 + "\n", 20_000),
    "many headings": (lambda: "# h\n" * 20_000, 20_000),
    "one long line": (lambda: "word " * 1_000_000, 1_000_000),
    "no space at all": (lambda: "x" * 1_000_000, 1),
    "a long line of code": (lambda: "```\n" + "0123456789" * 100_000 + "\n```\n", 1),
    "tags never closed": (lambda: "<b>a " * 30_000, 60_000),
    "front matter never closed": (lambda: "---\n" + "a: b\n" * 100_000, 200_000),
}


@pytest.mark.parametrize("name", SHOWN_AS_MARKDOWN)
def test_every_word_is_there(name: str) -> None:
    make, words = SHOWN_AS_MARKDOWN[name]
    briefing = timed(make())
    assert briefing.words == words
    assert briefing.warnings == ()


TOO_DEEP: dict[str, Callable[[], str]] = {
    "quotes": lambda: "> " * 10_000 + "deep",
    "lists by indentation": lambda: "".join("  " * depth + "* a\n" for depth in range(1_000)),
    "strong within strong": lambda: "*a **a " * 20_000 + "b" + " a** a*" * 20_000,
    "more cells than a table can hold": lambda: "a|" * 600_000 + "\n" + "-|" * 600_000,
    "short rows in a wide table": lambda: "a|" * 2_000 + "\n" + "-|" * 2_000 + "\n" + "x\n" * 2_000,
    "tags within tags": lambda: "x <span>" * 20_000 + "</span>" * 20_000,
    "lists of tags": lambda: "x\n<ul>\n<li>\n" * 20_000 + "</li></ul>" * 20_000,
}


@pytest.mark.parametrize("name", TOO_DEEP)
def test_what_is_nested_beyond_reason_is_shown_as_written(name: str) -> None:
    source = TOO_DEEP[name]()
    briefing = timed(source)
    assert briefing.warnings == (NESTED_MARKDOWN,)
    assert briefing.text.split() == source.split()


HEADS: dict[str, Callable[[], str]] = {
    "a long title": lambda: "# " + "No. 1 " * 50_000,
    "a long date": lambda: "---\ndate: " + "May 1 - " * 8_000 + "\n---\n",
    "a long period": lambda: "---\nperiod: " + "9 " * 30_000 + "\n---\n",
    "a long tag": lambda: "---\ntags: " + "# " * 30_000 + "\n---\n",
    "a long path": lambda: "---\npath: " + "/2" * 30_000 + "\n---\n",
    "a TOML key of many parts": lambda: "+++\na" + ".a" * 30_000 + " = 1\n+++\n",
    "a TOML table of many parts": lambda: "+++\n[a" + " . a" * 15_000 + "]\n+++\n",
    "TOML brackets": lambda: "+++\na = " + "[" * 60_000 + "\n+++\n",
    "a long TOML word": lambda: "+++\n" + "a" * 60_000 + "\n+++\n",
    "many head lines": lambda: "Title: x\n" * 30_000,
    "bullets that Markdown does not know": lambda: "• a\n" * 30_000,
}


@pytest.mark.parametrize("name", HEADS)
@pytest.mark.parametrize("path", ["x.md", "x.txt", "9 " * 10_000, "No. 1 " * 10_000 + ".md"])
def test_nothing_is_read_again_and_again(name: str, path: str) -> None:
    assert timed(HEADS[name]() + "\nthe end.\n", path).text.endswith("the end.")


PAGES: dict[str, Callable[[], str]] = {
    "divisions": lambda: "<div>" * 20_000 + "deep",
    "lists": lambda: "<ul><li>" * 50_000 + "deep",
    "end tags in attributes": lambda: "<ul title='</ul>'><li>" * 50_000 + "deep",
    "end tags after a false quote": lambda: "<ul x='\">' y=></ul x='><ul>'><ul><li>" * 20_000 + "deep",
    "end tags in comments": lambda: "<ul><!--</ul>--><li>" * 50_000 + "deep",
    "end tags in scripts": lambda: "<ul><script></ul></script><li>" * 50_000 + "deep",
    "end tags out of scope": lambda: "<ul><li><object></ul>" * 50_000 + "deep",
    "styles built again in every paragraph": lambda: (
        "".join(f"<font color={number}>" for number in range(900)) + "<p>x" * 30_000 + "deep"
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_pages_nested_beyond_reason_are_shown_without_tags(name: str) -> None:
    briefing = timed("<html><p>first words</p>" + PAGES[name](), "x.html")
    assert briefing.warnings == (NESTED_HTML,)
    assert briefing.text.startswith("first words")
    assert briefing.text.endswith("deep")


@pytest.mark.parametrize(
    "source",
    ["<!--" * 50_000, "<a b='" * 50_001, "<" * 300_000, "<a " * 100_000, "<a " + "= " * 100_000, "<script>" * 50_000],
)
def test_the_guard_reads_nothing_twice(source: str) -> None:
    start = time.perf_counter()
    is_too_nested(source)
    timed(source, "x.html")
    assert time.perf_counter() - start < SECONDS


def test_real_pages_pass_the_guard() -> None:
    page = "<table><tr><td><div><p>a <b>b</b> <i>c<br></i><ul><li>d<li>e</ul></div></td></tr></table>\n"
    assert not is_too_nested(page * 5_000)
    assert not is_too_nested("<p><b>never closed" * 100 + "<p>x<br><img>" * 1_000)


def test_terminal_sequences_are_inert() -> None:
    source = "# \x1b]0;x\x07\n\n\x9b31m &#27;[2J &#x9b;31m \u202eback\u202c [a](http://\x1b.example)\n"
    briefing = read(source)
    shown = briefing.text + briefing.metadata.title + "".join(style.target for style in briefing.styles)
    assert not [mark for mark in shown if ord(mark) < 32 and mark != "\n"]
    assert not {"\x7f", "\x9b", "\u202e", "\u202c"} & set(shown)
    assert "␛]0;x␇" in briefing.metadata.title


def test_stand_ins_for_tags_never_show() -> None:
    private = "\ue000\ufdd0\ufffd"
    briefing = read(f"# T\n\n{private} <x> [a]: b\n\n[c]: d\n")
    assert kinds(briefing) == [
        ("title", 1, "T"),
        ("paragraph", 0, f"{private} <x> [a]: b"),
        ("paragraph", 0, "[c]: d"),
    ]
