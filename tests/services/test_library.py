"""The library: one row per text, what REF names, and texts read again."""

import os
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from reader.importers.files import UnreadableFile
from reader.services.briefing_cache import weigh
from reader.services.library import BriefingCache, Library, UnknownRef


def titles(library: Library) -> list[str]:
    return [entry.title for entry in library.load()]


def test_the_newest_comes_first_and_unknown_dates_last(tmp_path: Path) -> None:
    def write(title: str, head: str = "") -> None:
        (tmp_path / f"{len(title)}{title}.md").write_text(f"---\ntitle: {title}\n{head}---\nWords of {title}.\n")

    write("b")
    write("old", "date: 2025-01-01\n")
    write("A")
    write("day", "date: 2026-05-09\n")
    write("week", "period: 2026-05-03~2026-05-09\n")
    library = Library([tmp_path])
    assert titles(library) == ["day", "week", "old", "A", "b"]
    assert [str(row.start) for row in library.rows()] == ["2026-05-09", "2026-05-03", "2025-01-01", "None", "None"]


def test_copies_are_one_row_with_all_paths(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "copy.md").write_bytes((folder / "notes.md").read_bytes())
    library = Library([folder])
    (row,) = [row for row in library.load() if row.title == "Notes on packaging"]
    assert row.paths == (str(folder / "notes.md"), str(folder / "sub" / "copy.md"))


def test_what_vanished_is_gone_after_the_next_scan(folder: Path) -> None:
    library = Library([folder])
    before = library.load()
    version = library.version
    (folder / "notes.md").unlink()
    assert len(library.load()) == len(before) - 1
    assert library.version != version


@pytest.mark.parametrize("name", ["x.md", "caf\udce9.md"])
def test_a_file_that_cannot_be_read_is_a_row_with_the_reason(folder: Path, name: str) -> None:
    os.mkfifo(folder / name)
    library = Library([folder])
    (row,) = [row for row in library.load() if row.failure]
    assert row.failure == "is a named pipe"
    assert row.title == name.replace("\udce9", "\ufffd")
    assert row.path == str(folder / name)
    assert library.find(row.id) == row
    with pytest.raises(UnreadableFile, match="named pipe"):
        library.briefing(row.id)


def test_unreadable_files_do_not_merge(folder: Path) -> None:
    os.mkfifo(folder / "x.md")
    os.mkfifo(folder / "y.md")
    assert sum(row.failure is not None for row in Library([folder]).load()) == 2


def test_a_missing_root_is_a_row(tmp_path: Path) -> None:
    (row,) = Library([tmp_path / "gone"]).load()
    assert row.title == "gone"
    assert row.failure == "no such file"


def test_a_text_that_was_read_stays_in_memory(folder: Path, library: Library) -> None:
    row = library.find(str(folder / "notes.md"))
    before = library.briefing(row.id)
    (folder / "notes.md").unlink()
    assert library.briefing(row.id) is before


def test_the_index_remembers_a_text_whatever_became_of_its_file(folder: Path) -> None:
    library = Library([folder], cache=BriefingCache(0))
    library.load()
    row = library.find(str(folder / "w19.md"))
    before = library.briefing(row.id)
    (folder / "w19.md").write_text("something else")
    after = library.remembered(row)
    assert after is not None
    assert asdict(after) == asdict(before)
    library.update()
    assert library.remembered(row) is None


def test_a_row_fetched_late_is_what_it_was_or_says_that_it_went(folder: Path, library: Library) -> None:
    rows = library.rows()
    (folder / "notes.md").unlink()
    library.update()
    assert [row.title for row in rows] == ["Memory Weekly", "is no longer there"]
    assert rows[1].failure == "is no longer there"


def test_a_text_is_read_again_from_any_of_its_files(folder: Path) -> None:
    (folder / "z.md").write_bytes((folder / "notes.md").read_bytes())
    library = Library([folder], cache=BriefingCache(0))
    library.load()
    row = library.find(str(folder / "notes.md"))
    (folder / "notes.md").write_text("something else")
    assert "CoWoS" in library.briefing(row.id).text


def test_a_text_that_no_file_holds_any_more_is_not_replaced_by_another(folder: Path) -> None:
    library = Library([folder], cache=BriefingCache(0))
    library.load()
    row = library.find(str(folder / "notes.md"))
    (folder / "notes.md").write_text("something else")
    with pytest.raises(UnreadableFile, match="changed"):
        library.briefing(row.id)
    (folder / "notes.md").unlink()
    with pytest.raises(UnreadableFile, match="no such file"):
        library.briefing(row.id)


