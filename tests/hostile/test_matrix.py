"""Every payload in every place that takes text from outside, in the real program in a real terminal.

The terminal answers queries as real ones do, so that an answer read as key presses would be seen. What the toolkit
itself writes is known from the harmless twin: the same tour through the same library, with question marks in place of
what is dangerous.
"""

import contextlib
import os
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from tests.conftest import ROOT
from tests.hostile.payloads import (
    PAYLOADS,
    is_dangerous,
    keep_visible,
    list_sequences,
    make_harmless,
)
from tests.hostile.shelf import BLOCKS, QUERIES, Shelf, make_shelf, mark
from tests.terminal import ESCAPE_PAUSE, Terminal, encode_key

_SEQUENCE = re.compile(
    rb"\x1b(?P<csi>\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e])|\x1b(?P<string>[\]PX^_][^\x07\x1b]*)(?:\x07|\x1b\\)"
    rb"|\x1b(?P<other>[\x20-\x2f]*[\x30-\x7e])"
)
STEP = 1 if os.environ.get("BRIEFING_READER_TORTURE") else 8
"""Of the payloads that are pasted, and noted: each eighth, or for `make torture` every one."""
_OWN_CONTROLS = "\r\n"
_PATIENCE = 0.4
"""Seconds within which a key shows that it does something."""
_QUIET = 0.06
_MOST_PAGES = 40


@dataclass
class Tour:
    """What a terminal saw and said while the program was led through everything."""

    screens: dict[str, list[str]] = field(default_factory=dict)
    raw: bytes = b""
    answers: bytes = b""
    clipboard: str | None = None
    title: str = ""
    status: int | None = None

    def shown(self, *places: str) -> str:
        """All that was seen in some places, without what a terminal adds."""
        return "".join(keep_visible(screen) for place in places for screen in self.screens[place])


def kinds_of_sequences(raw: bytes) -> set[bytes]:
    """What a program made the terminal do: sequences without their numbers; those of modes and strings with theirs."""
    found = set()
    for match in _SEQUENCE.finditer(raw):
        body = match.group().removeprefix(b"\x1b")
        is_about_modes = body[:2] in (b"[?", b"[>", b"[<", b"[=") or body[-1:] in b"nctq"
        found.add(body[:4] if match["string"] else body if is_about_modes else re.sub(rb"[\d;:]+", b"", body))
    return found


def list_raw_controls(data: bytes) -> list[str]:
    """The dangerous characters that a terminal received outside of whole sequences."""
    text = _SEQUENCE.sub(b"", data).decode("utf-8", "surrogateescape")
    return sorted(
        {ascii(character) for character in text if is_dangerous(character) and character not in _OWN_CONTROLS}
    )


