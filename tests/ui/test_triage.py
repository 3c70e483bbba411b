"""Names are corrected by keys: in the text, in the sidebar, in the file; and all in one order of changes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.domain.entity import EntityCount, MentionStatus
from reader.services.services import Services
from tests.ui.pilot import Reader, open_reader_services, run_reader

LETTER = """---
date: 2026-05-02
---
# Letter

Zorvan Tallis spoke for long. The harbour at Quellmar was shut while TSMC shipped wafers.

Later Zorvan Tallis left Quellmar. Hon Hai Precision and Foxconn agreed; Micron Technology waited, as Micron does.
"""
BRIEF = "---\ndate: 2026-04-25\n---\n# Brief\n\nNobody at Quellmar knew. TSMC did.\n"
OTHER = "---\ndate: 2026-04-18\n---\n# Other\n\nNothing of that was said, only Nvidia was.\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Three briefings; the newest is open at the start. Quellmar stands in two of them."""
    folder = tmp_path / "briefings"
    folder.mkdir()
    for name, text in {"letter": LETTER, "brief": BRIEF, "other": OTHER}.items():
        (folder / f"{name}.md").write_text(text)
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The decisions."""
    return tmp_path / "home" / "config" / "entities.yaml"


@pytest.fixture
def open_library(library: Path, tmp_path: Path) -> Callable[[], Services]:
    """Opens the library with the names that come with the program."""
    return lambda: open_reader_services(library, tmp_path / "home")


def _find(reader: Reader, name: str) -> EntityCount | None:
    return next((row for row in reader.main.names.counts if row.entity.name == name), None)


async def _stand_on(reader: Reader, name: str) -> None:
    """Put the sidebar's cursor on a name."""
    if reader.pane != "sidebar":
        await reader.press("g", "e")
        reader.main.focus_pane("sidebar")
        await reader.settle()
    await reader.press("g", "g")
    for _ in range(60):
        current = reader.main.sidebar.current
        if current is not None and current.entity.name == name:
            return
        await reader.press("j")
    raise AssertionError(f"no {name}:\n{reader.text}")


def _decisions(file: Path) -> list[str]:
    return [line for line in file.read_text().splitlines() if not line.startswith("#")]


def _sidebar(reader: Reader) -> list[str]:
    return [" ".join(row.split()) for row in reader.pane_lines("sidebar") if row.strip()]


async def test_a_found_name_is_accepted_with_a_type(open_library: Callable[[], Services], file: Path) -> None:
    async with run_reader(open_library()) as reader:
        await _stand_on(reader, "Quellmar")
        article = reader.main.article
        before = article._book.named("unknown").color
        assert [style.color for style in reader.styles_of("Quellmar")][0] == before
        await reader.press("+")
        assert reader.status.notice.startswith("Accept Quellmar as: c company  o organization")
        await reader.press("l")
        assert _decisions(file) == ["- {accept: Quellmar, type: place}"]
        row = _find(reader, "Quellmar")
        assert row is not None
        assert (row.entity.type, row.status, row.count) == ("place", MentionStatus.KNOWN, 2)
        assert _sidebar(reader)[4:] == ["PLACE 1", "Quellmar 2/3", "NOT IN YOUR LIST 1", "Zorvan Tallis new 2/2"]
        assert [style.color for style in reader.styles_of("Quellmar")][0] == article._book.named("place").color
        assert reader.status.notice == "Accepted Quellmar as place · 2 briefings   u undoes"
        current = reader.main.sidebar.current
        assert current is not None
        assert current.entity.name == "Zorvan Tallis", "the cursor stands on what came next"


async def test_a_key_that_is_no_type_accepts_nothing(open_library: Callable[[], Services], file: Path) -> None:
    async with run_reader(open_library()) as reader:
        await _stand_on(reader, "Quellmar")
        await reader.press("+", "escape", "+", "q")
        assert not file.exists()
        assert reader.pane == "sidebar"
        await reader.press("+", "n")
        assert _decisions(file) == ["- {accept: Quellmar}"]
        row = _find(reader, "Quellmar")
        assert row is not None
        assert row.status is MentionStatus.KNOWN


async def test_a_known_name_is_not_accepted_again(open_library: Callable[[], Services], file: Path) -> None:
    async with run_reader(open_library()) as reader:
        await _stand_on(reader, "TSMC")
        await reader.press("+")
        assert reader.status.notice.startswith("TSMC is in your list already")
        assert not file.exists()


