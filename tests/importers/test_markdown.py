"""CommonMark and GitHub's extensions: what each construct becomes."""

import pytest

from reader.domain.briefing import BlockKind
from tests.importers.looking import kinds, lines, read, sections, styles

BLOCKS: dict[str, tuple[str, list[tuple[str, int, str]]]] = {
    "atx headings": ("# One #\n\n### Three\n", [("title", 1, "One"), ("heading", 3, "Three")]),
    "setext headings": ("One\n===\n\nTwo\n---\n", [("title", 1, "One"), ("heading", 2, "Two")]),
    "an empty heading has no words": ("# One\n\n##\n\nText.\n", [("title", 1, "One"), ("paragraph", 0, "Text.")]),
    "soft break": ("# T\n\none\ntwo\n", [("title", 1, "T"), ("paragraph", 0, "one\ntwo")]),
    "entities": ("# T\n\nR&amp;D &lt;x&gt; &copy;\n", [("title", 1, "T"), ("paragraph", 0, "R&D <x> ©")]),
    "rules": ("# T\n\n---\n\n***\n", [("title", 1, "T"), ("rule", 0, ""), ("rule", 0, "")]),
    "nested bullets": (
        "# T\n\n- a\n  - b\n    - c\n- d\n",
        [("title", 1, "T"), ("bullet", 1, "a"), ("bullet", 2, "b"), ("bullet", 3, "c"), ("bullet", 1, "d")],
    ),
    "second paragraph of an item": (
        "# T\n\n- a\n\n  more\n\n- b\n",
        [("title", 1, "T"), ("bullet", 1, "a"), ("paragraph", 1, "more"), ("bullet", 1, "b")],
    ),
    "code in an item": (
        "# T\n\n- a\n\n  ```\n  x = 1\n  ```\n",
        [("title", 1, "T"), ("bullet", 1, "a"), ("code", 1, "x = 1")],
    ),
    "a heading in an item makes no section": (
        "# T\n\n- # Big\n  small\n",
        [("title", 1, "T"), ("bullet", 1, "Big"), ("paragraph", 1, "small")],
    ),
    "fenced code keeps its blank lines and marks": (
        "# T\n\n~~~python\n# not a heading\n\n  - no bullet **x**\n~~~\n",
        [("title", 1, "T"), ("code", 0, "# not a heading\n\n  - no bullet **x**")],
    ),
    "indented code": ("# T\n\n    a  b\n      c\n", [("title", 1, "T"), ("code", 0, "a  b\n  c")]),
    "table": (
        "# T\n\n| a | b |\n|---|--:|\n| 1 | x\\|y |\n| 2 |  |\n",
        [("title", 1, "T"), ("table", 0, "a\tb\n1\tx|y\n2\t")],
    ),
    "footnotes": (
        "# T\n\nword[^n] end\n\n[^n]: The note.\n",
        [("title", 1, "T"), ("paragraph", 0, "word[1] end"), ("bullet", 1, "The note.")],
    ),
    "a footnote that nothing refers to is text": (
        "# T\n\nword\n\n[^n]: The note.\n",
        [("title", 1, "T"), ("paragraph", 0, "word"), ("paragraph", 0, "[^n]: The note.")],
    ),
    "a footnote that only code refers to is text": (
        "# T\n\n`word[^n]` end\n\n[^n]: The note.\n",
        [("title", 1, "T"), ("paragraph", 0, "word[^n] end"), ("paragraph", 0, "[^n]: The note.")],
    ),
    "a link definition that nothing refers to is text": (
        "# T\n\nword [b]\n\n[a]: http://a.example\n[b]: http://b.example\n",
        [("title", 1, "T"), ("paragraph", 0, "word b"), ("paragraph", 0, "[a]: http://a.example")],
    ),
    "image": ("# T\n\n![a chart](c.png)\n", [("title", 1, "T"), ("paragraph", 0, "a chart")]),
    "comment": ("# T\n\na <!-- hidden\n--> b\n\n<!-- hidden -->\n", [("title", 1, "T"), ("paragraph", 0, "a  b")]),
    "a comment that is never closed is text": (
        "# T\n\n> <!-- open\n\nshown\n",
        [("title", 1, "T"), ("quote", 0, "<!-- open"), ("paragraph", 0, "shown")],
    ),
    "unknown tags are words": (
        "# T\n\nthe <Company> said\n",
        [("title", 1, "T"), ("paragraph", 0, "the <Company> said")],
    ),
    "scripts are words": (
        "# T\n\n<script>alert(1)</script>\n",
        [("title", 1, "T"), ("paragraph", 0, "<script>alert(1)</script>")],
    ),
    "a lone tag is words": (
        "# T\n\na <b> c\n\nd\n",
        [("title", 1, "T"), ("paragraph", 0, "a <b> c"), ("paragraph", 0, "d")],
    ),
    "tags in code are words": (
        "# T\n\n`<b>x</b>` and `<X>`\n",
        [("title", 1, "T"), ("paragraph", 0, "<b>x</b> and <X>")],
    ),
    "raised digits are not read as part of the number": (
        "# T\n\n10<sup>9</sup> H<sub>2</sub>O 4<sup>th</sup>\n",
        [("title", 1, "T"), ("paragraph", 0, "10⁹ H₂O 4th")],
    ),
    "tildes strike nothing out": ("# T\n\n~50 to ~60\n", [("title", 1, "T"), ("paragraph", 0, "~50 to ~60")]),
    "glyph bullets": (
        "# T\n\n• one *x*\n• two\nmore\n",
        [("title", 1, "T"), ("bullet", 1, "one x"), ("bullet", 1, "two\nmore")],
    ),
    "a rule under a long paragraph": (
        "# T\n\n" + 30 * "many words " + "\n---\n\nend\n",
        [("title", 1, "T"), ("paragraph", 0, (30 * "many words ").strip()), ("rule", 0, ""), ("paragraph", 0, "end")],
    ),
    "soft hyphens go": ("# T\n\nsemi\u00adcon&shy;ductor\n", [("title", 1, "T"), ("paragraph", 0, "semiconductor")]),
    "tabs are expanded": ("# T\n\na\tb\n", [("title", 1, "T"), ("paragraph", 0, "a   b")]),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_blocks(name: str) -> None:
    source, expected = BLOCKS[name]
    assert kinds(read(source)) == expected


STYLES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "strong and emphasis": ("**a** and *b*", [("strong", "a"), ("emphasis", "b")]),
    "nested": ("**a _b_ c**", [("strong", "a b c"), ("emphasis", "b")]),
    "strike": ("~~gone~~", [("strike", "gone")]),
    "code": ("`x = 1`", [("code", "x = 1")]),
    "link": ("[a *b*](http://x.example)", [("link", "a b"), ("emphasis", "b")]),
    "bare address": ("see http://x.example now", [("link", "http://x.example")]),
    "angle brackets": ("see <http://x.example>", [("link", "http://x.example")]),
    "reference": ("[a][r] [b][r]\n\n[r]: http://x.example", [("link", "a"), ("link", "b")]),
    "hard break": ("a  \nb\\\nc", [("break", "\n"), ("break", "\n")]),
    "tags": ("<b>a</b> <i>b</i><br>c", [("strong", "a"), ("emphasis", "b"), ("break", "\n")]),
    "image": ("![alt](x.png)", [("image", "alt")]),
    "at the edges": ("  **a**  ", [("strong", "a")]),
    "in a table": ("|**a**|b|\n|-|-|\n|c|`d`|", [("strong", "a"), ("code", "d")]),
}


