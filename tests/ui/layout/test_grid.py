"""A table's columns share the width, and each cell keeps its own words."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.ui.layout.grid import GAP, Grid, set_grid, share_width
from reader.ui.layout.width import cells
from tests.ui.layout.texts import FAMILY, MIXED


def _draw(text: str, grid: Grid) -> list[str]:
    """The table as it is seen."""
    lines = []
    for row in grid.rows:
        line = ""
        for piece in row:
            line += " " * (piece.x - cells(line)) + text[piece.start : piece.end]
        lines.append(line)
    return lines


@pytest.mark.parametrize(
    ("wanted", "width", "shares"),
    [
        pytest.param([4, 6], 20, [4, 6], id="each gets what it wants"),
        pytest.param([4, 6], 12, [4, 6], id="with the gap it just fits"),
        pytest.param([4, 6], 11, [4, 5], id="the widest gives way"),
        pytest.param([4, 40], 26, [4, 20], id="a narrow one keeps its width"),
        pytest.param([30, 40], 42, [20, 20], id="two wide ones share"),
        pytest.param([30, 40], 43, [21, 20], id="the first takes what is left over"),
        pytest.param([30, 40, 3], 45, [19, 19, 3], id="a narrow one beside two wide ones"),
        pytest.param([9], 5, [5], id="one column at its narrowest"),
        pytest.param([9], 4, None, id="one column too narrow"),
        pytest.param([1, 1, 1], 7, [1, 1, 1], id="narrow columns need little"),
        pytest.param([1, 1, 1], 6, None, id="but not less"),
        pytest.param([9, 9], 12, [5, 5], id="both at their narrowest"),
        pytest.param([9, 9], 11, None, id="too narrow for both"),
    ],
)
def test_columns_share_the_width(wanted: list[int], width: int, shares: list[int] | None) -> None:
    assert share_width(wanted, width) == shares


@given(st.lists(st.integers(1, 60), min_size=1, max_size=8), st.integers(1, 120))
def test_shares_are_fair(wanted: list[int], width: int) -> None:
    shares = share_width(wanted, width)
    room = width - GAP * (len(wanted) - 1)
    if shares is None:
        assert sum(min(size, 5) for size in wanted) > room
        return
    assert len(shares) == len(wanted)
    assert all(min(size, 5) <= share <= size for share, size in zip(shares, wanted, strict=True))
    assert sum(shares) == min(room, sum(wanted))
    cut = [share for share, size in zip(shares, wanted, strict=True) if share < size]
    assert not cut or max(shares) - min(cut) <= 1, "a column is cut only to the width of the widest"


@pytest.mark.parametrize(
    ("text", "width", "aligns", "drawn"),
    [
        pytest.param("chip\tnode\nM4\t3 nm", 20, (), ["chip  node", "M4    3 nm"], id="as wide as its words"),
        pytest.param("chip\tprice\nM4\t100", 20, ("left", "right"), ["chip  price", "M4      100"], id="right aligned"),
        pytest.param("chips\tx\nM4\ty", 20, ("center",), ["chips  x", " M4    y"], id="centred"),
        pytest.param(
            "chip\tmaker\nM4\tTaiwan Semiconductor",
            19,
            (),
            ["chip  maker", "M4    Taiwan", "      Semiconductor"],
            id="a cell of two rows",
        ),
        pytest.param(
            "a\tb\none two\tthree four",
            12,
            (),
            ["a      b", "one    three", "two    four"],
            id="two cells of two rows",
        ),
        pytest.param("a\tb\nc", 20, (), ["a  b", "c"], id="a row with too few cells"),
        pytest.param("a\nb\tc", 20, (), ["a", "b  c"], id="a header with too few cells"),
        pytest.param("a\t\tb", 20, (), ["a     b"], id="an empty cell"),
        pytest.param("a\tb\n\t\nc\td", 20, (), ["a  b", "", "c  d"], id="an empty row"),
        pytest.param("", 20, (), [""], id="nothing"),
        pytest.param("日本\tx\nab\ty", 20, (), ["日本  x", "ab    y"], id="wide characters"),
        pytest.param(f"{FAMILY}\tx\nab\ty", 20, (), [f"{FAMILY}  x", "ab  y"], id="joined emoji"),
    ],
)
def test_tables_are_set(text: str, width: int, aligns: tuple[str, ...], drawn: list[str]) -> None:
    grid = set_grid(text, 0, len(text), width, aligns)
    assert grid is not None
    assert _draw(text, grid) == drawn


@pytest.mark.parametrize(
    ("text", "width", "header_rows", "full"),
    [
        pytest.param("a\tb\nc\td", 20, 1, 4, id="one row"),
        pytest.param("long header\tb\nc\td", 11, 2, 11, id="a header of two rows"),
    ],
)
def test_the_line_under_the_header_knows_its_place(text: str, width: int, header_rows: int, full: int) -> None:
    grid = set_grid(text, 0, len(text), width)
    assert grid is not None
    assert (grid.header_rows, grid.width) == (header_rows, full)


@pytest.mark.parametrize(
    ("text", "width", "full"),
    [
        pytest.param("abcdef\tabcdef", 13, 14, id="words of six need fourteen cells"),
        pytest.param("abcdef\tabcdef", 14, 14, id="and have them"),
        pytest.param(f"{'a' * 60}\tb", 20, 35, id="a word without end is cut at 32"),
        pytest.param("one two three four five six seven eight\tabcdefghijkl", 10, 46, id="a column is 32 wide at most"),
    ],
)
def test_a_table_whose_words_do_not_fit_is_wider(text: str, width: int, full: int) -> None:
    grid = set_grid(text, 0, len(text), width)
    assert grid is not None
    assert grid.width == full


def test_a_table_that_is_too_large_is_none() -> None:
    assert set_grid("\t" * 20_000, 0, 20_000, 100_000) is not None
    assert set_grid("\t" * 20_001, 0, 20_001, 100_000) is None


def test_only_the_range_is_set() -> None:
    text = "before\tnot\na\tb\nafter\tnot"
    grid = set_grid(text, 11, 14, 20)
    assert grid is not None
    assert _draw(text, grid) == ["a  b"]


def test_a_shifted_table_is_the_same_further_right() -> None:
    text = "a\tb\nc\td"
    grid = set_grid(text, 0, len(text), 20)
    assert grid is not None
    assert [[piece.x for piece in row] for row in grid.shift(3).rows] == [[3, 6], [3, 6]]
    assert _draw(text, grid.shift(3)) == ["   a  b", "   c  d"]


CELL = st.text(MIXED, max_size=12) | st.text(st.sampled_from("ab -"), max_size=12)


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=4), st.integers(5, 40))
@example([["\u3001", "aaaaaaa"]], 10)
@example([["", "aaaa", "aaaa "]], 13)
@example([["", "aa "]], 5)
@example([["", "a a"]], 5)
@example([["a a a", "a a a"]], 8)
def test_each_cell_keeps_its_words(rows: list[list[str]], width: int) -> None:
    text = "\n".join("\t".join(row) for row in rows)
    aligns = ("right", "center", "left")
    grid = set_grid(text, 0, len(text), width, aligns)
    if grid is None:
        return
    covered = [at for row in grid.rows for piece in row for at in range(piece.start, piece.end)]
    assert len(covered) == len(set(covered))
    assert {text[at] for at in set(range(len(text))) - set(covered)} <= set(" \t\n")
    columns = [[row[at] for row in rows if at < len(row)] for at in range(max(map(len, rows)))]
    needed = [max(cells(word) for cell in column for word in [*cell.split(), "a"]) for column in columns]
    assert grid.width <= width or sum(needed) + GAP * (len(columns) - 1) > width
    for row in grid.rows:
        assert [piece.start for piece in row] == sorted(piece.start for piece in row)
        for piece, following in zip(row, row[1:], strict=False):
            assert piece.x + cells(text[piece.start : piece.end]) + GAP <= following.x
        for piece in row:
            assert piece.x >= 0
            assert piece.x + cells(text[piece.start : piece.end]) <= grid.width
            assert not set("\t\n") & set(text[piece.start : piece.end])