async def test_decisions_and_tags_are_undone_in_one_order(open_library: Callable[[], Services], file: Path) -> None:
    services = open_library()
    async with run_reader(services) as reader:
        await _stand_on(reader, "Zorvan Tallis")
        await reader.press("-")
        assert _find(reader, "Zorvan Tallis") is None
        assert reader.status.notice == "Rejected Zorvan Tallis · 1 briefing   u undoes"
        await reader.press("h")
        await reader.answer("t", "hbm")
        assert [name for name, _ in services.annotations.tags()] == ["hbm"]
        await reader.press("u")
        assert services.annotations.tags() == ()
        assert _find(reader, "Zorvan Tallis") is None
        await reader.press("u")
        row = _find(reader, "Zorvan Tallis")
        assert row is not None
        assert row.count == 2
        assert _decisions(file) == []
        assert reader.status.notice == "Undone: Rejected Zorvan Tallis · 1 briefing"
        await reader.press("ctrl+r")
        assert _find(reader, "Zorvan Tallis") is None
        assert reader.status.notice == "Done again: Rejected Zorvan Tallis · 1 briefing"
        await reader.press("ctrl+r")
        assert [name for name, _ in services.annotations.tags()] == ["hbm"]
        await reader.press("u", "u")
        assert _find(reader, "Zorvan Tallis") is not None


async def test_a_name_is_renamed_and_the_cursor_follows(open_library: Callable[[], Services], file: Path) -> None:
    async with run_reader(open_library()) as reader:
        await _stand_on(reader, "Micron")
        await reader.press("e")
        assert reader.status.notice.startswith("Correct Micron: r rename")
        await reader.press("r")
        await reader.press(*["backspace"] * len("Micron"))
        await reader.answer("M", "icron of Boise")
        assert _decisions(file) == ["- {rename: Micron, to: Micron of Boise}"]
        row = _find(reader, "Micron of Boise")
        assert row is not None
        assert row.count == 2
        assert reader.main.sidebar.current is row


async def test_a_name_is_merged_into_one_that_is_completed(open_library: Callable[[], Services], file: Path) -> None:
    async with run_reader(open_library()) as reader:
        await _stand_on(reader, "Quellmar")
        await reader.press("e", "m")
        await reader.type_text("tm")
        # Of all names of the library only two have a t and then an m.
        assert "TSMC" in reader.text.splitlines()[-3]
        await reader.press("tab", "enter")
        assert _decisions(file) == ["- {merge: Quellmar, into: TSMC}"]
        row = _find(reader, "TSMC")
        assert row is not None
        assert row.count == 3
        assert reader.status.notice == "Merged Quellmar into TSMC · 2 briefings   u undoes"
        assert "TSMC 3/5" in _sidebar(reader)


async def test_the_beginning_of_a_name_is_no_name_to_merge_into(
    open_library: Callable[[], Services], file: Path
) -> None:
    async with run_reader(open_library()) as reader:
        await _stand_on(reader, "Quellmar")
        await reader.press("e", "m")
        await reader.type_text("tsm")
        await reader.press("enter")
        assert reader.status.is_warning
        assert "TSMC" in reader.status.notice
        assert not file.exists()
        await reader.press("e", "m")
        await reader.type_text("nvidia")
        await reader.press("enter")
        assert _decisions(file) == ["- {merge: Quellmar, into: Nvidia}"], "as it is called, though not in this briefing"


async def test_a_form_is_split_off_in_the_text(open_library: Callable[[], Services], file: Path) -> None:
    async with run_reader(open_library()) as reader:
        await reader.press("enter")
        await _stand_on(reader, "Foxconn")
        await reader.press("enter", "h", "e", "s")
        assert _decisions(file) == ["- {split: Hon Hai Precision, from: Foxconn}"]
        assert [
            row.count for row in reader.main.names.counts if row.entity.name in ("Foxconn", "Hon Hai Precision")
        ] == [
            1,
            1,
        ]
        await reader.press("u", "l", "e", "s")
        assert len(_decisions(file)) == 1, "the only other form is taken at once"


async def test_of_several_forms_one_is_chosen_by_its_number(open_library: Callable[[], Services], file: Path) -> None:
    async with run_reader(open_library()) as reader:
        await _stand_on(reader, "Micron")
        await reader.press("e", "c")
        assert reader.status.notice == "Case of: 1 Micron Technology  2 Micron"
        await reader.press("2", "e")
        assert _decisions(file) == ["- {case: Micron, rule: exact}"]
        await reader.press("e", "c", "1", "a")
        assert _decisions(file)[1:] == ["- {case: Micron Technology, rule: any}"]


