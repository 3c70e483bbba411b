"""Links by letters, footnotes in place, the lines of the file, and tables that are wider than the page."""

from pathlib import Path

import pytest
from textual.strip import Strip

from reader.services.services import Services
from tests.ui.pilot import Reader, open_reader_services, run_reader

ADDRESS = "https://example.com/" + "path/" * 30 + "end?one=1&two=2"
SOURCE = f"""---
title: Linked
date: 2026-06-01
---
# Linked

A claim[^1] with [a link]({ADDRESS}) and <https://example.org/x>, and
![HBM stack](stack.png) beside [words](https://пример.испытание/q).

| Company | Supply of memory | Date of sampling | Qualification status | Customers announced | Remarks |
|---|---|---|---|---|---|
| Hynix | leading | 2025-03 | qualified | several | undisputed |

No link here.

[^1]: The note, in full.
"""


@pytest.fixture
def linked(tmp_path: Path) -> Services:
    (tmp_path / "briefings").mkdir()
    (tmp_path / "briefings" / "linked.md").write_text(SOURCE)
    return open_reader_services(tmp_path / "briefings", tmp_path / "home", {})


def _slip(reader: Reader) -> str:
    return "".join(line.text.strip() for line in _slip_strips(reader))


def _slip_strips(reader: Reader) -> list[Strip]:
    slips = reader.screen.query("Slip")
    strips = reader.screen._compositor.render_strips()
    return [strip for slip in slips for strip in strips[slip.region.y : slip.region.bottom]]


async def test_each_link_in_sight_has_a_letter(linked: Services) -> None:
    async with run_reader(linked) as reader:
        await reader.press("enter", "L")
        text = " ".join(reader.pane_text("article").split())
        assert "with a link and bttps://example.org/x, and cBM stack beside dords." in text
        await reader.press("b")
        assert "https://example.org/x" in _slip(reader)
        assert "words" in reader.pane_text("article"), "the letters are gone"


async def test_an_address_is_shown_in_full(linked: Services) -> None:
    async with run_reader(linked, size=(80, 24)) as reader:
        await reader.press("enter", "L", "a")
        assert ADDRESS in _slip(reader)
        place = reader.place
        await reader.press("escape")
        assert not reader.screen.query("Slip")
        await reader.press("L", "c")
        assert "Image: HBM stack" in _slip(reader)
        assert "stack.png" in _slip(reader)
        await reader.press("j")
        assert not reader.screen.query("Slip"), "the next command takes it away"
        assert reader.place > place


async def test_a_host_that_looks_like_another_is_shown_in_ascii(linked: Services) -> None:
    async with run_reader(linked) as reader:
        await reader.press("enter", "L", "d")
        assert "xn--e1afmkfd.xn--80akhbyknj4f" in _slip(reader)


async def test_any_other_key_chooses_no_link(linked: Services) -> None:
    async with run_reader(linked) as reader:
        before = reader.pane_lines("article")
        await reader.press("enter", "L", "escape")
        assert not reader.screen.query("Slip")
        assert [line[4:] for line in reader.pane_lines("article")] == [line[4:] for line in before]


async def test_no_link_in_sight(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "L")
        assert reader.status.notice == "No link in sight."


async def test_a_footnote_is_shown_in_place(linked: Services) -> None:
    async with run_reader(linked) as reader:
        await reader.press("enter", "}", "g", "f")
        assert "[1]The note, in full." in _slip(reader)
        await reader.press("3", "}", "g", "f")
        assert reader.status.notice == "No footnote in these words."
        assert not reader.screen.query("Slip")


async def test_the_lines_of_the_file_stand_beside_the_blocks(linked: Services) -> None:
    lines = SOURCE.split("\n")
    async with run_reader(linked) as reader:
        await reader.press("enter", "#")
        numbers = {}
        for row in reader.pane_lines("article"):
            number, _, words = row.strip().partition(" ")
            if number.isdecimal() and words and not words.startswith("June"):
                numbers[int(number)] = words.replace("▌", "").replace("◆", "").strip()
        assert {line: lines[line - 1][2:8] for line in (5, 7, 10, 14)} == {
            5: "Linked",
            7: "claim[",
            10: "Compan",
            14: " link ",
        }
        assert sorted(numbers) == [5, 7, 10, 14, 16]
        assert numbers[14] == "No link here."
        await reader.press("#")
        assert not any(row.strip().startswith("14 ") for row in reader.pane_lines("article"))


async def test_a_wide_table_is_scrolled_sideways(linked: Services) -> None:
    async with run_reader(linked) as reader:
        await reader.press("enter")
        assert "Remarks" not in reader.pane_text("article")
        assert "Company" in reader.pane_text("article")
        assert any(line.endswith("›") for line in reader.pane_lines("article"))
        await reader.press("9", "shift+right")
        assert "Remarks" in reader.pane_text("article")
        assert "Company" not in reader.pane_text("article")
        assert not any("›" in line for line in reader.pane_lines("article"))
        await reader.press("shift+right")
        assert reader.status.notice == "No wide table goes on to the right here."
        await reader.press("9", "shift+left")
        assert "Company" in reader.pane_text("article")


async def test_a_hit_in_a_wide_table_comes_into_sight(linked: Services) -> None:
    async with run_reader(linked) as reader:
        await reader.press("enter")
        await reader.answer("/", "undisputed")
        assert "undisputed" in reader.pane_text("article")
        await reader.answer("/", "hynix")
        assert "Hynix" in reader.pane_text("article")


async def test_no_words_of_a_table_are_cut(linked: Services) -> None:
    async with run_reader(linked, size=(200, 40)) as reader:
        await reader.press("enter", "z", *">>>>>>>>>")
        text = reader.pane_text("article")
        assert all(word in text for word in ("Company", "Qualification status", "Customers announced", "undisputed"))
        assert "›" not in text
