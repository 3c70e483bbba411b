"""What holds for the figures of every text, and where they stand: blocks, cells, sentences, names."""

import time
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.domain.briefing import Block, BlockKind
from reader.domain.entity import Entity, Mention
from reader.domain.figure import FigureKind
from reader.domain.scrub import SafeText
from reader.domain.span import Span
from reader.entities.figures import find_figures
from reader.entities.recogniser import load_recogniser
from tests.entities.factory import assemble, make_briefing

RECOGNISER = load_recogniser()

_PIECES = [
    "$", "US$", "NT$", "€", "¥", "5", "70", "2026", "1,000", "3.5", "1.2.3", "00", "W19", "Q1", "1Q26", "H2", "FY26",
    "billion", "million", "trillion", "bn", "k", "%", "percent", "percentage points", "bps", "x", "-fold", "fold",
    "to", "-", "–", "~", "and", "between", "from", "or", "May", "Sept.", "Dec", "3rd", "first", "second", "quarter",
    "half", "a", "an", "the", "next", "past", "decade", "years", "year", "month", "-month", "per", "/", "second",
    "wafers", "nodes", "-node", "companies", "nm", "GB", "TB/s", "won", "yen", "dollars", "cents", "one", "two",
    "twenty", "hundred", "tenth", "tenfold", "twice", "about", "over", "up", "to", "at least", "sub-", "mid-", "+",
    ".", ",", ";", ":", "(", ")", "\n", "\t", "年", "月", "日", "１５％", "\u00a0", "\u2011", "H200", "Llama 3.1 8B",
    "05", "-05-", "2026-05-03", "31", "30", "No.", "Section", "fiscal", "week", "19", "in", "of", "https://a.b/5%",
]  # fmt: skip
_TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(_PIECES), max_size=40).map("".join),
    st.lists(st.sampled_from(_PIECES), max_size=40).map(" ".join),
    st.text("0123456789,.$%-– toandxQHYFW'/:年", max_size=80),
)


@settings(max_examples=500, deadline=None)
@given(_TEXTS, st.booleans())
def test_figures_are_sorted_apart_and_within_their_sentence(text: str, with_names: bool) -> None:
    briefing = make_briefing(text)
    figures = find_figures(briefing, RECOGNISER.recognise(briefing) if with_names else ())
    end = 0
    for figure in figures:
        span = figure.span
        assert span.start >= end
        assert len(span) > 0
        end = span.end
        assert span.of(text) == span.of(text).strip()
        block = briefing.blocks[briefing.block_index(span.start)].span
        assert block.covers(span)
        assert block.covers(figure.sentence)
        assert figure.sentence.covers(span)
        assert isinstance(figure.value, str) == (figure.kind in (FigureKind.DATE, FigureKind.DURATION))
        if isinstance(figure.value, tuple):
            assert figure.value[0] < figure.value[1]
    assert figures == find_figures(briefing, RECOGNISER.recognise(briefing) if with_names else ())


def _table(text: str) -> list[tuple[str, str]]:
    briefing = assemble(text, [Block(BlockKind.TABLE, Span(0, len(text)))])
    return [(one.span.of(text), one.sentence.of(text)) for one in find_figures(briefing)]


def test_a_figure_stays_in_its_cell_and_its_sentence_is_the_row() -> None:
    assert _table("Chip\t5\nbillion\t$5\tbillion\t88 cores") == [
        ("$5", "billion\t$5\tbillion\t88 cores"),
        ("88 cores", "billion\t$5\tbillion\t88 cores"),
    ]


def test_a_figure_stays_in_its_block() -> None:
    assert [one.value for one in find_figures(make_briefing("It cost $5\nbillion in 2026\nto 2028"))] == [
        5,
        "2026",
        "2028",
    ]


def test_a_figure_may_be_broken_over_two_lines() -> None:
    text = "It cost US$70\nbillion in the first\nquarter of 2026."
    briefing = assemble(text, [Block(BlockKind.PARAGRAPH, Span(0, len(text)))])
    assert [one.value for one in find_figures(briefing)] == [70_000_000_000, "2026-Q1"]


