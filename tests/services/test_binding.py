"""Which briefing an annotation belongs to after files were moved, renamed and corrected."""

import pytest

from reader.domain.annotation import BriefingRef
from reader.domain.entry import Entry
from reader.domain.scrub import SafeText
from reader.services.binding import Binding, describe_ref


def make(number: str, path: str, title: str = "Weekly", series: str | None = None, label: str | None = None) -> Entry:
    return Entry(
        number, (path,), SafeText(title), series and SafeText(series) or None, label and SafeText(label) or None
    )


REF = BriefingRef("id1", "/lib/w19.md", SafeText("Weekly"), SafeText("Weekly"), SafeText("W19"))


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param([make("id1", "/moved.md"), make("id2", "/lib/w19.md")], "id1", id="the same text wins"),
        pytest.param([make("id2", "/lib/w19.md", "Other")], "id2", id="the same file, corrected"),
        pytest.param([make("id2", "/new.md", "Weekly", "Weekly", "W19")], "id2", id="renamed and corrected"),
        pytest.param([make("id2", "/lib/w19.md", "Weekly", "Weekly", "W20")], None, id="the file holds the next issue"),
        pytest.param(
            [make("id2", "/lib/w19.md", "Weekly", "Weekly", "W20"), make("id3", "/a.md", "Weekly", "Weekly", "W19")],
            "id3",
            id="the file holds the next issue, the issue is elsewhere",
        ),
        pytest.param(
            [make("id2", "/a.md", "Weekly", "Weekly", "W19"), make("id3", "/b.md", "Weekly", "Weekly", "W19")],
            None,
            id="two could be meant",
        ),
        pytest.param([make("id2", "/a.md", "Weekly", "Weekly", "W18")], None, id="another issue"),
        pytest.param([], None, id="an empty library"),
    ],
)
def test_the_order_of_trust(entries: list[Entry], expected: str | None) -> None:
    found = Binding(entries).find(REF)
    assert (found and found.id) == expected


def test_any_of_several_files_binds() -> None:
    entry = Entry("id9", ("/a.md", "/lib/w19.md"), SafeText("Weekly"))
    assert Binding([entry]).find(REF) is entry


def test_a_file_that_cannot_be_read_is_no_briefing() -> None:
    failed = Entry("id1", ("/lib/w19.md",), SafeText("Weekly"), failure=SafeText("no permission"))
    assert Binding([failed]).find(REF) is None


def test_what_is_remembered_binds_to_its_briefing() -> None:
    entry = make("id5", "/x.md", "T", "S", "L")
    assert Binding([entry]).find(describe_ref(entry)) is entry
