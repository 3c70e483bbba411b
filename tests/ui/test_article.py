"""The article: the reading cursor's moves, the width of the text, bold, zen, and what stays in sight on a new size."""

import pytest

from reader.config import DEFAULT_MEASURE, NARROWEST_MEASURE, WIDEST_MEASURE
from reader.services.services import Services
from tests.ui.pilot import Reader, run_reader

# At 120 columns the text is 56 wide: row 0 the title, 1 the facts, 3 "Nvidia waits ... Acme Nova", 4 "watches.",
# 7 "Supply", then three rows for each paragraph from row 9 on: "Paragraph 1 ... sentence", "names Nvidia.", air.


def _target(reader: Reader) -> str:
    span = reader.main.article.target
    assert span is not None
    return span.of(reader.briefing.text)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        pytest.param("j", "Nvidia waits", id="j over the facts and the air"),
        pytest.param("j down", "watches.", id="down"),
        pytest.param("5 j", "names Nvidia.", id="a count"),
        pytest.param("5 j k", "Paragraph 1 ", id="k"),
        pytest.param("5 j 2 up", "Supply", id="up with a count"),
        pytest.param("k", "Memory Weekly", id="k at the top"),
        pytest.param("G", "The end.", id="G"),
        pytest.param("end", "The end.", id="End"),
        pytest.param("G j", "The end.", id="j at the end"),
        pytest.param("G k", "orders", id="k from the end"),
        pytest.param("G g g", "Memory Weekly", id="gg"),
        pytest.param("G home", "Memory Weekly", id="Home"),
        pytest.param("5 G", "The end.", id="G takes no count"),
        pytest.param("}", "Nvidia waits", id="a block on"),
        pytest.param("3 }", "Paragraph 1 ", id="three blocks on"),
        pytest.param("5 j {", "Paragraph 1 ", id="back to the block's beginning"),
        pytest.param("5 j 2 {", "Supply", id="and to the one before"),
        pytest.param("G }", "The end.", id="a block on at the end"),
        pytest.param(")", "Memory Weekly", id="the sentence under the cursor"),
        pytest.param(") )", "Nvidia waits", id="the next sentence"),
        pytest.param("} 2 )", "TSMC builds", id="two sentences from a block"),
        pytest.param("} 3 ) (", "TSMC builds", id="a sentence back"),
        pytest.param("ctrl+d", "Paragraph 4 ", id="half a page: 18 rows"),
        pytest.param("ctrl+d ctrl+u", "Memory Weekly", id="and back"),
        pytest.param("2 ctrl+d", "Paragraph 10 ", id="a page by halves: 36 rows"),
        pytest.param("space", "names Nvidia.\n\nParagraph 10 ", id="a page: 34 rows"),
        pytest.param("pagedown", "names Nvidia.\n\nParagraph 10 ", id="PageDown"),
        pytest.param("space b", "Memory Weekly", id="and back again"),
        pytest.param("space pageup", "Memory Weekly", id="PageUp"),
        pytest.param("9 9 space", "The end.", id="pages beyond the end"),
        pytest.param("g x j", "Nvidia waits", id="a chord that means nothing is dropped"),
        pytest.param("5 escape j", "Nvidia waits", id="a count that is dropped"),
    ],
)
async def test_moves(services: Services, keys: str, words: str) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        await reader.press(*keys.split())
        assert reader.words.startswith(words)
        row = words.partition("\n")[0].strip()
        if row != "Memory Weekly":
            assert any(row in line for line in reader.pane_lines("article")), "it is in sight"


async def test_what_is_half_typed_is_shown(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "1", "2")
        assert reader.lines[-2].endswith("12")
        await reader.press("g")
        assert reader.lines[-2].endswith("12g")
        await reader.press("g")
        assert not reader.lines[-2].endswith("g")


async def test_the_target_is_the_block_or_the_sentence(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "}")
        assert _target(reader) == "Nvidia waits for HBM. TSMC builds in Taiwan. Acme Nova watches."
        await reader.press(")")
        assert _target(reader) == "Nvidia waits for HBM."
        await reader.press(")")
        assert _target(reader) == "TSMC builds in Taiwan."
        (style, *_) = reader.styles_of("TSMC builds")
        assert style.bgcolor is not None
        assert style.bgcolor.name == "#2c3948", "the sentence is tinted"
        await reader.press("j")
        assert _target(reader).startswith("Nvidia waits"), "another move: the block again"
        assert reader.styles_of("TSMC builds")[0].bgcolor != style.bgcolor


