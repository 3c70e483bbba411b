"""What people are shown."""

from collections.abc import Iterator
from datetime import date

import pytest

from reader.cli_library import Listed
from reader.cli_text import write_briefing, write_days, write_list, write_names
from reader.domain.briefing import Block, BlockKind, Briefing, Metadata
from reader.domain.entity import Entity, EntityCount, EntityType, MentionStatus
from reader.domain.entry import Entry, describe_briefing
from reader.domain.reading import ReadState
from reader.domain.scrub import SafeText
from reader.domain.span import Span


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, "unknown"),
        ("2026-05-09", "2026-05-09", "2026-05-09"),
        ("2026-05-03", "2026-05-09", "2026-05-03..09"),
        ("2026-04-28", "2026-05-04", "2026-04-28..05-04"),
        ("2025-12-29", "2026-01-04", "2025-12-29..2026-01-04"),
    ],
)
def test_days(start: str | None, end: str | None, expected: str) -> None:
    first, last = (date.fromisoformat(day) if day else None for day in (start, end))
    assert write_days(Entry("id", ("/x",), SafeText("x"), start=first, end=last)) == expected


def test_a_list() -> None:
    good = Entry("1" * 16, ("/a.md",), SafeText("Weekly"), words=1234, length=100, end=date(2026, 5, 9))
    bad = Entry("2" * 16, ("/b.md",), SafeText("b.md"), failure=SafeText("no permission"))
    rows = [
        Listed(good, ReadState(opened=True, seen=47), (SafeText("hbm"),), 2),
        Listed(good, ReadState(opened=True, read=True), (), 0),
        Listed(bad, ReadState(), (), 0),
    ]
    assert list(write_list(rows, 6, None)) == [
        "ID      DATE        WORDS  READ  TITLE",
        "111111  unknown     1,234   47%  Weekly  #hbm  ◆2",
        "111111  unknown     1,234  read  Weekly",
        "222222  unknown                  b.md: no permission",
    ]


def test_ids_are_as_long_as_tells_them_apart_and_never_shorter_than_six_digits() -> None:
    row = Listed(Entry("1234567890abcdef", ("/a.md",), SafeText("Weekly")), ReadState(), (), 0)
    for digits, shown in ((1, "123456"), (9, "123456789")):
        assert list(write_list([row], digits, None))[1].split()[0] == shown


def test_a_long_list_begins_before_it_is_all_there() -> None:
    taken = []

    def count() -> Iterator[Listed]:
        for number in range(5_000):
            taken.append(number)
            yield Listed(Entry(f"{number:016x}", ("/a.md",), SafeText("Weekly")), ReadState(), (), 0)

    lines = write_list(count(), 16, None)
    assert next(lines).startswith("ID ")
    assert len(taken) < 1_000
    assert len(list(lines)) == 5_000


def make_briefing(*parts: tuple[BlockKind, str, int, str]) -> Briefing:
    blocks, at = [], 0
    for kind, words, level, marker in parts:
        blocks.append(Block(kind, Span(at, at + len(words)), level, marker=SafeText(marker)))
        at += len(words) + 1
    text = SafeText("\n".join(words for _, words, _, _ in parts))
    metadata = Metadata(SafeText("The title"), creator=SafeText("Ann"), subjects=(SafeText("chips"),))
    return Briefing("id", text, tuple(blocks), (), (), metadata, 42, (SafeText("odd bytes"),))


def test_a_briefing_reads_from_top_to_bottom() -> None:
    briefing = make_briefing(
        (BlockKind.TITLE, "The title:", 1, ""),
        (BlockKind.PARAGRAPH, "One\nparagraph.", 0, ""),
        (BlockKind.RULE, "", 0, ""),
        (BlockKind.BULLET, "first", 1, "•"),
        (BlockKind.BULLET, "second", 2, "3."),
        (BlockKind.TABLE, "Name\tShare\nTSMC\t60 %\nSMIC\t5 %\t?", 0, ""),
        (BlockKind.CODE, "a = 1\nb = 2", 0, ""),
    )
    entry = describe_briefing(briefing, ("/x.md",))
    assert list(write_briefing(entry, briefing, (SafeText("hbm"),))) == [
        "The title:",
        "42 words; date unknown; by Ann; subjects: chips; tags: hbm",
        "Notice: odd bytes",
        "",
        "One paragraph.",
        "",
        "• first",
        "  3. second",
        "",
        "Name: TSMC; Share: 60 %",
        "Name: SMIC; Share: 5 %; ?",
        "",
        "a = 1",
        "b = 2",
    ]


def test_a_briefing_without_a_title_in_its_text_begins_with_its_title() -> None:
    briefing = make_briefing((BlockKind.PARAGRAPH, "Words.", 0, ""))
    lines = list(write_briefing(describe_briefing(briefing, ("/x.md",)), briefing, ()))
    assert (lines[0], lines[-1]) == ("The title", "Words.")


def test_names_stand_under_their_types_in_order() -> None:
    def count(name: str, kind: EntityType | None, number: int, *forms: str) -> EntityCount:
        aliases = tuple(SafeText(form) for form in forms)
        return EntityCount(Entity(SafeText(name), kind), number, MentionStatus.KNOWN, aliases)

    rows = [
        count("Taiwan", EntityType.PLACE, 12, "Taiwan"),
        count("Asian IMEC", None, 1, "Asian IMEC"),
        count("TSMC", EntityType.COMPANY, 3, "TSMC", "Taiwan Semi"),
    ]
    assert write_names(Entry("id", ("/x",), SafeText("W19")), rows) == [
        "W19", "", "company: 1", "  3  TSMC  as Taiwan Semi", "", "place: 1", "  12  Taiwan", "", "unknown: 1",
        "  1  Asian IMEC",
    ]  # fmt: skip
    assert write_names(Entry("id", ("/x",), SafeText("W19")), []) == ["W19", "No names were found."]
