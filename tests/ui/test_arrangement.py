"""As many panes as there is room for, the focused one always among them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.ui.arrangement import PANES, arrange_panes, shares_a_row


@pytest.mark.parametrize(
    ("columns", "rows", "focused", "shown"),
    [
        pytest.param(20, 5, "list", "", id="too small"),
        pytest.param(33, 24, "list", "", id="a column too narrow"),
        pytest.param(200, 7, "list", "", id="a row too low"),
        pytest.param(34, 8, "list", "list", id="just large enough for one"),
        pytest.param(60, 20, "list", "list", id="narrow: the list"),
        pytest.param(60, 20, "article", "article", id="narrow: the article"),
        pytest.param(60, 20, "sidebar", "sidebar", id="narrow: the sidebar"),
        pytest.param(71, 24, "list", "list", id="a column too narrow for two"),
        pytest.param(72, 24, "list", "list article", id="two"),
        pytest.param(80, 24, "article", "list article", id="two, reading"),
        pytest.param(80, 24, "sidebar", "article sidebar", id="the sidebar takes the list's place"),
        pytest.param(99, 24, "list", "list article", id="a column too narrow for three"),
        pytest.param(100, 24, "list", "list article sidebar", id="three"),
        pytest.param(200, 60, "sidebar", "list article sidebar", id="three with room to spare"),
    ],
)
def test_panes_for_a_size(columns: int, rows: int, focused: str, shown: str) -> None:
    assert arrange_panes(columns, rows, focused) == frozenset(shown.split())


@pytest.mark.parametrize("columns", [34, 80, 200])
def test_zen_leaves_only_the_focused_pane(columns: int) -> None:
    assert arrange_panes(columns, 24, "article", is_zen=True) == frozenset({"article"})


@given(st.integers(0, 300), st.integers(0, 100), st.sampled_from(PANES), st.booleans())
def test_the_focused_pane_is_always_in_sight(columns: int, rows: int, focused: str, is_zen: bool) -> None:
    shown = arrange_panes(columns, rows, focused, is_zen=is_zen)
    assert shown <= set(PANES)
    assert not shown or focused in shown
    wider = arrange_panes(columns + 1, rows, focused, is_zen=is_zen)
    assert shown <= wider


def test_saved_queries_share_a_row_where_rows_are_few() -> None:
    assert [rows for rows in (8, 20, 23, 24, 40, 60) if shares_a_row(rows)] == [8, 20, 23]
