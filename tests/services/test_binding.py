"""Which briefing an annotation belongs to after files were moved, renamed and corrected."""

from collections.abc import Iterable

import pytest

from reader.domain.annotation import BriefingRef
from reader.domain.entry import Entry
from reader.domain.scrub import SafeText
from reader.services.binding import Binding, describe_ref
from reader.services.library import Library
from reader.storage.index.parcels import Parcel, Source
from reader.storage.index.writing import Writer

ONE, TWO, THREE = "1" * 16, "2" * 16, "3" * 16
REF = BriefingRef(ONE, "/lib/w19.md", SafeText("Weekly"), SafeText("Weekly"), SafeText("W19"))


def make(
    number: str,
    path: str,
    title: str = "Weekly",
    series: str | None = None,
    label: str | None = None,
    failure: str | None = None,
) -> Parcel:
    source = Source(path.encode(), b"/", b"stamp")
    spread = (title, series or "", "")
    return Parcel(source, number, title, series, label, failure=failure, layout="" if failure else "[]", spread=spread)


def library_of(*parcels: Parcel) -> Library:
    library = Library([])
    Writer(library.database).put(parcels)
    return library


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param([make(ONE, "/moved.md"), make(TWO, "/lib/w19.md")], ONE, id="the same text wins"),
        pytest.param([make(TWO, "/lib/w19.md", "Other")], TWO, id="the same file, corrected"),
        pytest.param([make(TWO, "/new.md", "Weekly", "Weekly", "W19")], TWO, id="renamed and corrected"),
        pytest.param([make(TWO, "/lib/w19.md", "Weekly", "Weekly", "W20")], None, id="the file holds the next issue"),
        pytest.param(
            [make(TWO, "/lib/w19.md", "Weekly", "Weekly", "W20"), make(THREE, "/a.md", "Weekly", "Weekly", "W19")],
            THREE,
            id="the file holds the next issue, the issue is elsewhere",
        ),
        pytest.param(
            [make(TWO, "/a.md", "Weekly", "Weekly", "W19"), make(THREE, "/b.md", "Weekly", "Weekly", "W19")],
            None,
            id="two could be meant",
        ),
        pytest.param([make(TWO, "/a.md", "Weekly", "Weekly", "W18")], None, id="another issue"),
        pytest.param([make(TWO, "/new.md", "Corrected", "Weekly", "W19")], TWO, id="issued again, another title"),
        pytest.param(
            [make(TWO, "/a.md", "One", "Weekly", "W19"), make(THREE, "/b.md", "Two", "Weekly", "W19")],
            None,
            id="issued again twice, other titles",
        ),
        pytest.param(
            [make(TWO, "/a.md", "Weekly", "Weekly", "W19"), make(THREE, "/b.md", "Two", "Weekly", "W19")],
            TWO,
            id="the same title wins",
        ),
        pytest.param([make(TWO, "/a.md", "Corrected", "Weekly")], None, id="without a label it may be any issue"),
        pytest.param([], None, id="an empty library"),
    ],
)
def test_the_order_of_trust(entries: list[Parcel], expected: str | None) -> None:
    assert Binding(library_of(*entries), [REF]).find(REF) == expected


def test_any_of_several_files_binds() -> None:
    library = library_of(make(TWO, "/a.md", "Other"), make(TWO, "/lib/w19.md", "Other"))
    assert len(library.rows()) == 1
    assert Binding(library, [REF]).find(REF) == TWO


def test_a_file_that_cannot_be_read_is_no_briefing() -> None:
    failed = make(TWO, "/lib/w19.md", "Weekly", "Weekly", "W19", failure="no permission")
    assert Binding(library_of(failed), [REF]).find(REF) is None


def test_what_is_remembered_binds_to_its_briefing() -> None:
    library = library_of(make(TWO, "/x.md", "T", "S", "L"))
    entry = library.entry(TWO)
    assert isinstance(entry, Entry)
    ref = describe_ref(entry)
    assert (ref.path, ref.title, ref.series, ref.label) == ("/x.md", "T", "S", "L")
    assert Binding(library, [ref]).find(ref) == TWO


def test_many_are_bound_with_one_question() -> None:
    library = library_of(*(make(f"{number:016x}", f"/{number}.md") for number in range(50)))
    refs = [BriefingRef(f"{number:016x}", "/gone.md", SafeText("Weekly")) for number in range(50)]
    asked: list[int] = []

    class Counting:
        """The library, which notes how often it is asked."""

        find_path, find_issue = library.find_path, library.find_issue

        def find_numbers(self, ids: Iterable[str]) -> dict[str, int]:
            asked.append(1)
            return library.find_numbers(ids)

    binding = Binding(Counting(), refs)
    assert [binding.find(ref) for ref in refs] == [ref.id for ref in refs]
    assert asked == [1]
