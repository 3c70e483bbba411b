"""Looking after annotations: grouped, selected, edited in bulk, and put on words that have changed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.domain.annotation import Motivation
from reader.domain.selector import AnchorState
from reader.services.services import Services
from reader.ui.screens.annotations import AnnotationsScreen
from reader.ui.screens.places import PlacesScreen
from tests.ui.pilot import Reader, run_reader

LONG = "TSMC builds two fabs in Taiwan for 40 billion dollars by 2027."
LISTED = "\n\n".join(f"{name} raises output of memory by 20 percent in this quarter." for name in ("Sony", "Micron"))
TEXT = f"# Plans\n\nA first paragraph stands here.\n\n{LONG}\n\n{LISTED}\n\nA last paragraph stands there.\n"


@pytest.fixture
def plans(folder: Path) -> Path:
    """A briefing that is going to change."""
    for path in folder.iterdir():
        path.unlink()
    path = folder / "plans.md"
    path.write_text(TEXT)
    return path


def _lines(reader: Reader) -> list[str]:
    return [" ".join(line.split()) for line in reader.lines[1:-2] if line.strip()]


def _states(services: Services) -> list[AnchorState]:
    return [item.anchor.state for item in services.annotations.all_placed()]


def _screen(reader: Reader) -> type[object]:
    return type(reader.screen)


async def _annotate(services: Services) -> None:
    """A bookmark on the long sentence, a tag on that about Micron."""
    async with run_reader(services) as reader:
        await reader.press("enter", "2", "}", "B", "2", "}")
        await reader.answer("t", "hbm")


async def test_a_key_cycles_what_they_are_grouped_by(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.answer("t", "one two")
        await reader.press("j")
        await reader.answer("t", "two")
        await reader.press("enter", "}", "B", "A")
        assert _lines(reader)[0] == "May 2026 3"
        assert "by date" in reader.lines[0]
        await reader.press("s")
        assert [line for line in _lines(reader) if line[-2:] in (" 1", " 2")] == ["Chip Letter 2", "Memory Weekly 1"]
        assert "by briefing" in reader.lines[0]
        await reader.press("s")
        assert [line for line in _lines(reader) if line[-2:] in (" 1", " 2")] == ["#one 1", "#two 2", "no tag 1"]
        assert "by tag" in reader.lines[0]
        await reader.press("s")
        assert "by date" in reader.lines[0]


async def test_several_are_tagged_and_deleted_at_once(services: Services) -> None:
    async with run_reader(services) as reader:
        for word in ("one", "two", "three"):
            await reader.answer("t", word)
            await reader.press("j")
        await reader.press("A", "x", "x")
        assert "2 selected" in reader.lines[0]
        assert sum(line.startswith("✓") for line in reader.lines) == 2
        await reader.answer("t", "both -two")
        assert sorted(tag for tag, _ in services.annotations.tags()) == ["both", "one", "three"]
        await reader.press("X", "x")
        assert "2 selected" in reader.lines[0], "all, and one of them let go"
        await reader.press("d")
        assert len(services.annotations.all_placed()) == 1
        assert reader.status.notice.startswith("Removed 2 annotations.")
        await reader.press("u", "u")
        assert sorted(tag for tag, _ in services.annotations.tags()) == ["one", "three", "two"]
        await reader.press("x", "escape")
        assert "selected" not in reader.lines[0]
        assert _screen(reader) is AnnotationsScreen


async def test_tags_and_notes_are_edited(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.answer("t", "one")
        await reader.press("enter", "}", "B", "A")
        await reader.press("e", *"see", "enter", *"page 3", "ctrl+s")
        (mark,) = [one.annotation for one in services.annotations.all_placed() if not one.annotation.tags]
        assert (mark.motivation, mark.note) == (Motivation.BOOKMARKING, "see\npage 3")
        assert "› see page 3" in _lines(reader)
        await reader.press("G", "e", *"two -one", "enter")
        assert [tag for tag, _ in services.annotations.tags()] == ["two"]
        await reader.press("u")
        assert [tag for tag, _ in services.annotations.tags()] == ["one"]
        await reader.answer("/", "PAGE see")
        assert sum(line.startswith("› ") for line in _lines(reader)) == 1
        assert "1 of 2" in reader.lines[0]


async def test_edited_words_are_shown_over_each_other_and_taken(
    open_again: Callable[[], Services], plans: Path
) -> None:
    await _annotate(open_again())
    plans.write_text(TEXT.replace("two fabs in Taiwan for 40", "three fabs in Kumamoto for 55"))
    services = open_again()
    async with run_reader(services) as reader:
        await reader.press("g", "t")
        await reader.press("A", "G")
        assert any(line.endswith("≈ edited") for line in _lines(reader))
        await reader.press("enter")
        assert _screen(reader) is PlacesScreen
        was = next(line for line in reader.lines if line.startswith("  was"))
        now = next(line for line in reader.lines if line.startswith("  now"))
        assert "[two] " in was
        assert "{three} " in now
        assert was.index("[Taiwan]") == now.index("{Kumamoto}")
        assert was.index("billion") == now.index("billion")
        await reader.press("o")
        assert reader.words.startswith("TSMC builds three fabs")
        assert AnchorState.EDITED in _states(services), "looking changes nothing"
        await reader.press("A", "G", "enter", "enter")
        assert _screen(reader) is AnnotationsScreen
        assert AnchorState.EDITED not in _states(services)
        assert "≈" not in reader.text
        await reader.press("u")
        assert AnchorState.EDITED in _states(services)
        await reader.press("c")
        assert AnchorState.EDITED not in _states(services), "one key"


async def test_the_reader_chooses_among_places(open_again: Callable[[], Services], plans: Path) -> None:
    await _annotate(open_again())
    plans.write_text(TEXT.replace("Micron", "Kioxia").replace("Sony", "Samsung"))
    services = open_again()
    async with run_reader(services) as reader:
        assert AnchorState.AMBIGUOUS in _states(services)
        await reader.press("g", "t", "l", "l", "G")
        assert "? ambiguous" in reader.pane_text("sidebar")
        await reader.press("enter")
        assert _screen(reader) is PlacesScreen
        await reader.press("o")
        assert "raises output" in reader.words[:30]
        await reader.press("l", "enter", "enter")
        assert AnchorState.AMBIGUOUS not in _states(services), "chosen from the sidebar"
        assert "? ambiguous" not in reader.pane_text("sidebar")
        await reader.press("u")
        await reader.press("A", "c")
        assert _screen(reader) is PlacesScreen
        assert "1 of 2" in reader.text
        (tagged,) = [one for one in services.annotations.all_placed() if one.annotation.tags]
        second = services.annotations.candidates(tagged.annotation)[1]
        await reader.press("j", "enter")
        (tagged,) = [one for one in services.annotations.all_placed() if one.annotation.tags]
        assert (tagged.anchor.state, tagged.anchor.span) == (AnchorState.EXACT, second.span)
        await reader.press("u")
        assert AnchorState.AMBIGUOUS in _states(services)


async def test_all_that_are_sure_are_put_on_their_words(open_again: Callable[[], Services], plans: Path) -> None:
    await _annotate(open_again())
    plans.write_text(TEXT.replace("40 billion", "41 billion").replace("A first", "Something new.\n\nA first"))
    services = open_again()
    async with run_reader(services) as reader:
        await reader.press("A")
        assert sorted(_states(services)) == [AnchorState.EDITED, AnchorState.MOVED]
        await reader.press("C")
        assert _states(services) == [AnchorState.EXACT] * 2
        assert reader.status.notice.startswith("Put 2 annotations on the words as they are now.")
        await reader.press("C")
        assert reader.status.notice.startswith("No words here that are edited or moved")
        await reader.press("u")
        assert sorted(_states(services)) == [AnchorState.EDITED, AnchorState.MOVED]
