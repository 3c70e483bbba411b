"""The sidebar counts exactly the names that are marked in the text, and leads to each of them."""

import re
from pathlib import Path

from reader.domain.briefing import BlockKind
from reader.domain.entity import EntityType
from reader.services.services import Services
from reader.ui.layout.page import RowRole
from reader.ui.widgets.page_view import GUTTER
from tests.conftest import ROOT
from tests.ui.conftest import NAMES
from tests.ui.pilot import Reader, open_reader_services, run_reader

ROW = re.compile(r"(.+?)(?: new| gap [\d,]+)?(?: [·▁▂▃▄▅▆▇█]+)? (\d+)(?:/\d+)?")
"""A name, a mark, a line of counts, and the count here."""

KINDS = (*(str(type_) for type_ in EntityType), "unknown")


def _rows(reader: Reader) -> list[str]:
    return [" ".join(row.split()) for row in reader.pane_lines("sidebar") if row.strip()]


def _marked(reader: Reader) -> dict[str, set[int]]:
    """The places in the text that are drawn in the colour of each kind of name, headings aside.

    The text must be in sight as a whole, and every character one cell wide.
    """
    article, page = reader.main.article, reader.main.article.page
    assert page is not None
    assert page.height <= article.size.height
    colours = {article._book.named(name).color: name for name in KINDS}
    marked: dict[str, set[int]] = {name: set() for name in KINDS}
    left = max(GUTTER, (article.size.width - page.width) // 2)
    for y in range(page.height):
        row = page.row(y)
        # A heading is drawn in a colour of its own, which is that of companies.
        if row.role is not RowRole.TEXT or page.briefing.blocks[row.block].kind is BlockKind.HEADING:
            continue
        cells = [segment.style for segment in article.render_line(y) for _ in segment.text]
        for piece in row.pieces:
            for offset in range(piece.start, piece.end):
                style = cells[left + piece.x + offset - piece.start]
                if style is not None and style.color in colours and not page.briefing.text[offset].isspace():
                    marked[colours[style.color]].add(offset)
    return marked


def _counted(reader: Reader) -> dict[str, set[int]]:
    """The places of the mentions that the sidebar counts, headings aside."""
    text, names = reader.briefing.text, reader.main.names
    counted: dict[str, set[int]] = {name: set() for name in KINDS}
    for mention in names.mentions:
        block = reader.briefing.blocks[reader.briefing.block_index(mention.span.start)]
        if block.kind is not BlockKind.HEADING:
            places = {at for at in range(mention.span.start, mention.span.end) if not text[at].isspace()}
            counted[str(mention.entity.type or "unknown")] |= places
    return counted


async def test_names_stand_by_type_with_their_counts(services: Services) -> None:
    async with run_reader(services) as reader:
        assert _rows(reader) == [
            "COMPANY 2",
            "Nvidia 41/42",
            "TSMC 1/3",
            "PLACE 1",
            "Taiwan 1/4",
            "TECHNOLOGY 1",
            "HBM new 41/41",
            "NOT IN YOUR LIST 1",
            "Acme Nova new 1/1",
        ]
        assert "ENTITIES" in reader.lines[1]
        assert reader.lines[1].endswith(" 5")
        await reader.highlight("j")
        assert _rows(reader) == ["COMPANY 2", "TSMC new 2/3", "Nvidia new 1/42", "PLACE 1", "Taiwan 1/4"]
        assert reader.lines[1].endswith(" 3")


async def test_counts_are_those_of_the_marked_words(services: Services) -> None:
    async with run_reader(services, (200, 160)) as reader:
        marked = _marked(reader)
        sizes = {name: len(places) for name, places in marked.items() if places}
        # Letters of Nvidia 41 times and TSMC, of Taiwan, of HBM 41 times, of Acme Nova.
        assert sizes == {"company": 41 * 6 + 4, "place": 6, "technology": 41 * 3, "unknown": 8}
        assert marked == _counted(reader)


async def test_counts_agree_with_the_shipped_lists_too(tmp_path: Path) -> None:
    services = open_reader_services(ROOT / "seeds", tmp_path / "home")
    async with run_reader(services, (220, 280)) as reader:
        for _ in range(2):
            names = reader.main.names
            assert names.counts
            assert sum(row.count for row in names.counts) == len(names.mentions)
            shown = {match[1]: match[2] for row in _rows(reader) if (match := ROW.fullmatch(row))}
            for row in names.counts:
                assert row.count == sum(mention.entity == row.entity for mention in names.mentions)
                assert shown[row.entity.name] == str(row.count)
            assert _marked(reader) == _counted(reader)
            await reader.highlight("j")


async def test_enter_walks_the_mentions(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("l", "l")
        assert reader.pane == "sidebar"
        await reader.press("enter")
        assert reader.status.trail == "Nvidia 1/41"
        assert reader.words.startswith("Nvidia waits")
        await reader.press("enter")
        assert reader.status.trail == "Nvidia 2/41"
        assert reader.words.startswith("Nvidia.\n\nParagraph 2 ")
        await reader.press("n")
        assert reader.status.trail == "Nvidia 3/41"
        await reader.press("2", "N")
        assert reader.status.trail == "Nvidia 1/41"
        assert reader.pane == "sidebar"
        await reader.press("j", "enter")
        assert reader.status.trail == "TSMC 1/1"
        assert reader.words.startswith("TSMC builds")
        await reader.press("G", "enter")
        assert reader.status.trail == "Acme Nova 1/1"
        await reader.press("escape")
        assert reader.status.trail == ""


async def test_a_walk_begins_at_the_cursor(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "9", "}", "l", "enter")
        # The introduction and Paragraphs 1 to 6 lie behind.
        assert reader.status.trail == "Nvidia 8/41"
        assert reader.words.startswith("Nvidia.\n\nParagraph 8 ")


async def test_a_walk_on_a_narrow_screen_is_there_when_one_looks(services: Services) -> None:
    async with run_reader(services, (60, 20)) as reader:
        await reader.press("h", "l", "l")
        assert reader.pane == "sidebar"
        await reader.press("j", "enter")
        assert reader.status.trail == "TSMC 1/1"
        await reader.press("h")
        assert reader.pane == "article"
        assert reader.words.startswith("TSMC builds")
        assert "TSMC builds" in reader.pane_text("article")


async def test_names_are_filtered(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("tab", "tab", "/")
        await reader.type_text("TA")
        assert _rows(reader) == ["PLACE 1", "Taiwan 1/4"]
        await reader.press("backspace", "backspace")
        assert len(_rows(reader)) == 9
        await reader.type_text("zz")
        assert _rows(reader)[0].startswith("No name fits")
        await reader.press("escape")
        assert len(_rows(reader)) == 9
        await reader.answer("/", "tsm")
        assert _rows(reader) == ["COMPANY 1", "TSMC 1/3"]
        await reader.press("enter")
        assert reader.status.trail == "TSMC 1/1"
        await reader.press("escape")
        assert reader.status.trail == "", "the walk goes first"
        assert len(_rows(reader)) == 2
        await reader.press("escape")
        assert len(_rows(reader)) == 9


async def test_the_sidebar_moves_like_a_list(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("shift+tab")
        assert reader.pane == "sidebar"
        names = []
        for keys in ("j", "j", "G", "k", "g g", "9 j", "2 k", "space", "b"):
            await reader.press(*keys.split())
            current = reader.main.sidebar.current
            assert current is not None
            names.append(current.entity.name)
        assert names == ["TSMC", "Taiwan", "Acme Nova", "HBM", "Nvidia", "Acme Nova", "Taiwan", "Acme Nova", "Nvidia"]


async def test_a_briefing_without_names_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "briefings"
    folder.mkdir()
    (folder / "plain.md").write_text("# Plain\n\nnothing is named here.\n")
    async with run_reader(open_reader_services(folder, tmp_path / "home", NAMES)) as reader:
        assert _rows(reader) == ["No names in this", "briefing."]
        await reader.press("l", "l", "enter", "j", "G")
        assert reader.status.trail == ""


async def test_names_are_sorted_by_a_key_that_goes_round(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("l", "l", "j")
        assert "by" not in reader.lines[1].rpartition("ENTITIES")[2]
        await reader.press("s")
        assert "5 by name" in reader.lines[1]
        assert _rows(reader)[:3] == ["COMPANY 2", "Nvidia 41/42", "TSMC 1/3"]
        current = reader.main.sidebar.current
        assert current is not None
        assert current.entity.name == "TSMC", "the cursor stays on its name"
        await reader.press("s")
        assert "first seen" in reader.lines[1]
        await reader.press("h", "h", "j", "l", "l")
        # The letter: Nvidia and TSMC are first seen in it, Taiwan in the brief of April.
        assert "first seen" in reader.lines[1], "for all briefings"
        await reader.press("s")
        assert reader.lines[1].endswith(" 3")


async def test_the_status_line_tells_of_the_name_under_the_cursor(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("l", "l")
        assert reader.lines[-2].startswith(" Nvidia (company) · 41 here, 42 in the library · first seen 2 May 2026")
        await reader.press("G")
        assert reader.lines[-2].startswith(" Acme Nova (unknown) · 1 here, 1 in the library · the first time ever")
        await reader.press("h")
        assert reader.lines[-2].startswith(" ¶ 1/")


async def test_counts_over_time_are_drawn_where_there_is_room(services: Services) -> None:
    async with run_reader(services, (120, 40)) as reader:
        assert "█" not in reader.pane_text("sidebar")
        await reader.resize(160, 40)
        # By month, since these have no series: Taiwan once in April, twice in the briefings of May.
        taiwan = next(row for row in _rows(reader) if row.startswith("Taiwan"))
        assert taiwan == "Taiwan ······▂▄ 1/4"


async def test_names_that_come_back_are_marked_by_the_issues_of_their_series(tmp_path: Path) -> None:
    folder = tmp_path / "briefings"
    folder.mkdir()
    texts = ["TSMC and Nvidia.", "TSMC.", "Only TSMC.", "Nothing.", "TSMC and Nvidia; Taiwan."]
    for number, text in enumerate(texts, 1):
        head = f"---\ntitle: Chip Weekly {number}\nseries: Chip Weekly\ndate: 2026-05-0{number}\n---\n"
        (folder / f"{number}.md").write_text(f"{head}{text}\n")
    (folder / "other.md").write_text("---\nseries: Other\ndate: 2026-05-04\n---\nNvidia.\n")
    async with run_reader(open_reader_services(folder, tmp_path / "home", NAMES), (160, 40)) as reader:
        assert _rows(reader) == [
            "COMPANY 2",
            "TSMC ▂▂▂·▂ 1/4",
            "Nvidia gap 3 ▂···▂ 1/3",
            "PLACE 1",
            "Taiwan new ····▂ 1/1",
        ]