def test_an_id_that_is_not_there(library: Library) -> None:
    with pytest.raises(UnknownRef, match="not in the library"):
        library.briefing("0" * 16)


def test_a_ref_is_a_path_an_id_or_its_beginning(
    folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = next(row for row in library.rows() if row.path.endswith("notes.md"))
    monkeypatch.chdir(folder)
    (folder / "link.md").symlink_to(folder / "notes.md")
    for ref in (row.path, "notes.md", "./notes.md", "../briefings/notes.md", "link.md", row.id, row.id[:6]):
        assert library.find(ref) == row
    assert library.find(row.id[:6].upper()) == row


def test_a_ref_that_names_nothing_says_why(folder: Path, tmp_path: Path, library: Library) -> None:
    other = tmp_path / "other.md"
    other.write_text("elsewhere")
    cases = {
        "gone.md": "gone.md: no such file, and no briefing's id begins so",
        "\udc9b31": "�31: no such file, and no briefing's id begins so",
        str(other): f"{other}: not in the library",
        str(folder): f"{folder}: is a folder; name a briefing in it",
        "": '"": neither a path nor an id',
        "a\x1b[2J": "a␛[2J: no such file, and no briefing's id begins so",
    }
    for ref, message in cases.items():
        with pytest.raises(UnknownRef) as caught:
            library.find(ref)
        assert str(caught.value) == message


def test_a_beginning_that_several_ids_share_is_ambiguous(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number}.md").write_text(f"briefing number {number}")
    library = Library([tmp_path])
    ids = [row.id for row in library.load()]
    digit = max("0123456789abcdef", key=lambda digit: sum(number.startswith(digit) for number in ids))
    with pytest.raises(UnknownRef, match="ids begin so; write more of it"):
        library.find(digit)


@pytest.mark.parametrize(
    ("roots", "name", "expected"),
    [
        (["/x/briefings"], "", "briefings"),
        (["/x/briefings"], "samples", "samples"),
        (["/x/a", "/x/b", "/x/c.md"], "", "a and 2 more"),
        (["/x/a\x1b"], "", "a␛"),
        (["/"], "", "/"),
        ([], "", "empty"),
    ],
)
def test_the_name_of_a_library(roots: list[str], name: str, expected: str) -> None:
    assert Library([Path(root) for root in roots], name).name == expected


def test_the_cache_forgets_what_was_used_longest_ago(library: Library) -> None:
    one, two, three = (replace(library.briefing(library.rows()[0].id), id=number * 16) for number in "123")
    cache = BriefingCache(weigh(one) + weigh(two))
    for briefing in (one, two, one):
        cache.add(briefing)
    assert cache.find(one.id) is one
    cache.add(three)
    assert (cache.find(one.id), cache.find(two.id), cache.find(three.id)) == (one, None, three)


def test_a_text_longer_than_the_cache_drives_nothing_out(library: Library) -> None:
    one, two = sorted((library.briefing(row.id) for row in library.rows()), key=lambda one: len(one.text))
    cache = BriefingCache(weigh(one))
    cache.add(one)
    cache.add(two)
    assert (cache.find(one.id), cache.find(two.id)) == (one, None)


def test_what_has_many_parts_takes_more_room(library: Library) -> None:
    one = library.briefing(library.rows()[0].id)
    two = replace(one, id="2" * 16, blocks=one.blocks * 1000)
    cache = BriefingCache(weigh(one) + len(one.text) + len(two.blocks))
    cache.add(one)
    cache.add(two)
    assert (cache.find(one.id), cache.find(two.id)) == (one, None)


def test_as_many_digits_as_tell_ids_apart(tmp_path: Path) -> None:
    library = Library([tmp_path])
    assert library.shorten_ids() >= 1
    for number in range(120):
        (tmp_path / f"{number}.md").write_text(f"briefing number {number}")
    ids = [row.id for row in library.load()]
    digits = library.shorten_ids()
    assert len({number[:digits] for number in ids}) == 120
    assert digits == 4 or len({number[: digits - 1] for number in ids}) < 120


def test_the_importers_are_loaded_with_the_first_file_only() -> None:
    code = (
        "import sys; from pathlib import Path; from reader.services.library import Library\n"
        "library = Library([Path('seeds')]); assert 'cmarkgfm' not in sys.modules and 'yaml' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
