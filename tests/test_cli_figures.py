"""`reader figures` as a script and as a person meet it."""

import json
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main
from reader.cli_figures import write_figures
from reader.domain.entry import describe_briefing
from reader.domain.figure import Figure, FigureKind, FigureValue
from reader.domain.scrub import SafeText
from reader.domain.span import Span
from reader.services.figures import StatedFigure
from tests.entities.factory import make_briefing

NOTE = """# Fab notes

TSMC spends up to $56 billion in 2026. Its margin is 60% to 62%.

- Samsung adds 30,000 wafers per month in 1Q26.
- Nothing else is known.
"""


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.md"
    path.write_text(NOTE, encoding="utf-8")
    return path


def run_json(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    status = main(["figures", *words, "--json"])
    out, err = capsys.readouterr()
    assert status == 0, err
    return json.loads(out)


def test_json_lists_every_figure(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = run_json(capsys, str(note))
    assert list(row) == ["id", "path", "figures"]
    assert row["path"] == str(note)
    assert list(row["figures"][0]) == ["start", "end", "surface", "kind", "value", "unit", "qualifier", "sentence"]
    assert [(one["surface"], one["kind"], one["value"], one["unit"], one["qualifier"]) for one in row["figures"]] == [
        ("$56 billion", "money", 56_000_000_000, "USD", "<="),
        ("2026", "date", "2026", "year", None),
        ("60% to 62%", "percent", [60, 62], "%", None),
        ("30,000 wafers per month", "quantity", 30_000, "wafer/month", None),
        ("1Q26", "date", "2026-Q1", "quarter", None),
    ]
    assert row["figures"][0]["sentence"] == "TSMC spends up to $56 billion in 2026."
    assert row["figures"][4]["sentence"] == "Samsung adds 30,000 wafers per month in 1Q26."


def test_offsets_are_those_of_the_text(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = run_json(capsys, str(note))
    assert main(["show", str(note), "--json"]) == 0
    text = json.loads(capsys.readouterr().out)["text"]
    assert all(text[one["start"] : one["end"]] == one["surface"] for one in row["figures"])


@pytest.mark.parametrize(
    ("words", "surfaces"),
    [
        pytest.param(["--kind", "money"], ["$56 billion"], id="a kind"),
        pytest.param(["--kind", "money", "--kind", "percent"], ["$56 billion", "60% to 62%"], id="two kinds"),
        pytest.param(["--unit", "wafer"], ["30,000 wafers per month"], id="a unit"),
        pytest.param(["--entity", "samsung"], ["30,000 wafers per month", "1Q26"], id="an entity"),
        pytest.param(["--words", "MARGIN is"], ["60% to 62%"], id="words"),
        pytest.param(["--entity", "Nobody"], [], id="an entity that is not named"),
        pytest.param(
            ["--sort", "value"],
            ["60% to 62%", "$56 billion", "30,000 wafers per month", "2026", "1Q26"],
            id="by value, unit by unit",
        ),
        pytest.param(
            ["--sort", "kind"], ["$56 billion", "60% to 62%", "30,000 wafers per month", "2026", "1Q26"], id="by kind"
        ),
    ],
)
def test_figures_are_chosen_and_sorted(
    note: Path, capsys: pytest.CaptureFixture[str], words: list[str], surfaces: list[str]
) -> None:
    (row,) = run_json(capsys, str(note), *words)
    assert [one["surface"] for one in row["figures"]] == surfaces


def test_people_see_aligned_columns(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", str(note), "--kind", "money", "--kind", "percent"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Fab notes",
        "",
        "money    $56 billion  <= 56,000,000,000 USD  TSMC spends up to $56 billion in 2026.",
        "percent  60% to 62%   60 to 62 %             Its margin is 60% to 62%.",
    ]


def test_several_briefings_stand_apart(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = note.with_name("other.txt")
    other.write_text("Other note\n\nNothing is counted here.\n", encoding="utf-8")
    assert main(["figures", str(other), str(note)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:5] == ["Other note", "", "No figures were found.", "", "Fab notes"]


@pytest.mark.parametrize(
    ("words", "status"),
    [(["nowhere"], 1), ([], 2), (["--kind", "nonsense", "x"], 2), (["--sort", "nonsense", "x"], 2)],
)
def test_faults(words: list[str], status: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", *words]) == status
    out, err = capsys.readouterr()
    assert not out
    assert err.startswith("reader: ")


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "expected"),
    [
        pytest.param(1_234_567, "USD", ">", "> 1,234,567 USD", id="money"),
        pytest.param(0.1, "x", None, "0.1 x", id="a part"),
        pytest.param((1.5, 2), "%", None, "1.5 to 2 %", id="a range"),
        pytest.param("2026-Q1", "quarter", "early", "early 2026-Q1", id="a time"),
        pytest.param(3_000_000, None, "~", "~ 3,000,000", id="without a unit"),
    ],
)
def test_what_a_figure_amounts_to(value: FigureValue, unit: str | None, qualifier: str | None, expected: str) -> None:
    briefing = make_briefing("a b c")
    figure = Figure(Span(0, 1), FigureKind.QUANTITY, value, unit, qualifier, Span(0, 5))
    row = StatedFigure(figure, SafeText("a"), briefing.text, ())
    lines = write_figures(describe_briefing(briefing, ("/x",)), (row,))
    assert lines == ["untitled", "", f"quantity  a  {expected}  a b c"]
