"""A store that takes its time: the screen says so, u is about what was asked for last, and what is long is given up."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

import pytest

from reader.domain.anchor import AnchorState
from reader.domain.span import Span
from reader.services.errors import StoreError
from reader.services.services import Services
from reader.storage.journaled import JournaledTables
from reader.ui.screens.annotations import AnnotationsScreen
from reader.ui.widgets.bars import Status, StatusLine
from tests.ui.pilot import Reader, run_reader


class Gate:
    """Lets nobody write while it is shut."""

    def __init__(self, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
        self._open = threading.Event()
        self._open.set()
        self.is_full = False
        """Whether the next write finds no room."""
        tables: JournaledTables = services.annotations._store._tables
        hold = tables.hold

        @contextmanager
        def hold_late() -> Iterator[object]:
            self._open.wait(10)
            if self.is_full:
                self.is_full = False
                raise StoreError("not saved: no space left on device")
            with hold() as held:
                yield held

        monkeypatch.setattr(tables, "hold", hold_late)

    def __enter__(self) -> None:
        self._open.clear()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._open.set()


def _status(reader: Reader) -> Status:
    return reader.screen.query_one(StatusLine).status


async def _wait_for(reader: Reader, is_there: Callable[[], bool]) -> None:
    begun = time.perf_counter()
    while not is_there():
        await reader._round()
        assert time.perf_counter() - begun < 5, "it never came"


async def test_undo_is_about_the_change_that_is_still_being_saved(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(services, monkeypatch)
    async with run_reader(services) as reader:
        await reader.answer("t", "first")
        with gate:
            reader.strike("j", "r", "u")
            await _wait_for(reader, lambda: _status(reader).busy == "saving …")
        await reader.settle()
        assert _status(reader).notice == "Undone: Read: Chip Letter"
        assert _status(reader).busy == ""
        assert [tag for tag, _ in services.annotations.tags()] == ["first"]
        assert not any(state.read for state in services.annotations.read_states().values())
        await reader.press("ctrl+r")
        assert [state.read for state in services.annotations.read_states().values()] == [True]


async def test_two_undos_in_a_row_take_two_changes_back(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(services, monkeypatch)
    async with run_reader(services) as reader:
        await reader.answer("t", "first")
        with gate:
            reader.strike("r", "u", "u")
        await reader.settle()
        assert services.annotations.all_placed() == ()
        assert not any(state.read for state in services.annotations.read_states().values())


async def test_undo_of_what_could_not_be_saved_leaves_the_change_before(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(services, monkeypatch)
    async with run_reader(services) as reader:
        await reader.answer("t", "first")
        with gate:
            reader.strike("r", "u")
            await _wait_for(reader, lambda: _status(reader).busy == "saving …")
            gate.is_full = True
        await reader.settle()
        assert _status(reader).notice == "nothing undone: the change before was not made"
        assert [tag for tag, _ in services.annotations.tags()] == ["first"]
        await reader.press("u")
        assert services.annotations.tags() == (), "the next one is about what there is"


PLACES = 60


@contextmanager
def _moved_library(open_again: Callable[[], Services]) -> Iterator[None]:
    """Bookmarks on many words, each of which was moved since."""
    services = open_again()
    path = services.library.roots[0] / "many.md"
    lines = [
        f"Line {n * n} tells how firm {n} of {n * 7 + 3} was built in town {n * 13} by a crew." for n in range(PLACES)
    ]
    path.write_text("# Many\n\n" + "\n\n".join(lines))
    services.library.load()
    entry = services.library.find(str(path))
    text = services.library.briefing(entry.id).text
    with services.annotations.step("made"):
        for line in lines:
            start = text.index(line)
            services.annotations.bookmark(entry, Span(start, start + len(line)))
    path.write_text(path.read_text().replace("# Many\n", "# Many\n\nA line that nobody knew opens it.\n"))
    yield


async def test_many_are_put_on_their_words_in_one_step(
    open_again: Callable[[], Services], monkeypatch: pytest.MonkeyPatch
) -> None:
    with _moved_library(open_again):
        services = open_again()
        describe, begun = services.annotations.describe_words, threading.Event()

        def describe_late(*args: object) -> object:
            begun.set()
            time.sleep(0.01)
            return describe(*args)  # type: ignore[arg-type]

        monkeypatch.setattr(services.annotations, "describe_words", describe_late)
        async with run_reader(services) as reader:
            await reader.press("A")
            assert isinstance(reader.screen, AnnotationsScreen)
            moved = sum(one.anchor.state is AnchorState.MOVED for one in services.annotations.all_placed())
            assert moved > PLACES / 2
            assert reader.text.count("→ moved") > 3
            reader.strike("C")
            await _wait_for(reader, lambda: _status(reader).busy.startswith("re-anchoring "))
            assert " … · Esc stops" in _status(reader).busy
            reader.strike("escape")
            await reader.settle()
            assert _status(reader).notice == "Stopped: nothing was changed."
            assert _status(reader).busy == ""
            assert isinstance(reader.screen, AnnotationsScreen), "Escape stopped the work, and closed nothing"
            assert "→ moved" in reader.text
            await reader.press("C")
            assert _status(reader).notice.startswith(f"Put {moved} annotations on the words as they are now.")
            assert "→ moved" not in reader.text
            await reader.press("u")
            assert "→ moved" in reader.text
            assert {one.quote and "was built" in one.quote.exact for one in services.annotations.list_records()} == {
                True
            }
