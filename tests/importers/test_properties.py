"""What holds of every import, whatever the bytes."""

import contextlib
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.domain.briefing import BlockKind, Briefing
from reader.domain.scrub import scrub
from reader.importers.briefings import import_briefing
from reader.importers.files import UnreadableFile

PATHS = st.sampled_from(["x.md", "x.txt", "x.html", "x.mdx", "x", "2026-05-09-x.md", "a/index.md"])

# Pieces that mean something to one of the formats, so that they meet each other often.
PIECES = st.sampled_from(
    [
        *(
            "# ",
            "## ",
            "- ",
            "* ",
            "1. ",
            "> ",
            "    ",
            "\n",
            "\n\n",
            "---\n",
            "+++\n",
            "===\n",
            "```\n",
            "~~~\n",
            "| a | b |\n",
        ),
        *(
            "|---|---|\n",
            "**",
            "*",
            "_",
            "`",
            "~~",
            "[",
            "](",
            ")",
            "![",
            "[^1]",
            "[^1]: ",
            "[a]: ",
            "<",
            ">",
            "<b>",
            "</b>",
        ),
        *(
            "<div>",
            "</div>",
            "<!--",
            "-->",
            "<table>",
            "<td>",
            "</table>",
            "<ul><li>",
            "<pre>",
            "<script>",
            "&amp;",
            "&#27;",
        ),
        *(
            "title: x\n",
            "date: 2022-02-29\n",
            "tags: [a]\n",
            "a: &b *b\n",
            "• ",
            "\t",
            "\r\n",
            "\x00",
            "\x1b[2J",
            "\u00ad",
        ),
        *(
            "word",
            "Two Words",
            "A sentence ends.",
            "漢字",
            "2026-05-03~2026-05-09",
            "\ufeff",
            "\ud83d\ude00",
            "  \n",
            "\\",
        ),
    ]
)
SOURCES = st.lists(PIECES, max_size=40).map("".join)


def import_or_refuse(data: bytes, path: str) -> Briefing | None:
    """The briefing, or None where the bytes are no text."""
    with contextlib.suppress(UnreadableFile):
        return import_briefing(data, path)
    return None


def check(briefing: Briefing) -> None:
    """Blocks in order and apart, styles and sections within the text, nothing unsafe."""
    end = -1
    for block in briefing.blocks:
        assert block.span.start > end
        end = block.span.end
        assert end <= len(briefing.text)
        assert block.line >= 1
        assert (block.kind is BlockKind.RULE) == (block.span.start == end)
    assert end == (len(briefing.text) if briefing.blocks else -1)
    starts = [style.span.start for style in briefing.styles]
    assert starts == sorted(starts)
    assert all(style.span.start < style.span.end <= len(briefing.text) for style in briefing.styles)
    assert all(section.span.end <= len(briefing.text) for section in briefing.sections)
    assert scrub(briefing.text) == briefing.text
    assert briefing.metadata.title
    assert "\n" not in briefing.metadata.title
    assert len(briefing.id) == 16


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300), PATHS)
def test_any_bytes(data: bytes, path: str) -> None:
    briefing = import_or_refuse(data, path)
    if briefing is not None:
        check(briefing)


@settings(max_examples=500, deadline=None)
@given(SOURCES, PATHS)
def test_any_markup(source: str, path: str) -> None:
    briefing = import_or_refuse(source.encode("utf-8", errors="surrogatepass"), path)
    if briefing is not None:
        check(briefing)


@given(SOURCES, PATHS)
@settings(max_examples=100, deadline=None)
def test_the_same_bytes_give_the_same_briefing(source: str, path: str) -> None:
    data = source.encode("utf-8", errors="surrogatepass")
    first, second = import_or_refuse(data, path), import_or_refuse(data, path)
    if first is not None and second is not None:
        assert (first.id, first.text, first.blocks) == (second.id, second.text, second.blocks)


def letters(text: str) -> Counter[str]:
    return Counter(filter(str.isalpha, text))


# Nothing here is an address, a tag, an entity, a definition, front matter or a fence's language.
MARKS = st.sampled_from([*"#*_>|+- \n.=!)(~\\", "**", "- ", "> ", "    ", "\n\n", "1. ", "---\n", "===\n", "• "])
WORDS = st.text(alphabet="abcXYZäß漢字é", min_size=1, max_size=6)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.one_of(MARKS, WORDS), max_size=40).map("".join), st.sampled_from(["x.md", "x.txt", "x"]))
def test_no_letter_is_lost(source: str, path: str) -> None:
    briefing = import_briefing(source.encode(), path)
    assert letters(briefing.text) == letters(source)


TAGS = (
    "b /b i /i div /div p /p table /table td /td tr /tr ul li /li /ul pre /pre h1 /h1 br hr svg title textarea".split()
)
MORE_TAGS = (
    "script /script style select option template iframe plaintext noscript frameset html body head Foo/ a&b".split()
)
SYNTAX = st.sampled_from(
    [
        *(f"<{tag}>" for tag in (*TAGS, *MORE_TAGS)),
        *(
            "[^1]",
            "[^1]: ",
            "[a]: ",
            "[",
            "]",
            "](",
            ")",
            "![",
            "**",
            "`",
            "> ",
            "- ",
            "1. ",
            "# ",
            "| a | b |\n|---|---|\n",
        ),
        *("\n", "\n\n", "    ", "\\", "<", ">", "&lt;", "<!DOCTYPE x>", "<?php", "<![CDATA[", "]]>"),
    ]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.one_of(SYNTAX, st.none()), max_size=40), st.sampled_from(["x.md", "x.txt"]))
def test_no_word_is_lost_among_tags_and_definitions(pieces: list[str | None], path: str) -> None:
    words = [f"qz{index}k" for index, piece in enumerate(pieces) if piece is None]
    source = "First. " + "".join(f" qz{index}k " if piece is None else piece for index, piece in enumerate(pieces))
    briefing = import_briefing(source.encode(), path)
    shown = " ".join([briefing.text, *(style.target for style in briefing.styles)])
    assert [word for word in words if word not in shown] == []


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(MARKS, WORDS), max_size=40).map("".join), st.sampled_from(["x.md", "x.txt", "x"]))
def test_lines_point_to_the_words(source: str, path: str) -> None:
    briefing = import_briefing(source.encode(), path)
    rows = source.split("\n")
    for block in briefing.blocks:
        words = block.span.of(briefing.text)
        first = next((letter for letter in words.split("\n")[0] if letter.isalpha()), "")
        near = "\n".join(rows[block.line - 1 : block.line + 1])
        assert first in near, (block, words)
