"""Payloads in the words of annotations, where their text has changed and the reader chooses among places.

By itself, beside the tour of `test_matrix`: only a briefing that changed after it was annotated has such places.
"""

from collections.abc import Mapping
from pathlib import Path

from tests.conftest import ROOT
from tests.hostile.payloads import PAYLOADS, keep_visible, make_harmless
from tests.hostile.shelf import make_changed_shelf, mark
from tests.hostile.test_matrix import STEP, Guide, Tour, kinds_of_sequences, list_raw_controls
from tests.terminal import Terminal

CHOSEN = {number: payload for number, payload in enumerate(PAYLOADS.values()) if number % STEP == 0}


def lead(folder: Path, payloads: Mapping[int, str]) -> Tour:
    """Open the choice of each bookmark; its screens are kept under the letters by which it is found."""
    folder.mkdir()
    shelf = make_changed_shelf(folder, payloads)
    with Terminal(shelf.command, columns=150, rows=70, env=shelf.env, cwd=ROOT) as terminal:
        terminal.wait_for("1 briefing", timeout=20)
        terminal.settle(quiet=0.5, timeout=20)
        guide = Guide(terminal)
        guide.go("panes", "A")
        for number in payloads:
            guide.go("panes", "/", "Ctrl-E", "Ctrl-U")
            guide.send("panes", f"u{number:02}q".encode())
            guide.go("panes", "Enter", "g+g", "Enter")
            terminal.wait_for("2 of ", timeout=20)
            guide.look(f"u{number:02}q")
            guide.go("panes", "q")
        terminal.press("Ctrl-C")
        guide.tour.status = terminal.exit_status(timeout=20)
        guide.tour.raw, guide.tour.answers = bytes(terminal.raw), bytes(terminal.answers)
        guide.tour.title = terminal.title
    return guide.tour


def test_payloads_in_a_choice_of_places_are_shown_and_do_nothing(tmp_path: Path) -> None:
    hostile = lead(tmp_path / "hostile", CHOSEN)
    harmless = lead(tmp_path / "harmless", {0: make_harmless(CHOSEN[0])})
    assert list_raw_controls(hostile.raw) == list_raw_controls(harmless.raw) == []
    assert kinds_of_sequences(hostile.raw) - kinds_of_sequences(harmless.raw) == set()
    assert (hostile.answers, hostile.title, hostile.status) == (harmless.answers, harmless.title, 0)
    for number, payload in CHOSEN.items():
        words = keep_visible(mark("u", number, payload))
        assert hostile.shown(f"u{number:02}q").count(words) >= 4, f"{words}: was and now, at two places"
