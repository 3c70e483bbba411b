"""Finding words in the text, and stepping through what was found."""

from pathlib import Path

from reader.services.services import Services
from tests.ui.pilot import open_reader_services, run_reader


async def test_hits_are_found_while_they_are_typed(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "/")
        await reader.type_text("hb")
        assert reader.status.trail == "“hb” 1/41"
        await reader.type_text("m")
        assert reader.status.trail == "“hbm” 1/41"
        assert reader.lines[-2].endswith("“hbm” 1/41")
        assert reader.words.startswith("HBM. TSMC")
        (current, *_) = reader.styles_of("HBM")
        assert current.bgcolor is not None
        assert current.bgcolor.name == "#e3b66b"
        await reader.press("enter")
        assert reader.pane == "article"
        await reader.press("n")
        assert reader.status.trail == "“hbm” 2/41"
        assert reader.words.startswith("HBM supply. Its second")
        await reader.press("3", "n")
        assert reader.status.trail == "“hbm” 5/41"
        await reader.press("N")
        assert reader.status.trail == "“hbm” 4/41"
        await reader.press("4", "N")
        assert reader.status.trail == "“hbm” 41/41", "round and round"
        assert any("Paragraph 40 speaks of HBM" in line for line in reader.pane_lines("article"))
        await reader.press("n")
        assert reader.status.trail == "“hbm” 1/41"


async def test_a_search_begins_at_the_cursor(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "9", "}")
        await reader.answer("/", "hbm")
        # The introduction and Paragraphs 1 to 6 lie behind.
        assert reader.status.trail == "“hbm” 8/41"
        assert reader.words.startswith("HBM supply. Its second sentence names Nvidia.\n\nParagraph 8 ")


