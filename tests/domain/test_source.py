"""Descriptions of sources: what can be used, and what is told of the rest."""

import pytest

from reader.domain.source import Source, SourceFault, read_source

URL = "https://x.example/feed"


def test_all_that_can_be_said() -> None:
    entry = {
        "name": " Chip  Letter ",
        "url": URL,
        "series": "Letters",
        "tags": ["hbm", " asia "],
        "full_text": "yes",
        "keep": "20",
    }
    assert read_source(entry) == Source("Chip Letter", URL, "", "Letters", ("hbm", "asia"), True, 20)  # type: ignore[arg-type]


def test_a_mailbox() -> None:
    source = read_source({"name": "Mail", "path": "~/Mail/news", "tags": "one"})
    assert (source.address, source.url, source.tags) == ("~/Mail/news", "", ("one",))


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("x", "name and a url"),
        ({"url": URL}, "name: must have"),
        ({"name": "", "url": URL}, "name: must have"),
        ({"name": "-x", "url": URL}, "not begin with -"),
        ({"name": "x" * 61, "url": URL}, "name: must have"),
        ({"name": "x"}, "a url or a path"),
        ({"name": "x", "url": URL, "path": "y"}, "not both"),
        ({"name": "x", "url": "file:///etc/passwd"}, "must begin with https"),
        ({"name": "x", "url": "https://x\x1b[2J"}, "one line"),
        ({"name": "x", "url": ["a"]}, "one line"),
        ({"name": "x", "url": URL, "full_text": "maybe"}, "full_text"),
        ({"name": "x", "url": URL, "keep": "-1"}, "keep"),
        ({"name": "x", "url": URL, "tags": {"a": "b"}}, "tags"),
        ({"name": "x", "url": URL, "series": ["a"]}, "series"),
        ({"name": "x", "url": URL, "colour": "red"}, "colour: expected one of"),
    ],
)
def test_what_cannot_be_used(entry: object, reason: str) -> None:
    with pytest.raises(SourceFault, match=reason):
        read_source(entry)
