"""Documents without blank lines, where every line is a block, and those that only look so."""

import pytest

from tests.importers.looking import kinds, lines, read

LONG = "A paragraph that is long enough to be told from a heading, and that ends as sentences do. " * 2
LONG = LONG.strip()
WRAPPED = (
    "The price of memory rose again in the\nlast quarter, and the makers said that\n"
    "they saw no end of it before the next\nyear."
)

CASES: dict[str, tuple[str, list[tuple[str, int, str]]]] = {
    "a rule under a paragraph": (
        f"# T\n{LONG}\n---\n## H\n{LONG}\n",
        [("title", 1, "T"), ("paragraph", 0, LONG), ("rule", 0, ""), ("heading", 2, "H"), ("paragraph", 0, LONG)],
    ),
    "a paragraph after bullets": (
        "# T\n- one.\n- two.\nAfter the list.\n",
        [("title", 1, "T"), ("bullet", 1, "one."), ("bullet", 1, "two."), ("paragraph", 0, "After the list.")],
    ),
    "bullets after a paragraph, numbered": (
        "# T\nDo this:\n1. one\n2. two\nDone.\n",
        [("title", 1, "T"), ("lead-in", 0, "Do this:"), ("bullet", 1, "one"), ("bullet", 1, "two")]
        + [("paragraph", 0, "Done.")],
    ),
    "fenced code stays whole": (
        f"# T\n{LONG}\n```\na\nb\n```\n{LONG}\n",
        [("title", 1, "T"), ("paragraph", 0, LONG), ("code", 0, "a\nb"), ("paragraph", 0, LONG)],
    ),
    "tables stay whole": (
        f"# T\n{LONG}\n| a | b |\n|---|---|\n| 1 | 2 |\n{LONG}\n",
        [("title", 1, "T"), ("paragraph", 0, LONG), ("table", 0, "a\tb\n1\t2"), ("paragraph", 0, LONG)],
    ),
    "bare tables stay whole": (
        f"# T\n{LONG}\na | b\n--- | ---\n1 | 2\n",
        [("title", 1, "T"), ("paragraph", 0, LONG), ("table", 0, "a\tb\n1\t2")],
    ),
    "a double underline makes a heading": (
        f"Over All\n===\n{LONG}\n{LONG}\n",
        [("title", 1, "Over All"), ("paragraph", 0, LONG), ("paragraph", 0, LONG)],
    ),
    "indented continuations stay with their bullet": (
        "# T\n- one\n  goes on\n- two\nAfter.\n",
        [("title", 1, "T"), ("bullet", 1, "one\ngoes on"), ("bullet", 1, "two"), ("paragraph", 0, "After.")],
    ),
    "quotes stay whole": (
        f"# T\n{LONG}\n> one\n> two\n{LONG}\n",
        [("title", 1, "T"), ("paragraph", 0, LONG), ("quote", 0, "one\ntwo"), ("paragraph", 0, LONG)],
    ),
    "a paragraph wrapped by hand": (f"# T\n{WRAPPED}\n", [("title", 1, "T"), ("paragraph", 0, WRAPPED)]),
    "blank lines mean what they mean in Markdown": (
        "# T\n\none line\nand its next\n\n- a\nlazy\n",
        [("title", 1, "T"), ("paragraph", 0, "one line\nand its next"), ("bullet", 1, "a\nlazy")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_blocks(name: str) -> None:
    source, expected = CASES[name]
    assert kinds(read(source)) == expected


@pytest.mark.parametrize("ending", ["\n", "\n\n\n", ""])
def test_lines_are_mapped_back(ending: str) -> None:
    source = f"# T\n{LONG}\n---\n## H\n- a\n- b\n{LONG}{ending}"
    assert lines(read(source)) == [1, 2, 3, 4, 5, 6, 7]


def test_one_blank_line_among_many_changes_nothing() -> None:
    source = "# T\n\n" + "\n".join(f"Sentence number {number} stands alone." for number in range(40))
    assert len(read(source).blocks) == 41