async def test_capital_letters_count_when_they_are_typed(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        await reader.answer("/", "Hbm")
        assert reader.status.trail == "“Hbm” 0/0"
        assert reader.status.notice == "“Hbm” is not in this briefing."
        await reader.answer("/", "HBM")
        assert reader.status.trail == "“HBM” 1/41"


async def test_a_phrase_is_found_over_the_end_of_a_row(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        await reader.answer("/", "sentence names")
        assert reader.status.trail == "“sentence names” 1/40"
        assert reader.words.startswith("sentence names Nvidia.")


async def test_escape_goes_back_to_where_the_search_began(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "4", "}")
        place = reader.place
        await reader.press("/")
        await reader.type_text("end")
        assert reader.place != place
        await reader.press("escape")
        assert (reader.place, reader.status.trail, reader.pane) == (place, "", "article")
        await reader.answer("/", "the end")
        assert reader.words == "The end."
        await reader.press("escape")
        assert reader.status.trail == ""
        assert reader.words == "The end.", "a search that was made stays where it led"
        await reader.press("n")
        assert reader.status.notice.startswith("Nothing to step through")


async def test_escape_brings_the_search_before_back(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        await reader.answer("/", "hbm")
        await reader.press("n")
        await reader.press("/", *"taiwan", "escape")
        assert reader.status.trail == "“hbm” 2/41"
        assert reader.words.startswith("HBM supply.")


async def test_what_is_deleted_is_not_sought(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "/", *"hbm")
        await reader.press("backspace", "backspace", "backspace")
        assert reader.status.trail == ""
        await reader.press("enter")
        assert reader.status.trail == ""


async def test_the_same_words_again(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        await reader.answer("/", "taiwan")
        await reader.press("escape", "g", "g")
        await reader.answer("/", "")
        assert reader.status.trail == "“taiwan” 1/1"
        assert reader.words.startswith("Taiwan. Acme")


async def test_words_like_a_pattern_or_markup_are_words(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "/")
        await reader.press(*"h.m")
        assert reader.status.trail == "“h.m” 0/0"
        await reader.press(*"[/b]")
        assert reader.status.trail == "“h.m[/b]” 0/0"
        assert "“h.m[/b]” 0/0" in reader.lines[-2]


async def test_another_briefing_has_no_hits(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        await reader.answer("/", "hbm")
        await reader.press("]")
        assert reader.title == "Chip Letter"
        assert reader.status.trail == ""
        await reader.press("n")
        assert reader.status.notice.startswith("Nothing to step through")


async def test_stepping_past_the_end_says_so(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        await reader.answer("/", "hbm")
        await reader.press("n")
        assert reader.status.notice == ""
        await reader.press("2", "N")
        assert reader.status.trail == "“hbm” 41/41"
        assert reader.status.notice == "Past the first: on from the last."
        await reader.press("n")
        assert reader.status.trail == "“hbm” 1/41"
        assert reader.status.notice == "Past the last: on from the first."


async def test_whole_words_are_a_key_away(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "/")
        await reader.type_text("a")
        many = len(reader.main.trail.spans)
        assert "Ctrl-T [ ] whole words" in reader.text
        await reader.press("ctrl+t")
        assert "Ctrl-T [x] whole words" in reader.text
        assert many > 0
        assert reader.status.trail == "“a” whole 0/0", "no word of it is an a"
        await reader.press("backspace", *"paragraph")
        assert reader.status.trail == "“paragraph” whole 1/40"
        await reader.press("ctrl+t")
        assert reader.status.trail == "“paragraph” 1/40"


async def test_regular_expressions_are_a_key_away(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "/", "ctrl+r")
        await reader.type_text(r"paragraph [12]\d? speaks")
        assert reader.status.trail == r"/paragraph [12]\d? speaks/ 1/22", "1, 2, 10 to 29"
        await reader.press("enter", "n")
        assert reader.words.startswith("Paragraph 2 speaks")
        await reader.press("ctrl+o")
        assert reader.words.startswith("Memory Weekly")


async def test_a_wrong_expression_is_told_while_it_is_typed(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "/", "ctrl+r", "h", "(")
        assert reader.status.notice.startswith("Not a pattern: ")
        await reader.press("b", ")")
        assert reader.status.trail == "/h(b)/ 1/41"
        assert reader.status.notice == ""


async def test_an_endless_expression_hangs_nothing(folder: Path, tmp_path: Path) -> None:
    (folder / "trap.md").write_text(f"---\ndate: 2026-06-01\n---\n# Trap\n\n{'a' * 60}!\n")
    async with run_reader(open_reader_services(folder, tmp_path / "home", {})) as reader:
        await reader.press("enter")
        reader.strike("/", "ctrl+r", *"(a+)+$", "enter", "j")
        await reader.until(lambda: "given up" in reader.status.notice)
        assert reader.words.startswith("a"), "j was done meanwhile"


async def test_the_history_is_walked_with_up_and_down(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        for words in ("taiwan", "prices", "taiwan", "acme"):
            await reader.answer("/", words)
            await reader.press("g", "g")
        await reader.press("/", "x", "up")
        assert reader.status.trail == "“acme” 1/1"
        await reader.press("up")
        assert reader.status.trail == "“taiwan” 1/1"
        await reader.press("up")
        assert reader.status.trail == "“prices” 1/1"
        await reader.press("up", "up")
        assert reader.status.trail == "“prices” 1/1", "nothing is older"
        await reader.press("down", "down", "down", "down")
        assert reader.status.trail == "“x” 0/0", "what was being typed"


async def test_escape_brings_back_the_very_rows(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "1", "2", "}", "ctrl+d", "8", "k")
        before = reader.pane_lines("article")
        await reader.press("/", *"orders")
        assert reader.pane_lines("article") != before
        await reader.press("escape")
        assert reader.pane_lines("article") == before
        await reader.press("/", *"the endx")
        assert reader.pane_lines("article")[2] == before[2], "what is not there leads nowhere"


async def test_the_same_pane_is_found_in_with_words_that_wrap(services: Services) -> None:
    async with run_reader(services, size=(60, 20)) as reader:
        await reader.press("enter", *"<<<<<<<<<<<<")
        await reader.answer("/", "supply. its second sentence names")
        assert reader.status.trail.endswith(" 1/40")