async def test_a_type_is_changed(open_library: Callable[[], Services], file: Path) -> None:
    async with run_reader(open_library()) as reader:
        await _stand_on(reader, "TSMC")
        await reader.press("e", "t", "p")
        row = _find(reader, "TSMC")
        assert row is not None
        assert row.entity.type == "person"
        assert reader.status.notice == "TSMC is of type person now · 2 briefings   u undoes"
        assert reader.main.sidebar.current is row, "the cursor goes with it"
        await reader.press("e", "t", "p")
        assert reader.status.is_warning
        assert reader.status.notice.startswith("line 3 of entities.yaml says so already")
        await reader.press("u")
        row = _find(reader, "TSMC")
        assert row is not None
        assert row.entity.type == "company"


async def test_where_there_is_no_name_that_is_said(open_library: Callable[[], Services]) -> None:
    async with run_reader(open_library()) as reader:
        await reader.press("enter")
        for key in "+-e":
            await reader.press("g", "g", key)
            assert reader.status.is_warning
            assert reader.status.notice.startswith("No name under the cursor")


async def test_what_makes_no_name_is_said(open_library: Callable[[], Services], file: Path) -> None:
    async with run_reader(open_library()) as reader:
        await _stand_on(reader, "TSMC")
        await reader.press("e", "r")
        await reader.press(*["backspace"] * 4)
        await reader.type_text("(")
        await reader.press("enter")
        assert reader.status.is_warning
        assert "begins with a letter" in reader.status.notice
        assert not file.exists()


async def test_a_bad_line_is_named_and_stops_nothing(open_library: Callable[[], Services], file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text("- {reject: Foxconn}\n- {accept: A, type: firm}\n")
    async with run_reader(open_library()) as reader:
        assert "entities.yaml:2" in reader.status.notice
        assert _find(reader, "Foxconn") is None, "the other line holds"
        await _stand_on(reader, "Quellmar")
        await reader.press("-")
        assert _find(reader, "Quellmar") is None
        assert reader.status.notice == "Rejected Quellmar · 2 briefings   u undoes", "a fault is told once"
        file.write_text(file.read_text() + "nonsense\n")
        await reader.press("u")
        assert "entities.yaml:3" in reader.status.notice
        assert _find(reader, "Quellmar") is not None


async def test_a_line_that_somebody_took_out_cannot_be_undone(open_library: Callable[[], Services], file: Path) -> None:
    async with run_reader(open_library()) as reader:
        await _stand_on(reader, "Quellmar")
        await reader.press("-")
        file.write_text("# empty\n")
        await reader.press("u")
        assert reader.status.is_warning
        assert "not there any more" in reader.status.notice


async def test_a_decision_that_is_not_saved_is_told_and_changes_nothing(
    open_library: Callable[[], Services], file: Path
) -> None:
    file.parent.mkdir(parents=True)
    file.mkdir()
    async with run_reader(open_library()) as reader:
        await _stand_on(reader, "Quellmar")
        await reader.press("-")
        assert reader.status.is_warning
        assert _find(reader, "Quellmar") is not None


async def test_choices_have_room_in_a_narrow_terminal(open_library: Callable[[], Services]) -> None:
    async with run_reader(open_library(), (80, 24)) as reader:
        await _stand_on(reader, "Quellmar")
        await reader.press("+")
        line = reader.lines[-2]
        for word in ("c company", "o org", "p person", "l place", "r prod", "t tech", "y policy", "e event", "n none"):
            assert word in line


async def test_a_list_that_is_filtered_by_names_follows(open_library: Callable[[], Services]) -> None:
    async with run_reader(open_library()) as reader:
        await reader.answer("f", "entity:Quellmar")
        assert [title for title in ("Letter", "Brief", "Other") if title in reader.pane_text("list")] == [
            "Letter",
            "Brief",
        ]
        await _stand_on(reader, "Quellmar")
        await reader.press("e", "r")
        await reader.press(*["backspace"] * len("Quellmar"))
        await reader.type_text("Tollmar")
        await reader.press("enter")
        await reader.until(lambda: "Tollmar" in reader.text)
        reader.main.filter_shelf("entity:Tollmar")
        await reader.settle()
        assert [title for title in ("Letter", "Brief", "Other") if title in reader.pane_text("list")] == [
            "Letter",
            "Brief",
        ]
        await reader.press("-")
        assert "Letter" not in reader.pane_text("list"), "what is rejected is in no briefing"
