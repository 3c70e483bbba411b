"""The settings on the screen: keys of one's own in every place that shows keys, and what is saved while it is open."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.command import CommandPalette

from reader.services.services import Services
from reader.ui.dates import use_date_format
from reader.ui.screens.help import HelpScreen
from reader.ui.widgets.saved_queries import SavedQueries
from tests.ui.conftest import NAMES
from tests.ui.pilot import open_reader_services, run_reader

Save = Callable[[str], Services]


@pytest.fixture(autouse=True)
def _dates() -> object:
    yield
    use_date_format("day-month")


@pytest.fixture
def save(folder: Path, tmp_path: Path) -> Save:
    """Writes a settings file as editors do, and gives the services that a program opened with it would have."""

    def write(settings: str) -> Services:
        config = tmp_path / "home" / "config"
        config.mkdir(parents=True, exist_ok=True)
        (config / "new").write_text(settings)
        (config / "new").replace(config / "config.yaml")
        return open_reader_services(folder, tmp_path / "home", NAMES)

    return write


async def test_keys_of_ones_own_run_and_are_shown_everywhere(save: Save) -> None:
    services = save('keys:\n  view.mute-bold: ["Ctrl-T", w]\n  list.arrange: g S\n  sidebar.outline: g O\n')
    async with run_reader(services, (130, 60)) as reader:
        muted = []
        for key in ("w", "ctrl+t", "M"):
            await reader.press(key)
            muted.append(reader.main.is_bold_muted)
        assert muted == [True, False, False], "the table's own key is no longer one"
        assert "gS sort" in reader.lines[-1]
        assert "gO" in reader.text
        await reader.press("g", "S")
        assert reader.status.notice.startswith("Sort by")
        await reader.press("escape", "question_mark", "/", *"mute")
        assert "Ctrl-Tw" in reader.text.replace(" ", "")
        await reader.press("escape", "escape", "ctrl+p")
        await reader.until(lambda: isinstance(reader.screen, CommandPalette))
        reader.strike(*"mute bold")
        await reader.until(lambda: "Ctrl-T w" in reader.text)


async def test_a_key_that_clashes_counts_for_nothing_and_is_told(save: Save) -> None:
    async with run_reader(save("keys:\n  view.zen: q\n  view.wider: W\n")) as reader:
        assert 'config.yaml:2: keys: view.zen: "q" runs both' in reader.status.notice
        before = reader.main.measure
        await reader.press("W", "z")
        assert reader.main.measure > before
        assert reader.main.is_zen


async def test_what_is_saved_takes_effect(save: Save) -> None:
    async with run_reader(save("theme: night\n")) as reader:
        await reader.press("enter", "}", "}")
        place = reader.place
        await reader.until(lambda: reader.app._settings_watch is not None)
        save("theme: paper\nmeasure: 44\nkeys: {view.zen: Z}\nqueries: {new: is:unread}\ndate_format: iso\n")
        await reader.until(lambda: reader.app.theme == "paper" and bool(reader.screen.query(SavedQueries)))
        assert reader.status.notice.startswith("theme, measure, date_format, queries, keys: taken over")
        assert reader.main.measure == 44
        assert reader.place == place
        assert reader.main.opened is not None
        assert reader.main.opened.facts.startswith("2026-05-09 ·")
        await reader.until(lambda: "new 3" in " ".join(reader.pane_text("list-pane").split()))
        await reader.press("Z")
        assert reader.main.is_zen
        await reader.press("Z", "g", "q", "enter")
        assert reader.main.shelf.filter == "@new"


async def test_saved_queries_come_and_go(save: Save) -> None:
    async with run_reader(save("queries: {new: is:unread}\n")) as reader:
        await reader.press("g", "q")
        await reader.until(lambda: reader.app._settings_watch is not None)
        save("queries: {late: hbm, more: tsmc}\n")
        await reader.until(lambda: "more" in reader.pane_text("list-pane"))
        assert "new" not in reader.pane_text("queries")
        save("# none\n")
        await reader.until(lambda: not reader.screen.query(SavedQueries))
        await reader.press("j")
        assert (reader.pane, reader.current_title()) == ("list", "Chip Letter")


async def test_a_fault_is_a_notice_and_changes_nothing(save: Save) -> None:
    async with run_reader(save("theme: paper\nmeasure: 50\n")) as reader:
        await reader.until(lambda: reader.app._settings_watch is not None)
        save("theme: [\n")
        await reader.until(lambda: "config.yaml:2:" in reader.status.notice)
        assert (reader.app.theme, reader.main.measure, reader.status.is_warning) == ("paper", 50, True)
        save("theme: papr\nmeasure: 60\n")
        await reader.until(lambda: reader.main.measure == 60)
        assert "config.yaml:1: theme: must be one of" in reader.status.notice
        assert reader.app.theme == "paper"
        save("theme: paper\nmeasure: 60\n")
        await reader.until(lambda: "no faults any more" in reader.status.notice)


async def test_help_that_is_open_shows_the_new_keys(save: Save) -> None:
    async with run_reader(save("# nothing\n"), (110, 80)) as reader:
        await reader.press("question_mark")
        await reader.until(lambda: reader.app._settings_watch is not None)
        save("keys: {view.mute-bold: F7}\n")
        await reader.until(lambda: "F7" in reader.text)
        assert isinstance(reader.screen, HelpScreen)
        await reader.press("escape", "f7")
        assert reader.main.is_bold_muted


@pytest.mark.parametrize(
    ("format_", "listed", "line"),
    [
        ("day-month", "11 Apr", "11 April 2026 ·"),
        ("month-day", "Apr 11", "April 11, 2026 ·"),
        ("iso", "04-11", "2026-04-11 ·"),
    ],
)
async def test_days_are_written_as_set(save: Save, format_: str, listed: str, line: str) -> None:
    async with run_reader(save(f"date_format: {format_}\n")) as reader:
        assert listed in reader.pane_text("list")
        await reader.highlight("j", "j")
        assert line in reader.pane_text("article")


def test_periods_are_written_as_set() -> None:
    from datetime import date

    from reader.ui.dates import print_days

    may, week, year = date(2026, 5, 3), date(2026, 4, 28), date(2025, 12, 29)
    cases = {
        "day-month": ["3–9 May 2026", "28 Apr – 9 May 2026", "29 Dec 2025 – 9 May 2026"],
        "month-day": ["May 3–9, 2026", "Apr 28 – May 9, 2026", "Dec 29, 2025 – May 9, 2026"],
        "iso": ["2026-05-03 – 2026-05-09", "2026-04-28 – 2026-05-09", "2025-12-29 – 2026-05-09"],
    }
    for name, expected in cases.items():
        use_date_format(name)
        assert [print_days(start, date(2026, 5, 9)) for start in (may, week, year)] == expected


async def test_notices_tell_ones_own_keys(tmp_path: Path) -> None:
    folder = tmp_path / "briefings"
    folder.mkdir()
    (folder / "note.md").write_text("# Note\n\nWords to read.\n")
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.yaml").write_text("keys: {edit.undo: [Z], mark.set: [F9]}\n")
    async with run_reader(open_reader_services(folder, tmp_path)) as reader:
        await reader.press("t", *"hbm", "enter")
        assert reader.status.notice.endswith("#hbm   Z undoes")
        await reader.press("enter", "apostrophe")
        assert "F9 sets one" in reader.status.notice