@pytest.mark.parametrize("name", STYLES)
def test_styles(name: str) -> None:
    source, expected = STYLES[name]
    assert styles(read(f"# T\n\n{source}\n")) == expected


def test_targets_are_kept_as_data() -> None:
    briefing = read("# T\n\n[a](javascript:alert(1)) ![i](http://t.example/x.png) [b](<x y>)\n")
    assert [style.target for style in briefing.styles] == ["javascript:alert(1)", "http://t.example/x.png", "x%20y"]


def test_markers() -> None:
    briefing = read("# T\n\n- a\n- [ ] b\n- [x] c\n\n3. d\n4. e\n\n2) f\n")
    assert [block.marker for block in briefing.blocks] == ["", "•", "☐", "☑", "3.", "4.", "2."]


def test_quotes_count_their_depth() -> None:
    briefing = read("# T\n\n> one\n>\n> > two\n>\n> - three\n")
    assert [(block.kind, block.quoted, block.level) for block in briefing.blocks[1:]] == [
        (BlockKind.QUOTE, 1, 0),
        (BlockKind.QUOTE, 2, 0),
        (BlockKind.BULLET, 1, 1),
    ]


def test_table_alignment() -> None:
    table = read("# T\n\n|a|b|c|d|\n|-|:-|-:|:-:|\n|1|2|3|4|\n").blocks[1]
    assert table.aligns == ("left", "left", "right", "center")


def test_lines_are_those_of_the_file() -> None:
    source = "---\ntitle: T\n---\n\n# T\n\none\ntwo\n\n- a\n- b\n\n```\ncode\n```\n\n<div>raw</div>\n\nend\n"
    assert lines(read(source)) == [5, 7, 10, 11, 13, 17, 19]


def test_a_footnote_keeps_its_line() -> None:
    assert lines(read("# T\n\nword[^n] end\n\n[^n]: The note.\n\nlast\n")) == [1, 3, 7, 5]


def test_line_feeds_between_blocks_are_those_of_the_source() -> None:
    source = "# T\nnext\n\npara\n- a\n- b\n\n***\nend\n\n> q\n>\n> r\n"
    assert read(source).text == "T\nnext\n\npara\na\nb\n\n\nend\n\nq\n\nr"


def test_mdx_shows_the_words_only() -> None:
    source = (
        "import Chart from './chart'\nexport const meta = {\n  a: 1\n}\n\n# T\n\n<Chart data={x} />\n\n"
        "<Note>Mind **this**</Note> {/* aside */}\n\n```\nimport x\n```\n"
    )
    assert kinds(read(source, "x.mdx")) == [("title", 1, "T"), ("paragraph", 0, "Mind this"), ("code", 0, "import x")]


@pytest.mark.parametrize("name", ["iframe", "script", "IFRAME"])
def test_what_only_shows_something_from_elsewhere_has_no_words(name: str) -> None:
    shown = f'One.\n\n<{name} src="https://host.example/x" width="600"></{name}>\n\nTwo.\n'
    assert read(shown).text == "One.\n\nTwo."
    with_words = f"One.\n\n<{name}>stop()</{name}>\n\n`<{name}></{name}>`\n"
    assert "stop()" in read(with_words).text
    assert f"<{name}></{name}>" in read(with_words).text


def test_headings_without_a_space() -> None:
    source = "##News\n\n###[Orders](https://x.example)\n\n#hashtag here\n\n##2 of them\n\n```\n##code\n```\n"
    briefing = read(source)
    assert sections(briefing) == [(2, "News"), (3, "Orders")]
    assert "#hashtag here" in briefing.text
    assert "##2 of them" in briefing.text
    assert "##code" in briefing.text
