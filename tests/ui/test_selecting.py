"""Words selected in the article, by keys and by the mouse, and what can be done with them."""

import pytest
from textual.events import MouseDown, MouseMove, MouseUp
from textual.widgets import TextArea

from reader.commands.model import Scope
from reader.domain.annotation import Annotation, Colour, Motivation
from reader.services.services import Services
from reader.ui.widgets.bars import KeyBar
from tests.ui.pilot import Reader, run_reader


def _selected(reader: Reader) -> str:
    selection = reader.main.article.selection
    return selection.span.of(reader.briefing.text) if selection is not None else ""


def _made(services: Services, reader: Reader) -> list[Annotation]:
    return [item.annotation for item in services.annotations.placed(reader.briefing)]


def _quote(annotation: Annotation) -> str:
    assert annotation.quote is not None
    return annotation.quote.exact


async def test_words_sentences_and_blocks_are_selected(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "}", "v")
        assert _selected(reader) == "Nvidia"
        assert reader.status.selected == "1 word"
        assert reader.screen.query_one(KeyBar).scope is Scope.SELECTION
        await reader.press("v")
        assert _selected(reader) == "Nvidia waits for HBM."
        assert "selected: sentence, 4 words" in reader.lines[-2]
        await reader.press("v")
        assert _selected(reader) == "Nvidia waits for HBM. TSMC builds in Taiwan. Acme Nova watches."
        await reader.press("V", "V")
        assert _selected(reader) == "Nvidia"
        await reader.press("escape")
        assert _selected(reader) == ""
        assert reader.status.selected == ""
        assert reader.screen.query_one(KeyBar).scope is Scope.ARTICLE
        assert reader.words.startswith("Nvidia waits"), "the cursor stays"


async def test_movement_keys_move_one_end(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "}", "v", "l", "l", "l")
        assert _selected(reader) == "Nvidia waits for HBM"
        await reader.press("h")
        assert _selected(reader) == "Nvidia waits for"
        await reader.press("3", "l")
        assert _selected(reader) == "Nvidia waits for HBM. TSMC"
        await reader.press(")")
        assert _selected(reader) == "Nvidia waits for HBM. TSMC builds in Taiwan."
        await reader.press("o", "{")
        assert _selected(reader).startswith("Memory Weekly")
        await reader.press("o", "}")
        assert _selected(reader).endswith("Acme Nova watches.")
        await reader.press("j")
        assert _selected(reader).endswith("Supply")
        await reader.press("G")
        assert _selected(reader).endswith("The end.")


async def test_selected_words_look_selected(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "}", "v", "l")
        chosen, other = reader.styles_of("Nvidia")[0], reader.styles_of("builds")[0]
        assert chosen.bgcolor != other.bgcolor


@pytest.mark.parametrize("key", ["]", "tab"])
async def test_another_briefing_ends_it_and_another_pane_does_not_use_it(services: Services, key: str) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "}", "v", "escape" if key == "]" else "v", key)
        if key == "tab":
            assert reader.pane == "article", "Tab means nothing while words are selected"
            assert _selected(reader) == "Nvidia waits for HBM."
        else:
            assert reader.title == "Chip Letter"


async def test_selected_words_are_tagged_and_bookmarked(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "}", "v", "l", "l", "l", "B")
        assert _selected(reader) == "", "the words have what they were selected for"
        await reader.press("v", "v")
        await reader.answer("t", "fab")
        bookmark, tag = sorted(_made(services, reader), key=lambda item: item.motivation)
        assert (bookmark.motivation, _quote(bookmark)) == (Motivation.BOOKMARKING, "Nvidia waits for HBM")
        assert (tag.tags, _quote(tag)) == (("fab",), "Nvidia waits for HBM.")


async def test_words_are_highlighted_in_a_colour(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "}", "v", "H")
        assert "Highlight: y yellow  g green  b blue  r rose" in reader.lines[-2]
        await reader.press("g")
        (made,) = _made(services, reader)
        assert (made.motivation, made.colour, _quote(made)) == (Motivation.HIGHLIGHTING, Colour.GREEN, "Nvidia")
        assert reader.status.notice.startswith("Highlighted green: “Nvidia”")
        row = next(line for line in reader.pane_lines("article") if "Nvidia waits" in line)
        assert row.split()[0].startswith("G"), "the letter of the colour stands in the gutter"
        await reader.press("j", "k", "v", "H", "r")
        (made,) = _made(services, reader)
        assert made.colour is Colour.ROSE, "one highlight for the same words"
        await reader.press("u")
        assert [item.colour for item in _made(services, reader)] == [Colour.GREEN]
        await reader.press("v", "H", "x")
        assert _made(services, reader) == []
        await reader.press("u")
        assert [item.colour for item in _made(services, reader)] == [Colour.GREEN]


async def test_another_key_highlights_nothing(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "}", "v", "H", "q")
        assert _made(services, reader) == []
        assert _selected(reader) == "Nvidia"


