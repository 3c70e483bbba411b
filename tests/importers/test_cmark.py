"""The parser behind Markdown: that it loses no memory, and that threads do not disturb each other."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reader.importers.cmark import render_html

SOURCE = "# T\n\n" + "a **b** [c](http://x.example) ~~d~~ http://y.example\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n" * 100


def resident_pages() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1])


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_is_given_back() -> None:
    for _ in range(20):
        render_html(SOURCE)
    before = resident_pages()
    for _ in range(100):
        render_html(SOURCE)
    # Lost memory would be more than 100 times the HTML of 47 kB; what an allocator keeps is less.
    assert (resident_pages() - before) * 4096 < 2_000_000


def test_threads_get_what_one_gets() -> None:
    expected = render_html(SOURCE)
    with ThreadPoolExecutor(4) as pool:
        assert all(html == expected for html in pool.map(render_html, [SOURCE] * 200))


def test_positions_are_given() -> None:
    assert render_html("# a\n\nb\n") == '<h1 data-sourcepos="1:1-1:3">a</h1>\n<p data-sourcepos="3:1-3:1">b</p>\n'


@pytest.mark.parametrize("source", ["", "\0", "\ud800", "a\0b"])
def test_any_string_is_taken(source: str) -> None:
    assert isinstance(render_html(source), str)
