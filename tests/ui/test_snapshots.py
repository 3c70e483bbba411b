"""The screen as it was last looked at and found good: its rows, and which inks are on it.

After a change that is meant: `pytest tests/ui/test_snapshots.py --snapshot-update`, then read the difference.
"""

from collections import Counter
from pathlib import Path

import pytest
from rich.style import Style
from syrupy.assertion import SnapshotAssertion

from reader.domain.entity import EntityType
from tests.conftest import ROOT
from tests.ui.pilot import Reader, open_reader_services, run_reader

NAMES = {
    "East Asia": EntityType.PLACE,
    "Japan": EntityType.PLACE,
    "Taiwan": EntityType.PLACE,
    "Nvidia": EntityType.COMPANY,
    "SK Hynix": EntityType.COMPANY,
    "Samsung Electronics": EntityType.COMPANY,
    "Sony": EntityType.COMPANY,
    "TSMC": EntityType.COMPANY,
    "HBM": EntityType.TECHNOLOGY,
    "IEEPA": EntityType.POLICY,
    "Kumamoto": None,
}
"""Few and fixed, so that a longer list of names changes no picture."""

PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def _name_ink(style: Style) -> str:
    kinds = [kind for kind in ("bold", "italic", "underline", "reverse", "strike", "dim") if getattr(style, kind)]
    color, ground = (part.name if part is not None else "none" for part in (style.color, style.bgcolor))
    return " ".join([f"{color} on {ground}", *kinds])


def _draw(reader: Reader) -> str:
    """The rows of the screen; under them each ink of words, in how many cells, and the first words in it."""
    cells: Counter[str] = Counter()
    first: dict[str, str] = {}
    for strip in reader.screen._compositor.render_strips():
        for segment in strip:
            words = segment.text.strip()
            if words:
                ink = _name_ink(segment.style or Style())
                cells[ink] += len(words)
                first.setdefault(ink, words[:24])
    inks = [f"{ink}: {cells[ink]}, {first[ink]}" for ink in sorted(cells)]
    return "\n".join([*(f"|{row}" for row in reader.lines), "", *inks])


@pytest.mark.parametrize(
    ("size", "theme"),
    [((80, 24), "night"), ((120, 40), "night"), ((200, 60), "night"), ((120, 40), "paper")],
    ids=["80x24", "120x40", "200x60", "120x40 paper"],
)
async def test_the_first_screen(tmp_path: Path, snapshot: SnapshotAssertion, size: tuple[int, int], theme: str) -> None:
    async with run_reader(open_reader_services(ROOT / "seeds", tmp_path, NAMES), size) as reader:
        reader.app.theme = theme
        await reader.settle()
        assert _draw(reader) == snapshot


@pytest.mark.parametrize(
    ("keys", "size"),
    [
        pytest.param(["enter", "9", "}", ")", "B"], (60, 20), id="reading on a narrow screen"),
        pytest.param(["l", "l", "slash", *"s"], (80, 24), id="names are filtered"),
        pytest.param(["l", "l", "j", "j", "j", "d"], (80, 24), id="a dossier"),
        pytest.param(
            ["t", *"hbm supply", "enter", "enter", "4", "}", "B", "2", "}", "t", *"s"], (80, 24), id="a tag is typed"
        ),
        pytest.param(
            ["t", *"hbm supply", "enter", "enter", "4", "}", "B", "A"], (80, 24), id="the list of annotations"
        ),
    ],
)
async def test_at_work(tmp_path: Path, snapshot: SnapshotAssertion, keys: list[str], size: tuple[int, int]) -> None:
    async with run_reader(open_reader_services(ROOT / "seeds", tmp_path, NAMES), size) as reader:
        await reader.press(*keys)
        assert _draw(reader) == snapshot


@pytest.mark.parametrize(
    ("keys", "size", "theme"),
    [
        pytest.param(["g", "q", "j", "enter"], (120, 30), "night", id="filtered by a saved query"),
        pytest.param(["enter", "4", "}", "t", *"hbm supply", "enter", "g", "o", "l"], (80, 20), "paper", id="outline"),
    ],
)
async def test_saved_queries_and_sidebar(
    tmp_path: Path, snapshot: SnapshotAssertion, keys: list[str], size: tuple[int, int], theme: str
) -> None:
    (tmp_path / "config").mkdir()
    queries = "queries:\n  new this year: is:unread since:2026\n  HBM supply: '\"hbm supply\"'\n"
    (tmp_path / "config" / "config.yaml").write_text(f"theme: {theme}\n{queries}")
    async with run_reader(open_reader_services(ROOT / "seeds", tmp_path, NAMES), size) as reader:
        await reader.until(lambda: len(reader.main.saved.counts) == 2)
        await reader.press(*keys)
        assert _draw(reader) == snapshot


@pytest.mark.parametrize(
    ("files", "size"),
    [
        pytest.param({}, (80, 24), id="nothing"),
        pytest.param({"picture.md": PICTURE}, (80, 24), id="what cannot be read"),
        pytest.param({"one.md": b"# One\n\nWords.\n"}, (20, 5), id="too small"),
    ],
)
async def test_nothing_to_read(
    tmp_path: Path, snapshot: SnapshotAssertion, files: dict[str, bytes], size: tuple[int, int]
) -> None:
    folder = tmp_path / "briefings"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    async with run_reader(open_reader_services(folder, tmp_path / "home", NAMES), size) as reader:
        if size > (34, 8):
            await reader.press("enter")
        assert _draw(reader) == snapshot