async def test_a_note_of_several_lines(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "}", "v", "v")
        await reader.press("a", *"ask", "enter", *"q j", "ctrl+s")
        (made,) = _made(services, reader)
        assert (made.motivation, made.note, _quote(made)) == (
            Motivation.COMMENTING,
            "ask\nq j",
            "Nvidia waits for HBM.",
        )
        assert reader.pane == "article"
        assert "› ask q j" in reader.status.parts
        await reader.press(")", "a")
        assert any(line.strip() == "ask" for line in reader.lines)
        await reader.press(*" more", "ctrl+s")
        assert [item.note for item in _made(services, reader)] == ["ask\nq j more"]
        await reader.press("u")
        assert [item.note for item in _made(services, reader)] == ["ask\nq j"]


async def test_leaving_a_note_asks_only_when_it_was_changed(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "}", "a", "escape")
        assert "NOTE on" not in reader.text
        await reader.press("a", "x", "escape")
        assert "Keep it?" in reader.text
        assert reader.lines[-1].split() == "y keep n drop Esc go on".split()
        await reader.press("escape", "y", "escape", "n")
        assert "NOTE on" not in reader.text
        assert _made(services, reader) == []
        await reader.press("a", "x", "escape", "y")
        assert [item.note for item in _made(services, reader)] == ["x"]
        assert reader.pane == "article"
        await reader.press("a", "backspace", "ctrl+s")
        assert _made(services, reader) == [], "a note without words is none"
        await reader.press("a", "ctrl+s")
        assert reader.status.notice == "No note: nothing was written."


async def test_keys_typed_in_a_hurry_go_into_the_note(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "}")
        reader.strike("a", *"quick", "enter", *"note", "ctrl+s", "j")
        await reader.settle()
        assert [item.note for item in _made(services, reader)] == ["quick\nnote"]
        reader.strike("k", "a", *"er", "escape", "escape", *"!", "escape", "y", "j", "B")
        await reader.settle()
        assert [item.note for item in _made(services, reader) if item.note] == ["quick\nnoteer!"]
        assert len(_made(services, reader)) == 2, "the keys behind it are commands again"


async def test_copies(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    async with run_reader(services) as reader:
        copied: list[str] = []
        monkeypatch.setattr(reader.app, "copy_to_clipboard", copied.append)
        await reader.press("enter", "}", "v", "v", "y")
        assert copied == ["Nvidia waits for HBM."]
        assert _selected(reader) == ""
        await reader.press("v", "v", "Y")
        assert copied[1].startswith("> Nvidia waits for HBM.\n")
        assert "Memory Weekly" in copied[1]


async def _mouse(reader: Reader, kind: type[MouseDown] | type[MouseMove] | type[MouseUp], x: int, y: int) -> None:
    event = kind(None, x, y, 0, 0, 1, False, False, False, x, y)
    reader.app.screen._forward_event(event)
    await reader.settle()


def _find(reader: Reader, words: str) -> tuple[int, int]:
    y = next(at for at, line in enumerate(reader.full_lines) if words in line)
    return reader.full_lines[y].index(words), y


async def test_the_mouse_selects_from_word_to_word(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        x, y = _find(reader, "waits for")
        last, _ = _find(reader, "Taiwan.")
        await _mouse(reader, MouseDown, x + 1, y)
        assert _selected(reader) == ""
        await _mouse(reader, MouseMove, x + 9, y)
        await _mouse(reader, MouseMove, last + 2, y)
        await _mouse(reader, MouseUp, last + 2, y)
        assert _selected(reader) == "waits for HBM. TSMC builds in Taiwan"
        await _mouse(reader, MouseMove, x, y)
        assert _selected(reader) == "waits for HBM. TSMC builds in Taiwan", "the button is up"
        await reader.answer("t", "fab")
        assert [_quote(item) for item in _made(services, reader)] == ["waits for HBM. TSMC builds in Taiwan"]
        await _mouse(reader, MouseDown, x, y)
        await _mouse(reader, MouseUp, x, y)
        assert _selected(reader) == ""


async def test_two_clicks_select_a_word_and_three_its_sentence(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter")
        x, y = _find(reader, "builds in")
        article = reader.main.article.region
        await reader.pilot.click("#article", offset=(x + 2 - article.x, y - article.y), times=2)
        await reader.settle()
        assert _selected(reader) == "builds"
        await reader.pilot.click("#article", offset=(x + 2 - article.x, y - article.y), times=3)
        await reader.settle()
        assert _selected(reader) == "TSMC builds in Taiwan."


async def test_a_hostile_note_and_tag_are_shown_harmlessly(services: Services) -> None:
    async with run_reader(services) as reader:
        await reader.press("enter", "}", "a")
        reader.screen.query_one(TextArea).text = "a\x1b[2Jb\u202ec [@click=app.quit]x[/] [/y]"
        await reader.settle()
        assert "\x1b" not in reader.text
        await reader.press("ctrl+s")
        (made,) = _made(services, reader)
        assert made.note == "a␛[2Jb�c [@click=app.quit]x[/] [/y]"
        await reader.press("A")
        assert "› a␛[2Jb�c [@click=app.quit]x[/] [/y]" in reader.text
