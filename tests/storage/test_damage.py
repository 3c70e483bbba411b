"""Files that something damaged: all that was saved is there, or the store says what is wrong and touches nothing."""

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from reader.domain.reading import ReadState
from reader.storage.errors import StoreError
from reader.storage.journal import encode_header, read_journal
from reader.storage.store import Store
from tests.storage.making import State, ask, make, read_files

BASE, JOURNAL, BACKUP, OLD = "store.json", "store.json-journal", "store.json.bak", "store.json-journal.old"
END, LOCK = "store.json-journal.end", "store.json.lock"
FILES = (BASE, JOURNAL, BACKUP, OLD, END, LOCK)

Bytes = dict[str, bytes]
Damage = Callable[[bytes], bytes]


def replace_schema(content: bytes) -> bytes:
    """As a later version of the program would write it; a file that has no schema gets one."""
    if content.startswith(b"{"):
        return content.replace(b'"schema":2', b'"schema":3')
    header = read_journal(content).header
    return encode_header(replace(header, format=2)) if header else b'{"meta":{"1":{"schema":3}}}'


def cut_last_line(content: bytes) -> bytes:
    return b"".join(content.splitlines(keepends=True)[:-1])


def repeat_lines(content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join([*lines, *lines[-3:-1]])


def flip(content: bytes, place: float) -> bytes:
    at = int(place * len(content))
    return content[:at] + bytes([content[at] ^ 1 << at % 8]) + content[at + 1 :]


DAMAGES: dict[str, Damage] = {
    "empty": lambda content: b"",
    "cut to a byte": lambda content: content[:1],
    "cut in half": lambda content: content[: len(content) // 2],
    "cut by a byte": lambda content: content[:-1],
    "cut by a line": cut_last_line,
    "zeroed": lambda content: b"\0" * len(content),
    "zeros at the end": lambda content: content[:-30] + b"\0" * 30,
    "a flipped bit at the beginning": lambda content: flip(content, 0.02),
    "a flipped bit": lambda content: flip(content, 0.5),
    "a flipped bit at the end": lambda content: flip(content, 0.98),
    "no JSON": lambda content: b"Dear reader,\nthis was a file.\n",
    "other JSON": lambda content: b'{"name": ["x"]}',
    "no tables": lambda content: b"{}",
    "a foreign table": lambda content: b'{"_default": {"1": {"x": 1}}}',
    "binary": lambda content: bytes(range(256)) * 9,
    "a byte order mark": lambda content: b"\xef\xbb\xbf" + content,
    "Windows line ends": lambda content: content.replace(b"\n", b"\r\n"),
    "repeated lines": repeat_lines,
    "garbage after the end": lambda content: content + b"garbage\n",
    "a newer schema": replace_schema,
}


class Written:
    """The files of a store with a past, and all that was acknowledged."""

    def __init__(self, folder: Path) -> None:
        path = folder / BASE
        self.past: list[Bytes] = []
        """The files as they were earlier."""
        for turn in range(3):
            store = Store(path)
            for number in range(turn * 10, turn * 10 + 10):
                store.save_annotation(make(number, "a", f"t{turn}"))
            store.save_annotation(make(1, f"again {turn}"))
            store.remove_annotation(make(turn).id)
            store.save_read_state("x", ReadState(opened=True, place=turn))
            if turn < 2:
                self.past.append(read_files(folder))
                store.close()
                self.past.append(read_files(folder))
        self.saved: State = ask(store)
        self.files: Bytes = read_files(folder)
        assert set(self.files) == set(FILES)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return Written(tmp_path_factory.mktemp("written"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def put(folder: Path, files: Bytes) -> None:
    for name, content in files.items():
        (folder / name).write_bytes(content)


def refuse(folder: Path, name: str) -> str:
    """The store says what is wrong, whatever it is asked, and changes nothing; returns what it says."""
    before = read_files(folder)
    said = ""
    for _ in range(2):
        store = Store(folder / BASE)
        with pytest.raises(StoreError) as raised:
            store.list_annotations()
        with pytest.raises(StoreError):
            store.read_states()
        with pytest.raises(StoreError):
            store.save_annotation(make(99))
        said = raised.value.reason
    assert name in said
    after = read_files(folder)
    assert {file: after[file] for file in before if file != LOCK} == {f: before[f] for f in before if f != LOCK}
    return said


def go_on(folder: Path, saved: State) -> None:
    """All that was saved is there; a write succeeds, and is there for the next one who opens the store."""
    store = Store(folder / BASE)
    assert ask(store) == saved
    store.save_annotation(make(99, "after"))
    assert ask(store) == (saved[0] | {make(99, "after")}, saved[1])
    again = Store(folder / BASE)
    assert ask(again) == ask(store)
    assert [problem for problem in again.problems if "annotation" not in problem] == []
    store.close()
    assert ask(Store(folder / BASE)) == ask(store)


def is_kept(folder: Path, content: bytes) -> bool:
    return any(content == kept for name, kept in read_files(folder).items() if name not in FILES)


def take_readable(folder: Path) -> None:
    """What the message says: the way to go on with what can be read."""
    (readable,) = folder.glob("store.json.readable-*")
    readable.rename(folder / BASE)


def check_damaged(folder: Path, written: Written, name: str, content: bytes) -> str:
    """Whether the promise is kept for one damaged file; returns how."""
    put(folder, {**written.files, name: content})
    try:
        found = ask(Store(folder / BASE))
    except StoreError:
        said = refuse(folder, name)
        if "newer version" in said:
            return "newer"
        assert is_kept(folder, content)
        take_readable(folder)
        known = ask(Store(folder / BASE))
        # Of what was said to be lost some is there, and nothing that never was.
        assert {item.id for item in known[0]} <= {make(number).id for number in range(30)}
        go_on(folder, known)
        assert is_kept(folder, content)
        return "refused"
    if name in (BASE, JOURNAL) and content != written.files[name]:
        store = Store(folder / BASE)
        ask(store)
        assert store.problems
    go_on(folder, found)
    if name in (BASE, JOURNAL):
        assert is_kept(folder, content)
    if found != written.saved:
        assert name == BASE
        # Somebody's editing looks like this, too: it is taken, and what was before is kept.
        (kept,) = folder.glob("store.json.unedited-*")
        assert ask(Store(kept)) == written.saved
        return "edited"
    return "recovered"


EXPECTED = {(JOURNAL, kind): "refused" for kind in DAMAGES} | {
    (JOURNAL, "a newer schema"): "newer",
    (JOURNAL, "a byte order mark"): "recovered",
    (JOURNAL, "a flipped bit at the beginning"): "recovered",
    (JOURNAL, "Windows line ends"): "recovered",
    (JOURNAL, "repeated lines"): "recovered",
    (JOURNAL, "garbage after the end"): "recovered",
    (BASE, "a newer schema"): "newer",
}
"""Everything else is recovered."""


@pytest.mark.parametrize("kind", DAMAGES)
@pytest.mark.parametrize("name", FILES)
def test_damage(folder: Path, written: Written, name: str, kind: str) -> None:
    content = DAMAGES[kind](written.files[name])
    expected = EXPECTED.get((name, kind), "recovered")
    if name == BASE and "bit" in kind:
        assert check_damaged(folder, written, name, content) in ("recovered", "edited")
    else:
        assert check_damaged(folder, written, name, content) == expected


def test_a_journal_that_is_cut_anywhere_is_never_taken_for_the_whole(folder: Path, written: Written) -> None:
    journal = written.files[JOURNAL]
    put(folder, written.files)
    for size in range(0, len(journal), 13):
        (folder / JOURNAL).write_bytes(journal[:size])
        with pytest.raises(StoreError, match=JOURNAL):
            Store(folder / BASE).list_annotations()


def test_a_flipped_bit_anywhere_in_the_journal_is_noticed_or_harmless(folder: Path, written: Written) -> None:
    journal = written.files[JOURNAL]
    put(folder, written.files)
    refused = 0
    for at in range(0, len(journal), 17):
        (folder / JOURNAL).write_bytes(flip(journal, (at + 0.5) / len(journal)))
        try:
            found = ask(Store(folder / BASE))
        except StoreError:
            refused += 1
        else:
            assert found == written.saved
    header = journal.index(b"\n")
    assert refused > 0.8 * (len(journal) - header) / 17


def test_a_flipped_bit_anywhere_in_the_base_file_loses_nothing(folder: Path, written: Written) -> None:
    base = written.files[BASE]
    for turn, at in enumerate(range(0, len(base), 89)):
        inner = folder / str(turn)
        inner.mkdir()
        check_damaged(inner, written, BASE, flip(base, at / len(base)))


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file(folder: Path, written: Written, name: str) -> None:
    put(folder, {file: content for file, content in written.files.items() if file != name})
    if name == JOURNAL:
        refuse(folder, JOURNAL)
        take_readable(folder)
        go_on(folder, ask(Store(folder / BASE)))
    else:
        go_on(folder, written.saved)


@pytest.mark.parametrize("name", FILES)
def test_an_earlier_version_of_a_file(folder: Path, written: Written, name: str) -> None:
    versions = {files[name] for files in written.past if name in files} - {written.files[name]}
    assert len(versions) >= (0 if name == LOCK else 1)
    for turn, version in enumerate(versions):
        inner = folder / str(turn)
        inner.mkdir()
        found = check_damaged(inner, written, name, version)
        assert found == ("refused" if name == JOURNAL else "recovered")


@pytest.mark.parametrize("one", FILES)
@pytest.mark.parametrize("other", FILES)
def test_two_files_that_were_swapped(folder: Path, written: Written, one: str, other: str) -> None:
    put(folder, {**written.files, one: written.files[other], other: written.files[one]})
    try:
        found = ask(Store(folder / BASE))
    except StoreError:
        refuse(folder, BASE)
        assert JOURNAL in (one, other) or {BASE, OLD} == {one, other}
    else:
        assert found == written.saved
        go_on(folder, found)


@pytest.mark.parametrize("one", [BASE, JOURNAL])
@pytest.mark.parametrize("other", [BACKUP, OLD])
def test_two_damaged_files(folder: Path, written: Written, one: str, other: str) -> None:
    put(folder, {**written.files, one: b"damaged", other: b"damaged"})
    said = refuse(folder, BASE)
    assert is_kept(folder, b"damaged")
    assert "nothing was overwritten" in said or "a copy is kept" in said


@contextmanager
def as_somebody(folder: Path) -> Iterator[None]:
    """The superuser may read everything: be somebody who may not."""
    if os.geteuid() != 0:
        yield
        return
    for path in (folder, *folder.iterdir()):
        os.chown(path, 65534, 65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may get to."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def test_an_unreadable_file(open_folder: Path, written: Written) -> None:
    for name in (BASE, JOURNAL):
        put(open_folder, written.files)
        with as_somebody(open_folder):
            (open_folder / name).chmod(0)
            for ask_it in (Store.list_annotations, lambda store: store.save_annotation(make(99))):
                with pytest.raises(StoreError, match=f"{name}.*permission denied"):
                    ask_it(Store(open_folder / BASE))
            (open_folder / name).chmod(0o600)
        assert read_files(open_folder) == written.files
    for name in (BACKUP, OLD, END):
        put(open_folder, written.files)
        with as_somebody(open_folder):
            (open_folder / name).chmod(0)
            go_on(open_folder, written.saved)


def test_a_folder_that_cannot_be_written_is_read(open_folder: Path, written: Written) -> None:
    put(open_folder, written.files)
    with as_somebody(open_folder):
        for path in open_folder.iterdir():
            path.chmod(0o400)
        open_folder.chmod(0o500)
        store = Store(open_folder / BASE)
        assert ask(store) == written.saved
        with pytest.raises(StoreError, match="not saved: .*permission denied"):
            store.save_annotation(make(99))
        assert ask(store) == written.saved
        store.close()
        open_folder.chmod(0o700)
    assert read_files(open_folder) == written.files


@pytest.mark.parametrize("make_odd", [Path.mkdir, os.mkfifo], ids=["a folder", "a pipe"])
@pytest.mark.parametrize("name", FILES)
def test_something_else_in_the_place_of_a_file(
    folder: Path, written: Written, name: str, make_odd: Callable[[Path], None]
) -> None:
    put(folder, written.files)
    (folder / name).unlink()
    make_odd(folder / name)
    store = Store(folder / BASE)
    if name in (BASE, JOURNAL):
        assert "not a regular file" in refuse(folder, name)
    elif name == LOCK:
        assert ask(store) == written.saved
        with pytest.raises(StoreError, match=f"not saved: .*{LOCK}"):
            store.save_annotation(make(99))
    else:
        assert ask(store) == written.saved
        store.save_annotation(make(99))
        store.close()
        assert ask(Store(folder / BASE)) == (written.saved[0] | {make(99)}, written.saved[1])


def test_a_store_that_was_taken_away_begins_anew(folder: Path, written: Written) -> None:
    """What is left says how far the journal of the other one went."""
    put(folder, {END: written.files[END], LOCK: written.files[LOCK]})
    go_on(folder, (frozenset(), ()))


def test_a_base_file_alone_is_a_store(folder: Path, written: Written) -> None:
    """As it is on another machine to which it was copied."""
    closed = Store(folder / BASE)
    put(folder, written.files)
    closed.save_annotation(make(50))
    closed.close()
    content = (folder / BASE).read_bytes()
    assert json.loads(content)
    inner = folder / "copied"
    inner.mkdir()
    put(inner, {BASE: content})
    go_on(inner, (written.saved[0] | {make(50)}, written.saved[1]))
