"""What changes in folders is told, however it changes."""

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event, Thread

import pytest
import watchfiles

from reader.services.watching import Watch

SECONDS = 2.0
"""How soon a change is to be told."""

Do = Callable[[Path], object]


class Listener:
    """Hears each time that something has changed."""

    def __init__(self, *roots: Path, files: Sequence[Path] = ()) -> None:
        self._watch = Watch(roots, files)
        self._heard = Event()
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            self._watch.wait()
            self._heard.set()

    def hears(self, act: Callable[[], object], seconds: float = SECONDS) -> bool:
        """Whether it hears of what is done."""
        while self._heard.wait(0.5):
            self._heard.clear()
        act()
        return self._heard.wait(seconds)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    (library / "sub").mkdir(parents=True)
    (library / "a.md").write_text("one")
    (library / "sub" / "b.md").write_text("two")
    (library / "loop").symlink_to(library)
    (tmp_path / "beside").mkdir()
    (library / "link").symlink_to(tmp_path / "beside")
    return library


@pytest.mark.parametrize(
    "acts",
    [
        pytest.param(
            [lambda f: (f / "new.md").write_text("new"), lambda f: (f / "new.md").unlink()], id="new and gone"
        ),
        pytest.param([lambda f: (f / "a.md").write_text("two"), lambda f: os.utime(f / "a.md")], id="changed"),
        pytest.param([lambda f: (f / "sub" / "b.md").rename(f / "b.md")], id="moved"),
        pytest.param([lambda f: (f / "sub" / "b.md").rename(f.parent / "beside" / "b.md")], id="moved out"),
        pytest.param(
            [lambda f: (f / "x" / "y").mkdir(parents=True), lambda f: (f / "x" / "y" / "z.md").write_text("deep")],
            id="in a new folder",
        ),
        pytest.param(
            [lambda f: (f / "sub").rename(f / "other"), lambda f: (f / "other" / "b.md").write_text("3")],
            id="in a folder that was renamed",
        ),
        pytest.param([lambda f: shutil.rmtree(f / "sub")], id="folder gone"),
        pytest.param(
            [lambda f: (f.parent / "beside" / "c.md").write_text("3"), lambda f: (f / "new").symlink_to(f.parent)],
            id="through a link, and a new link",
        ),
    ],
)
def test_every_change_of_a_folder_is_told(folder: Path, acts: list[Do]) -> None:
    listener = Listener(folder, folder.parent / "missing")
    for act in acts:
        assert listener.hears(lambda act=act: act(folder))  # type: ignore[misc]


def test_a_single_file_is_watched_through_every_replacement_and_its_neighbours_are_not(folder: Path) -> None:
    path = folder / "a.md"

    def replace() -> None:
        (folder / "draft").write_text("newer")
        (folder / "draft").rename(path)

    listener = Listener(path)
    assert listener.hears(replace)
    assert listener.hears(replace)
    assert listener.hears(lambda: path.write_text("in place"))
    assert listener.hears(path.unlink)
    assert listener.hears(lambda: path.write_text("back"))
    assert not listener.hears(lambda: (folder / "neighbour.md").write_text("3"), 0.7)
    assert not listener.hears(lambda: (folder / "sub" / "b.md").write_text("3"), 0.7)


def test_what_changes_before_somebody_waits_is_not_missed(folder: Path) -> None:
    watch = Watch([folder])
    (folder / "a.md").write_text("changed")
    waiting = Thread(target=watch.wait, daemon=True)
    waiting.start()
    waiting.join(SECONDS)
    assert not waiting.is_alive()


def test_nothing_to_watch_is_no_error(tmp_path: Path) -> None:
    waiting = Thread(target=Watch([tmp_path / "missing"]).wait, daemon=True)
    waiting.start()
    waiting.join(0.3)
    assert waiting.is_alive()


@pytest.mark.parametrize(("polls", "seconds"), [(True, 5.0), (False, 1.0)], ids=["polled", "blind"])
def test_folders_that_the_system_cannot_watch_are_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, polls: bool, seconds: float
) -> None:
    watch = watchfiles.watch

    def refuse(*paths: str, force_polling: bool | None, **options: object) -> object:
        if not (force_polling and polls):
            raise OSError(28, "OS file watch limit reached")
        return watch(*paths, force_polling=True, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(watchfiles, "watch", refuse)
    monkeypatch.setattr("reader.services.watching._BLIND_SECONDS", 0.7)
    assert Listener(tmp_path).hears(lambda: (tmp_path / "new.md").write_text("new"), seconds)


def test_a_file_that_comes_later_is_heard_of_and_those_beside_it_are_not(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "entities.yaml"
    listener = Listener(folder, files=[file, tmp_path / "nowhere" / "entities.yaml"])
    assert listener.hears(lambda: file.write_text("- {reject: A}\n"))
    assert listener.hears(lambda: (tmp_path / "new").write_text("- {reject: B}\n") and (tmp_path / "new").rename(file))
    assert not listener.hears(lambda: (tmp_path / "entities.yaml.lock").write_text("1"), seconds=0.7)
