"""The reading cursor never leaves the text and never goes the wrong way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.briefing import BlockKind, Briefing
from reader.domain.span import Span
from reader.ui.layout.moves import move_blocks, move_rows, next_sentence, previous_sentence
from reader.ui.layout.page import Page, RowRole
from tests.ui.layout.texts import block, briefings, join_blocks

P, H, RULE = block(BlockKind.PARAGRAPH), block(BlockKind.HEADING, 2), block(BlockKind.RULE)
TABLE, CODE = block(BlockKind.TABLE), block(BlockKind.CODE)

TEXT = join_blocks((H, "Head"), (P, "One two. Three four."), (RULE, ""), (P, "Five six."), (P, "Seven."))
ONE, TWO, THREE = TEXT.text.index("One"), TEXT.text.index("two"), TEXT.text.index("Three")
FIVE, SEVEN, END = TEXT.text.index("Five"), TEXT.text.index("Seven"), len(TEXT.text)
FOUR = TEXT.text.index("four")
PAGE = Page(TEXT, 10)
# Head / (air) / One two. / Three / four. / (air) / the rule / (air) / Five six. / (air) / Seven.


def test_the_page_of_these_tests_is_as_drawn() -> None:
    assert [PAGE.row_of(at) for at in (0, ONE, TWO, THREE, FOUR, FIVE, SEVEN)] == [0, 2, 2, 3, 4, 8, 10]


@pytest.mark.parametrize(
    ("place", "distance", "target"),
    [
        pytest.param(0, 1, ONE, id="over the air under a heading"),
        pytest.param(ONE, 1, THREE, id="to the next row"),
        pytest.param(TWO, 1, THREE, id="from within a row"),
        pytest.param(FOUR, 1, FIVE, id="over a rule"),
        pytest.param(ONE, 2, FOUR, id="two rows"),
        pytest.param(ONE, 3, FIVE, id="three, the rule not counted"),
        pytest.param(0, 99, SEVEN, id="beyond the end: the last row"),
        pytest.param(SEVEN, 1, SEVEN, id="at the end"),
        pytest.param(END - 1, 1, END - 1, id="on the last row, wherever"),
        pytest.param(FIVE, -1, FOUR, id="back over a rule"),
        pytest.param(TWO, -1, 0, id="back from within a row"),
        pytest.param(SEVEN, -99, 0, id="beyond the beginning"),
        pytest.param(2, -1, 2, id="on the first row, wherever"),
        pytest.param(ONE, 0, ONE, id="nowhere"),
    ],
)
def test_moving_by_rows(place: int, distance: int, target: int) -> None:
    assert move_rows(PAGE, place, distance) == target


@pytest.mark.parametrize(
    ("place", "distance", "target"),
    [
        pytest.param(0, 1, ONE, id="to the next"),
        pytest.param(ONE, 1, FIVE, id="over a rule"),
        pytest.param(THREE, 1, FIVE, id="from within"),
        pytest.param(0, 2, FIVE, id="two blocks, the rule not counted"),
        pytest.param(0, 99, SEVEN, id="to the last"),
        pytest.param(SEVEN, 1, SEVEN, id="at the last"),
        pytest.param(SEVEN + 3, 1, SEVEN + 3, id="within the last there is nothing ahead"),
        pytest.param(SEVEN, -1, FIVE, id="back"),
        pytest.param(FIVE, -1, ONE, id="back over a rule"),
        pytest.param(THREE, -1, ONE, id="first to the beginning of its own"),
        pytest.param(THREE, -2, 0, id="then to the one before"),
        pytest.param(0, -1, 0, id="at the first"),
        pytest.param(2, -1, 0, id="within the first"),
        pytest.param(SEVEN, -99, 0, id="to the first"),
    ],
)
def test_moving_by_blocks(place: int, distance: int, target: int) -> None:
    assert move_blocks(PAGE, place, distance) == target


@pytest.mark.parametrize(
    ("place", "is_chosen", "sentence"),
    [
        pytest.param(0, False, "Head", id="the one under the cursor first"),
        pytest.param(0, True, "One two.", id="then the next"),
        pytest.param(ONE, False, "One two.", id="at its beginning"),
        pytest.param(TWO, False, "One two.", id="within it"),
        pytest.param(TWO, True, "Three four.", id="the next of the block"),
        pytest.param(THREE, True, "Five six.", id="over a rule"),
        pytest.param(SEVEN, True, None, id="after the last there is none"),
        pytest.param(SEVEN, False, "Seven.", id="the last"),
    ],
)
def test_the_next_sentence(place: int, is_chosen: bool, sentence: str | None) -> None:
    found = next_sentence(PAGE, place, is_chosen)
    assert (found.of(TEXT.text) if found else None) == sentence


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        pytest.param(0, None, id="before the first there is none"),
        pytest.param(ONE, "Head", id="of the block before"),
        pytest.param(TWO, "One two.", id="its own beginning first"),
        pytest.param(THREE, "One two.", id="of the same block"),
        pytest.param(FIVE, "Three four.", id="over a rule"),
        pytest.param(END, "Seven.", id="from the end"),
    ],
)
def test_the_sentence_before(place: int, sentence: str | None) -> None:
    found = previous_sentence(PAGE, place)
    assert (found.of(TEXT.text) if found else None) == sentence


def test_rows_of_a_table_are_all_reached() -> None:
    briefing = join_blocks((TABLE, "a\tb\nsemicon ductor\tx\nc\td"), (P, "end"))
    page = Page(briefing, 12)
    place, words = 0, []
    for _ in range(4):
        place = move_rows(page, place, 1)
        words.append(briefing.text[place : place + 4])
    assert words == ["semi", "duct", "c\td\n", "end"]


WIDTHS = st.sampled_from([1, 3, 8, 12, 30])
DISTANCES = st.integers(-5, 5)


@given(briefings(), WIDTHS, st.integers(0, 200), DISTANCES)
def test_rows_lead_the_right_way_and_stay_in_the_text(
    briefing: Briefing, width: int, place: int, distance: int
) -> None:
    if not briefing.blocks:
        return
    page = Page(briefing, width)
    place = min(place, len(briefing.text))
    row = page.row_of(place)
    target = move_rows(page, place, distance)
    assert 0 <= target <= len(briefing.text)
    reached = page.row_of(target)
    if target != place:
        assert (reached - row) * distance > 0
        assert page.row(reached).role is RowRole.TEXT
    passed = [
        y for y in range(min(row, reached), max(row, reached)) if page.row(y + (distance > 0)).role is RowRole.TEXT
    ]
    ahead = [y for y in range(page.height) if (y - row) * distance > 0 and page.row(y).role is RowRole.TEXT]
    page.measure_all()
    ahead = [y for y in range(page.height) if (y - row) * distance > 0 and page.row(y).role is RowRole.TEXT]
    assert len(passed) == min(abs(distance), len(ahead))


@given(briefings(), st.integers(0, 200), DISTANCES)
def test_blocks_lead_the_right_way_and_stay_in_the_text(briefing: Briefing, place: int, distance: int) -> None:
    if not briefing.blocks:
        return
    place = min(place, len(briefing.text))
    target = move_blocks(Page(briefing, 20), place, distance)
    assert (target - place) * distance >= 0
    assert target == place or target in {placed.span.start for placed in briefing.blocks}


@given(briefings(), st.integers(0, 200))
def test_sentences_lead_the_right_way_and_end(briefing: Briefing, place: int) -> None:
    if not briefing.blocks:
        return
    page = Page(briefing, 20)
    place = min(place, len(briefing.text))
    ahead: list[Span] = []
    found = next_sentence(page, place, is_chosen=False)
    while found is not None:
        ahead.append(found)
        found = next_sentence(page, found.start, is_chosen=True)
    assert all(one.end <= other.start for one, other in zip(ahead, ahead[1:], strict=False))
    assert all(span.end > place for span in ahead)
    behind: list[Span] = []
    found = previous_sentence(page, place)
    while found is not None:
        behind.append(found)
        found = previous_sentence(page, found.start)
    assert all(one.start >= other.end for one, other in zip(behind, behind[1:], strict=False))
    assert all(span.start < place for span in behind)
    # Together they hold every letter: what is neither ahead nor behind is white space.
    held = {at for span in (*ahead, *behind) for at in range(span.start, span.end)}
    assert all(briefing.text[at].isspace() for at in set(range(len(briefing.text))) - held)
