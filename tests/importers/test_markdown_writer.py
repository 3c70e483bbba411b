"""What is written as Markdown is read as the same blocks again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.briefing import BlockKind, InlineKind
from reader.importers.drafts import Draft, Run
from reader.importers.html_file import read_html
from reader.importers.markdown import read_markdown
from reader.importers.markdown_writer import write_markdown
from tests.importers.looking import read

PAGES = {
    "headings": "<h1>A</h1><p>b</p><h3>C # </h3><p>d</p>",
    "lists": "<ul><li>a<ul><li>b<li>c</ul><li><p>d</p><p>e</p></ul><ol start=4><li>e<li>f<ol><li>g</ol></ol><p>h</p>",
    "quotes": "<blockquote><p>q</p><p>r</p></blockquote><p>between</p><blockquote><ul><li>s</ul></blockquote>",
    "code": "<pre>a\n ```\n  b</pre><p>x <code>a`b</code></p>",
    "table": "<table><tr><th>a|b<th align=right>n<tr><td><b>1</b><td>2<tr><td><td>x_y</table>",
    "rule": "<p>a</p><hr><p>b</p>",
    "breaks": "<p>a<br>- no<br># no<br>1. no<br>&gt; no<br>===</p>",
    "markup in words": "<p>*a* _b_ `c` ~~d~~ &lt;b&gt; &amp;amp; [e](f) [g]: h ![i] \\* snake_case_name</p>",
    "styles": "<p>a <b>b <i>c</i></b> <s>d</s> <a href='https://x.example/a_(b)?q=1&amp;r=2'>e <b>f</b> [g]</a></p>",
    "image": "<p>a <img src='https://x.example/c.png' alt='a chart'> b</p>",
}

PARAGRAPHS = "<p>One.</p><p>Two.</p><p>Three.</p><p>Four.</p><p>Five.</p>"
"""A document without blank lines would be read line by line."""


def _facts(drafts: list[Draft]) -> list[tuple[object, ...]]:
    return [
        (draft.kind, draft.text, draft.level, draft.quoted, draft.aligns, [run.kind for run in draft.runs])
        for draft in drafts
    ]


@pytest.mark.parametrize("name", PAGES)
def test_pages_come_back(name: str) -> None:
    drafts, _, _ = read_html(PAGES[name] + PARAGRAPHS)
    again, warnings = read_markdown(write_markdown(drafts), 1)
    assert warnings == []
    assert _facts(again) == _facts(drafts)


def test_addresses_are_kept_as_they_are_resolved() -> None:
    drafts, _, _ = read_html("<p><a href='/a b'>one</a> <a href='javascript:x'>two</a></p>")
    kept = write_markdown(drafts, lambda address: f"https://x.example{address}" if address.startswith("/") else "")
    assert kept == "[one](https://x.example/a%20b) two\n"


def test_nothing_is_written_for_nothing() -> None:
    assert write_markdown([]) == ""


@given(st.lists(st.text(alphabet="ab1 *_`~[]()<>&#!|\\:.-+=;/", min_size=1, max_size=30), min_size=1, max_size=4))
def test_words_come_back(texts: list[str]) -> None:
    """Whatever punctuation stands in paragraphs, the words are those that were written."""
    words = [" ".join(text.split()) for text in texts]
    drafts = [Draft(BlockKind.PARAGRAPH, text) for text in words if text]
    again, _ = read_markdown(write_markdown(drafts), 1)
    assert [draft.text for draft in again] == [draft.text for draft in drafts]


SIGNS = [
    *("{{ name }}", "{% if x %}", "==b==", "[[Note]]", "%% c %%", ":::", "::: tip", "^abc1", "[TOC]", "${toc}", "{.c}"),
    *("{#id}", "{: .note}", "import x from 'y'", "export const a = 1", "###News", "{{< figure >}}", "@[toc]"),
    "{/* */}",
]


@pytest.mark.parametrize("sign", SIGNS)
def test_signs_of_other_dialects_come_back_from_a_file_with_front_matter(sign: str) -> None:
    words = ["Some words.", sign, f"{sign} and more", f"before {sign}", "The end."]
    text = write_markdown([Draft(BlockKind.PARAGRAPH, line) for line in words])
    assert read(f"---\ntitle: T\nidentifier: x\n---\n\n{text}", "item.md").text.split("\n\n") == words


@given(st.lists(st.text(alphabet="ab {}%^$@:=[]<!#./*-", min_size=1, max_size=20), min_size=1, max_size=3))
def test_words_come_back_from_a_file_with_front_matter(texts: list[str]) -> None:
    words = [" ".join(text.split()) for text in texts]
    drafts = [Draft(BlockKind.PARAGRAPH, text) for text in ["Some words.", *filter(None, words), "The end."]]
    again = read(f"---\ntitle: T\nidentifier: x\n---\n\n{write_markdown(drafts)}", "item.md").text
    assert again.split("\n\n") == [draft.text for draft in drafts]


@given(
    st.text(alphabet="ab*_ .[]~`", min_size=1, max_size=20).map(lambda text: " ".join(f"x{text}y".split())),
    st.lists(st.tuples(st.integers(0, 21), st.integers(1, 21), st.sampled_from(list(InlineKind))), max_size=4),
)
def test_styles_never_change_words(text: str, spans: list[tuple[int, int, InlineKind]]) -> None:
    kinds = [kind for kind in InlineKind if kind is not InlineKind.BREAK]
    runs = [
        Run(kind if kind in kinds else kinds[0], start, min(start + size, len(text)), "https://x.example/")
        for start, size, kind in sorted(spans, key=lambda span: (span[0], -span[1]))
        if start < len(text)
    ]
    again, _ = read_markdown(write_markdown([Draft(BlockKind.PARAGRAPH, text, runs=runs)]), 1)
    assert [draft.text for draft in again] == [text]
