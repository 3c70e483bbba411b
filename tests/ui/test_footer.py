"""The footer of a newsletter on the screen: one row until it is asked for, and nothing that leads into it is hidden."""

from pathlib import Path

import pytest

from reader.domain.entity import EntityType
from reader.services.services import Services
from tests.ui.pilot import Reader, open_reader_services, run_reader

CLOSED, OPEN = "▸ footer, 3 lines: unsubscribe", "▾ footer, 3 lines"
WHY = "You are receiving this email because Nvidia signed you up."
SOURCE = "\n\n".join(
    [
        "---\ntitle: Wafer Weekly\ndate: 2026-05-09\n---\n# Wafer Weekly",
        *(f"Paragraph {number} speaks of HBM supply, and Nvidia waits for it." for number in range(1, 31)),
        f"---\n\n{WHY}",
        "[Unsubscribe](https://x.example/u) | [Manage preferences](https://x.example/p)",
        "Acme Ltd, 1 Main Street, Springfield\n",
    ]
)


@pytest.fixture
def news(tmp_path: Path) -> Services:
    folder = tmp_path / "briefings"
    folder.mkdir()
    (folder / "weekly.md").write_text(SOURCE)
    (folder / "other.md").write_text(SOURCE.replace("Weekly", "Monthly").replace("05-09", "04-09"))
    return open_reader_services(folder, tmp_path / "home", {"Nvidia": EntityType.COMPANY, "HBM": EntityType.TECHNOLOGY})


def _is_open(reader: Reader) -> bool:
    shown = reader.pane_text("article")
    return OPEN in shown and CLOSED not in shown and "You are receiving this" in shown


def _is_closed(reader: Reader) -> bool:
    shown = reader.pane_text("article")
    return CLOSED in shown and "You are receiving" not in shown and "Unsubscribe" not in shown


async def test_enter_opens_and_closes_it(news: Services) -> None:
    async with run_reader(news) as reader:
        await reader.press("enter", "G")
        assert _is_closed(reader)
        assert reader.words.startswith(WHY)
        await reader.press("j", "}", ")")
        assert _is_closed(reader), "it is the last row"
        await reader.press("enter")
        assert _is_open(reader)
        assert "Acme Ltd, 1 Main Street" in reader.pane_text("article")
        await reader.press("enter")
        assert _is_closed(reader)


async def test_its_own_keys_work_from_anywhere(news: Services) -> None:
    async with run_reader(news) as reader:
        await reader.press("enter", "g", "z")
        assert _is_open(reader)
        assert reader.words.startswith(WHY)
        await reader.press("j", "j", "g", "z")
        assert _is_closed(reader)
        assert reader.words.startswith(WHY), "the cursor stands on its row"
        await reader.press("g", "z", "g", "g", "g", "z")
        assert reader.place == 0
        assert reader.status.notice == "The footer is closed. gz opens it."


async def test_ctrl_o_comes_back_from_it(news: Services) -> None:
    async with run_reader(news) as reader:
        await reader.press("enter", "3", "}")
        place = reader.place
        await reader.press("g", "z", "ctrl+o")
        assert reader.place == place


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        pytest.param(["/", *"unsubscribe", "enter"], "Unsubscribe", id="words that are found"),
        pytest.param(["/", *"nvidia", "enter", "N"], "Nvidia signed", id="stepping back to the last hit"),
        pytest.param(["G", "g", "n"], "Nvidia signed", id="a name"),
        pytest.param(["G", "k", "v", "V", "j"], "", id="a selection"),
    ],
)
async def test_what_leads_into_it_opens_it(news: Services, keys: list[str], words: str) -> None:
    async with run_reader(news) as reader:
        await reader.press("enter", *["space" if key == " " else key for key in keys])
        assert _is_open(reader)
        assert reader.words.startswith(words)


async def test_a_mark_in_it_opens_it_again(news: Services) -> None:
    async with run_reader(news) as reader:
        await reader.press("enter", "g", "z", "}", "m", "b", "{", "enter")
        assert _is_closed(reader)
        await reader.press("g", "g", "'", "b")
        assert _is_open(reader)
        assert reader.words.startswith("Unsubscribe")


async def test_a_bookmark_on_its_row_is_on_all_of_it_and_leads_back(news: Services) -> None:
    async with run_reader(news) as reader:
        await reader.press("enter", "G", "B")
        assert _is_closed(reader)
        assert "◆" in next(line for line in reader.pane_lines("article") if CLOSED in line)
        (placed,) = reader.main.annotated.placed
        assert placed.anchor.span is not None
        words = placed.anchor.span.of(reader.briefing.text)
        assert words.startswith(WHY)
        assert words.endswith("Springfield")
        await reader.press("g", "g", "g", "a")
        assert _is_open(reader)


async def test_no_link_and_no_name_of_it_is_under_the_cursor_while_it_is_closed(news: Services) -> None:
    async with run_reader(news) as reader:
        await reader.press("enter", "G", "L")
        assert reader.status.notice == "No link in sight."
        assert reader.main.entity_under_cursor() is None
        await reader.press("enter", "L")
        assert reader.status.notice != "No link in sight."


async def test_it_stays_open_on_another_size_and_closes_with_another_briefing(news: Services) -> None:
    async with run_reader(news) as reader:
        await reader.press("enter", "g", "z")
        await reader.resize(80, 24)
        assert _is_open(reader)
        await reader.press("<", ">")
        assert _is_open(reader)
        await reader.press("]", "G")
        assert _is_closed(reader)


async def test_who_sees_its_row_has_seen_the_end(news: Services) -> None:
    async with run_reader(news, (120, 24)) as reader:
        await reader.press("enter", "G")
        assert _is_closed(reader)
        length = len(reader.briefing.text)
        assert reader.main.opened is not None
        number = reader.main.opened.entry.id
        await reader.press("]")
        state = news.annotations.read_states()[number]
        assert (state.seen, state.read) == (length, True)


async def test_enter_elsewhere_is_the_dossier_of_a_name(news: Services) -> None:
    async with run_reader(news) as reader:
        await reader.press("enter", "}", "enter")
        assert "HBM" in reader.lines[1] + reader.lines[0]
        assert type(reader.screen).__name__ == "DossierScreen"
        await reader.press("q", "g", "g", "enter")
        assert reader.status.notice == "No name and no footer under the cursor."


async def test_a_briefing_without_one_says_so(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "g", "z")
        assert reader.status.notice == "No footer in this briefing."


async def test_a_click_on_its_row_opens_and_closes_it(news: Services) -> None:
    async with run_reader(news) as reader:
        await reader.press("enter", "G")
        for sign, is_there in (("▸", _is_open), ("▾", _is_closed)):
            y = next(at for at, line in enumerate(reader.pane_lines("article")) if sign in line)
            await reader.pilot.click("#article", offset=(12, y))
            await reader.settle()
            assert is_there(reader)