class Guide:
    """Leads the program from place to place, and keeps every screen."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.tour = Tour()

    def look(self, place: str) -> None:
        """Keep the screen: rows without their frame, so that folded words stand together."""
        rows = (re.sub("[│▕▏▌┃|▁▔]", " ", row) for row in self.terminal.screen_text().split("\n"))
        self.tour.screens.setdefault(place, []).append("\n".join(rows))

    def send(self, place: str, data: bytes) -> None:
        """Send what keys send, wait for what it does, and look."""
        before = len(self.terminal.raw)
        self.terminal.send(data)
        with contextlib.suppress(AssertionError):
            self.terminal.wait_for(lambda _: len(self.terminal.raw) > before, timeout=_PATIENCE)
        self.terminal.settle(quiet=ESCAPE_PAUSE if data == b"\x1b" else _QUIET)
        self.look(place)

    def go(self, place: str, *keys: str) -> None:
        """Press keys one after the other, and look after each."""
        for key in keys:
            self.send(place, b"".join(map(encode_key, key.split("+"))))

    def scroll(self, place: str, key: str = "Space", until: str = "") -> None:
        """Look at all of it: until something is seen, or nothing changes any more."""
        self.go(place, "g+g")
        for _ in range(_MOST_PAGES):
            before = self.terminal.screen_text()
            if until and until in before:
                return
            self.go(place, key)
            if not until and self.terminal.screen_text() == before:
                return
        raise AssertionError(f"{place} does not end; the screen:\n{self.terminal.screen_text()}")

    def type_at(self, place: str, key: str, text: str) -> None:
        """Open a field, type, look, take it, and leave it again."""
        self.go(place, key)
        self.send(place, text.encode("utf-8", "replace"))
        self.go(place, "Enter", "Escape", "Escape")


def paste(guide: Guide, text: str) -> None:
    """What a terminal sends that does not clean what is pasted."""
    guide.go("paste", "/")
    guide.send("paste", b"\x1b[200~" + text.encode("utf-8", "replace") + b"\x1b[201~")
    guide.go("paste", "Escape")


def lead(shelf: Shelf, last: int, pasted: Iterable[str]) -> Tour:
    """The tour; `last` is the number of the last payload."""
    with Terminal(shelf.command, columns=150, rows=70, env=shelf.env, cwd=ROOT) as terminal:
        terminal.wait_for(lambda screen: re.search(r"\d\d briefings", screen) is not None, timeout=20)
        terminal.wait_for("COMPANY", timeout=20)
        terminal.settle(quiet=0.5, timeout=20)
        guide = Guide(terminal)
        guide.look("list")
        guide.scroll("list", "Ctrl-D", until=f" s{last:02}q")
        guide.go("list", "g+g", "Enter", "z")
        for kind in BLOCKS:
            guide.scroll(kind, until=f"b{last:02}q")
            guide.go("next", "]")
        guide.go("panes", "z")
        see_panes(guide)
        for text in ("[/x]", "[@click=app.quit]", ":smile: {x}"):
            guide.type_at("find", "/", text)
        guide.type_at("query", "f", "since:[/x]")
        for text in pasted:
            paste(guide, text)
        see_newer_places(guide)
        terminal.press("Ctrl-C")
        guide.tour.status = terminal.exit_status()
        guide.tour.raw, guide.tour.answers = bytes(terminal.raw), bytes(terminal.answers)
        guide.tour.title, guide.tour.clipboard = terminal.title, terminal.clipboard
    return guide.tour


def see_panes(guide: Guide) -> None:
    """Tags, outline, names, dossier, annotations, help, palette, notices: beside a briefing with all payloads."""
    guide.go("panes", *("[" for _ in BLOCKS), "g+t", "g+o", "g+e", "Tab")
    for place, keys in {"tags": "g+t", "outline": "g+o", "names": "g+e"}.items():
        guide.go(place, keys)
        guide.scroll(place)
    guide.go("dossier", "g+g", "j", "d")
    guide.scroll("dossier")
    guide.go("panes", "q", "A")
    guide.scroll("annotations")
    guide.go("panes", "q", "?", "q", "Ctrl-P")
    guide.send("palette", b"[/x]")
    guide.go("panes", "Escape", "Escape", "h", "g+g")
    for _ in range(3):
        guide.go("notices", "}", "y", "B", "u")


def see_newer_places(guide: Guide) -> None:
    """The letters of links, footnotes, figures, the note editor, names of marks, the line of commands, an answer."""
    guide.go("panes", "Escape", "h", "g+g", "Enter")
    for kind in BLOCKS:
        guide.go("letters", "L", "Escape", "g+f", "Escape")
        guide.go("figures", "F")
        if kind == "figure":
            guide.scroll("figures")
        guide.go("figures", "q")
        guide.go("marks", "m", "A", "m", "Escape", "]")
    guide.go("note", "a")
    guide.send("note", b"[/x] [@click=app.quit]")
    guide.go("note", "Escape", "n")
    for text in ("[/x]", "tag [@click=app.quit]", "filter [/x]", "nothing {x} %s"):
        guide.type_at("line", ":", text)
    guide.go("answer", "|")
    guide.send("answer", b"cat\r")
    guide.terminal.wait_for(lambda screen: "the text | cat  " in screen and "unning" not in screen, timeout=20)
    guide.look("answer")
    guide.go("panes", "q", "h", "g+s")
    guide.look("sources")
    guide.scroll("sources", "Ctrl-D")
    guide.go("sources", "S")
    guide.terminal.wait_for("no such file or directory", timeout=30)
    guide.scroll("answers of sources", "Ctrl-D")
    guide.go("sources", "q")


@pytest.fixture(scope="module")
def tours(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tour, Tour]:
    """With the payloads, and with some of their twins."""
    payloads = list(PAYLOADS.values())
    twins = [make_harmless(payload) for payload in payloads][::8]

    def travel(name: str, chosen: list[str]) -> Tour:
        shelf = make_shelf(tmp_path_factory.mktemp(name), chosen, step=STEP)
        return lead(shelf, len(chosen) - 1, chosen[::STEP])

    with ThreadPoolExecutor(2) as pool:
        hostile, harmless = pool.submit(travel, "hostile", payloads), pool.submit(travel, "harmless", twins)
    return hostile.result(), harmless.result()


@pytest.fixture(scope="module")
def hostile(tours: tuple[Tour, Tour]) -> Tour:
    """With the payloads."""
    return tours[0]


@pytest.fixture(scope="module")
def harmless(tours: tuple[Tour, Tour]) -> Tour:
    """With the twins."""
    return tours[1]


def test_there_are_payloads_enough() -> None:
    assert len(PAYLOADS) >= 33
    assert sum(make_harmless(payload) != payload for payload in PAYLOADS.values()) >= 33


def test_the_terminal_obeys_the_toolkit_alone(hostile: Tour, harmless: Tour) -> None:
    assert list_raw_controls(hostile.raw) == list_raw_controls(harmless.raw) == []
    assert kinds_of_sequences(hostile.raw) - kinds_of_sequences(harmless.raw) == set()
    mine = set().union(*(list_sequences(payload) for payload in PAYLOADS.values()))
    assert [sequence for sequence in mine if sequence in hostile.raw and sequence not in harmless.raw] == []
    assert hostile.title == harmless.title


def test_the_terminal_was_asked_nothing_and_pressed_no_key(hostile: Tour, harmless: Tour) -> None:
    assert hostile.answers == harmless.answers
    assert (hostile.status, harmless.status) == (0, 0)


def test_the_clipboard_holds_no_control(hostile: Tour) -> None:
    assert hostile.clipboard
    assert [character for character in hostile.clipboard if is_dangerous(character) and character != "\n"] == []


def list_unseen(seen: str, place: str, most: int = 1000, step: int = 1, without: str = "") -> list[str]:
    """The payloads of which something visible is not there; a title made from a file's name begins with a capital.

    Args:
        seen: what was shown.
        place: the letters before the payloads' numbers.
        most: after how many cells the program may shorten.
        step: which payloads are there: each one, or each eighth.
        without: characters that do not count.
    """
    table = str.maketrans("", "", without)
    seen, unseen = seen.translate(table).casefold(), []
    for number in range(0, len(PAYLOADS), step):
        name = list(PAYLOADS)[number]
        if keep_visible(mark(place, number, PAYLOADS[name])[:most]).translate(table).casefold() not in seen:
            unseen.append(name)
    return unseen


@pytest.mark.parametrize("kind", BLOCKS)
def test_every_visible_character_of_a_block_is_shown(hostile: Tour, kind: str) -> None:
    # A bracket in the words of a link is Markdown's.
    assert list_unseen(hostile.shown(kind), "b", without="[]" if kind == "link" else "") == []


@pytest.mark.parametrize(
    ("place", "screens", "room"),
    [
        pytest.param("s", ["list"], 28, id="list"),
        pytest.param("g", ["tags"], 24, id="tags"),
        pytest.param("b", ["outline"], 8, id="outline"),
        pytest.param("Name", ["names"], 24, id="names"),
        pytest.param("b", ["figures"], 24, id="figures"),
    ],
)
def test_every_visible_character_is_shown_in_the_panes(
    hostile: Tour, place: str, screens: list[str], room: int
) -> None:
    assert list_unseen(hostile.shown(*screens), place, room) == []


def test_names_of_files_and_saved_queries_are_shown(hostile: Tour) -> None:
    assert list_unseen(hostile.shown("list"), "k", 24)[: -len(PAYLOADS) + QUERIES] == []
    assert list_unseen(hostile.shown("list"), "f", 24, without="/\x00")[1:] == []


def test_names_of_sources_are_shown_where_the_settings_take_them(hostile: Tour) -> None:
    taken = {name for name, payload in PAYLOADS.items() if make_harmless(payload) == payload and payload.isascii()}
    assert len(taken) > 4
    assert taken.intersection(list_unseen(hostile.shown("sources"), "w", 16)) == set()
    assert "no such file or directory" in "".join(hostile.screens["answers of sources"])


def test_the_later_places_were_reached(hostile: Tour) -> None:
    assert "no such command" in "".join(hostile.screens["line"])
    assert "the text   cat" in hostile.screens["answer"][-1]
    assert "Enter done" not in hostile.screens["answer"][-1]
    assert "Running" not in hostile.screens["answer"][-1]