def test_the_sentence_is_that_of_the_figure() -> None:
    briefing = make_briefing("It rose 5%. It fell by $3.5 bn in the U.S. market. Nobody knew.")
    assert [one.sentence.of(briefing.text) for one in find_figures(briefing)] == [
        "It rose 5%.",
        "It fell by $3.5 bn in the U.S. market.",
    ]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        pytest.param("Llama 3.1 8B has 8B parameters", ["8B parameters"], id="a version"),
        pytest.param("the 4nm process", ["4nm"], id="a process node is a figure and a name"),
        pytest.param("the CHIPS Act of 2022 in 2022", ["2022"], id="a year in a name"),
        pytest.param("50,000 H100 GPUs", ["50,000 H100 GPUs"], id="a name within a quantity"),
        pytest.param("https://a.b/2026-05-03 on 2026-05-03", ["2026-05-03"], id="an address"),
    ],
)
def test_names_and_figures(text: str, surfaces: list[str]) -> None:
    briefing = make_briefing(text)
    figures = find_figures(briefing, RECOGNISER.recognise(briefing))
    assert [one.span.of(text) for one in figures] == surfaces


def test_a_capital_before_a_small_number_makes_both_a_name() -> None:
    text = "A Zephyr 200 chips, a zephyr of 200 chips; Zephyr 20-30%; Zephyr 64 GB"
    figures = find_figures(make_briefing(text))
    assert [one.span.of(text) for one in figures] == ["200 chips", "20-30%", "64 GB"]
    assert figures[0].span.start == text.rindex("200 chips")


@pytest.mark.parametrize(
    ("text", "name", "surfaces"),
    [
        pytest.param("its 4nm FinFET line", "4nm FinFET", ["4nm"], id="a process that has a longer name"),
        pytest.param("its 20-20 Plan line", "20-20 Plan", [], id="a name that begins with a number"),
        pytest.param("its 40 firms", "40 firms", ["40 firms"], id="a name that is the figure"),
        pytest.param("its Plan 40 firms", "Plan 40", [], id="a name that ends with the number"),
    ],
)
def test_a_number_within_a_name(text: str, name: str, surfaces: list[str]) -> None:
    at = text.index(name)
    mention = Mention(Span(at, at + len(name)), Entity(SafeText(name)))
    assert [one.span.of(text) for one in find_figures(make_briefing(text), [mention])] == surfaces


def _examples() -> list[tuple[str, str]]:
    text = (Path(__file__).parents[2] / "docs" / "entities.md").read_text(encoding="utf-8")
    section = text.partition("## Figures\n")[2].partition("\n## ")[0]
    rows = [line.split("|") for line in section.splitlines() if line.startswith("| `")]
    return [(row[1].strip(" `"), example) for row in rows for example in row[2].strip().split(", ")]


def test_the_document_tells_of_every_kind() -> None:
    assert [kind for kind, _ in groupby(_examples(), key=lambda row: row[0])] == [kind.value for kind in FigureKind]


@pytest.mark.parametrize(("kind", "example"), _examples())
def test_what_the_document_says_is_read(kind: str, example: str) -> None:
    text = f"It was {example} in all."
    assert [(one.kind.value, one.span.of(text)) for one in find_figures(make_briefing(text))] == [(kind, example)]


_HOSTILE = [
    "1", ",", "$", "1,", "1.", ".", " ", "%", "-", "–", "US$", "€", "0", "1e", "/", "1:", "~", "a", "1 ", "W1",
    "\n", "\t", "$1", "$$1", "1 to ", "5 a ", "1-", "1–", "2026-", "2026-05-03~", "May ", "May 3 ", "Q1 ", "one ",
    "half ", "half a ", "the next ", "a million ", "million ", "5 aa bb cc ", "between 1 and ", "5 to 6 ", "2026年",
    "https://", "1,000,000 ", "'", "over 5 ", "5 per ", "$5 per million ", "two and a ", "2025/26/", "1,000-2,000-",
    "FY26 ", "A100s ", "5t", "+ ", "3 Dec. ", "5. A", "$5.\n",
]  # fmt: skip
_LEAST_SECONDS = 0.005
"""Shorter times are mostly noise."""


def _time(piece: str, size: int) -> float:
    """Seconds of the processor to find the figures in `size` code points of `piece`, the better of two runs."""
    text = (piece * (size // len(piece) + 1))[:size]
    briefing = assemble(text, [Block(BlockKind.PARAGRAPH, Span(0, size))])
    runs = []
    for _ in range(2):
        start = time.process_time()
        find_figures(briefing)
        runs.append(time.process_time() - start)
    return min(runs)


@pytest.mark.parametrize("piece", _HOSTILE)
def test_four_times_the_text_takes_about_four_times_as_long(piece: str) -> None:
    """Quadratic work would take sixteen times as long; the size is raised until there is something to measure."""
    _time(piece, 1_000)
    size = 2_000
    while (few := _time(piece, size)) < _LEAST_SECONDS and size < 500_000:
        size *= 2
    assert _time(piece, 4 * size) < 9 * max(few, _LEAST_SECONDS)
