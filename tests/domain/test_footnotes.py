"""Signs of footnotes are found with their notes; what only looks like one is none."""

import pytest

from reader.domain.footnotes import find_footnotes
from reader.domain.span import Span
from reader.importers.briefings import import_briefing

MARKDOWN = """# Notes

One claim[^1] and another[^long-name]. A third[^1] again, and [a] bracket.

- [x] done

[^1]: The first note,
    with a second line.
[^long-name]: The second note.
"""
PLAIN = "# Plain\n\nA claim [1], a claim [2] and year [2024].\n\n[1] First source.\n\n[2]: Second source.\n"
LISTED = (
    "# Listed\n\nA claim¹ and more.² Ten m² too.\n\n## Sources\n\n1. First.\n2. Second.\n\n## Steps\n\n1. No note.\n"
)


def _find(source: str, words: str = "") -> list[tuple[str, str]]:
    briefing = import_briefing(source.encode(), "notes.md")
    start = briefing.text.index(words)
    span = Span(start, start + len(words)) if words else Span(0, len(briefing.text))
    return [(note.name, note.note.of(briefing.text).split("\n")[0]) for note in find_footnotes(briefing, span)]


def test_footnotes_of_markdown() -> None:
    assert _find(MARKDOWN) == [("1", "The first note,"), ("2", "The second note.")]


def test_only_those_of_the_words() -> None:
    assert _find(MARKDOWN, "and another[2]") == [("2", "The second note.")]
    assert _find(MARKDOWN, "and [a] bracket") == []


def test_notes_that_are_paragraphs() -> None:
    assert _find(PLAIN) == [("1", "First source."), ("2", "Second source.")]


@pytest.mark.parametrize("words", ["First source.", "[2]: Second"])
def test_a_note_does_not_refer_to_itself(words: str) -> None:
    assert _find(PLAIN, words) == []


def test_raised_digits_refer_to_a_numbered_list_of_sources() -> None:
    assert _find(LISTED, "A claim¹ and more.²") == [("1", "First."), ("2", "Second.")]


def test_a_numbered_list_elsewhere_is_no_note() -> None:
    assert _find("# X\n\nA claim¹.\n\n1. A step.\n") == []