async def test_the_cursors_block_has_a_bar(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "3", "}")
        rows = [line for line in reader.pane_lines("article") if "▌" in line]
        assert len(rows) == 2
        assert rows[0].startswith("  ▌ Paragraph 1 speaks of HBM supply. Its second sentence")
        assert rows[1].startswith("  ▌ names Nvidia.")


async def test_the_status_line_says_where_one_is(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        # Title, introduction, two headings, 40 paragraphs, lead-in, two bullets, the end.
        assert reader.lines[-2].startswith(" ¶ 1/48 · 0% · ")
        await reader.press("}")
        assert "¶ 2/48" in reader.lines[-2]
        assert "Nvidia (company)" in reader.lines[-2]
        await reader.press("}", "}")
        assert "· Supply ·" in reader.lines[-2]
        await reader.press("G")
        assert "¶ 48/48" in reader.lines[-2]
        assert "Demand" in reader.lines[-2]


@pytest.mark.parametrize("size", [(80, 24), (200, 60), (60, 20), (120, 20)], ids=str)
async def test_a_new_size_keeps_the_words_in_sight(services: Services, size: tuple[int, int]) -> None:
    async with run_reader(services) as reader:
        # Up again, so that the cursor stands in the upper third and remains in sight on each of these sizes.
        await reader.press("enter", "3", "0", "}", "8", "{")
        article, page = reader.main.article, reader.main.article.page
        assert page is not None
        top, place = page.offset_at(article.scroll_offset.y), reader.place
        assert top > 0
        await reader.resize(*size)
        page = article.page
        assert page is not None
        assert page.row_of(top) == article.scroll_offset.y, "the first row begins with the same words"
        assert reader.place == place
        assert " ".join(reader.briefing.text[top:].split()[:2]) in reader.pane_text("article")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 12), (36, 10)], ids=str)
async def test_a_new_size_keeps_the_cursor_in_sight(services: Services, size: tuple[int, int]) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "2", "5", "}")
        await reader.resize(*size)
        article = reader.main.article
        page = article.page
        assert page is not None
        row = page.row_of(reader.place) - article.scroll_offset.y
        assert 0 <= row < article.size.height
        assert any("▌" in line for line in reader.pane_lines("article"))


async def test_the_text_grows_narrower_and_wider(services: Services) -> None:
    async with run_reader(services, (200, 60)) as reader:
        await reader.press("enter")

        def width() -> int:
            page = reader.main.article.page
            assert page is not None
            return page.width

        assert width() == DEFAULT_MEASURE == 80
        await reader.press("less_than_sign")
        assert width() == 76
        assert reader.status.notice == "Lines of 76 columns."
        await reader.press("3", "greater_than_sign")
        assert width() == 88
        await reader.press("9", "9", "greater_than_sign")
        assert reader.main.measure == WIDEST_MEASURE
        await reader.press("9", "9", "less_than_sign")
        assert width() == NARROWEST_MEASURE
        words = [line.strip("▌▁▂▃▄▅▆▇█ ") for line in reader.pane_lines("article")]
        assert max(len(row) for row in words) <= NARROWEST_MEASURE


async def test_zen_shows_only_the_article(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("z")
        assert reader.pane == "article"
        assert "BRIEFINGS" not in reader.text
        assert "ENTITIES" not in reader.text
        assert reader.main.article.size.width >= 118
        await reader.press("z")
        assert "BRIEFINGS" in reader.text
        assert "ENTITIES" in reader.text
        await reader.press("z", "h")
        assert reader.pane == "list"
        assert "BRIEFINGS" in reader.text


async def test_bold_is_muted_and_shown(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "G")
        assert all(style.bold for style in reader.styles_of("orders"))
        await reader.press("M")
        assert not any(style.bold for style in reader.styles_of("orders"))
        await reader.press("M")
        assert all(style.bold for style in reader.styles_of("orders"))


async def test_the_mouse_puts_the_cursor_where_it_clicks(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.pilot.click("#article", offset=(8, 4))
        await reader.settle()
        assert reader.pane == "article"
        # The first row of the pane is air, the text begins after four cells.
        assert reader.place == reader.briefing.text.index("Nvidia waits") + 4
