"""Items as files: what they say, how they are named, and by what they are known again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.scrub import SafeText, scrub, scrub_line
from reader.importers.briefings import import_briefing
from reader.sources.item import Item
from reader.sources.item_file import key_item, make_slug, place_item, print_item, recall_keys

ITEM = Item(
    title=SafeText("Memory Weekly: #19 *tight*"),
    body="HBM supply is tight.\n\n## Outlook\n\nTSMC builds.\n",
    issued=datetime(2026, 5, 9, 23, 30, tzinfo=timezone(timedelta(hours=-5))),
    creator=SafeText("A. Analyst"),
    publisher=SafeText('The "Letter"'),
    series=SafeText("Memory Weekly"),
    source=SafeText("https://letters.example/19"),
    identifier=SafeText("https://letters.example/?p=19"),
    language=SafeText("en"),
    subjects=(SafeText("hbm, dram"), SafeText("asia")),
    notes=(SafeText("report_final.pdf (application/pdf, 12 kB)"),),
)


def test_every_field_is_read_again() -> None:
    briefing = import_briefing(print_item(ITEM), "x.md")
    metadata = briefing.metadata
    assert briefing.warnings == ()
    assert (metadata.title, metadata.creator, metadata.publisher) == (ITEM.title, ITEM.creator, ITEM.publisher)
    assert (metadata.series, metadata.source, metadata.identifier) == (ITEM.series, ITEM.source, ITEM.identifier)
    assert (metadata.language, metadata.subjects) == ("en", ITEM.subjects)
    assert metadata.issued == date(2026, 5, 9)
    assert briefing.text.startswith("Memory Weekly: #19 *tight*\n\nHBM supply is tight.")
    assert briefing.text.endswith("Not kept: report_final.pdf (application/pdf, 12 kB)")


def test_a_title_that_the_body_begins_with_stands_there_once() -> None:
    item = replace(ITEM, body="# Memory Weekly: #19 \\*tight\\*\n\nWords.\n", notes=())
    assert import_briefing(print_item(item), "x.md").text == "Memory Weekly: #19 *tight*\n\nWords."


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Memory Weekly 19", "memory-weekly-19"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\x", "c-windows-x"),
        ("CON", "con-item"),
        ("lpt1", "lpt1-item"),
        ('a: b? <c> | "d" * e/', "a-b-c-d-e"),
        ("...", "untitled"),
        ("", "untitled"),
        ("Zürich–Genève", "zurich-geneve"),
        ("半導体週報", "半導体週報"),
        ("x" * 300, "x" * 60),
        ("snake_case\x1b[2J", "snake-case-2j"),
        ("\ud800lone", "lone"),
    ],
)
def test_names_are_safe_everywhere(title: str, slug: str) -> None:
    assert make_slug(title) == slug


@given(st.text(max_size=400))
def test_no_title_makes_a_bad_name(title: str) -> None:
    slug = make_slug(title)
    assert slug
    assert len(slug.encode()) <= 130
    assert slug == slug.casefold()
    assert not set(slug) & set('/\\:*?"<>|. \0')
    assert not slug.startswith("-")


def test_a_file_stands_under_its_publishers_day() -> None:
    assert place_item(ITEM) == ("2026/05", "2026-05-09-memory-weekly-19-tight")
    assert place_item(replace(ITEM, issued=None)) == ("undated", "memory-weekly-19-tight")


@pytest.mark.parametrize(
    "item",
    [
        ITEM,
        replace(ITEM, notes=()),
        replace(ITEM, identifier=SafeText(""), source=SafeText(""), issued=None),
        replace(ITEM, body="# Memory Weekly: #19 \\*tight\\*\n\nWords.\n"),
    ],
)
def test_an_item_is_known_again_by_its_file(item: Item) -> None:
    assert recall_keys(print_item(item)) == key_item(item)


def test_keys_tell_items_apart() -> None:
    other = replace(ITEM, identifier=SafeText("https://letters.example/?p=20"))
    assert key_item(other).identity != key_item(ITEM).identity
    assert key_item(other).link == key_item(ITEM).link
    reissued = replace(ITEM, body="HBM supply is not tight.\n")
    assert key_item(reissued)[:2] == key_item(ITEM)[:2]
    assert key_item(reissued).content != key_item(ITEM).content
    utc = replace(ITEM, issued=datetime(2026, 5, 9, 1, tzinfo=UTC))
    assert key_item(utc) == key_item(ITEM)


@given(st.text(min_size=1, max_size=60), st.text(max_size=200))
def test_any_item_makes_a_file_that_is_read_without_warnings(title: str, body: str) -> None:
    item = Item(title=scrub_line(title), body=scrub(body))
    briefing = import_briefing(print_item(item), "x.md")
    assert not any("front matter" in warning for warning in briefing.warnings)
